"""The Graph Store Protocol: graphs that are got, put, posted and deleted."""

from urllib.parse import quote

import pyoxigraph
import pytest

from ontology.namespaces import DEFAULT_BASE, Namespaces
from server.formats import GRAPH_FORMATS, Format
from tests.server.conftest import Service

EX = "http://example.org/"
ONE = f"<{EX}s> <{EX}p> 1 ."
TWO = f"<{EX}s> <{EX}p> 2 ."
ONTOLOGY = Namespaces(DEFAULT_BASE).graph("ontology")
RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    '<rdf:Description rdf:about="http://example.org/s"><e:p>1</e:p></rdf:Description></rdf:RDF>'
)


def at(name: str) -> str:
    return f"/store?graph={quote(EX + name, safe='')}"


def triples(service: Service, path: str) -> set[str]:
    response = service.http.get(path, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200, response.text
    return {
        str(t.object.value)
        for t in pyoxigraph.parse(response.content, pyoxigraph.RdfFormat.N_TRIPLES)
    }


def test_a_graph_is_put_got_replaced_and_deleted(writable: Service) -> None:
    path = at("life")
    assert writable.http.get(path).status_code == 404
    assert writable.send("PUT", path, ONE).status_code == 201
    assert triples(writable, path) == {"1"}
    assert writable.send("PUT", path, TWO).status_code == 204
    assert triples(writable, path) == {"2"}
    assert writable.send("POST", path, ONE).status_code == 204
    assert triples(writable, path) == {"1", "2"}
    assert writable.send("DELETE", path).status_code == 204
    assert writable.http.get(path).status_code == 404
    assert writable.http.head(path).status_code == 404
    assert writable.send("DELETE", path).status_code == 404
    assert writable.send("POST", path, ONE).status_code == 201


def test_a_graph_may_be_empty(writable: Service) -> None:
    path = at("empty")
    assert writable.send("PUT", path, "").status_code == 201
    assert writable.http.get(path).status_code == 200
    assert writable.send("PUT", path, "").status_code == 204


def test_the_default_graph_is_the_stores_own(writable: Service) -> None:
    assert writable.send("PUT", "/store?default", ONE).status_code == 204
    assert triples(writable, "/store?default") == {"1"}
    assert writable.send("POST", "/store?default", TWO).status_code == 204
    assert triples(writable, "/store?default") == {"1", "2"}
    assert writable.send("DELETE", "/store?default").status_code == 204
    assert triples(writable, "/store?default") == set()


def test_a_graph_below_the_path_has_its_own_url_as_its_iri(writable: Service) -> None:
    assert writable.send("PUT", "/store/a/b.ttl", "<#x> <../p> <> .").status_code == 201
    own = f"{writable.url}store/a/b.ttl"
    rows = writable.rows("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }", named=[own])
    assert rows == [{"s": f"{own}#x", "p": f"{writable.url}store/p", "o": own}]
    assert writable.http.get(f"/store?graph={quote(own, safe='')}").status_code == 200
    assert writable.http.get("/store?graph=store/a/b.ttl").status_code == 200  # relative: resolved
    assert writable.send("DELETE", "/store/a/b.ttl").status_code == 204


def test_a_name_is_decoded_once(writable: Service) -> None:
    assert writable.send("PUT", f"/store?graph={EX}%31", ONE).status_code == 201
    assert writable.send("PUT", f"/store?graph={EX}%2531", TWO).status_code == 201
    assert triples(writable, at("1")) == {"1"}
    assert triples(writable, at("%31")) == {"2"}


def test_a_graph_without_a_name_is_given_one(writable: Service) -> None:
    places = set()
    for _ in range(2):
        response = writable.send("POST", "/store", ONE)
        assert response.status_code == 201
        places.add(response.headers["Location"])
        assert triples(writable, response.headers["Location"]) == {"1"}
    assert len(places) == 2


def test_the_parts_of_a_form_are_put_together(writable: Service) -> None:
    body = (
        '--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/turtle\r\n\r\n'
        f"{ONE}\r\n--x\r\nContent-Type: application/n-triples; charset=utf-8\r\n\r\n"
        f'<{EX}s> <{EX}p> "3" .\n\r\n--x--\r\n'
    )
    form = "multipart/form-data; boundary=x"
    assert writable.send("POST", at("form"), body, form).status_code == 201
    assert triples(writable, at("form")) == {"1", "3"}
    broken = body.replace('"3"', "3 3")
    assert writable.send("PUT", at("form"), broken, form).status_code == 400
    assert triples(writable, at("form")) == {"1", "3"}


@pytest.mark.parametrize("one", GRAPH_FORMATS, ids=lambda one: str(one.names[0]))
def test_a_graph_can_be_had_as_a_result_can(service: Service, one: Format) -> None:
    name = quote(ONTOLOGY, safe="")
    for media_type in one.media_types:
        response = service.http.get(f"/store?graph={name}", headers={"Accept": media_type})
        assert response.headers["Content-Type"].partition(";")[0] == media_type
        assert isinstance(one.engine, pyoxigraph.RdfFormat)
        assert list(pyoxigraph.parse(response.content, one.engine))


def test_a_graph_is_got_once(service: Service) -> None:
    path = f"/store?graph={quote(ONTOLOGY, safe='')}"
    whole = service.http.get(path, headers={"Accept-Encoding": "identity"})
    head = service.http.head(path, headers={"Accept-Encoding": "identity"})
    for name in ("Content-Type", "Content-Length", "ETag", "Vary", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]
    assert not head.content
    again = service.http.get(
        path, headers={"If-None-Match": whole.headers["ETag"], "Accept-Encoding": "identity"}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert service.http.get(path, headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/store", 400),
        ("PUT", "/store", 400),
        ("DELETE", "/store", 400),
        ("GET", "/store?default&graph=x:y", 400),
        ("GET", "/store?graph=x:y&graph=x:z", 400),
        ("PUT", "/store/a?default", 400),
        ("GET", "/store?graph=x:%20y", 400),
        ("GET", "/store?graph=http://x/%3E%7D", 400),
        ("PATCH", "/store?default", 405),
        ("TRACE", "/store/a", 405),
    ],
)
def test_a_request_names_one_graph_and_a_method_of_the_protocol(
    writable: Service, method: str, path: str, status: int
) -> None:
    response = writable.send(method, path, ONE)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        ("text/turtle", "<x:s> <x:p> .", 400),
        ("text/turtle", b"<x:s> <x:p> '\xff' .", 400),
        ("text/turtle", "\0", 400),
        ("text/turtle; charset=latin-1", ONE, 415),
        (None, ONE, 415),
        ("text/html", "<p>", 415),
        ("application/trig", f"<x:g> {{ {ONE} }}", 415),
        ("application/n-triples", "<s> <x:p> <x:o> .", 400),
        ("application/ld+json", '{"@context": "http://127.0.0.1/", "x": 1}', 400),
        ("application/rdf+xml", "<!DOCTYPE rdf:RDF>" + RDF_XML, 400),
        ("multipart/form-data", "", 400),
        ("multipart/form-data; boundary=x", "--x\r\n", 400),
        ("multipart/form-data; boundary=x", "--x\r\n\r\n<x:s> <x:p> 1 .\r\n--x--", 415),
        ("text/turtle", "[" * 200_000, 400),
        ("text/turtle", "<x:s> <x:p> " + "<<( <x:s> <x:p> " * 100_000, 400),
        ("application/ld+json", '{"x:p":' * 100_000, 400),
        ("application/rdf+xml", "<a><b>" * 100_000, 400),
        ("text/turtle", b" " * (16 * 2**20 + 1), 413),
    ],
)
def test_a_body_that_is_at_fault_changes_nothing(
    writable: Service, media_type: str | None, body: str | bytes, status: int
) -> None:
    writable.send("PUT", at("kept"), ONE)
    response = writable.send("PUT", at("kept"), body, media_type)
    assert response.status_code == status, response.text
    assert triples(writable, at("kept")) == {"1"}


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/rdf+xml", RDF_XML),
        ("application/xml", RDF_XML),
        ("application/ld+json", '{"@id": "http://example.org/s", "http://example.org/p": "1"}'),
        ("application/n-triples", f'<{EX}s> <{EX}p> "1" .'),
        ("TEXT/Turtle ; charset=UTF-8", f"\ufeff<{EX}s> <{EX}p> '1' ."),
    ],
)
def test_a_graph_may_be_sent_as_it_can_be_had(
    writable: Service, media_type: str, body: str
) -> None:
    assert writable.send("PUT", at("sent"), body.encode(), media_type).is_success
    assert triples(writable, at("sent")) == {"1"}


