"""Compact JSON-LD, read back by two other programs."""

import io
import json
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple
from rdflib import Graph
from rdflib.compare import isomorphic

from server.errors import QueryError
from server.jsonld import write_jsonld

PREFIXES = {"ex": "http://example.org/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
TURTLE = """
PREFIX ex: <http://example.org/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
ex:a a ex:C , ex:D ; ex:p "x" , "é\\n\\"\\u202e"@en , 1 , 007 , true , "1"^^xsd:boolean , 1.5 ,
  "2016-02"^^xsd:gYearMonth , 123456789012345678901 , ex:b , _:n .
_:n ex:p <http://example.org/ns#> , <http://example.org/ns#a/b> , <http://example.org/other> .
<http://example.org/a%20b> ex:p <urn:x:y> .
<ex:a> <ex:p> <ex:b> , ex:b , "x"^^<ex:type> ; a <ex:C> , ex:C .
ex:c ex:p <ex:b> .
"""


def written(triples: list[Triple]) -> bytes:
    output = io.BytesIO()
    write_jsonld(triples, output, PREFIXES)
    return output.getvalue()


def nodes(triples: list[Triple]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(triples))["@graph"]
    return found


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader
def test_it_says_the_same() -> None:
    triples = [quad.triple for quad in pyoxigraph.parse(TURTLE, RdfFormat.TURTLE)]
    document = written(triples)
    expected = Graph().parse(
        data=pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES), format="nt"
    )
    assert isomorphic(Graph().parse(data=document, format="json-ld"), expected)
    again = [quad.triple for quad in pyoxigraph.parse(document, RdfFormat.JSON_LD)]
    renamed = Graph().parse(
        data=pyoxigraph.serialize(again, format=RdfFormat.N_TRIPLES), format="nt"
    )
    assert isomorphic(renamed, expected)


def test_it_is_compact() -> None:
    a, p = (NamedNode(f"{PREFIXES['ex']}{name}") for name in "ap")
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    triples = [Triple(a, rdf_type, p), Triple(a, p, Literal(1)), Triple(a, p, Literal("x"))]
    assert nodes([*triples, Triple(BlankNode("n"), p, a)]) == [
        {"@id": "ex:a", "@type": "ex:p", "ex:p": [1, "x"]},
        {"@id": "_:n", "ex:p": {"@id": "ex:a"}},
    ]


def test_nothing_is_a_document_too() -> None:
    assert nodes([]) == []


def test_a_triple_term_is_told_of() -> None:
    a = NamedNode("http://example.org/ns#a")
    with pytest.raises(QueryError, match="ask for Turtle"):
        written([Triple(a, a, Triple(a, a, a))])
