"""LOAD: its operations in an update, what documents say in their place, and who may be asked."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import QueryError, RemoteError, UpdateRefusedError, UpdateSyntaxError
from server.federation.outbound import fetch
from server.loads import Document, load_operations, without_loads
from server.update import prepare_update
from tests.server.conftest import Service, write_tokens
from tests.server.graph import publish
from tests.server.test_federation import NOT_PUBLIC

D = "http://example.org/d.ttl"
DATA = {D: Document("text/turtle", b"<> <x:p> 'one } ; DROP ALL ; { ' , [] .")}

# ------------------------------------------------------------------------------------ operations


@pytest.mark.parametrize(
    ("text", "source", "graph", "silent"),
    [
        (f"LOAD <{D}>", D, None, False),
        (f"load silent <{D}> into graph <x:g>", D, "<x:g>", True),
        (f"CLEAR ALL;LOAD<{D}>INTO GRAPH x:g;CLEAR ALL", D, "x:g", False),
        (f"LOAD # <x:y>\n<{D}>\nINTO # there\nGRAPH <x:g>", D, "<x:g>", False),
        ("LOAD x:y", None, None, False),
    ],
)
def test_operations(text: str, source: str, graph: str | None, silent: bool) -> None:
    (found,) = load_operations(text)
    assert (found.source, found.graph, found.silent) == (source, graph, silent)
    assert text[found.start : found.end].upper().startswith("LOAD")
    assert "CLEAR" not in text[found.start : found.end]
    without = without_loads(text, [found])
    assert len(without) == len(text) or found.source is None
    assert without.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ <x:s> <x:p> 'LOAD <{D}>' }} # LOAD <{D}>",
        f"INSERT {{}} WHERE {{ LOAD <{D}> }}",
        "LOAD",
        "LOAD SILENT",
        "LOAD ?x",
        "LOAD 'x'",
        f"LOAD <{D}> INTO",
        f"LOAD <{D}> INTO GRAPH",
        f"LOAD <{D}> INTO <x:g>",
        f"LOAD <{D}> INTO GRAPH {{}}",
        f"LOAD <{D}> INTO GRAPH ?g",
        "PREFIX load: <x:> CLEAR ALL",
    ],
)
def test_what_is_no_operation(text: str) -> None:
    assert load_operations(text) == []


def done(text: str, store: pyoxigraph.Store | None = None) -> pyoxigraph.Store:
    store = store or pyoxigraph.Store()
    store.update(prepare_update(text, documents=DATA), base_iri="http://base/")
    return store


def test_what_a_document_says_is_inserted_as_data() -> None:
    store = done(
        f"INSERT DATA {{ <x:a> <x:b> 1 }} ; LOAD <{D}> ; LOAD\n <{D}> INTO GRAPH <x:g>;"
        f"PREFIX x: <x:> LOAD <{D}> INTO GRAPH x:h"
    )
    assert len(store) == 7
    for graph in (None, "x:g", "x:h"):
        name = pyoxigraph.NamedNode(graph) if graph else pyoxigraph.DefaultGraph()
        values = {quad.object for quad in store.quads_for_pattern(None, None, None, name)}
        assert pyoxigraph.Literal("one } ; DROP ALL ; { ") in values
        assert store.quads_for_pattern(pyoxigraph.NamedNode(D), None, None, name)


def test_blank_nodes_of_a_document_are_new_ones_each_time() -> None:
    store = done(f"LOAD <{D}>", done(f"LOAD <{D}> ; LOAD <{D}>"))
    assert sum(isinstance(quad.object, pyoxigraph.BlankNode) for quad in store) == 3


def test_a_dataset_of_the_request_changes_no_load() -> None:
    text = prepare_update(f"LOAD <{D}> ; CLEAR ALL", ["x:g"], documents=DATA)
    assert "USING" not in text


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (f"LOAD <{D}> ;\nLOAD <x:y>", 2, 1),
        (f"LOAD <{D}> INTO GRAPH <x:g> ; CLEAR ALL ;\n\n LOAD x:y", 3, 2),
        (f"LOAD\n<{D}>\n; INSERT {{}} WHERE {{ SERVICE <x:y> {{}} }}", 3, 21),
    ],
)
def test_what_is_refused_beside_a_load_has_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UpdateRefusedError) as caught:
        prepare_update(text, documents=DATA)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"LOAD <{D}> ;\n CLEAR XYZ", 2),
        (f"LOAD\n<{D}>\nINTO GRAPH <x:g> ; CLEAR XYZ", 3),
        (f"CLEAR ALL ;\nLOAD <{D}> INTO GRAPH x:undeclared", 2),
        (f"LOAD <{D}> LOAD <{D}>", 1),
    ],
)
def test_what_is_no_update_beside_a_load_has_its_line(text: str, line: int) -> None:
    with pytest.raises(UpdateSyntaxError) as caught:
        prepare_update(text, documents=DATA)
    assert caught.value.line == line


PIECES = st.sampled_from(
    [
        *(f"LOAD <{D}>", "LOAD SILENT <x:y>", "INTO GRAPH <x:g>", f"<{D}>", "LOAD", "SILENT"),
        *("INTO", "GRAPH", ";", "\n", "#", "{", "}", "'", "INSERT DATA", "PREFIX a: <x:>", "a:b"),
        *("INSERT {} WHERE", "?x", "<x:s> <x:p> 1", "CLEAR ALL"),
    ]
)


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_any_update_with_loads_is_done_or_refused(text: str) -> None:
    try:
        prepared = prepare_update(text, ["x:g"], documents=DATA)
    except QueryError:
        return
    pyoxigraph.Store().update(prepared, base_iri="http://base/")


# -------------------------------------------------------------------------------- who is asked


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_nothing_is_fetched_from_this_machine(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        with pytest.raises(RemoteError):
            fetch(f"http://{host}:{listener.getsockname()[1]}/", 5, 1000)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_nothing_is_fetched_from_an_address_that_is_not_public(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(RemoteError, match="not public"):
        fetch(f"http://{host}/", 5, 1000)


# --------------------------------------------------------------------------------- the service

XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="x:">'
    '<rdf:Description rdf:about=""><e:p>xml</e:p></rdf:Description></rdf:RDF>'
)
DOCUMENTS = {
    "/turtle": ("text/turtle; charset=UTF-8", "<> <x:p> 'turtle' . <#a> <x:p> [] ."),
    "/ntriples": ("application/n-triples", '<x:s> <x:p> "ntriples" .'),
    "/xml": ("application/rdf+xml", XML),
    "/json": ("application/ld+json", '{"@id": "", "x:p": "json"}'),
    "/html": ("text/html", "<p>no graph</p>"),
    "/untyped": ("", "<> <x:p> 1 ."),
    "/broken": ("text/turtle", "<> <x:p> 1 .\n<x:p> ."),
    "/deep": ("text/turtle", "<> <x:p> " + "[ <x:p> " * 5_000),
    "/large": ("text/turtle", "# " + "x" * 2**20),
    "/truncated": ("application/n-triples", '<x:s> <x:p> "the first of many" .\n'),
    "/entities": ("application/rdf+xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"),
    "/several": ("application/ld+json", '{"@id": "x:g", "@graph": {"@id": "x:s", "x:p": 1}}'),
    "/context": ("application/ld+json", '{"@context": "http://127.0.0.1/", "x:p": 1}'),
}
READ = ("turtle", "ntriples", "xml", "json")
NOT_READ = (
    *("html", "untyped", "broken", "deep", "large", "truncated"),
    *("entities", "context", "several", "missing", "elsewhere"),
)


class Remote(BaseHTTPRequestHandler):
    """A server of documents; some paths send elsewhere, or answer only when the test has ended."""

    asked: list[str]
    ended: threading.Event

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            self.ended.wait(60)
        if self.path == "/dribbling":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-")
            with suppress(OSError):
                while not self.ended.wait(0.05):
                    self.wfile.write(b"x")
            return
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/turtle")
            self.end_headers()
            return
        if self.path not in DOCUMENTS:
            self.send_error(404)
            return
        kind, text = DOCUMENTS[self.path]
        self.send_response(200)
        if kind:
            self.send_header("Content-Type", kind)
        if self.path == "/truncated":
            self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def remote() -> Iterator[str]:
    Remote.asked, Remote.ended = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Remote)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Remote.ended.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def loading(remote: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    directory: Path = tmp_path_factory.mktemp("loading")
    publish(directory / "store")
    allowed = [f"{remote}/{path}" for path in (*READ, *NOT_READ, "slow")]
    options: dict[str, dict[str, Any]] = {**write_tokens(directory), "load": {"sources": allowed}}
    service = Service(directory / "store", options=options, write_bytes=2**20)
    yield service
    assert service.process.poll() is None
    assert not service.stop()


def values(service: Service, graph: str) -> set[str]:
    """The literals of a graph."""
    query = f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o FILTER(isLiteral(?o)) }} }}"
    return {row["o"] for row in service.rows(query)}


def test_documents_are_loaded_in_the_formats_that_are_read(loading: Service, remote: str) -> None:
    loads = " ; ".join(f"LOAD <{remote}/{path}> INTO GRAPH <x:all>" for path in READ)
    assert loading.update(loads).status_code == 204
    assert values(loading, "x:all") == set(READ)
    rows = loading.rows("SELECT DISTINCT ?s { GRAPH <x:all> { ?s ?p ?o } }")
    named = {f"{remote}/{path}" for path in ("turtle", "xml", "json")}
    assert {row["s"] for row in rows} == {*named, f"{remote}/turtle#a", "x:s"}


def test_a_form_and_the_default_graph(loading: Service, remote: str) -> None:
    headers = {"Authorization": "Bearer updating"}
    update = f"CLEAR DEFAULT ; LOAD <{remote}/ntriples>"
    response = loading.http.post("/update", data={"update": update}, headers=headers)
    assert response.status_code == 204
    got = loading.http.get("/store?default", headers={"Accept": "application/n-triples"})
    assert got.text.strip() == '<x:s> <x:p> "ntriples" .'


@pytest.mark.parametrize("path", NOT_READ)
def test_a_document_that_cannot_be_had_or_read(loading: Service, remote: str, path: str) -> None:
    one = f"INSERT DATA {{ GRAPH <x:{path}> {{ <x:s> <x:p> 1 }} }}"
    two = f"LOAD <{remote}/turtle> INTO GRAPH <x:{path}>"
    failing = f"LOAD <{remote}/{path}> INTO GRAPH <x:{path}>"
    response = loading.update(f"{one} ; {two} ; {failing}")
    assert response.status_code == 502, response.text
    assert "127.0.0.1" in response.json()["detail"]
    assert values(loading, f"x:{path}") == set()
    silent = failing.replace("LOAD", "LOAD SILENT")
    assert loading.update(f"{one} ; {silent} ; {two}").status_code == 204
    assert values(loading, f"x:{path}") == {"1", "turtle"}


def test_what_comes_after_a_load_can_undo_it(loading: Service, remote: str) -> None:
    text = f"LOAD <{remote}/turtle> INTO GRAPH <x:undone> ; DROP GRAPH <x:none>"
    assert loading.update(text).status_code == 400
    assert values(loading, "x:undone") == set()


def test_other_sources_are_not_asked(loading: Service, remote: str) -> None:
    before = len(Remote.asked)
    response = loading.update(f"LOAD <{remote}/turtle> ;\n LOAD <{remote}/turtle?x>")
    told = response.json()
    assert (response.status_code, told["line"], told["column"]) == (400, 2, 2)
    assert told["excerpt"] == f" LOAD <{remote}/turtle?x>"
    assert "allowed" in told["detail"]
    for text in (
        f"PREFIX r: <{remote}/> LOAD r:turtle",
        " ; ".join([f"LOAD <{remote}/turtle>"] * 9),
        f"LOAD <{remote}/turtle> # {'x' * 100_000}",
    ):
        assert loading.update(text).status_code == 400
    assert loading.update(f"LOAD SILENT <{remote}/other>").status_code == 204
    assert loading.update(f"LOAD <{remote}/turtle>", token="loading").status_code == 403
    assert len(Remote.asked) == before


def test_a_source_that_takes_long_holds_nobody_up(loading: Service, remote: str) -> None:
    response = loading.update(f"LOAD <{remote}/slow>", timeout="0.5")
    assert response.status_code == 502
    assert "in time" in response.json()["detail"]


def test_what_comes_by_drops_is_given_up(remote: str) -> None:
    began = time.monotonic()
    with pytest.raises(RemoteError):
        fetch(f"{remote}/dribbling", 0.5, 1000, lambda _: True)
    assert time.monotonic() - began < 20


def test_documents_share_the_size_of_a_write(loading: Service, remote: str) -> None:
    """A mebibyte has room for what is read, and not for one more document of that size."""
    text = f"LOAD <{remote}/turtle> ; LOAD SILENT <{remote}/large> ; LOAD <{remote}/xml>"
    assert loading.update(text).status_code == 204


def test_no_from_ever_fetches(loading: Service, remote: str) -> None:
    before = len(Remote.asked)
    for clause in ("FROM", "FROM NAMED"):
        response = loading.ask(f"SELECT * {clause} <{remote}/turtle> {{ ?s ?p ?o }}")
        assert response.json()["results"]["bindings"] == []
    named = {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": f"{remote}/turtle"}
    assert loading.http.get("/sparql", params=named).json()["results"]["bindings"] == []
    using = f"INSERT {{ ?s <x:from> ?o }} USING <{remote}/turtle> WHERE {{ ?s ?p ?o }}"
    assert loading.update(using).status_code == 204
    assert not loading.ask("ASK { ?s <x:from> ?o }").json()["boolean"]
    assert len(Remote.asked) == before
