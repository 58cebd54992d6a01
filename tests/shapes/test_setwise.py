"""What the set-wise validator does beyond the W3C suite: shapes it refuses, queries, odd data."""

from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from shapes.errors import ShapesError
from shapes.setwise.data import DataGraph
from shapes.setwise.engine import Run
from shapes.setwise.reading import read_shapes
from shapes.setwise.shape import Finding
from shapes.setwise.sparql.text import QueryText
from shapes.setwise.terms import sh
from tests.shapes.examples import HERE

PREFIXES = """
    PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX : <https://example.org/>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def turtle(text: str) -> list[ox.Quad]:
    return list(ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE))


def found(data: str, shapes: str) -> list[Finding]:
    quads = turtle(shapes)
    return Run(DataGraph(turtle(data), shapes=quads)).validate(read_shapes(quads))


def failing(data: str, shapes: str) -> list[str]:
    """The focus nodes, without the namespace of the examples, as often as there are results."""
    values = (finding.focus.value for finding in found(data, shapes))
    return sorted(value.removeprefix("https://example.org/") for value in values)


# ---------------------------------------------------------------- shapes that are refused

REFUSED = yaml.safe_load((HERE / "refused_shapes.yaml").read_text("utf-8"))
NESTED = " sh:not [" * 150 + "]" * 150


@pytest.mark.parametrize("name", REFUSED)
def test_shapes_that_cannot_be_run_are_refused(name: str) -> None:
    shapes = REFUSED[name]["shapes"].replace("NESTED", NESTED)
    with pytest.raises(ShapesError, match=REFUSED[name]["message"]) as raised:
        read_shapes(turtle(shapes))
    assert "https://example.org/" in str(raised.value)


def test_rdf_1_2_is_refused_in_shapes() -> None:
    a = ox.NamedNode("https://example.org/a")
    with pytest.raises(ShapesError, match=r"RDF 1\.2"):
        read_shapes([ox.Quad(a, a, ox.Triple(a, a, a))])


def test_a_query_can_say_that_it_failed() -> None:
    query = "SELECT $this ?failure { BIND (true AS ?failure) }"
    shapes = f':S sh:targetNode :a ; sh:sparql [ sh:select "{query}" ] .'
    with pytest.raises(ShapesError, match="it failed"):
        found("", shapes)


# ---------------------------------------------------------------- queries, for many nodes at once

DATA = """
    :a :p 1 , 2 ; :q :b . :b :p 3 ; :q :c . :c :q :d , [ :p 4 ] . :d a :T . _:x :p 5 ; a :T .
    :a a :T . :b a :T . :c a :T .
