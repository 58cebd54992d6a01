"""What a browser gets from the endpoint: pages for results and for problems."""

from urllib.parse import urljoin

import pytest

from server.negotiation import prefers_page
from server.pages.result_page import MOST_ROWS, MOST_TRIPLES
from tests.server.conftest import Service
from tests.server.page import Page, assert_harmless

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FIVE = "VALUES ?a { 0 1 2 3 4 } VALUES ?b { 0 1 2 3 4 } VALUES ?c { 0 1 2 3 4 }"
MANY = f"{{ {FIVE} VALUES ?d {{ 0 1 2 3 4 }} VALUES ?e {{ 0 1 2 3 4 }} }}"


def page_of(service: Service, query: str, **more: str) -> Page:
    response = service.ask(query, BROWSER, **more)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(response.text)
    assert_harmless(page)
    assert query in page.text
    return page


def test_rows_are_a_table_with_links(service: Service) -> None:
    page = page_of(
        service,
        "PREFIX owl: <http://www.w3.org/2002/07/owl#>\nSELECT ?who ?same { ?who owl:sameAs ?same }",
    )
    assert "who" in page.words
    assert "same" in page.words
    assert "2 rows." in page.words
    assert "./id/state/russia" in page.links or "id/state/russia" in page.links
    assert "http://www.wikidata.org/entity/Q159" in page.links


def test_every_download_holds_all(service: Service) -> None:
    page = page_of(service, f"SELECT * {MANY}")
    assert f"The first {MOST_ROWS:,} rows; there are more." in page.words
    assert len(page.all("tr")) == MOST_ROWS + 1
    link = next(href for href in page.links if href.endswith("format=csv"))
    whole = service.http.get(urljoin(service.url + "sparql", link))
    assert whole.text.count("\n") == 5**5 + 1


def test_downloads_keep_the_dataset(service: Service) -> None:
    curated = "https://w3id.org/accord/graph/curated"
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    parameters = {"default-graph-uri": curated}
    page = page_of(service, query, **parameters)
    link = next(href for href in page.links if href.endswith("csv") or "format=csv" in href)
    from_page = service.http.get(urljoin(service.url + "sparql", link)).text
    assert from_page == service.ask(query, "text/csv", **parameters).text
    hidden = [field for field in page.all("input") if field["name"] == "default-graph-uri"]
    assert [field["value"] for field in hidden] == [curated]


@pytest.mark.parametrize(("query", "word"), [("ASK {}", "Yes."), ("ASK { <a:a> ?p ?o }", "No.")])
def test_yes_and_no(service: Service, query: str, word: str) -> None:
    assert word in page_of(service, query).words


def test_no_rows(service: Service) -> None:
    assert "No rows" in page_of(service, "SELECT * { <a:a> ?p ?o }").words


def test_graphs_are_turtle_with_links(service: Service) -> None:
    page = page_of(service, "DESCRIBE <https://w3id.org/accord/id/position/1>")
    assert "acc:stance acc:Opposes" in page.words
    assert any(href.endswith("ns#Opposes") for href in page.links)
    assert "6 statements." in page.words
    many = page_of(service, f"CONSTRUCT {{ <a:a> ?a ?x }} WHERE {MANY}")
    assert "0 statements." in many.words
    large = (
        "CONSTRUCT { ?x <a:b> ?x } WHERE "
        f"{MANY.removesuffix('}')} BIND(IRI(CONCAT('a:', STR(?a), STR(?b), STR(?c), STR(?d),"
        " STR(?e))) AS ?x) }"
    )
    assert (
        f"The first {MOST_TRIPLES:,} statements; there are more." in page_of(service, large).words
    )


def test_a_long_query_is_asked_by_the_form(service: Service) -> None:
    query = "ASK {}" + " " * 9000
    response = service.http.post("/sparql", data={"query": query}, headers={"Accept": BROWSER})
    page = Page(response.text)
    assert_harmless(page)
    assert "by the buttons above" in page.words
    (form,) = page.all("form")
    assert (form["method"], form["action"].removeprefix("./")) == ("post", "sparql")


def test_pages_can_be_named_and_kept(service: Service) -> None:
    response = service.ask("ASK {}", "application/sparql-results+json", format="html")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    known = {"Accept": "application/sparql-results+json", "If-None-Match": response.headers["etag"]}
    parameters = {"query": "ASK {}", "format": "html"}
    assert service.http.get("/sparql", params=parameters, headers=known).status_code == 304


def test_a_problem_is_a_page_for_a_browser(service: Service) -> None:
    response = service.ask("SELECT * {\n  ?s ?p ?o\n  ?x ?y ?z\n}", BROWSER)
    assert response.status_code == 400
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "Accept" in response.headers["vary"]
    page = Page(response.text)
    assert_harmless(page)
    assert "Not a SPARQL query" in page.words
    assert "Line 3, column 3" in page.words
    assert "<mark>?</mark>x ?y ?z" in response.text
    posted = service.http.post("/sparql", data={"query": "ASK {"}, headers={"Accept": BROWSER})
    assert posted.status_code == 400
    assert "ASK {" in Page(posted.text).text
    elsewhere = service.http.get("/no/where", headers={"Accept": BROWSER})
    assert elsewhere.status_code == 404
    page = Page(elsewhere.text)
    assert "../static/landing.css" in [link["href"] for link in page.all("link")]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("text/html;q=0.5, application/json", False),
        ("*/*", False),
        ("", False),
        ("application/problem+json, text/html;q=0.9", False),
        ("text/turtle", False),
    ],
)
def test_who_prefers_a_page(accept: str, expected: bool) -> None:
    assert prefers_page(accept) is expected
