"""The SPARQL endpoint over real sockets: protocol, formats, refusals, and staying alive."""

import csv
import io
import json
import socket
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence

import httpx2
import pyoxigraph
import pytest
import rdflib

from server.inspection import MAX_LENGTH
from server.protocol import MAX_BODY_BYTES, MAX_TARGET_BYTES
from tests.server.conftest import Service
from tests.server.test_query import NESTED, nested

QUERY = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT * { ?s rdfs:label 'Minsk'@en }"
MINSK = "https://w3id.org/accord/id/place/minsk"
LITTLE = "https://w3id.org/accord/doc/little"
CURATED = "https://w3id.org/accord/graph/curated"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


def problem(response: httpx2.Response, status: int) -> dict[str, object]:
    """The problem that a response tells of (RFC 9457)."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = response.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


# --------------------------------------------------------------------------------------- protocol

WAYS: dict[str, Callable[[Service, str], httpx2.Response]] = {
    "GET": lambda service, query: service.ask(query),
    "POST form": lambda service, query: service.http.post("/sparql", data={"query": query}),
    "POST direct": lambda service, query: service.http.post(
        "/sparql", content=query.encode(), headers=DIRECT
    ),
    "POST direct with charset": lambda service, query: service.http.post(
        "/sparql",
        content=query.encode(),
        headers={"Content-Type": "Application/SPARQL-Query; charset=UTF-8"},
    ),
    "POST chunked": lambda service, query: service.http.post(
        "/sparql", content=iter([query.encode()[:20], query.encode()[20:]]), headers=DIRECT
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_ask(service: Service, way: str) -> None:
    response = WAYS[way](service, QUERY)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert [row["s"]["value"] for row in response.json()["results"]["bindings"]] == [MINSK]


@pytest.mark.parametrize("way", WAYS)
def test_text_beyond_ascii_arrives(service: Service, way: str) -> None:
    response = WAYS[way](service, "SELECT ('“ö” + 漢 & 🙂' AS ?x) {}")
    assert response.json()["results"]["bindings"][0]["x"]["value"] == "“ö” + 漢 & 🙂"


def test_head_gives_the_fields_without_the_body(service: Service) -> None:
    get = service.ask(QUERY, "text/csv")
    head = service.http.head("/sparql", params={"query": QUERY}, headers={"Accept": "text/csv"})
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "vary"):
        assert head.headers[name] == get.headers[name]


def test_no_client_gets_an_encoding_that_it_refuses(service: Service) -> None:
    """Nor does it from an answer that was kept for another."""
    parameters = {"query": "SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 200"}
    accepted = {
        "gzip": "gzip",
        "gzip;q=0": None,
        "br, gzip; q=0.000": "br",
        "br;q=0.4, gzip;q=0.5": "gzip",
        "gzip, br": "br",
        "*": "br",
        "*;q=0": None,
        "x-gzip": "gzip",
        "identity": None,
    }
    for _ in range(2):
        for value, encoding in accepted.items():
            headers = {"Accept-Encoding": value}
            response = service.http.get("/sparql", params=parameters, headers=headers)
            assert response.headers.get("content-encoding") == encoding, value
            assert len(response.json()["results"]["bindings"]) == 200


def test_the_connection_stays_open_for_the_next_request(service: Service) -> None:
    with socket.create_connection(service.address) as connection:
        request = b"GET /sparql?query=ASK%7B%7D&format=csv HTTP/1.1\r\nHost: a\r\n\r\n"
        for _ in range(3):
            connection.sendall(request)
            received = b""
            while not received.endswith(b"true"):
                received += connection.recv(4096)
            assert received.startswith(b"HTTP/1.1 200 OK\r\n")


def test_options_tells_browsers_that_any_origin_may_ask(service: Service) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    response = service.http.options("/sparql", headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]


def test_any_origin_may_read_results_and_errors(service: Service) -> None:
    for query in (QUERY, "nonsense"):
        assert service.ask(query).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in service.http.get("/").headers


# ---------------------------------------------------------------------------------------- dataset

LABELS = "SELECT (COUNT(*) AS ?n) {} {{ ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
GRAPHS = "SELECT DISTINCT ?g {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"


def count(
    service: Service, clauses: str = "", default: Sequence[str] = (), named: Sequence[str] = ()
) -> int:
    """How many labels a query with this dataset sees in its default graph."""
    return int(service.rows(LABELS.format(clauses), default, named)[0]["n"])


def graphs(
    service: Service, clauses: str = "", default: Sequence[str] = (), named: Sequence[str] = ()
) -> set[str]:
    """The named graphs that a query with this dataset sees."""
    return {row["g"] for row in service.rows(GRAPHS.format(clauses), default, named)}


def test_without_a_dataset_a_query_sees_the_union_of_all_graphs(service: Service) -> None:
    in_curated, in_little = count(service, f"FROM <{CURATED}>"), count(service, f"FROM <{LITTLE}>")
    assert (in_curated, in_little) == (11, 9)
    assert count(service) > in_curated + in_little
    assert graphs(service) >= {CURATED, LITTLE}


def test_from_and_from_named_are_respected(service: Service) -> None:
    assert count(service, f"FROM <{CURATED}> FROM <{LITTLE}>") == 20
    assert count(service, f"FROM NAMED <{CURATED}>") == 0
    assert graphs(service, f"FROM NAMED <{CURATED}>") == {CURATED}
    assert graphs(service, f"FROM <{CURATED}>") == set()


def test_the_dataset_of_the_request_wins(service: Service) -> None:
    assert count(service, default=[CURATED]) == 11
    assert count(service, default=[CURATED, LITTLE]) == 20
    assert count(service, f"FROM <{CURATED}>", default=[LITTLE]) == 9
    assert count(service, f"FROM <{CURATED}>", named=[LITTLE]) == 0
    assert graphs(service, f"FROM NAMED <{CURATED}>", named=[LITTLE]) == {LITTLE}
    assert graphs(service, default=[CURATED]) == set()
    assert graphs(service, named=[CURATED, LITTLE]) == {CURATED, LITTLE}


def test_the_dataset_comes_by_every_way(service: Service) -> None:
    query = LABELS.format("")
    form = {"query": query, "default-graph-uri": CURATED, "format": "csv"}
    assert service.http.post("/sparql", data=form).text == "n\r\n11\r\n"
    direct = service.http.post(
        "/sparql",
        params={"default-graph-uri": CURATED, "format": "csv"},
        content=query,
        headers=DIRECT,
    )
    assert direct.text == "n\r\n11\r\n"


def test_a_graph_that_is_no_iri_is_a_problem(service: Service) -> None:
    parameters = {"query": QUERY, "default-graph-uri": "little"}
    told = problem(service.http.get("/sparql", params=parameters), 400)
    assert told["detail"] == "default-graph-uri 'little' is no absolute IRI"


# ---------------------------------------------------------------------------------------- formats

SOLUTIONS = ["application/sparql-results+json", "application/sparql-results+xml"]
SELECT = (
    "SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) "
    "{ (<http://a/é> 'x \"y\"\\n,\\tz'@en 1.5 UNDEF) (UNDEF '' <http://b> true) } }"
)


def test_json_and_xml_hold_the_same_solutions(service: Service) -> None:
    results = []
    for media_type in SOLUTIONS:
        response = service.ask(SELECT, media_type)
        assert response.headers["content-type"] == media_type
        kind = media_type.rpartition("+")[2]
        parsed = rdflib.query.Result.parse(io.BytesIO(response.content), format=kind)
        results.append(parsed.bindings)
    assert results[0] == results[1]
    assert len(results[0]) == 2
    a, b = rdflib.Variable("a"), rdflib.Variable("b")
    assert results[0][0][a] == rdflib.URIRef("http://a/é")
    assert results[0][0][b] == rdflib.Literal('x "y"\n,\tz', lang="en")


def test_csv_and_tsv(service: Service) -> None:
    response = service.ask(SELECT, "text/csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(response.text, newline=""))) == [
        ["a", "b", "c", "d"],
        ["http://a/é", 'x "y"\n,\tz', "1.5", ""],
        ["", "", "http://b", "true"],
    ]
    response = service.ask(SELECT, "text/tab-separated-values")
    assert response.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    lines = [line.split("\t") for line in response.text.splitlines()]
    assert lines[0] == ["?a", "?b", "?c", "?d"]
    assert lines[1] == ["<http://a/é>", '"x \\"y\\"\\n,\\tz"@en', "1.5", ""]


@pytest.mark.parametrize("answer", [True, False])
def test_ask_in_every_format(service: Service, answer: bool) -> None:
    query = f"ASK {{ FILTER({str(answer).lower()}) }}"
    word = str(answer).lower()
    assert service.ask(query, SOLUTIONS[0]).json()["boolean"] is answer
    root = ElementTree.fromstring(service.ask(query, SOLUTIONS[1]).content)
    assert root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == word
    for media_type in ("text/csv", "text/tab-separated-values"):
        assert service.ask(query, media_type).text.strip() == word


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD reader
@pytest.mark.parametrize("form", ["CONSTRUCT", "DESCRIBE"])
@pytest.mark.parametrize(
    ("media_type", "rdflib_name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/trig", None),
        ("application/n-quads", None),
    ],
)
def test_graphs_in_every_format(
    service: Service, form: str, media_type: str, rdflib_name: str | None
) -> None:
    iri = "<https://w3id.org/accord/id/position/1>"
    query = f"{form} WHERE {{ {iri} ?p ?o }}" if form == "CONSTRUCT" else f"DESCRIBE {iri}"
    response = service.ask(query, media_type)
    assert response.headers["content-type"].partition(";")[0] == media_type
    if rdflib_name:
        assert len(rdflib.Graph().parse(data=response.content, format=rdflib_name)) == 6
    own = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert len(list(pyoxigraph.parse(response.content, own))) == 6
    if media_type == "text/turtle":
        assert "@prefix acc: <https://w3id.org/accord/ns#>" in response.text
        assert "acc:stance acc:Opposes" in response.text


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        ("ASK {}", "json", "application/sparql-results+json"),
        ("ASK {}", "xml", "application/sparql-results+xml"),
        ("SELECT * {}", "csv", "text/csv"),
        ("SELECT * {}", "tsv", "text/tab-separated-values"),
        ("CONSTRUCT WHERE {}", "ttl", "text/turtle"),
        ("CONSTRUCT WHERE {}", "nt", "application/n-triples"),
        ("CONSTRUCT WHERE {}", "rdf", "application/rdf+xml"),
        ("CONSTRUCT WHERE {}", "jsonld", "application/ld+json"),
    ],
)
def test_people_name_the_format(service: Service, query: str, name: str, media_type: str) -> None:
    response = service.ask(query, "image/png", format=name)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["content-disposition"] == f'inline; filename="accord.{name}"'


def test_quality_values_decide(service: Service) -> None:
    response = service.ask("ASK {}", "application/xml;q=0.2, text/csv;q=0.8, */*;q=0.1")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "accept" in response.headers["vary"].lower()
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        ("ASK {}", "text/turtle", "text/csv"),
        ("SELECT * {}", "image/png", "application/sparql-results+json"),
        ("DESCRIBE <http://a>", "text/csv", "text/turtle"),
        ("CONSTRUCT WHERE {}", "application/sparql-results+json", "application/ld+json"),
    ],
)
def test_what_cannot_be_served_is_406(
    service: Service, query: str, accept: str, offered: str
) -> None:
    told = problem(service.ask(query, accept), 406)
    assert offered in told["offered"]  # type: ignore[operator] # a list, as JSON has it
    problem(service.ask(query, "*/*", format="pdf"), 406)


# --------------------------------------------------------------------------------------- refusals


def test_a_syntax_error_has_line_and_column(service: Service) -> None:
    told = problem(service.ask("SELECT * {\n  ?s ?p ?o\n  ?x ?y ?z\n}"), 400)
    assert (told["line"], told["column"], told["excerpt"]) == (3, 3, "  ?x ?y ?z")
    assert told["title"] == "Not a SPARQL query"
    posted = service.http.post("/sparql", content=b"SELECT * {\r\n ?s ]\r\n}", headers=DIRECT)
    assert (posted.json()["line"], posted.json()["excerpt"]) == (2, " ?s ]")


def test_of_a_long_line_only_what_is_around_the_fault_is_told(service: Service) -> None:
    query = f"SELECT * {{ {'?s ?p ?o . ' * 500} ] {'?s ?p ?o . ' * 500} }}"
    told = problem(service.http.post("/sparql", content=query, headers=DIRECT), 400)
    near = str(told["excerpt"])
    assert len(near) == 601
    assert near[300] == "]" == query[int(str(told["column"])) - 1]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(service: Service, method: str) -> None:
    response = service.http.request(method, "/sparql", params={"query": "ASK {}"})
    problem(response, 405)
    assert {"GET", "POST"} <= set(response.headers["allow"].split(", "))


@pytest.mark.parametrize(
    ("content", "headers", "status", "detail"),
    [
        (b"ASK {}", {}, 415, "a body without Content-Type"),
        (b"ASK {}", {"Content-Type": "text/plain"}, 415, "a body of type text/plain"),
        (b"ASK {}", {"Content-Type": "application/json"}, 415, "send application/sparql-query"),
        (b"query=ASK{}", {"Content-Type": "multipart/form-data; boundary=x"}, 415, "multipart"),
        (b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 415, "/update"),
        (b"ASK {}", {"Content-Type": "application/sparql-query; charset=utf-16"}, 415, "utf-16"),
        (b"ASK {}", {**DIRECT, "Content-Encoding": "gzip"}, 415, "compressed"),
        (b"ASK { 'x\xff' }", DIRECT, 400, "byte 8 is wrong"),
        (b"query=ASK%7B%7D%FF", FORM, 400, "percent-encoded UTF-8"),
        (b"query=\xc3\xa9", FORM, 400, "percent-encoded UTF-8"),
        (b"query=ASK{}&query=ASK{}", FORM, 400, "2 parameters “query”"),
        (b"query=ASK{}&format=csv&format=tsv", FORM, 400, "2 parameters “format”"),
        (b"update=CLEAR+ALL", FORM, 400, "/update"),
        (b"query=ASK{}&update=CLEAR+ALL", FORM, 400, "/update"),
        (b"question=ASK{}", FORM, 400, "there is no query"),
        (b"", FORM, 400, "there is no query"),
        (b"", DIRECT, 400, "the query is empty"),
        (b"a=1&" * 1001 + b"query=ASK{}", FORM, 400, "the form"),
        (b"CLEAR ALL", DIRECT, 400, "CLEAR is an update"),
        (b"INSERT DATA { <a:a> <a:b> <a:c> }", DIRECT, 400, "INSERT is an update"),
        (b"SELECT * { SERVICE <http://127.0.0.1> {} }", DIRECT, 400, "SERVICE is refused"),
        (b"ASK {}".ljust(MAX_LENGTH + 1), DIRECT, 400, "longer than 100,000 characters"),
    ],
)
def test_what_a_body_may_not_be(
    service: Service, content: bytes, headers: dict[str, str], status: int, detail: str
) -> None:
    told = problem(service.http.post("/sparql", content=content, headers=headers), status)
    assert detail in str(told["detail"])


def test_a_url_may_not_be_what_a_form_may_not_be(service: Service) -> None:
    for target, detail in (
        ("/sparql?query=ASK{}&query=ASK{}", "2 parameters “query”"),
        ("/sparql?update=CLEAR+ALL", "/update"),
        ("/sparql?query=%FF", "percent-encoded UTF-8"),
    ):
        assert detail in str(problem(service.http.get(target), 400)["detail"])
    both = service.http.post("/sparql?query=ASK{}", content=b"query=ASK{}", headers=FORM)
    assert "2 parameters “query”" in str(problem(both, 400)["detail"])


def test_a_body_has_a_largest_size(service: Service) -> None:
    fits = b"query=ASK%7B%7D&x=" + b"x" * (MAX_BODY_BYTES - 18)
    assert service.http.post("/sparql", content=fits, headers=FORM).status_code == 200
    problem(service.http.post("/sparql", content=fits + b"x", headers=FORM), 413)


def test_a_body_without_a_length_has_one_too(service: Service) -> None:
    with socket.create_connection(service.address) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        try:
            for _ in range(40):
                connection.sendall(chunk)
        except ConnectionError:
            pass  # it has answered, and hung up
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_url_has_a_greatest_length(service: Service) -> None:
    begin = "/sparql?query=ASK%7B%7D&x="
    room = MAX_TARGET_BYTES - len(begin) + 1  # the question mark does not count
    assert service.http.get(begin + "x" * room).status_code == 200
    problem(service.http.get(begin + "x" * (room + 1)), 414)


def test_what_is_not_there_is_a_problem(service: Service) -> None:
    assert problem(service.http.get("/nowhere"), 404)["detail"] == "there is nothing at /nowhere"
    problem(service.http.get("/static/nowhere"), 404)
    problem(service.http.get("/docs"), 404)


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/"])
def test_nothing_else_is_handed_out(service: Service, path: str) -> None:
    with socket.create_connection(service.address) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        assert b" 404 " in connection.recv(4096).splitlines()[0]


# ----------------------------------------------------------------------------------- staying alive


@pytest.mark.parametrize("kind", NESTED)
def test_nested_queries_leave_the_service_alive(service: Service, kind: str) -> None:
    if NESTED[kind][3]:
        told = problem(
            service.http.post("/sparql", content=nested(kind, MAX_LENGTH), headers=DIRECT), 400
        )
        assert "nested deeper" in str(told["detail"])
    assert service.ask(nested(kind, 150)).status_code == 200
    assert service.http.get("/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nquery=",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    ],
)
def test_malformed_requests_leave_the_service_alive(service: Service, sent: bytes) -> None:
    with socket.create_connection(service.address) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        try:
            while connection.recv(4096):
                pass
        except ConnectionError:
            pass
    assert service.http.get("/health").json()["status"] == "ok"


def test_a_client_that_goes_away_leaves_the_service_alive(service: Service) -> None:
    for _ in range(20):
        with socket.create_connection(service.address) as connection:
            query = json.dumps(QUERY).encode()
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(query), query)
            )
    assert service.rows(QUERY) == [{"s": MINSK}]
