"""Graphs that are sent: what the look before the parser sees, and what it passes over."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.bodies import read_parts
from server.errors import BodyError, ServerError
from server.inspection import MAX_DEPTH

TURTLE, JSON_LD, RDF_XML = "text/turtle", "application/ld+json", "application/rdf+xml"
MANY = MAX_DEPTH * 3


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        (TURTLE, "<x:s> <x:p> " + "[], (1 2), " * MANY + "1 ."),
        (TURTLE, "# " + "[" * MANY),
        (TURTLE, f"<x:s> <x:p> '{'[' * MANY}', \"{'(' * MANY}\", '''{'{' * MANY}'\n''' ."),
        (TURTLE, "<x:s> <x:p> " + "'\\'[', " * MANY + "1 ."),
        (TURTLE, "@prefix a: <x:> . a:s a:p " + "a:\\(, " * MANY + "1 ."),
        (JSON_LD, json.dumps(["[{" * MANY, '\\"[' * MANY])),
        (JSON_LD, json.dumps([{}] * MANY)),
        (RDF_XML, "<a>" + "<b/>" * MANY + "<b c='<d>'/>" * MANY + "</a>"),
        (RDF_XML, "<a><!-- " + "<b>" * MANY + " --><![CDATA[" + "<b>" * MANY + "]]></a>"),
        (RDF_XML, "<?xml version='1.0' encoding='utf-8'?><a>" + "<b></b>" * MANY + "</a>"),
    ],
)
def test_brackets_that_are_none_or_are_closed_are_no_depth(media_type: str, text: str) -> None:
    assert [part.data.decode() for part in read_parts(media_type, text.encode())] == [text]


@pytest.mark.parametrize(
    ("media_type", "opening"),
    [
        (TURTLE, "[ <x:p> "),
        (TURTLE, "( "),
        (TURTLE, "<<( <x:s> <x:p> "),
        (TURTLE, "'' [ "),
        (TURTLE, "<x:s>[ "),
        (TURTLE, "# [\n["),
        (JSON_LD, '{"a\\\\": ['),
        (JSON_LD, "["),
        (RDF_XML, "<a b='/>'>"),
        (RDF_XML, "<!-- > --><a>"),
        (RDF_XML, "<![CDATA[<]]><a>"),
        (RDF_XML, "<a/><a>"),
    ],
)
def test_depth_is_refused(media_type: str, opening: str) -> None:
    with pytest.raises(BodyError, match="nested deeper"):
        read_parts(media_type, (opening * (MAX_DEPTH + 2)).encode())


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<?xml version='1.0'?>\n<!-- <a> -->\n<!doctype a><a/>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>",
        "\ufeff<?xml version='1.0' encoding='utf-7'?><a/>",
    ],
)
def test_entities_and_other_encodings_are_refused(text: str) -> None:
    with pytest.raises(BodyError, match=r"DOCTYPE|UTF-8"):
        read_parts(RDF_XML, text.encode())


@given(
    st.sampled_from([TURTLE, JSON_LD, RDF_XML, "multipart/form-data; boundary=b", "", "x"]),
    st.binary(max_size=300) | st.text("<>[](){}\"'\\#/!-?&; \nab", max_size=400).map(str.encode),
)
def test_any_body_is_read_or_refused(media_type: str, body: bytes) -> None:
    try:
        parts = read_parts(media_type, body)
    except ServerError:
        return
    assert all(part.data in body for part in parts)


@given(st.recursive(st.none() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=4)))
def test_the_depth_of_json_is_that_of_its_brackets(value: object) -> None:
    for _ in range(MAX_DEPTH - 20):
        value = [value, "]"]

    def depth(of: object) -> int:
        return 1 + max(map(depth, of), default=0) if isinstance(of, list) else 0

    body = json.dumps(value).encode()
    if depth(value) > MAX_DEPTH:
        with pytest.raises(BodyError, match="nested deeper"):
            read_parts(JSON_LD, body)
    else:
        read_parts(JSON_LD, body)


@pytest.mark.parametrize(
    ("media_type", "unit"),
    [
        (TURTLE, b"[ ] '"),
        (TURTLE, b"[ ] '''"),
        (TURTLE, b"[ ] <"),
        (TURTLE, b"[]\\"),
        (JSON_LD, b'[]"'),
        (RDF_XML, b"<!--"),
        (RDF_XML, b"<a b='"),
        (RDF_XML, b"<"),
        (RDF_XML, b"<![CDATA["),
    ],
)
def test_the_look_takes_time_in_proportion(media_type: str, unit: bytes) -> None:
    """Were it quadratic, a megabyte would take minutes."""
    with pytest.raises(ServerError):
        read_parts(media_type, unit * (2**20 // len(unit)) + b"\xff")
    with suppress(BodyError):
        read_parts(media_type, unit * (2**20 // len(unit)))
