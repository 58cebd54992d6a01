"""The descriptions of the service and the dataset, the example queries, and the vocabulary."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, SH, VOID

from ontology.namespaces import Namespaces
from ontology.vocabulary import jsonld_context
from server.examples import load_examples
from server.pages.counts import Counts
from server.pages.service_description import service_description
from server.store import GraphStore
from tests.server.conftest import Service
from tests.server.graph import publish
from tests.server.page import Page, assert_harmless

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
ACC = Namespace("https://w3id.org/accord/ns#")
BASE = "https://w3id.org/accord/"
DATASET = URIRef(f"{BASE}graph/catalog#dataset")
MANIFEST = Path(__file__).parents[3] / "shared/w3c/sparql/sparql11/service-description/manifest.ttl"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDF_TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}
PATHS = ["/sparql", "/.well-known/void", "/examples", "/ns"]

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def read(service: Service, path: str, accept: str = "text/turtle") -> Graph:
    response = service.http.get(path, headers={"Accept": accept})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] == accept
    return Graph().parse(data=response.content, format=RDF_TYPES[accept])


@pytest.mark.parametrize("path", PATHS)
def test_each_is_the_same_in_every_format(service: Service, path: str) -> None:
    sizes = {len(read(service, path, accept)) for accept in RDF_TYPES}
    assert len(sizes) == 1
    assert sizes.pop() > 10
    by_name = service.http.get(path, params={"format": "nt"})
    assert by_name.headers["content-type"] == "application/n-triples"
    assert by_name.headers["content-disposition"].endswith('.nt"')


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_gets_a_page(service: Service, path: str) -> None:
    response = service.http.get(path, headers={"Accept": BROWSER})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(response.text)
    assert_harmless(page)
    for link in page.all("link"):
        if link["rel"] == "alternate":
            url = httpx2.URL(service.url).join(path).join(link["href"])
            assert service.http.get(url).headers["content-type"].startswith(link["type"])


@pytest.mark.parametrize("path", PATHS)
def test_each_is_kept_until_the_graph_changes(service: Service, path: str) -> None:
    first = service.http.get(path, headers={"Accept": "text/turtle"})
    assert first.headers["cache-control"] == "no-cache"
    assert {"Accept", "Accept-Encoding"} == set(first.headers["vary"].split(", "))
    assert first.headers["access-control-allow-origin"] == "*"
    known = {"Accept": "text/turtle", "If-None-Match": first.headers["etag"]}
    again = service.http.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = service.http.get(path, headers={**known, "Accept": "application/ld+json"})
    assert other.status_code == 200
    head = service.http.head(path, headers={"Accept": "text/turtle"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize("path", PATHS)
def test_what_cannot_be_had_is_406(service: Service, path: str) -> None:
    response = service.http.get(path, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.json()["offered"]


# ----------------------------------------------------------------------------------------- service


def endpoint(service: Service) -> URIRef:
    return URIRef(f"{service.url}sparql")


def returns_rdf(service: Service) -> None:
    assert len(read(service, "/sparql"))


def has_endpoint_triple(service: Service) -> None:
    description = read(service, "/sparql")
    (subject,) = description.subjects(RDF.type, SD.Service)
    assert (subject, SD.endpoint, endpoint(service)) in description


def conforms_to_schema(service: Service) -> None:
    """Each property of the vocabulary stands where its domain and range have it."""
    description = read(service, "/sparql")
    domains = {
        SD.endpoint: SD.Service,
        SD.feature: SD.Service,
        SD.supportedLanguage: SD.Service,
        SD.resultFormat: SD.Service,
        SD.defaultDataset: SD.Service,
        SD.defaultEntailmentRegime: SD.Service,
        SD.defaultGraph: SD.Dataset,
        SD.namedGraph: SD.Dataset,
        SD.name: SD.NamedGraph,
        SD.graph: SD.NamedGraph,
    }
    ranges = {
        SD.defaultDataset: SD.Dataset,
        SD.defaultGraph: SD.Graph,
        SD.namedGraph: SD.NamedGraph,
        SD.graph: SD.Graph,
    }
    for s, p, o in description:
        if str(p).startswith(str(SD)):
            assert (s, RDF.type, domains[URIRef(str(p))]) in description, p
            expected = ranges.get(URIRef(str(p)))
            assert expected is None or (o, RDF.type, expected) in description, p


SUITE = {
    "has-endpoint-triple": has_endpoint_triple,
    "returns-rdf": returns_rdf,
    "conforms-to-schema": conforms_to_schema,
}


@pytest.mark.parametrize("name", SUITE)
def test_the_w3c_suite(service: Service, name: str) -> None:
    SUITE[name](service)


@pytest.mark.skipif(not MANIFEST.is_file(), reason=f"the W3C test suites are not at {MANIFEST}")
def test_the_w3c_suite_is_whole() -> None:
    tests = Graph().parse(MANIFEST)
    kind = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#ServiceDescriptionTest")
    names = {str(one).rpartition("#")[2] for one in tests.subjects(RDF.type, kind)}
    assert names == set(SUITE)


def test_it_says_what_the_endpoint_can_do(service: Service) -> None:
    told, it = read(service, "/sparql"), endpoint(service)
    assert set(told.objects(it, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(told.objects(it, SD.feature)) == {SD.UnionDefaultGraph}
    formats = set(told.objects(it, SD.resultFormat))
    assert {FORMATS["SPARQL_Results_JSON"], FORMATS["JSON-LD"], FORMATS["Turtle"]} < formats
    assert not set(told.objects(it, SD.inputFormat))
    assert not set(told.objects(it, SD.extensionFunction))
    assert set(told.objects(it, DCTERMS.relation)) == {URIRef(f"{BASE}examples")}


def test_it_counts_the_graphs(service: Service) -> None:
    told = read(service, "/sparql")
    counted = {
        str(name): int(str(told.value(told.value(graph, SD.graph), VOID.triples)))
        for graph, name in told.subject_objects(SD.name)
    }
    rows = service.rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert counted == {row["g"]: int(row["n"]) for row in rows}


def test_it_says_what_the_settings_are() -> None:
    counts = Counts(5, 3, 4, {f"{BASE}graph/curated": 7}, {}, {}, ())
    triples = service_description(
        Namespaces(), counts, address="http://a/", union=False, writable=True
    )
    told = Graph().parse(data=" .\n".join(map(str, triples)) + " .", format="nt")
    query, update = URIRef("http://a/sparql"), URIRef("http://a/update")
    assert not set(told.objects(query, SD.feature))
    assert set(told.objects(query, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(told.objects(update, SD.supportedLanguage)) == {SD.SPARQL11Update}
    assert FORMATS["TriG"] in set(told.objects(update, SD.inputFormat))
    (default,) = told.objects(None, SD.defaultGraph)
    assert told.value(default, VOID.triples) == Literal(0)


def test_a_host_that_is_none_is_refused(service: Service) -> None:
    for host in ('a"><script>', "a/b", "user@a", ""):
        response = service.http.get("/sparql", headers={"Host": host, "Accept": "text/turtle"})
        assert response.status_code == 400, host


# ----------------------------------------------------------------------------------------- dataset


def test_void_says_how_much_there_is(service: Service) -> None:
    told = read(service, "/.well-known/void")
    (row,) = service.rows(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ss)"
        " { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    )
    assert told.value(DATASET, VOID.triples) == Literal(int(row["n"]))
    assert told.value(DATASET, VOID.distinctSubjects) == Literal(int(row["ss"]))
    assert told.value(DATASET, VOID.sparqlEndpoint) == endpoint(service)
    assert told.value(DATASET, VOID.uriSpace) == Literal(BASE)
    assert (DATASET, RDF.type, DCAT.Dataset) in told
    assert told.value(DATASET, DCTERMS.rights)
    examples = set(told.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 4
    for example in examples:
        assert service.http.get("/" + str(example).removeprefix(BASE)).status_code == 303


@pytest.mark.parametrize(
    ("kind", "counted", "query"),
    [
        ("class", VOID.entities, "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x"),
        (
            "property",
            VOID.triples,
            "SELECT ?x (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?x ?o { ?s ?x ?o } } GROUP BY ?x",
        ),
    ],
)
def test_void_has_a_partition_for_each_term(
    service: Service, kind: str, counted: URIRef, query: str
) -> None:
    told = read(service, "/.well-known/void")
    parts = {
        str(told.value(part, VOID[kind])): int(str(told.value(part, counted)))
        for part in told.objects(DATASET, VOID[f"{kind}Partition"])
    }
    assert parts == {row["x"]: int(row["n"]) for row in service.rows(query)}
    assert len(parts) > 5


def test_void_counts_links(service: Service) -> None:
    told = read(service, "/.well-known/void")
    found = {
        (
            str(told.value(told.value(links, VOID.objectsTarget), VOID.uriSpace)),
            told.value(links, VOID.linkPredicate),
            int(str(told.value(links, VOID.triples))),
        )
        for links in told.subjects(RDF.type, VOID.Linkset)
    }
    assert {(target, count) for target, _, count in found} == {
        ("http://www.wikidata.org/", 2),
        ("http://dbpedia.org/", 1),
    }
    assert (next(p for t, p, _ in found if "wikidata" in t)) == OWL.sameAs


def test_dcat_says_how_it_is_had(service: Service) -> None:
    told = read(service, "/.well-known/void")
    (distribution,) = told.objects(DATASET, DCAT.distribution)
    assert told.value(distribution, DCAT.accessService) == endpoint(service)
    assert (endpoint(service), RDF.type, DCAT.DataService) in told
    assert (endpoint(service), DCAT.servesDataset, DATASET) in told
    published = str(GraphStore(service.store).manifest()["published"])
    modified = told.value(DATASET, DCTERMS.modified)
    assert str(modified).replace("+00:00", "Z") == published


def test_all_are_made_anew_when_the_graph_changes(tmp_path: Path) -> None:
    publish(tmp_path / "store")
    running = Service(tmp_path / "store")
    before = running.http.get("/.well-known/void", headers={"Accept": "text/turtle"})
    assert "Russland" not in running.http.get("/data/id/state/russia.ttl").text
    publish(tmp_path / "store", russia="Russland")
    known = {"Accept": "text/turtle", "If-None-Match": before.headers["etag"]}
    assert running.http.get("/.well-known/void", headers=known).status_code == 200
    assert "Russland" in running.http.get("/data/id/state/russia.ttl").text
    running.stop()


# ---------------------------------------------------------------------------------------- examples


def executables(service: Service) -> Iterator[tuple[Graph, URIRef]]:
    told = read(service, "/examples")
    for one in told.subjects(RDF.type, SH.SPARQLExecutable):
        yield told, URIRef(str(one))


def test_each_example_is_an_executable_that_answers(service: Service) -> None:
    found = {str(one) for _, one in executables(service)}
    assert found == {f"{BASE}examples#{e.name}" for e in load_examples()}
    for told, one in executables(service):
        assert (one, RDF.type, SH.SPARQLSelectExecutable) in told
        assert told.value(one, RDFS.label)
        assert told.value(one, RDFS.comment)
        query = str(told.value(one, SH.select))
        assert service.rows(query), one
        prefixes = told.value(one, SH.prefixes)
        declared = {
            str(told.value(declaration, SH.prefix)): str(told.value(declaration, SH.namespace))
            for declaration in told.objects(prefixes, SH.declare)
        }
        assert declared["acc"] == str(ACC)
        body = "\n".join(line for line in query.split("\n") if not line.startswith("PREFIX"))
        given = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in declared.items())
        assert service.rows(f"{given}\n{body}") == service.rows(query)


# -------------------------------------------------------------------------------------- vocabulary


def test_the_vocabulary_is_there_with_each_ending(service: Service) -> None:
    whole = read(service, "/ns")
    assert (URIRef(f"{BASE}ns"), RDF.type, OWL.Ontology) in whole
    for ending, name in (("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt"), ("rdf", "xml")):
        told = Graph().parse(data=service.http.get(f"/ns.{ending}").content, format=name)
        assert len(told) == len(whole)
    assert service.http.get("/ns.html").headers["content-type"].startswith("text/html")
    assert service.http.get("/ns.exe").status_code == 404
    links = service.http.get("/ns", headers={"Accept": "text/turtle"}).headers["link"]
    assert '<./ns.jsonld>; rel="alternate"; type="application/ld+json"' in links


def test_each_term_has_its_place_on_the_page(service: Service) -> None:
    page = Page(service.http.get("/ns.html").text)
    places = {article["id"] for article in page.all("article")}
    terms = {
        str(one).removeprefix(str(ACC))
        for one in read(service, "/ns").subjects(RDF.type)
        if str(one).startswith(str(ACC))
    }
    assert places == terms


def test_the_context_is_there(service: Service) -> None:
    response = service.http.get("/context.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    assert json.loads(response.content)["@context"] == jsonld_context(Namespaces())
