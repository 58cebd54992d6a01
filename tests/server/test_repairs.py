"""Where the text of a query makes up for the engine; the W3C suites and our own show the effect."""

import pyoxigraph
import pytest

from server.errors import QuerySyntaxError
from server.inspection import MAX_LENGTH
from server.repairs import doubtful_iris, repaired, with_plain_iris


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("SELECT (TRUE AS ?t) (False AS ?f) {}", "SELECT (true AS ?t) (false AS ?f) {}"),
        ("ASK { FILTER (?x=TRUE||!FALSE) }", "ASK { FILTER (?x=true||!false) }"),
        (
            "SELECT (Group_Concat ( ?x ; separator=')' ) AS ?y) {}",
            "SELECT (STR(Group_Concat ( ?x ; separator=')' )) AS ?y) {}",
        ),
        (
            "SELECT (GROUP_CONCAT(IF(TRUE, ?x, 'b')) AS ?y) {} HAVING(GROUP_CONCAT(?x) = 'a')",
            "SELECT (STR(GROUP_CONCAT(IF(true, ?x, 'b'))) AS ?y) {}"
            " HAVING(STR(GROUP_CONCAT(?x)) = 'a')",
        ),
    ],
)
def test_what_the_engine_reads_otherwise_is_written_otherwise(text: str, meant: str) -> None:
    assert repaired(text).text == meant
    assert len(repaired(text).placed) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?TRUE { ?s TRUE:p FALSE:TRUE, 'TRUE', <TRUE>, 'x'@TRUE, _:TRUE } # TRUE",
        "SELECT * { ?s a:b·TRUE ?o }",
        "SELECT * { ?s ?p ?group_concat, 'GROUP_CONCAT(' } # GROUP_CONCAT()",
        "SELECT (GROUP_CONCAT(?x {}",
        "SELECT (SUM(?x + 1) AS ?y) (COUNT(*) AS ?z) { ?s ?p true, false }",
        "SELECT (MAX(EXISTS { SELECT (COUNT(*) AS ?n) {} }) AS ?x) (MIN(?y) AS ?z) {}",
        "SELECT * { <<( ?s ?p ?o )>> ?q <<( :s :p true )>> . << (1 2) :p :o >> :q :r }",
        "SELECT * { ?s ?p <<( <<( ?s ?p true )>> ?p ?o )>>, (<<( 1 ?p ?o )>>) }",
        "SELECT * { ?s a (<<( 1 ?p ?o )>>) FILTER (?x = <<( ?s ?p true )>>) }",
    ],
)
def test_all_else_stays_as_it_is(text: str) -> None:
    assert repaired(text) == (text, text)


def test_much_data_is_let_be() -> None:
    text = f"INSERT DATA {{ <x:a> <x:b> TRUE, '{'x' * MAX_LENGTH}' }}"
    assert repaired(text) == (text, text)


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("SELECT (COUNT(COUNT(*)) AS ?c) {}", "COUNT cannot stand inside", (1, 15)),
        ("SELECT\n(MAX(1 + (2 * Sum (?x))) AS ?c) {}", "SUM cannot stand inside", (2, 15)),
        ("ASK { BIND(<<( <<( ?a ?b ?c )>> ?b ?c )>> AS ?x) }", "subject of a triple", (1, 16)),
        ("ASK { FILTER(?x = <<( 'a' ?b ?c )>>) }", "subject of a triple", (1, 23)),
        ("ASK { BIND(<<( -1 ?b ?c )>> AS ?x) }", "subject of a triple", (1, 16)),
        ("ASK { BIND(<<( TRUE ?b ?c )>> AS ?x) }", "subject of a triple", (1, 16)),
    ],
)
def test_what_only_the_engine_takes_is_refused(
    text: str, message: str, place: tuple[int, int]
) -> None:
    with pytest.raises(QuerySyntaxError, match=message) as told:
        repaired(text)
    assert (told.value.line, told.value.column) == place


@pytest.mark.parametrize(
    "comparison", ["?a<?b&&?c>?d", "(?a<?b)&&(?c>?d)", "IF(?a<1,2>3,4)", "(?a<x:y)&&(x:z>?b)"]
)
def test_what_looks_like_an_iri_is_one(comparison: str) -> None:
    text = f"PREFIX x: <http://x#> SELECT * {{ FILTER ({comparison}) }}"
    pyoxigraph.Store().query(text)
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(with_plain_iris(text, doubtful_iris(text)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("SELECT * { ?s <x:a,b> <x:(c)> }", "SELECT * { ?s <urn:x> <urn:x> }"),
        ("SELECT * { ?s <http://a.org/b_(c),_d&&e> '<a,b>' } # <a,b>", ""),
        ("SELECT * { FILTER (?a < ?b && ?c > ?d) }", ""),
        ("SELECT * { ?s <x:a> ?o }", ""),
    ],
)
def test_iris_that_might_be_operators(text: str, plain: str) -> None:
    assert with_plain_iris(text, doubtful_iris(text)) == (plain or text)
