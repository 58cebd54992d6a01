"""A claim written in JSON-LD with the vocabulary's context says what its Turtle says."""

import json
from typing import Any

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from ontology import terms
from ontology.namespaces import Namespaces
from ontology.vocabulary import jsonld_context

# rdflib 7.6 itself parses JSON-LD into the class that it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASES = ["https://w3id.org/accord/", "https://graph.example.org/accord/"]

CLAIM: dict[str, Any] = {
    "id": "{base}id/event/3f2a",
    "type": "Event",
    "rdfs:label": {"@language": "en", "@value": "Meeting in Arlington"},
    "eventType": "Meeting",
    "participant": ["{base}id/person/barack_obama", "{base}id/person/dmitry_medvedev"],
    "place": "{base}id/place/arlington",
    "startDate": {"type": "xsd:gYearMonth", "@value": "2010-06"},
    "evidence": {
        "id": "{base}doc/NAME#evidence-10-30-9c2e",
        "type": "Evidence",
        "document": "{base}doc/NAME",
        "start": 10,
        "end": 30,
        "quote": "met at a restaurant",
        "factuality": "Asserted",
        "attributedTo": "{base}doc/NAME#author",
        "confidence": "0.8",
    },
}
TURTLE = """
@prefix acc: <{base}ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{base}id/event/3f2a> a acc:Event ;
    rdfs:label "Meeting in Arlington"@en ;
    acc:eventType acc:Meeting ;
    acc:participant <{base}id/person/barack_obama> , <{base}id/person/dmitry_medvedev> ;
    acc:place <{base}id/place/arlington> ;
    acc:startDate "2010-06"^^xsd:gYearMonth ;
    acc:evidence <{base}doc/NAME#evidence-10-30-9c2e> .
<{base}doc/NAME#evidence-10-30-9c2e> a acc:Evidence ;
    acc:document <{base}doc/NAME> ;
    acc:start 10 ;
    acc:end 30 ;
    acc:quote "met at a restaurant" ;
    acc:factuality acc:Asserted ;
    acc:attributedTo <{base}doc/NAME#author> ;
    acc:confidence 0.8 .
"""


def graphs(base: str) -> tuple[Graph, dict[str, Any]]:
    turtle = Graph().parse(data=TURTLE.replace("{base}", base), format="turtle")
    return turtle, jsonld_context(Namespaces(base))


@pytest.mark.parametrize("base", BASES)
def test_a_claim_in_jsonld_is_its_turtle(base: str) -> None:
    expected, context = graphs(base)
    claim = json.loads(json.dumps(CLAIM).replace("{base}", base))
    written = json.dumps({"@context": context, **claim})
    assert isomorphic(Graph().parse(data=written, format="json-ld"), expected)


@pytest.mark.parametrize("base", BASES)
def test_a_claim_survives_the_way_through_jsonld(base: str) -> None:
    expected, context = graphs(base)
    written = expected.serialize(format="json-ld", context=context)
    assert isomorphic(Graph().parse(data=written, format="json-ld"), expected)


def test_serialized_claims_read_in_plain_words() -> None:
    expected, context = graphs(BASES[0])
    nodes = json.loads(expected.serialize(format="json-ld", context=context))["@graph"]
    event = next(node for node in nodes if node["type"] == "Event")
    evidence = next(node for node in nodes if node["type"] == "Evidence")
    assert event["eventType"] == "Meeting"
    assert evidence["factuality"] == "Asserted"
    assert (evidence["start"], evidence["quote"]) == ("10", "met at a restaurant")


def test_every_term_is_a_term_of_the_context() -> None:
    namespaces = Namespaces()
    context = jsonld_context(namespaces)
    for name in (*terms.Class, *terms.EventType, *terms.Stance, *terms.Direction):
        typed = json.dumps({"@context": context, "id": "http://a.example/x", "type": name})
        graph = Graph().parse(data=typed, format="json-ld")
        assert (None, RDF.type, URIRef(namespaces.term(name))) in graph
    for name in terms.Property:
        stated = json.dumps({"@context": context, "id": "http://a.example/x", name: "acc:x"})
        graph = Graph().parse(data=stated, format="json-ld")
        assert list(graph.predicates()) == [URIRef(namespaces.term(name))]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("holder", "acc:x", URIRef("https://w3id.org/accord/ns#x")),
        ("stance", "Opposes", URIRef("https://w3id.org/accord/ns#Opposes")),
        ("plainProperty", "opposes", URIRef("https://w3id.org/accord/ns#opposes")),
        ("start", 7, Literal("7", datatype=XSD.integer)),
        ("confidence", "0.8", Literal("0.8", datatype=XSD.decimal)),
        ("quote", "some words", Literal("some words")),
    ],
)
def test_values_are_typed(name: str, value: object, expected: URIRef | Literal) -> None:
    document = {"@context": jsonld_context(Namespaces()), "id": "http://a.example/x", name: value}
    (found,) = Graph().parse(data=json.dumps(document), format="json-ld").objects()
    assert found == expected
