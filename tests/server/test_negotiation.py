"""Content negotiation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import NotAcceptableError
from server.formats import GRAPH_FORMATS, SOLUTION_FORMATS, QueryForm
from server.negotiation import choose

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;charset=utf-8", "text/csv"),
        ("text/*", "text/csv"),
        ("text/*, text/csv;q=0.1", "text/tab-separated-values"),
        ("application/*", JSON),
        (XML, XML),
        ("application/xml", "application/xml"),
        ("application/json", "application/json"),
        (f"{JSON};q=0.4, {XML};q=0.5", XML),
        (f"{JSON};q=0.50, {XML};q=0.5", JSON),
        (f"{JSON};q=1.000, {XML};q=0.999", JSON),
        ("text/tab-separated-values, */*", "text/tab-separated-values"),
        ("text/tab-separated-values;q=0.5, */*", JSON),
        (f"*/*, {JSON};q=0, application/json;q=0", XML),
        (f"text/html, {XML};q=0.9, */*;q=0.8", XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("text/csv; q=0.2; ext=1, text/tab-separated-values;q=0.1", "text/csv"),
        ("nonsense, text/csv", "text/csv"),
        ("text/csv;q=high, */*;q=0.1", JSON),
        (f"text/csv;q=0.3,{XML};q=0.2,text/csv;q=0.1", "text/csv"),
        (",,text/csv,,", "text/csv"),
    ],
)
def test_solutions(accept: str | None, expected: str) -> None:
    for form in ("SELECT", "ASK"):
        assert choose(form, accept=accept, name=None).media_type == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples, application/n-quads;q=0.5", "application/n-triples"),
        ("application/trig", "application/trig"),
        (f"{JSON}, text/turtle;q=0.9", "text/turtle"),
    ],
)
def test_graphs(accept: str | None, expected: str) -> None:
    for form in ("CONSTRUCT", "DESCRIBE"):
        assert choose(form, accept=accept, name=None).media_type == expected


@pytest.mark.parametrize(
    ("form", "accept"),
    [
        ("SELECT", "text/turtle"),
        ("SELECT", "text/html"),
        ("ASK", "image/*"),
        ("SELECT", "*/*;q=0"),
        ("SELECT", "*/csv"),
        ("SELECT", "nonsense"),
        ("CONSTRUCT", "text/csv"),
        ("DESCRIBE", JSON),
    ],
)
def test_what_cannot_be_served_lists_what_can(form: QueryForm, accept: str) -> None:
    with pytest.raises(NotAcceptableError, match="not as") as told:
        choose(form, accept=accept, name=None)
    offered = SOLUTION_FORMATS if form in ("SELECT", "ASK") else GRAPH_FORMATS
    assert told.value.offered == tuple(one.media_types[0] for one in offered)


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        ("SELECT", "csv", "text/csv"),
        ("SELECT", "TSV", "text/tab-separated-values"),
        ("SELECT", "json", JSON),
        ("SELECT", "xml", XML),
        ("SELECT", JSON, JSON),
        ("CONSTRUCT", "ttl", "text/turtle"),
        ("CONSTRUCT", "turtle", "text/turtle"),
        ("CONSTRUCT", "nt", "application/n-triples"),
        ("CONSTRUCT", "rdf", "application/rdf+xml"),
        ("CONSTRUCT", "jsonld", "application/ld+json"),
        ("DESCRIBE", "json", "application/ld+json"),
        ("DESCRIBE", "nq", "application/n-quads"),
        ("DESCRIBE", "trig", "application/trig"),
    ],
)
def test_a_name_wins(form: QueryForm, name: str, expected: str) -> None:
    assert choose(form, accept="image/png", name=name).media_type == expected


@pytest.mark.parametrize(
    ("form", "name"), [("SELECT", "ttl"), ("CONSTRUCT", "csv"), ("ASK", "pdf")]
)
def test_an_unknown_name_lists_the_known_ones(form: QueryForm, name: str) -> None:
    known = "json, xml, csv, tsv" if form != "CONSTRUCT" else "ttl, jsonld, nt, rdf, trig, nq"
    with pytest.raises(NotAcceptableError, match=f"not as '{name}': give one of {known}"):
        choose(form, accept=None, name=name)


def test_content_types_say_the_charset_where_they_can() -> None:
    csv = choose("SELECT", accept=None, name="csv")
    assert csv.content_type == "text/csv; charset=utf-8"
    assert choose("SELECT", accept=None, name="json").content_type == JSON


@given(st.text(alphabet="abc/*;,q=01. ", max_size=80))
def test_any_accept_field_gives_a_format_or_a_refusal(accept: str) -> None:
    try:
        choice = choose("SELECT", accept=accept, name=None)
    except NotAcceptableError:
        return
    assert choice.format in SOLUTION_FORMATS