"""

QUERIES = yaml.safe_load((HERE / "prebound_queries.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case["query"])
def test_a_query_for_all_nodes_finds_what_one_for_each_finds(case: dict[str, Any]) -> None:
    """Set-wise pre-binding is pre-binding (SHACL appendix A)."""
    shapes = f"""
        :S sh:targetClass :T ; sh:sparql [ sh:prefixes :O ; sh:select '''{case["query"]}''' ] .
        :O sh:declare [ sh:prefix "" ; sh:namespace "https://example.org/" ] .
    """
    foci = sorted(
        "blank" if isinstance(f.focus, ox.BlankNode) else f.focus.value.rpartition("/")[2]
        for f in found(DATA, shapes)
    )
    assert foci == case["finds"]


def test_messages_are_filled_with_what_a_query_bound() -> None:
    shapes = """
        :S sh:targetNode :a ; sh:message "of the shape" ; sh:sparql [
            sh:message "{$this} has {?value}, not {?other}"@en ;
            sh:select "SELECT $this ?value { $this ?p ?value }" ] .
    """
    (finding,) = found(':a :p "\\\\1 {?value}" .', shapes)
    text = "https://example.org/a has \\1 {?value}, not {?other}"
    assert finding.messages == (ox.Literal(text, language="en"),)


def test_a_path_and_a_message_can_come_from_the_query() -> None:
    shapes = """
        :S sh:targetNode :a ; sh:sparql [
            sh:select "SELECT $this ?path ?message { $this ?path 1 BIND ('so' AS ?message) }" ] .
    """
    (finding,) = found(":a :p 1 .", shapes)
    assert str(finding.path) == "<https://example.org/p>"
    assert finding.messages == (ox.Literal("so"),)


def test_a_triple_in_two_graphs_is_counted_once() -> None:
    shapes = turtle(
        """:S sh:targetNode :a ; sh:sparql [
            sh:select "SELECT $this { $this ?p ?o } GROUP BY $this HAVING (COUNT(*) > 1)" ] ."""
    )
    quads = [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(f"https://example.org/{name}"))
        for q in turtle(":a :p 1 .")
        for name in ("g", "h")
    ]
    assert Run(DataGraph(quads)).validate(read_shapes(shapes)) == []
    assert Run(DataGraph(quads[:1], DataGraph(quads[1:]))).validate(read_shapes(shapes)) == []


def test_targets_can_be_queries() -> None:
    shapes = """
        :S sh:target [ sh:prefixes :O ; sh:select "SELECT ?this { ?this :p ?n }" ] ;
            sh:nodeKind sh:BlankNode .
        :O sh:declare [ sh:prefix "" ; sh:namespace "https://example.org/" ] .
    """
    assert failing(DATA, shapes) == ["a", "b"]


COMPONENT = """
    :C a sh:ConstraintComponent ;
        sh:parameter [ sh:path :most ] , [ sh:path :unit ; sh:optional true ] ;
        sh:validator [ sh:message "{$value} is more than {$most}" ;
            sh:ask "ASK { FILTER ($value <= $most) }" ] .
