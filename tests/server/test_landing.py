"""The landing page and its example queries."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ontology.namespaces import Namespaces
from server.examples import DIRECTORY, Example, load_examples
from server.landing import render_landing
from server.store import GraphStore
from server.summary import Count, summarize
from tests.server.conftest import Service
from tests.server.graph import little_graph, publish
from tests.server.page import HOSTILE, Page

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over a graph whose labels mean harm."""
    directory = tmp_path_factory.mktemp("hostile") / "store"
    publish(directory, russia=HOSTILE)
    running = Service(directory)
    yield running
    running.stop()


def test_it_says_what_is_in_the_graph(service: Service) -> None:
    response = service.http.get("/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    text = " ".join(Page(response.text).text.split())
    for told in ("text 1", "actors of 9 known 3", "agreement of 2 known 1", "events 3"):
        assert told in text
    for told in ("positions 3", "relationship 1", "links 3"):
        assert told in text
    manifest = GraphStore(service.store).manifest()
    assert f"{manifest['quads']:,} statements" in text
    assert manifest["release"] in text
    assert "Valid: it breaks none of its shapes, with 2 warnings." in text
    assert "asserted by the author of A little text" in text
    assert "<mark>Russia has long opposed NATO expansion</mark>." in response.text


@pytest.mark.parametrize(
    ("validation", "told"),
    [
        (None, "Not validated."),
        ({"conforms": True, "violations": 0, "warnings": 0}, "none of its shapes."),
        ({"conforms": True, "violations": 0, "warnings": 1}, "with 1 warning."),
        ({"conforms": False, "violations": 2, "warnings": 1}, "Not valid: 2 violations"),
    ],
)
def test_it_says_whether_the_graph_is_valid(
    tmp_path: Path, validation: dict[str, object] | None, told: str
) -> None:
    store = GraphStore(tmp_path / "store")
    store.publish(little_graph(), {} if validation is None else {"validation": validation})
    page = render_landing(store.open_current(), Namespaces())
    assert told in " ".join(Page(page).text.split())


def test_an_empty_graph_has_a_page(tmp_path: Path) -> None:
    store = GraphStore(tmp_path / "store")
    store.publish([], {})
    page = render_landing(store.open_current(), Namespaces())
    assert "texts" in page
    assert "<mark>" not in page


def test_each_question_is_a_link_that_answers(service: Service) -> None:
    links = [a for a in Page(service.http.get("/").text).all("a") if "data-query" in a]
    assert len(links) == 5
    for link in links:
        parameters = parse_qs(urlsplit(link["href"]).query)
        assert parameters["query"] == [link["data-query"]]
        response = service.http.get("/" + link["href"])
        assert response.headers["content-type"] == "application/sparql-results+json"
        assert response.json()["results"]["bindings"], link["id"]


def test_the_form_works_without_script(service: Service) -> None:
    page = Page(service.http.get("/").text)
    (form,) = page.all("form")
    assert (form["method"], form["action"]) == ("post", "sparql")
    formats = [button["value"] for button in page.all("button") if button["value"]]
    assert formats == ["json", "xml", "csv", "tsv", "ttl", "jsonld", "nt", "rdf"]
    for name in formats:
        query = "ASK {}" if name in ("json", "xml", "csv", "tsv") else "CONSTRUCT WHERE {}"
        sent = service.http.post("/sparql", data={"query": query, "format": name})
        assert sent.status_code == 200, name
    assert service.http.post("/sparql", data={"query": "ASK {}", "format": ""}).status_code == 200


def test_everything_it_needs_is_its_own_and_there(service: Service) -> None:
    page = Page(service.http.get("/").text)
    needed = [link["href"] for link in page.all("link")] + [s["src"] for s in page.all("script")]
    assert len(needed) == 3
    for path in needed:
        assert path.startswith("static/")
        assert service.http.get("/" + path).status_code == 200
    assert not page.all("style")
    assert not any("style" in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    for name in ("landing.css", "landing.js"):
        text = service.http.get(f"/static/{name}").text
        assert "http:" not in text.replace("/^https?:/", "")
        assert "innerHTML" not in text


def test_headers_bar_what_a_page_does_not_need(service: Service) -> None:
    paths = ("/", "/health", "/static/landing.js", "/sparql", "/nowhere", "/sparql?query=ASK%7B%7D")
    for path in paths:
        headers = service.http.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert {policy["script-src"], policy["style-src"], policy["connect-src"]} == {"'self'"}
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/health", "/static/landing.css"])
def test_head_works(service: Service, path: str) -> None:
    get, head = service.http.get(path), service.http.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]


def test_labels_that_mean_harm_are_text(hostile: Service) -> None:
    html = hostile.http.get("/").text
    page = Page(html)
    assert HOSTILE in page.text
    assert [script["src"] for script in page.all("script")] == ["static/landing.js"]
    assert not page.all("img")
    assert "49" not in page.text.split(HOSTILE)[0][-50:]


def test_labels_that_mean_harm_come_through_the_endpoint_as_they_are(hostile: Service) -> None:
    rows = hostile.rows("SELECT ?o { <https://w3id.org/accord/id/state/russia> ?p ?o }")
    assert HOSTILE in {row["o"] for row in rows}


def in_browser(url: str, profile: Path) -> str:
    """The page as a real browser has it after its script ran."""
    assert CHROMIUM is not None
    options = "--headless --no-sandbox --disable-gpu --disable-background-networking --dump-dom"
    done = subprocess.run(
        [
            CHROMIUM,
            *options.split(),
            f"--user-data-dir={profile}",
            "--virtual-time-budget=8000",
            url,
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium: apt-get install chromium")
def test_a_question_shows_its_answer_in_a_browser(hostile: Service, tmp_path: Path) -> None:
    page = Page(in_browser(f"{hostile.url}#stances", tmp_path))
    assert "actor" in [cell.get("data-label") for cell in page.all("td")]
    assert "Vladimir Putin" in page.text
    assert page.text.count(HOSTILE) >= 2
    assert not page.all("img")
    assert "alert" not in str(page.elements)


# ---------------------------------------------------------------------------------------- examples


def test_there_are_five_examples_with_what_they_need() -> None:
    examples = load_examples()
    assert [example.name for example in examples] == [
        "stances",
        "russias-positions",
        "events-of-a-year",
        "less-than-certain",
        "agreements",
    ]
    assert all(example.title.endswith("?") for example in examples)
    assert all(example.description.endswith(".") for example in examples)
    assert all("#" not in example.description for example in examples)
    assert all(example.query.startswith("PREFIX") for example in examples)


EXPECTED = {
    "stances": {
        ("Russia", "opposes", "NATO expansion"),
        ("Vladimir Putin", "supports", "Minsk II"),
    },
    "russias-positions": {
        (
            "opposes",
            "NATO expansion",
            "asserted",
            "Russia has long opposed NATO expansion.",
            "A little text",
        )
    },
    "events-of-a-year": {
        (
            "2016-02",
            "meeting",
            "Germany, Russia",
            "asserted",
            "In February 2016 the leaders of Russia and Germany met in Minsk.",
        )
    },
    "less-than-certain": {
        (
            "possible",
            "Russian observers",
            "observers believe",
            "Russian observers believe that time is on Russia's side.",
        ),
        (
            "possible",
            "the author",
            "dropping the cease-fire",
            "Moscow could decide to drop the cease-fire.",
        ),
    },
    "agreements": {
        (
            "Minsk II",
            "Russia, Ukraine",
            "Vladimir Putin supports",
            "http://www.wikidata.org/entity/Q19376666",
        )
    },
}


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.name)
def test_what_an_example_answers(service: Service, example: Example) -> None:
    found = {tuple(map(in_order, row.values())) for row in service.rows(example.query)}
    assert found == EXPECTED[example.name]


def in_order(names: str) -> str:
    """Joined names in a fixed order, since SPARQL gives them none."""
    return names if names.endswith(".") else ", ".join(sorted(names.split(", ")))


def test_examples_follow_the_base_of_the_graph(tmp_path: Path) -> None:
    publish(tmp_path / "store", base="http://localhost/elsewhere/")
    running = Service(tmp_path / "store")
    page = running.http.get("/").text
    links = [a for a in Page(page).all("a") if "data-query" in a]
    for link in links:
        assert "w3id.org" not in link["data-query"]
        assert running.http.get("/" + link["href"]).json()["results"]["bindings"], link["id"]
    assert "w3id.org" not in page
    assert (
        "@prefix acc: <http://localhost/elsewhere/ns#>"
        in running.ask("DESCRIBE <http://localhost/elsewhere/id/state/russia>", "text/turtle").text
    )
    running.stop()


@pytest.mark.parametrize("text", ["", "SELECT * {}", "# title: A\nSELECT", "# description: A.\n"])
def test_an_example_without_a_title_or_description_is_told_of(tmp_path: Path, text: str) -> None:
    (tmp_path / "1-bad.rq").write_text(text)
    with pytest.raises(ValueError, match=r"1-bad\.rq must begin with “# title: …”"):
        load_examples(tmp_path)


def test_examples_are_files() -> None:
    assert len(list(DIRECTORY.glob("*.rq"))) == len(load_examples())


def test_a_summary_counts_what_is_there(store_directory: Path) -> None:
    store = GraphStore(store_directory).open_current().store
    summary = summarize(store, Namespaces())
    assert summary.counts == (
        Count("texts", 1, 1),
        Count("actors", 3, 9),
        Count("agreements", 1, 2),
        Count("events", 3, 3),
        Count("positions", 3, 3),
        Count("relationships", 1, 1),
        Count("links", 3, 3),
    )
    assert summary.specimen is not None
    assert json.dumps(summary.specimen.before) == '""'
    assert summary.specimen.clause == "Russia has long opposed NATO expansion"
    assert summary.specimen.after == "."
    assert [count.name for count in summary.counts[:3]] == ["text", "actors", "agreement"]
