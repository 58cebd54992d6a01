"""Linked data: every IRI of the graph leads to its description, as data and as a page."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

import httpx2
import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDFS, Graph, Namespace, URIRef

from server.store import GraphStore
from tests.server.conftest import Service
from tests.server.graph import little_graph, publish
from tests.server.page import HOSTILE, Page, assert_harmless

BASE = "https://w3id.org/accord/"
ACC = Namespace(f"{BASE}ns#")
RUSSIA = URIRef(f"{BASE}id/state/russia")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def follow(service: Service, path: str, accept: str) -> httpx2.Response:
    """Where a thing's IRI leads; the response is that of the description."""
    response = service.http.get(path, headers={"Accept": accept})
    assert response.status_code == 303, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    there = urljoin(service.url + path[1:], response.headers["location"])
    assert f'<{response.headers["location"]}>; rel="describedby"' in response.headers["link"]
    return service.http.get(there, headers={"Accept": accept})


def described(service: Service, path: str) -> Graph:
    return Graph().parse(data=follow(service, path, "text/turtle").text)


def test_every_iri_under_the_base_leads_somewhere(service: Service) -> None:
    rows = service.rows(
        "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?p ?x } UNION { GRAPH ?x { ?s ?p ?o } }"
        f' FILTER(isIRI(?x) && STRSTARTS(STR(?x), "{BASE}") && !STRSTARTS(STR(?x), "{ACC}")) }}'
    )
    iris = {row["x"] for row in rows}
    assert len(iris) > 30
    for path in {"/" + iri.removeprefix(BASE).partition("#")[0] for iri in iris} - {"/ns", "/"}:
        response = follow(service, path, "text/turtle")
        assert response.status_code == 200, path
        told = Graph().parse(data=response.text)
        here = {iri for iri in iris if iri.partition("#")[0] == BASE + path[1:]}
        assert here <= {str(term) for triple in told for term in triple}, path


@pytest.mark.parametrize("path", ["/id/state/atlantis", "/doc/none", "/rule/x", "/graph/none"])
def test_what_the_graph_does_not_know_is_404(service: Service, path: str) -> None:
    for target in (path, f"/data{path}", f"/data{path}.ttl", f"/data{path}.html"):
        response = service.http.get(target, headers={"Accept": "text/turtle, application/json"})
        assert response.status_code == 404, target
        assert BASE in response.json()["detail"]


def test_a_description_says_all_of_an_entity_with_its_evidence(service: Service) -> None:
    told = described(service, "/id/state/russia")
    query = f"CONSTRUCT WHERE {{ <{RUSSIA}> ?p ?o }}"
    own = Graph().parse(data=service.ask(query, "text/turtle").text)
    incoming = f"CONSTRUCT WHERE {{ ?s ?p <{RUSSIA}> }}"
    named = Graph().parse(data=service.ask(incoming, "text/turtle").text)
    assert len(own) > 3
    assert set(own) | set(named) <= set(told)
    position, evidence = URIRef(f"{BASE}id/position/1"), URIRef(f"{BASE}doc/e1")
    assert (position, ACC.stance, ACC.Opposes) in told
    assert (evidence, ACC.factuality, ACC.Asserted) in told
    sentence = told.value(evidence, ACC.sentence)
    assert str(told.value(sentence, ACC.quote)) == "Russia has long opposed NATO expansion."
    topic = URIRef(f"{BASE}id/issue/nato-expansion")
    assert str(told.value(topic, RDFS.label)) == "NATO expansion"


@pytest.mark.parametrize("path", ["/id/position/1", "/doc/e1"])
def test_a_claim_and_its_evidence_lead_to_each_other(service: Service, path: str) -> None:
    told = described(service, path)
    claim, evidence = URIRef(f"{BASE}id/position/1"), URIRef(f"{BASE}doc/e1")
    assert (claim, ACC.evidence, evidence) in told
    assert (claim, ACC.holder, RUSSIA) in told
    assert told.value(evidence, ACC.quote)


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("html", "text/html"),
    ],
)
def test_data_has_formats_and_their_endings(service: Service, ending: str, media_type: str) -> None:
    path = "/data/id/state/russia"
    by_ending = service.http.get(f"{path}.{ending}", headers={"Accept": "image/png"})
    negotiated = service.http.get(path, headers={"Accept": media_type})
    for response in (by_ending, negotiated):
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == media_type
        assert {"Accept", "Accept-Encoding"} == set(response.headers["vary"].split(", "))
        there = urljoin(service.url + path[1:], response.headers["content-location"])
        assert there == f"{service.url}{path[1:]}.{ending}"
        links = response.headers["link"]
        assert '<../../../id/state/russia>; rel="describes"' in links
        assert links.count('rel="alternate"') == 6
    known = {"If-None-Match": by_ending.headers["etag"]}
    assert service.http.get(f"{path}.{ending}", headers=known).status_code == 304
    if ending != "html":
        name = by_ending.headers["content-disposition"]
        assert name == f'inline; filename="russia.{ending}"'


