"""SERVICE: the clauses of a query, the solutions of others in their place, and who may be asked."""

import ipaddress
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import QueryError, RemoteError, ServerError
from server.federation.clauses import service_clauses
from server.federation.outbound import ask, is_public
from server.federation.rewriting import inline_data
from tests.server.conftest import Service
from tests.server.graph import publish

E = "http://example.org/sparql"
PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]
NOT_PUBLIC = [
    *("127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
    *("100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::"),
]


# ------------------------------------------------------------------------------------ clauses


def test_a_clause_becomes_a_query_under_the_same_prologue() -> None:
    text = f"PREFIX a: <http://a/>\nSELECT ?s {{ ?s a:p ?o . SERVICE <{E}> {{ ?o a:q ?x {{}} }} }}"
    (clause,) = service_clauses(text)
    assert text[clause.start : clause.end] == f"SERVICE <{E}> {{ ?o a:q ?x {{}} }}"
    assert (clause.endpoint, clause.silent) == (E, False)
    assert clause.query == "PREFIX a: <http://a/>\n\nSELECT * WHERE { ?o a:q ?x {} }"


def test_silent_case_strings_and_comments() -> None:
    text = f'SELECT * {{ service Silent <{E}> {{ ?s ?p "}} SERVICE" # }}\n }} ?s ?p "SERVICE" }}'
    (clause,) = service_clauses(text)
    assert clause.silent
    assert text[clause.end :] == ' ?s ?p "SERVICE" }'


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { SERVICE e:x { ?s ?p ?o } }",
        f"SELECT * {{ SERVICE <{E}> {{ SERVICE <{E}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ SERVICE <{E}> {{ ?s ?p ?o }}"[:-1],
        "SELECT * { SERVICE",
        f"SELECT * {{ SERVICE <{E}>",
    ],
)
def test_what_is_no_clause(text: str) -> None:
    with pytest.raises(QueryError):
        service_clauses(text)


@given(st.text(max_size=100) | st.text('SERVICE <>{}"?s ', max_size=60))
def test_any_text_has_clauses_or_is_refused(text: str) -> None:
    try:
        clauses = service_clauses(text)
    except ServerError:
        return
    for clause in clauses:
        assert text[clause.start : clause.end].upper().startswith("SERVICE")


# ---------------------------------------------------------------------------------- solutions


def result(*bindings: dict[str, dict[str, str]]) -> bytes:
    names = sorted({name for binding in bindings for name in binding})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def test_every_kind_of_term() -> None:
    answer = result(
        {"a": {"type": "uri", "value": "http://a/"}, "b": {"type": "literal", "value": 'x"} ?s'}},
        {"b": {"type": "literal", "value": "y", "xml:lang": "en"}},
        {"a": {"type": "bnode", "value": "b0"}},
    )
    assert inline_data(answer) == (
        '{ VALUES (?a ?b) { (<http://a/> "x\\"} ?s") (UNDEF "y"@en) (<urn:bnode:6230> UNDEF) } }'
    )


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        result({"a": {"type": "uri", "value": "> } DROP ALL #"}}),
        result({"a b": {"type": "literal", "value": "x"}}),
        result({"a": {"type": "what", "value": "x"}}),
    ],
)
def test_what_is_no_result(answer: bytes) -> None:
    with pytest.raises(RemoteError):
        inline_data(answer)


# -------------------------------------------------------------------------------- who is asked


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_other_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_nobody_on_this_machine_is_asked(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        with pytest.raises(RemoteError):
            ask(f"http://{host}:{port}/", "ASK {}", 5)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/", "http://", "http://u:p@a.example/"]
)
def test_what_is_no_endpoint(url: str) -> None:
    with pytest.raises(RemoteError):
        ask(url, "ASK {}", 5)


# --------------------------------------------------------------------------------- the service


class Remote(BaseHTTPRequestHandler):
    """Another endpoint: by its path it answers, sends elsewhere, or sends too much."""

    asked: list[str]

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["content-length"])).decode()
        self.asked.append(query)
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/sparql")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/large":
            self.wfile.write(b" " * 11 * 2**20)
        else:
            self.wfile.write(result({"x": {"type": "literal", "value": "from afar"}}))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def remote() -> Iterator[tuple[str, list[str]]]:
    Remote.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Remote)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}", Remote.asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def federated(
    remote: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    store: Path = tmp_path_factory.mktemp("federated") / "store"
    publish(store)
    url, _ = remote
    service = Service(store, *(f"{url}/{path}" for path in ("sparql", "elsewhere", "large")))
    yield service
    service.stop()


def test_solutions_of_an_allowed_endpoint_are_joined(
    federated: Service, remote: tuple[str, list[str]]
) -> None:
    url, asked = remote
    for _ in range(2):  # the second time it is asked again
        before = len(asked)
        rows = federated.rows(f"SELECT ?x {{ SERVICE <{url}/sparql> {{ ?a ?b ?x }} }}")
        assert rows == [{"x": "from afar"}]
        assert asked[before:] == ["\nSELECT * WHERE { ?a ?b ?x }"]


@pytest.mark.parametrize(
    ("query", "line", "at"),
    [
        ("SELECT ?x { ] SERVICE <{}> { ?a ?b ?x } }", 1, "]"),
        ("SELECT ?x {\n SERVICE <{}>\n { ?a ?b ?x } ?s ?p ?o ?y }", 3, "?y }"),
        ("SELECT ?x {\n SERVICE <{}> { ?a ?b ?x } ] SERVICE <{}> { ?c ?d ?y } }", None, ""),
    ],
)
def test_a_fault_has_its_place_in_the_query_as_it_was_written(
    federated: Service, remote: tuple[str, list[str]], query: str, line: int | None, at: str
) -> None:
    written = query.replace("{}", f"{remote[0]}/sparql")
    told = federated.ask(written).json()
    assert told.get("line") == line
    if line is not None:
        assert told["excerpt"] == written.split("\n")[line - 1]
        assert told["excerpt"][told["column"] - 1 :].startswith(at)


def test_other_endpoints_are_not_asked(federated: Service, remote: tuple[str, list[str]]) -> None:
    url, asked = remote
    before = len(asked)
    response = federated.ask(f"SELECT * {{\n SERVICE <{url}/other> {{ ?a ?b ?x }} }}")
    assert response.status_code == 400
    assert (response.json()["line"], response.json()["column"]) == (2, 2)
    assert len(asked) == before


@pytest.mark.parametrize("path", ["elsewhere", "large"])
def test_an_endpoint_that_does_not_answer(
    federated: Service, remote: tuple[str, list[str]], path: str
) -> None:
    url, _ = remote
    query = f"SELECT * {{ SERVICE <{url}/{path}> {{ ?a ?b ?x }} }}"
    assert federated.ask(query).status_code == 502
    silent = federated.ask(query.replace("SERVICE", "SERVICE SILENT"))
    assert silent.json()["results"]["bindings"] == [{}]