def test_a_fault_has_a_place(writable: Service) -> None:
    problem = writable.send("PUT", at("place"), f"{ONE}\n<x:s> 1 2 .").json()
    assert (problem["line"], problem["column"]) == (2, 7)
    assert problem["excerpt"] == "<x:s> 1 2 ."
    assert "Turtle" in problem["detail"]
    deep = writable.send("PUT", at("place"), "\n" * 9 + "[" * 101).json()
    assert (deep["line"], deep["column"], deep["excerpt"]) == (10, 101, "[" * 101)


def test_a_fault_in_a_part_of_a_form_has_its_place_in_that_part(writable: Service) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/turtle\r\n\r\n'
    body = f"{part}{ONE}\r\n{part}{ONE}\n<x:é> ) .\r\n--x--\r\n"
    problem = writable.send("PUT", at("parts"), body, "multipart/form-data; boundary=x").json()
    assert (problem["line"], problem["excerpt"]) == (2, "<x:é> ) .")
    assert problem["excerpt"][problem["column"] - 1] == ")"


def test_a_graph_that_is_sent_changes_no_other(writable: Service) -> None:
    """JSON-LD may hold several graphs, each with a name of its own."""
    named = '{"@id": "http://example.org/other", "@graph": {"@id": "x:s", "x:p": "1"}}'
    own = named.replace("other", "named")
    for method in ("PUT", "POST"):
        for path in (at("named"), "/store?default"):
            response = writable.send(method, path, named, "application/ld+json")
            assert response.status_code == 400
            assert "http://example.org/other" in response.json()["detail"]
    assert writable.http.get(at("other")).status_code == 404
    assert writable.http.get(at("named")).status_code == 404
    assert writable.send("PUT", at("named"), own, "application/ld+json").status_code == 201
    assert triples(writable, at("named")) == {"1"}


def test_a_compressed_body_is_not_taken(writable: Service) -> None:
    response = writable.http.put(
        at("packed"),
        content=b"\x1f\x8b",
        headers={"Authorization": "Bearer whole", "Content-Encoding": "gzip"},
    )
    assert response.status_code == 415
