"""The curated knowledge as RDF."""

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Dataset, NamedNode, Quad, RdfFormat, Store, parse, serialize

from ontology.knowledge import load_knowledge
from ontology.knowledge_rdf import curated_quads, link_quads
from ontology.namespaces import Namespaces
from ontology.terms import Class, EventType, Property

BASE = Namespaces("https://example.org/a/")
PREFIXES = f"""
PREFIX acc: <{BASE.vocabulary}>
PREFIX id: <{BASE.base}id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    knowledge = load_knowledge()
    return [*curated_quads(knowledge, BASE), *link_quads(knowledge, BASE)]


@pytest.fixture(scope="module")
def store(quads: list[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


ASKED = {
    "type": 'id:state\\/russia a acc:State ; rdfs:label "Russia"@en',
    "names": 'id:state\\/russia skos:altLabel "Russian Federation"@en ; acc:demonym "Russians"@en',
    "metonym": 'id:state\\/russia acc:metonym "Moscow"@en ; skos:altLabel "Moscow"@en',
    "capital": "id:state\\/russia acc:capital id:place\\/moscow",
    "adjective": 'id:state\\/russia acc:adjective "Russian"@en',
    "code": 'id:state\\/russia dcterms:identifier "RU"',
    "end": 'id:state\\/soviet-union acc:endDate "1991"^^xsd:gYear',
    "geography": "id:place\\/aleppo acc:locatedIn id:state\\/syria",
    "agreement": """id:agreement\\/new-start a acc:Treaty ; acc:startDate "2010-04-08"^^xsd:date ;
        acc:party id:state\\/russia , id:state\\/united-states""",
    "event": """id:event\\/helsinki-summit-2018 a acc:Event ; acc:eventType acc:Summit ;
        acc:startDate "2018-07-16"^^xsd:date ; acc:place id:place\\/helsinki ;
        acc:participant id:person\\/vladimir-putin""",
    "body": "id:government\\/kgb acc:affiliatedWith id:state\\/soviet-union",
    "document": "id:document\\/monroe-doctrine dcterms:creator id:state\\/united-states",
    "tenure": """?tenure a acc:Tenure ; org:member id:person\\/dmitry-medvedev ;
        org:organization id:state\\/russia ; acc:office "president"@en ;
        acc:startDate "2008-05-07"^^xsd:date ; acc:endDate "2012-05-07"^^xsd:date""",
    "death": 'id:person\\/joseph-stalin acc:deathDate "1953-03-05"^^xsd:date',
    "rule": """id:state\\/russia acc:rule ?entry .
        ?entry a acc:CuratedEntry ; rdfs:label "Curated entry of Russia"@en ;
            dcterms:source "ontology/knowledge/states.yaml" .
        FILTER (?entry = <https://example.org/a/rule/curated/states/russia>)""",
}


@pytest.mark.parametrize("name", ASKED)
def test_curated_graph_holds(store: Store, name: str) -> None:
    query = f"{PREFIXES} ASK {{ GRAPH <{BASE.graph('curated')}> {{ {ASKED[name]} }} }}"
    assert store.query(query), query


@pytest.mark.parametrize(
    "pattern",
    [
        "id:state\\/russia owl:sameAs <http://www.wikidata.org/entity/Q159>",
        "id:state\\/russia owl:sameAs <http://dbpedia.org/resource/Russia>",
        "id:state\\/russia owl:sameAs <https://sws.geonames.org/2017370/>",
        "id:event\\/srebrenica-massacre skos:closeMatch <http://www.wikidata.org/entity/Q170334>",
    ],
)
def test_links_graph_holds(store: Store, pattern: str) -> None:
    assert store.query(f"{PREFIXES} ASK {{ GRAPH <{BASE.graph('links')}> {{ {pattern} }} }}")


def test_likely_is_never_same(store: Store) -> None:
    shared = "{ ?entity skos:closeMatch ?item ; owl:sameAs ?item }"
    query = f"{PREFIXES} ASK {{ GRAPH <{BASE.graph('links')}> {shared} }}"
    assert not store.query(query)


def test_every_quad_is_valid_and_stands_once(quads: list[Quad], tmp_path: Path) -> None:
    assert not [quad for quad, times in Counter(quads).items() if times > 1]
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    assert Dataset(parse(data, format=RdfFormat.N_QUADS)) == Dataset(quads)


def test_order_and_content_are_the_same_each_time(quads: list[Quad]) -> None:
    knowledge = load_knowledge()
    assert [*curated_quads(knowledge, BASE), *link_quads(knowledge, BASE)] == quads


def test_only_terms_of_the_vocabulary_are_used(quads: list[Quad]) -> None:
    names = {*Class, *Property, *EventType}
    for quad in quads:
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(BASE.vocabulary):
                assert term.value.removeprefix(BASE.vocabulary) in names


def test_everything_is_under_the_given_base(quads: list[Quad]) -> None:
    default = Namespaces().base
    assert not [quad for quad in quads if default in str(quad)]


def test_everything_referred_to_is_described(quads: list[Quad]) -> None:
    subjects = {quad.subject for quad in quads}
    for quad in quads:
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{BASE.base}id/"):
            assert quad.object in subjects