def test_head_and_406(service: Service) -> None:
    for path in ("/id/state/russia", "/data/id/state/russia"):
        get, head = service.http.get(path), service.http.head(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-length"] == get.headers["content-length"]
    response = service.http.get("/data/id/state/russia", headers={"Accept": "image/png"})
    assert response.status_code == 406


def test_a_page_shows_claims_with_their_sentences(service: Service) -> None:
    response = follow(service, "/id/state/russia", BROWSER)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(response.text)
    assert_harmless(page)
    assert ("h1", {"id": "title", "class": "title"}) in page.elements
    assert "Russia opposes it" in page.words
    assert "Russia has long opposed NATO expansion" in page.words
    assert "asserted" in page.words
    assert "A little text" in page.words
    assert "author of “A little text”" in page.words
    assert "NATO expansion" in page.words
    assert "../../../id/issue/nato-expansion" in page.links
    assert "http://www.wikidata.org/entity/Q159" in page.links
    here = f"{service.url}data/id/state/russia"
    for href in page.links:
        url = urljoin(here, href)
        if url.startswith(service.url):
            assert service.http.get(url).status_code in (200, 303), href


def test_a_graph_says_how_large_it_is(service: Service) -> None:
    page = Page(service.http.get("/data/graph/links.html").text)
    assert "A graph of its own, with 3 statements." in page.words
    content = next(href for href in page.links if "sparql?query=CONSTRUCT" in href)
    url = urljoin(f"{service.url}data/graph/links.html", content)
    assert len(Graph().parse(data=service.http.get(url).text)) == 3


def test_a_path_that_is_no_iri_is_404(service: Service) -> None:
    for path in ("/id/a%3Cb", "/id/%0d%0aX:y", "/data/id/%22%3E.html", "/id/%ff", "/id/"):
        assert service.http.get(path).status_code == 404, path
    assert service.http.get("/id/" + "x" * 3000).status_code == 414


# ------------------------------------------------------------------------------------------- harm

BAD = "javascript:alert(1)"
ELSEWHERE = f"{BASE}//evil.example/x"
CAFE = f"{BASE}id/place/café"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over a graph that means harm."""
    directory = tmp_path_factory.mktemp("hostile") / "store"
    russia, graph = NamedNode(str(RUSSIA)), NamedNode(f"{BASE}graph/curated")
    see = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    values: list[NamedNode | Literal] = [
        NamedNode(BAD),
        NamedNode("data:text/html,x"),
        NamedNode("JavaScript:x"),
        NamedNode(ELSEWHERE),
        NamedNode("http://a/'onclick=x"),
        Literal(HOSTILE, datatype=NamedNode("javascript:type")),
    ]
    quads = [Quad(russia, see, value, graph) for value in values]
    quads.append(Quad(NamedNode(BAD), NamedNode("javascript:p"), russia, graph))
    quads.append(Quad(NamedNode(CAFE), see, russia, graph))
    published = [*little_graph(russia=HOSTILE), *quads]
    GraphStore(directory).publish(published, {"base": BASE})
    running = Service(directory)
    yield running
    running.stop()


def test_a_graph_that_means_harm_does_none(hostile: Service) -> None:
    html = hostile.http.get("/data/id/state/russia.html").text
    page = Page(html)
    assert_harmless(page)
    assert HOSTILE[:1900] in page.text
    assert BAD in page.text
    assert ELSEWHERE in page.links
    assert "{{ 7*7 }}" in page.text
    assert len(html) < 200_000


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } LIMIT 900",
        f"DESCRIBE <{RUSSIA}>",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o . <{RUSSIA}> ?p ?o }}",
        "SELECT ('</textarea><script>x</script>' AS ?x) (IRI('javascript:x') AS ?y) {}",
        "# </textarea><script>alert(1)</script>\nASK {}",
    ],
)
def test_results_that_mean_harm_do_none(hostile: Service, query: str) -> None:
    response = hostile.ask(query, BROWSER)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(response.text)
    assert_harmless(page)
    assert query in page.text


def test_problems_that_mean_harm_do_none(hostile: Service) -> None:
    targets = (
        "/sparql?query=" + quote("</textarea><script>alert(1)</script>"),
        "/sparql?query=" + quote("SELECT * {\n <script>'\"alert(1) }"),
        "/sparql?query=ASK%7B%7D&format=" + quote("<script>"),
        "/" + quote("<script>alert(1)</script>", safe=""),
        "/data/id/" + quote('"><img src=x>', safe=""),
    )
    for target in targets:
        response = hostile.http.get(target, headers={"Accept": BROWSER})
        assert response.status_code in (400, 404, 406), target
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert_harmless(Page(response.text))


def test_an_iri_beyond_ascii_is_found(hostile: Service) -> None:
    told = described(hostile, "/id/place/caf%C3%A9")
    assert (URIRef(CAFE), RDFS.seeAlso, RUSSIA) in told
    page = Page(hostile.http.get("/data/id/place/caf%C3%A9.html").text)
    assert CAFE in page.text


# ------------------------------------------------------------------------------------ other bases


def test_the_base_may_be_another_host_with_a_path(tmp_path: Path) -> None:
    publish(tmp_path / "store", base="http://example.org/some/where/")
    running = Service(tmp_path / "store")
    told = described(running, "/id/state/russia")
    assert URIRef("http://example.org/some/where/id/state/russia") in set(told.subjects())
    page = Page(running.http.get("/data/id/state/russia.html").text)
    assert "../../../id/issue/nato-expansion" in page.links
    assert "http://example.org/some/where/id/state/russia" in page.text
    vocabulary = running.http.get("/ns.nt").text
    assert "<http://example.org/some/where/ns#Event>" in vocabulary
    assert "w3id.org/accord" not in vocabulary
    running.stop()


def test_blank_nodes_are_described_with_what_they_belong_to(tmp_path: Path) -> None:
    turtle = f"<{RUSSIA}> <{BASE}p> [ <{BASE}q> [ <{BASE}r> 'deep' ] ] ."
    graph = NamedNode(f"{BASE}graph/curated")
    quads = [
        Quad(t.subject, t.predicate, t.object, graph)
        for t in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
    ]
    GraphStore(tmp_path / "store").publish(quads, {"base": BASE})
    running = Service(tmp_path / "store")
    assert "deep" in running.http.get("/data/id/state/russia.ttl").text
    assert_harmless(Page(running.http.get("/data/id/state/russia.html").text))
    running.stop()
