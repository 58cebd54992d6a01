"""Running queries: datasets, formats, faults, and what must reach neither engine nor network."""

import csv
import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from server import query as query_module
from server.errors import (
    NotAcceptableError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    ResultTooLargeError,
)
from server.formats import GRAPH_FORMATS, QueryForm
from server.inspection import MAX_LENGTH
from server.negotiation import Choice, choose
from server.query import Dataset, run_query

ROOT = Path(__file__).parents[2]
G = "http://example.org/graph/"


def as_csv(form: QueryForm) -> Choice:
    return choose(form, accept=None, name="csv")


def anyhow(form: QueryForm) -> Choice:
    return choose(form, accept=None, name=None)


@pytest.fixture(scope="module")
def store() -> Store:
    """Graphs a, b and c, with one value each, and one in the store's own default graph."""
    made = Store()
    for name in "abc":
        made.add(_value(name, NamedNode(G + name)))
    made.add(_value("default", DefaultGraph()))
    return made


def _value(name: str, graph: NamedNode | DefaultGraph) -> Quad:
    subject, predicate = NamedNode("http://example.org/s"), NamedNode("http://example.org/value")
    return Quad(subject, predicate, Literal(name), graph)


def values(store: Store, query: str, dataset: Dataset | None = None) -> list[str]:
    data = run_query(store, query, as_csv, dataset=dataset).data.decode()
    return sorted(row[0] for row in list(csv.reader(io.StringIO(data)))[1:])


# --------------------------------------------------------------------------------------- datasets

PLAIN = "SELECT ?v {} {{ ?s ?p ?v }}"
NAMED = "SELECT ?v {} {{ GRAPH ?g {{ ?s ?p ?v }} }}"
FROM_A, FROM_NAMED_B = f"FROM <{G}a>", f"FROM NAMED <{G}b>"


@pytest.mark.parametrize(
    ("query", "dataset", "expected"),
    [
        (PLAIN.format(""), None, ["a", "b", "c", "default"]),
        (NAMED.format(""), None, ["a", "b", "c"]),
        (PLAIN.format(FROM_A), None, ["a"]),
        (NAMED.format(FROM_A), None, []),
        (PLAIN.format(FROM_NAMED_B), None, []),
        (NAMED.format(FROM_NAMED_B), None, ["b"]),
        (PLAIN.format(f"{FROM_A} FROM <{G}c> {FROM_NAMED_B}"), None, ["a", "c"]),
        (NAMED.format(f"{FROM_A} FROM <{G}c> {FROM_NAMED_B}"), None, ["b"]),
        (PLAIN.format("FROM <http://nowhere/>"), None, []),
        (PLAIN.format(""), Dataset((G + "a",), ()), ["a"]),
        (NAMED.format(""), Dataset((G + "a",), ()), []),
        (PLAIN.format(""), Dataset((), (G + "b",)), []),
        (NAMED.format(""), Dataset((), (G + "b", G + "c")), ["b", "c"]),
        (PLAIN.format(""), Dataset((G + "a", G + "b"), (G + "c",)), ["a", "b"]),
        (PLAIN.format(FROM_A), Dataset((G + "c",), ()), ["c"]),
        (NAMED.format(FROM_NAMED_B), Dataset((G + "a",), (G + "c",)), ["c"]),
        (NAMED.format(FROM_NAMED_B), Dataset((G + "a",), ()), []),
        ("SELECT ?v { ?s ?p ?v FILTER(?v != 'FROM <x>') }", None, ["a", "b", "c", "default"]),
    ],
)
def test_datasets(store: Store, query: str, dataset: Dataset | None, expected: list[str]) -> None:
    assert values(store, query, dataset) == expected


def test_a_dataset_is_named_by_absolute_iris(store: Store) -> None:
    for dataset in (Dataset(("graph",), ()), Dataset((), ("",))):
        with pytest.raises(QueryError, match="is no absolute IRI"):
            run_query(store, "ASK {}", anyhow, dataset=dataset)


# ---------------------------------------------------------------------------------------- results


def test_each_form_is_answered(store: Store) -> None:
    assert run_query(store, "ASK { ?s ?p 'a' }", as_csv).data == b"true"
    assert b'"value":"a"' in run_query(store, "SELECT * { ?s ?p ?o }", anyhow).data
    for form in ("CONSTRUCT { ?s ?p ?o } WHERE", "DESCRIBE ?s"):
        result = run_query(store, f"{form} {{ ?s ?p ?o }}", anyhow)
        assert len(list(pyoxigraph.parse(result.data, pyoxigraph.RdfFormat.TURTLE))) == 4


