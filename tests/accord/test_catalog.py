import pyoxigraph as ox
import pytest

from accord.catalog import Origin, catalog_quads
from ontology.namespaces import Namespaces

BASE = "https://example.org/"
ORIGIN = Origin(
    texts={"talks": "a" * 64, "war": "b" * 64},
    knowledge="c" * 64,
    model="en_core_web_sm",
    model_digest="d" * 64,
    version="1.2.3",
    code="e" * 64,
)
PREFIXES = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
"""


def quad(subject: str, predicate: str, value: str, graph: str) -> ox.Quad:
    return ox.Quad(*(ox.NamedNode(BASE + name) for name in (subject, predicate, value, graph)))


RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
QUADS = [
    quad("id/a", "ns#near", "id/b", "doc/talks"),
    quad("id/a", "ns#near", "id/b", "doc/war"),
    quad("id/b", "ns#near", "id/a", "doc/war"),
    ox.Quad(
        ox.NamedNode(BASE + "id/a"),
        RDF_TYPE,
        ox.NamedNode(BASE + "ns#State"),
        ox.NamedNode(BASE + "graph/curated"),
    ),
]


@pytest.fixture(scope="module")
def catalog() -> ox.Store:
    store = ox.Store()
    store.extend(catalog_quads(QUADS, ORIGIN, Namespaces(BASE)))
    return store


def rows(catalog: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = catalog.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple(value_of(term) for term in row) for row in solutions)


def value_of(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def test_all_is_in_the_catalog_graph_and_has_a_name(catalog: ox.Store) -> None:
    assert list(catalog.named_graphs()) == [ox.NamedNode(BASE + "graph/catalog")]
    assert not [q for q in catalog if isinstance(q.subject, ox.BlankNode)]


def test_the_dataset_counts_each_triple_once(catalog: ox.Store) -> None:
    query = "SELECT ?n ?s ?o { ?d a dcat:Dataset ; void:triples ?n ; "
    query += "void:distinctSubjects ?s ; void:distinctObjects ?o }"
    assert rows(catalog, query) == [("3", "2", "3")]


def test_each_graph_is_counted(catalog: ox.Store) -> None:
    query = "SELECT ?g ?n { ?d sd:namedGraph ?part . ?part sd:name ?g ; void:triples ?n }"
    assert rows(catalog, query) == [
        (BASE + "doc/talks", "1"),
        (BASE + "doc/war", "2"),
        (BASE + "graph/curated", "1"),
    ]


def test_each_class_and_property_is_counted(catalog: ox.Store) -> None:
    classes = "SELECT ?c ?n { ?d void:classPartition ?p . ?p void:class ?c ; void:entities ?n }"
    assert rows(catalog, classes) == [(BASE + "ns#State", "1")]
    properties = "SELECT ?c ?n { ?d void:propertyPartition ?p . ?p void:property ?c ; "
    properties += "void:triples ?n }"
    assert rows(catalog, properties) == [(RDF_TYPE.value, "1"), (BASE + "ns#near", "2")]


def test_what_the_build_used_and_its_checksums(catalog: ox.Store) -> None:
    query = "SELECT ?sum { ?b a prov:Activity ; prov:used ?u . ?u spdx:checksum ?c . "
    query += "?c spdx:checksumValue ?sum }"
    assert rows(catalog, query) == [(letter * 64,) for letter in "abcd"]
    agent = "SELECT ?v { ?b a prov:Activity ; prov:wasAssociatedWith [ dcterms:hasVersion ?v ] }"
    assert rows(catalog, agent) == [("1.2.3",)]


def test_the_dataset_is_derived_from_the_documents(catalog: ox.Store) -> None:
    query = "SELECT ?d { ?set a void:Dataset ; prov:wasDerivedFrom ?d }"
    assert rows(catalog, query) == [(BASE + "doc/talks",), (BASE + "doc/war",)]


def test_nothing_is_said_of_a_document_that_its_own_graph_should_say(catalog: ox.Store) -> None:
    assert not [q for q in catalog if str(q.subject).startswith(f"<{BASE}doc/")]