"""


def test_a_component_defined_by_a_query_looks_at_all_values() -> None:
    results = found(DATA, COMPONENT + ":S sh:targetSubjectsOf :p ; sh:path :p ; :most 3 .")
    assert sorted(f.messages[0].value for f in results) == ["4 is more than 3", "5 is more than 3"]
    assert {finding.constraint.value for finding in results} == {"https://example.org/C"}


def test_several_values_of_several_parameters_are_refused() -> None:
    shapes = COMPONENT + ":S sh:targetNode :a ; sh:path :p ; :most 3 , 4 ; :unit 1 ."
    with pytest.raises(ShapesError, match="one value each"):
        read_shapes(turtle(shapes))


# ---------------------------------------------------------------- odd data


def test_lexical_forms_are_looked_at_as_they_are_written() -> None:
    """A store would make integers of all of them."""
    data = ':a :p 007 , "300"^^xsd:byte , "55"^^xsd:byte , "-1"^^xsd:nonNegativeInteger .'
    values = {
        kind: {
            str(finding.value)
            for finding in found(data, f":S sh:targetNode :a ; sh:path :p ; {constraint} .")
        }
        for kind, constraint in {"byte": "sh:datatype xsd:byte", "length": "sh:maxLength 2"}.items()
    }
    assert '"55"^^<http://www.w3.org/2001/XMLSchema#byte>' not in values["byte"]
    assert len(values["byte"]) == 3
    assert len(values["length"]) == 2


def test_a_hostile_pattern_takes_no_longer_than_another() -> None:
    data = f':a :p "{"a" * 5000}!" .'
    assert failing(data, ':S sh:targetNode :a ; sh:path :p ; sh:pattern "^(a+)+$" .') == ["a"]


def test_a_line_feed_at_the_end_is_part_of_a_text() -> None:
    shapes = ':S sh:targetNode :a , :b ; sh:path :p ; sh:pattern "^[0-9]{4}$" .'
    assert failing(':a :p "2016\\n" . :b :p "2016" .', shapes) == ["a"]


def test_a_shared_value_is_reported_for_each_focus_node() -> None:
    shapes = ":S sh:targetClass :T ; sh:path :q ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    assert failing(":a a :T ; :q :z . :b a :T ; :q :z .", shapes) == ["z", "z"]


def test_only_the_nodes_asked_for_are_looked_at() -> None:
    quads = turtle(":S sh:targetClass :T ; sh:path :p ; sh:minCount 1 .")
    graph = DataGraph(turtle(DATA))
    c = ox.NamedNode("https://example.org/c")
    results = Run(graph).validate(read_shapes(quads), lambda _, nodes: nodes & {graph.number(c)})
    assert [finding.focus for finding in results] == [c]


def test_a_path_in_a_circle_ends() -> None:
    data = ":a :q :b . :b :q :a ; :p 1 ."
    for name in ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"):
        path = f"( [ sh:{name} :q ] [ sh:{name} :q ] :p )"
        assert failing(data, f":S sh:targetNode :a ; sh:path {path} ; sh:maxCount 0 .") == ["a"]


def test_every_core_constraint_says_what_is_right() -> None:
    shapes = """
        :S sh:targetNode :a ; sh:class :C ; sh:datatype xsd:byte ; sh:nodeKind sh:Literal ;
            sh:in ( 1 ) ; sh:hasValue 1 ; sh:minExclusive 1 ; sh:minInclusive 1 ;
            sh:maxExclusive 1 ; sh:maxInclusive 1 ; sh:minLength 99 ; sh:maxLength 1 ;
            sh:pattern "z" ;
            sh:languageIn ( "en" ) ; sh:equals :q ; sh:not [ ] ; sh:and ( :N ) ; sh:or ( :N ) ;
            sh:xone ( :N ) ; sh:node :N ; sh:closed true .
        :N a sh:NodeShape ; sh:class :C .
        :P sh:targetNode :a ; sh:path :p ; sh:minCount 3 ; sh:maxCount 1 ; sh:uniqueLang true ;
            sh:disjoint :p ; sh:lessThan :p ; sh:lessThanOrEquals :r ;
            sh:qualifiedValueShape [ ] ; sh:qualifiedMinCount 9 .
        :Q sh:targetNode :a ; sh:path :p ; sh:qualifiedValueShape [ ] ; sh:qualifiedMaxCount 1 .
    """
    results = found(':a :p "x"@en , "y"@en ; :q 1 ; :r 1 .', shapes)
    messages = {finding.constraint.value: finding.messages[0] for finding in results}
    assert len(messages) == 28
    assert all(text.language == "en" and text.value.endswith(".") for text in messages.values())
    assert sh("PropertyConstraintComponent").value not in messages


# ---------------------------------------------------------------- what queries need

NEEDS = {
    "{ $this :p ?x ; a :T , :U . ?x :q/:r ?y FILTER (?y = :z) ?y :s ?z . ?z :t 'a'@en }": "p q r t",
    "{ $this $that ?x . OPTIONAL { ?x :p ?y } ?x :q ?y }": "that q",
    "{ { ?x :p ?y } UNION { ?x :q ?y } GRAPH ?g { ?x :r ?y } FILTER NOT EXISTS { ?x :s ?y } }": "",
    "{ $this :p|:q ?x . $this :r ?y }": "",
    "{ $this :p/:q* ?x }": "",
    "{ $this :p 5 . ?x :q ?y }": "",
    "{ $this :p [ :q ?x ] }": "",
    "{ FILTER :f(?x) ?x :p ?y }": "",
    "{ ?x <https://example.org/p> ?y . BIND (:q AS ?z) } ORDER BY ?y": "p",
}


@pytest.mark.parametrize("where", NEEDS)
def test_what_a_query_needs(where: str) -> None:
    query = QueryText(
        f"SELECT $this {where}",
        [("", "https://example.org/")],
        ["this", "that"],
        ox.NamedNode("https://example.org/S"),
    )
    names = (str(need).strip("<>").replace("#", "/").rpartition("/")[2] for need in query.needed)
    expected = {"x", "y", "z", *NEEDS[where].split()}  # other variables are never pre-bound
    assert {*names, "x", "y", "z"} == expected