@pytest.mark.parametrize("format_", GRAPH_FORMATS, ids=lambda one: one.label)
def test_prefixes_serve_the_formats_that_have_them(store: Store, format_: object) -> None:
    def this(_: QueryForm) -> Choice:
        return next(Choice(one, one.media_types[0]) for one in GRAPH_FORMATS if one is format_)

    known = {"ex": "http://example.org/"}
    result = run_query(store, "CONSTRUCT WHERE { ?s ?p ?o }", this, prefixes=known)
    assert (b"ex" in result.data.split(b"http://example.org/")[0]) == (
        result.choice.format.label in ("Turtle", "TriG", "RDF/XML", "JSON-LD")
    )
    engine = result.choice.format.engine
    assert isinstance(engine, pyoxigraph.RdfFormat)
    assert len(list(pyoxigraph.parse(result.data, engine))) == 4


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_xml_readers_see_carriage_returns(query: str) -> None:
    store = pyoxigraph.Store()
    name = pyoxigraph.NamedNode("http://example.org/p")
    store.add(pyoxigraph.Quad(name, name, pyoxigraph.Literal("one\r\ntwo\r\r")))
    data = run_query(store, query, lambda form: choose(form, accept=None, name="xml")).data
    texts = [element.text for element in ElementTree.fromstring(data).iter()]
    assert "one\r\ntwo\r\r" in texts


def test_the_format_is_chosen_before_anything_is_evaluated(store: Store) -> None:
    def never(form: QueryForm) -> Choice:
        raise NotAcceptableError(form, ())

    with pytest.raises(NotAcceptableError, match="DESCRIBE"):
        run_query(store, "DESCRIBE ?s { this is not SPARQL }", never)


