"""The look at a query before the engine gets it."""

from pathlib import Path

import pyoxigraph
import pytest

from server.errors import QueryError, QueryRefusedError, QuerySyntaxError
from server.inspection import MAX_DEPTH, MAX_LENGTH, inspect

SUITES = Path(__file__).parents[3] / "shared" / "w3c" / "sparql"


@pytest.mark.parametrize(
    ("query", "form", "names_dataset"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", False),
        ("ask {}", "ASK", False),
        ("BASE <http://a/> PREFIX : <b> CONSTRUCT WHERE {}", "CONSTRUCT", False),
        ("# SELECT\nDESCRIBE<http://a>", "DESCRIBE", False),
        ("SELECT * FROM <http://g> {}", "SELECT", True),
        ("SELECT * from named <http://g> {}", "SELECT", True),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://g> { ?s ?p ?o }", "CONSTRUCT", True),
        (
            "SELECT ?from { ?from <http://from> 'FROM <http://g>' } # FROM <http://g>",
            "SELECT",
            False,
        ),
        ("PREFIX from: <http://a> SELECT * { ?s from:from ?o }", "SELECT", False),
    ],
)
def test_what_a_query_is(query: str, form: str, names_dataset: bool) -> None:
    found = inspect(query)
    assert (found.form, found.names_dataset, found.text) == (form, names_dataset, query)


@pytest.mark.parametrize(
    ("query", "kind", "message", "place"),
    [
        ("", QuerySyntaxError, "the query is empty", (None, None)),
        ("# nothing", QuerySyntaxError, "the query is empty", (None, None)),
        ("{}", QuerySyntaxError, "a query begins with SELECT", (None, None)),
        ("HELLO", QuerySyntaxError, "a query begins with SELECT", (1, 1)),
        ("PREFIX a: <b>\n INSERT DATA {}", QueryRefusedError, "INSERT is an update", (2, 2)),
        ("LOAD <http://a>", QueryRefusedError, "LOAD is an update", (1, 1)),
        ("with <http://a> DELETE {}", QueryRefusedError, "WITH is an update", (1, 1)),
        ("SELECT * {\n SERVICE <http://a> {} }", QueryRefusedError, "SERVICE is refused", (2, 2)),
        ("SELECT * { service ?a {} }", QueryRefusedError, "SERVICE is refused", (1, 12)),
        ("SELECT * { ?s ex:p ?o }", QuerySyntaxError, "prefix ex: is not declared", (1, 15)),
        ("SELECT * { ?s :p 'x }", QuerySyntaxError, "prefix : is not declared", (1, 15)),
        ("SELECT * { ?s ?p 'x }", QuerySyntaxError, "this string is not closed", (1, 18)),
    ],
)
def test_what_is_refused_and_where(
    query: str,
    kind: type[QueryError],
    message: str,
    place: tuple[int | None, int | None],
) -> None:
    with pytest.raises(kind, match=message) as told:
        inspect(query)
    error = told.value
    assert isinstance(error, QuerySyntaxError | QueryRefusedError)
    assert (error.line, error.column) == place


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service <http://service> 'service' } # SERVICE",
        'PREFIX service: <http://a#> SELECT * { ?s service:SERVICE """SERVICE <http://a>""" }',
        "SELECT * { ?s ?p 'x'@en, 'y'^^<http://a:b>, _:c }",
        "PREFIX : <http://a> SELECT * { ?s :p :q.r ; : ?o }",
    ],
)
def test_words_in_names_strings_and_comments_mean_nothing(query: str) -> None:
    assert inspect(query).form == "SELECT"


@pytest.mark.parametrize("pair", ["()", "[]", "{}", ("<<", ">>")])
def test_nesting_has_a_limit(pair: tuple[str, str]) -> None:
    opening, closing = pair
    inspect(f"SELECT {opening * MAX_DEPTH}{closing * MAX_DEPTH}")
    inspect(f"SELECT {(opening + closing) * 1000}")
    with pytest.raises(QueryRefusedError, match="nested deeper than 100 levels") as told:
        inspect(f"SELECT\n{opening * (MAX_DEPTH + 1)}")
    assert (told.value.line, told.value.column) == (2, MAX_DEPTH * len(opening) + 1)


def test_brackets_in_strings_do_not_nest() -> None:
    assert inspect(f"SELECT * {{ ?s ?p '{'(' * 1000}' }} # {'(' * 1000}").form == "SELECT"


def test_length_has_a_limit() -> None:
    inspect("ASK {}".ljust(MAX_LENGTH))
    with pytest.raises(QueryRefusedError, match="longer than 100,000 characters"):
        inspect("ASK {}".ljust(MAX_LENGTH + 1))


@pytest.mark.skipif(not SUITES.is_dir(), reason=f"the W3C test suites are not at {SUITES}")
def test_the_w3c_queries_are_what_the_engine_takes_them_for() -> None:
    """Every query of the suites that the engine accepts is accepted, and its form is right."""
    store = pyoxigraph.Store()
    forms = {
        pyoxigraph.QuerySolutions: {"SELECT"},
        pyoxigraph.QueryBoolean: {"ASK"},
        pyoxigraph.QueryTriples: {"CONSTRUCT", "DESCRIBE"},
    }
    seen = 0
    for path in sorted(SUITES.rglob("*.rq")):
        text = path.read_text(encoding="utf-8")
        if "service" in text.lower():
            continue
        try:
            results = store.query(text, base_iri="http://example.org/")
        except (SyntaxError, RuntimeError):
            continue
        query = inspect(text)
        assert query.form in forms[type(results)], path
        without = "\n".join(line.partition("#")[0] for line in text.splitlines())
        assert query.names_dataset == ("FROM" in without.upper().split()), path
        seen += 1
    assert seen > 800