def test_a_result_has_a_largest_size(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ten = "{ 0 1 2 3 4 5 6 7 8 9 }"
    query = f"SELECT * {{ VALUES ?a {ten} VALUES ?b {ten} VALUES ?c {ten} }}"
    assert len(run_query(store, query, as_csv).data) > 6000
    monkeypatch.setattr(query_module, "MAX_RESULT_BYTES", 4000)
    with pytest.raises(ResultTooLargeError, match="add a LIMIT"):
        run_query(store, query, as_csv)
    graph = (
        f"CONSTRUCT {{ <http://a> <http://b> ?d }} WHERE {{ {query[9:]} BIND(?a*100+?b*10+?c AS ?d)"
    )
    with pytest.raises(ResultTooLargeError):
        run_query(store, graph + "}", anyhow)


def test_many_threads_at_once_get_their_own_answers(store: Store) -> None:
    wrong = []

    def ask(number: int) -> None:
        for _ in range(20):
            if values(store, f"SELECT ({number} AS ?v) {{ ?s ?p 'a' }}") != [str(number)]:
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert threading.stack_size() == 0


# ----------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  ?s ?p ?o\n  ?x ?y ?z\n}", (3, 3)),
        ("SELECT * {\n  ?s ?p }", (2, 3)),
        ("# é\nSELECT * { 'éé' éé }", (2, 12)),
        ("SELECT WHERE {}", (1, 8)),
        ("SELECT (?x AS ?x) { BIND(1 AS ?x) }", (1, 36)),
        ("ASK { ?s ?p ?o } LIMIT x", (1, 24)),
        ("SELECT (GROUP_CONCAT(TRUE) AS ?x) {} LIMIT x", (1, 44)),
        ("ASK {\n FILTER((?a<?b)&&(?c>?d)) }", (2, 12)),
        ("ASK {\n FILTER((?a<?b)&&(?c>?d) ) ) }", (2, 31)),
    ],
)
def test_syntax_errors_have_a_place(store: Store, query: str, place: tuple[int, int]) -> None:
    with pytest.raises(QuerySyntaxError) as told:
        run_query(store, query, anyhow)
    assert (told.value.line, told.value.column) == place
    assert "\\u{" not in str(told.value)
    assert len(str(told.value)) < 200


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT (?x AS ?x) { BIND(1 AS ?x) }", "The SELECT overrides an existing variable"),
        ("SELECT ?a ?a {}", "Duplicated variable name in SELECT"),
        ("SELECT * { ?s <http://[> ?o }", "IRI parsing failed"),
        ("ASK { FILTER((?a<?b)&&(?c>?d)) }", r"<\?b\)&&\(\?c> is read as an IRI: put spaces"),
        ("ASK { FILTER(<http://f>(1)) }", "custom function <http://f> is not supported"),
    ],
)
def test_faults_are_told_of(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(store, query, anyhow)


def test_relative_iris_are_resolved_against_the_base(store: Store) -> None:
    query = "SELECT ?v { VALUES ?v { <id/x> } }"
    assert run_query(store, query, as_csv, base="http://a.org/b/").data.endswith(
        b"a.org/b/id/x\r\n"
    )
    based = f"BASE <http://c.org/> {query}"
    assert run_query(store, based, as_csv, base="http://a.org/").data.endswith(b"c.org/id/x\r\n")


# ------------------------------------------------------------------------------- SERVICE, however


class Listener:
    """A server on loopback that counts who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.connections = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


SERVICES = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICESILENT<{url}>{{}} }}",
    "PREFIX e: <{url}> SELECT * {{ SERVICEe:x{{}} }}",
    "PREFIX SERVICEe: <{url}> PREFIX e: <{url}> SELECT * {{ SERVICEe:x{{}} }}",
    "PREFIX : <{url}> PREFIX SERVICE: <{url}> SELECT * {{ SERVICE:x{{}} }}",
    "SELECT * {{ ?s ?p trueSERVICE<{url}>{{}} }}",
    "SELECT * {{ ?s ?p 1SERVICE<{url}>{{}} }}",
    "PREFIX e: <{url}> SELECT * {{ ?s ?p e:a.b.SERVICE<{url}>{{}} }}",
    "SELECT * {{ ?s ?p _:a.SERVICE<{url}>{{}} }}",
    "BASE <{url}> SELECT * {{ ?s ?p ?o FILTER(?s<?o||1) SERVICE#>\n<{url}> {{}} }}",
    "BASE <{url}> SELECT * {{ ?s ?p ?o FILTER(?s<?o)SERVICE#>\n<{url}>{{}} }}",
    "BASE <{url}> SELECT * {{ ?s ?p ?o FILTER(?s<'>'||1) SERVICE<{url}>{{?x ?y ''}} }}",
    "SELECT * {{ SERV\\u0049CE <{url}> {{}} }}",
    "SELECT * {{ \\U00000053ERVICE <{url}> {{}} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{url}> {{}} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{}} }} }}",
    "SELECT * {{ BIND(<{url}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("query", SERVICES)
def test_no_way_of_writing_service_reaches_the_network(
    store: Store, listener: Listener, query: str
) -> None:
    before = listener.connections
    with pytest.raises((QueryRefusedError, QuerySyntaxError)):
        run_query(store, query.format(url=listener.url), anyhow)
    assert listener.connections == before


@pytest.mark.parametrize("escape", ["\\u0073ervice", "SERV\\U00000049CE", "serv\\u0069c\\u0065"])
def test_the_word_may_not_be_written_with_escapes(store: Store, escape: str) -> None:
    """An engine that takes escapes anywhere, as SPARQL 1.1 has it, would see a keyword."""
    for query in (f"SELECT * {{ ?s ?p '{escape}' }}", f"SELECT * {{ {escape} <http://a> {{}} }}"):
        with pytest.raises(QueryRefusedError, match="without escapes"):
            run_query(store, query, anyhow)


def test_the_engine_itself_would_reach_it(store: Store, listener: Listener) -> None:
    """What the other tests rest on: these queries are dangerous, and a connection is noticed."""
    reached = 0
    for query in SERVICES:
        before = listener.connections
        with suppress(OSError, SyntaxError, RuntimeError):
            results = store.query(query.format(url=listener.url))
            if isinstance(results, pyoxigraph.QuerySolutions):
                list(results)
        reached += listener.connections > before
    assert reached >= 8


PIECES = [
    *("SERVICE", "service", "SILENT", "#", "\n", "<", ">", "'", '"', "{", "}", "(", ")", ".", " "),
    *(
        "<{url}>",
        "e:x",
        "?s",
        "?s ?p ?o",
        "1",
        "true",
        "||",
        "FILTER(",
        "BIND(1 AS ?z)",
        "_:a",
        ",",
    ),
    *(
        "VALUES ?v {{ 1 }}",
        "OPTIONAL",
        "{{ }}",
        "e:a.b.",
        "''",
        "SERV\\u0049CE",
        "UNION",
        "''' '''",
    ),
]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.booleans())
def test_no_mixture_of_pieces_reaches_the_network(
    store: Store, listener: Listener, pieces: list[str], closed: bool
) -> None:
    end = " SERVICE <{url}> {{ ?s ?p ?o }}" if closed else ""
    text = "BASE <{url}> PREFIX e: <{url}> SELECT * {{ ?s ?p ?o " + "".join(pieces) + end + " }}"
    before = listener.connections
    try:
        query = text.replace("{{", "{").replace("}}", "}").replace("{url}", listener.url)
        run_query(store, query, anyhow)
    except QueryError:
        pass
    assert listener.connections == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'service' } # SERVICE",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:value ?o }",
        "SELECT * { ?s <http://example.org/service#> ?o }",
        "SELECT * { VALUES (?a ?b) { (<http://service#a> <http://service#b>) } }",
        "SELECT * { ?s ?p '''SERVICE <http://localhost> { }''' }",
        "SELECT * { GRAPH <http://service/> { ?s ?p ?o } }",
    ],
)
def test_the_word_is_free_where_it_is_no_keyword(store: Store, query: str) -> None:
    run_query(store, query, anyhow)


def test_the_names_that_hold_the_word_keep_their_meaning(store: Store) -> None:
    query = (
        "PREFIX service: <http://example.org/> "
        "SELECT ?SERVICE { service:s service:value ?SERVICE FILTER(?SERVICE != 'Service') }"
    )
    result = json.loads(run_query(store, query, anyhow).data)
    assert result["head"]["vars"] == ["SERVICE"]
    assert len(result["results"]["bindings"]) == 4


# ---------------------------------------------------------------------------------- deep nesting

NESTED = {
    "parentheses": ("SELECT * { FILTER(", "(", "1", ")", ") }"),
    "negations": ("SELECT * { FILTER(", "!", "1", "", ") }"),
    "groups": ("SELECT * { ", "{", "", "}", " }"),
    "optionals": ("SELECT * { ", "OPTIONAL{?s ?p ?o ", "", "}", " }"),
    "exists": ("SELECT * { ", "FILTER NOT EXISTS{", "", "}", " }"),
    "subselects": ("SELECT * ", "{SELECT * ", "{}", "}", ""),
    "minus": ("SELECT * { ", "MINUS{", "", "}", " }"),
    "calls": ("SELECT * { FILTER(", "STR(", "1", ")", ") }"),
    "conditions": ("SELECT * { FILTER(", "IF(1,1,", "1", ")", ") }"),
    "paths": ("SELECT * { ?s ", "^(", "a", ")", " ?o }"),
    "collections": ("CONSTRUCT { ?s ?p ", "(", "1", ")", " } {}"),
    "blank nodes": ("CONSTRUCT { ?s ?p ", "[ ?p ", "1", "]", " } {}"),
    "triple terms": ("SELECT * { ?s ?p ", "<<(?s ?p ", "1", ")>>", " }"),
    "unions": ("SELECT * { ", "{}UNION", "{}", "", " }"),
    "joins": ("SELECT * { ", "{?s ?p ?o}", "", "", " }"),
    "alternatives": ("SELECT * { FILTER(", "1||", "1", "", ") }"),
}


def test_the_nested_queries_are_as_meant(store: Store) -> None:
    assert nested("parentheses", 24) == "SELECT * { FILTER((1)) }"
    for kind in NESTED:
        run_query(store, nested(kind, 120), anyhow)


def nested(kind: str, length: int) -> str:
    """A query of one kind of nesting, as deep as its length allows."""
    begin, opening, middle, closing, end = NESTED[kind]
    depth = (length - len(begin + middle + end)) // len(opening + closing)
    return begin + opening * depth + middle + closing * depth + end


def run_apart(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program in a process of its own, which it may end as it likes."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("kind", [kind for kind in NESTED if NESTED[kind][3]])
def test_deep_nesting_is_refused(store: Store, kind: str) -> None:
    with pytest.raises(QueryRefusedError, match="nested deeper"):
        run_query(store, nested(kind, MAX_LENGTH), anyhow)


WITHOUT_THE_LOOK = """
import sys
from pyoxigraph import Store
from server.threads import run_deep
from tests.server.test_query import nested

how, kind, length = sys.argv[1:]
query = nested(kind, int(length))

def run():
    list(Store().query(query))
    return "done"

print(run_deep(run).result() if how == "deep" else run())
"""


@pytest.mark.parametrize("kind", ["parentheses", "negations", "groups", "exists", "calls", "paths"])
def test_the_stack_bears_the_longest_query_even_unlooked_at(kind: str) -> None:
    done = run_apart(WITHOUT_THE_LOOK, "deep", kind, str(MAX_LENGTH))
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr[-500:]


def test_a_usual_stack_does_not_bear_it() -> None:
    """What the other test rests on: without the deep stack the process dies."""
    assert run_apart(WITHOUT_THE_LOOK, "usual", "groups", str(MAX_LENGTH)).returncode < 0
