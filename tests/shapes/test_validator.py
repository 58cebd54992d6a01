"""What is validated, with what, and what is said when nothing can be."""

import logging
import random
import time
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ontology.namespaces import DEFAULT_BASE, Namespaces
from shapes.errors import NothingToValidateError
from shapes.report import render_text
from shapes.report_rdf import report_quads
from shapes.results import UNNAMED
from shapes.validator import Validator, validate
from tests.shapes import synthetic
from tests.shapes.examples import (
    CURATED,
    HERE,
    NAMESPACES,
    curated_graph,
    load_example,
    valid_graph,
)
from tests.shapes.synthetic import CUES, ENTITIES, Statement, document_graph

ELSEWHERE = Namespaces("https://example.org/graph+a/")
SHA = f"{NAMESPACES.base}ns/shapes#"
STATES = sorted(key for key in ENTITIES if key.startswith("state/"))
KINDS: tuple[synthetic.Kind, ...] = ("event", "position", "relationship")
ISSUES = sorted(key for key in ENTITIES if key.startswith("issue/"))


def example(name: str) -> list[ox.Quad]:
    return load_example(HERE / "broken" / f"{name}.trig").quads


def shapes_found(quads: Iterable[ox.Quad], context: Iterable[ox.Quad] = ()) -> list[str]:
    report = validate(quads, NAMESPACES, context_quads=context)
    return [result.shape.removeprefix(SHA) for result in report.results]


def rebased(quads: Iterable[ox.Quad], namespaces: Namespaces) -> list[ox.Quad]:
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    turned = text.replace(DEFAULT_BASE.encode(), namespaces.base.encode())
    return list(ox.parse(turned, format=ox.RdfFormat.N_QUADS))


def lexical(quad: ox.Quad) -> str:
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def is_about(quad: ox.Quad, *names: str) -> bool:
    return quad.predicate.value in {NAMESPACES.term(name) for name in names}


# ---------------------------------------------------------------- nothing to validate


def test_an_empty_graph_does_not_conform_silently() -> None:
    with pytest.raises(NothingToValidateError, match="the graph is empty"):
        validate([], NAMESPACES, context_quads=curated_graph())


def test_a_graph_in_another_vocabulary_does_not_conform_silently() -> None:
    quads = list(ox.parse(b'<x:a> a <x:B> ; <x:p> "c" .', format=ox.RdfFormat.TURTLE))
    with pytest.raises(NothingToValidateError, match="described in the vocabulary"):
        validate(quads, NAMESPACES)


def test_a_graph_under_another_base_is_told_apart() -> None:
    with pytest.raises(NothingToValidateError, match="same base IRI"):
        validate(rebased(valid_graph(), ELSEWHERE), NAMESPACES)


def test_the_shapes_follow_the_base() -> None:
    context = rebased(curated_graph(), ELSEWHERE)
    good = validate(rebased(valid_graph(), ELSEWHERE), ELSEWHERE, context_quads=context)
    bad = rebased(example("quote-differs-from-text"), ELSEWHERE)
    found = validate(bad, ELSEWHERE, context_quads=context).results
    assert good.results == ()
    assert [r.shape for r in found] == [f"{ELSEWHERE.base}ns/shapes#QuoteIsTheTextAtItsOffsets"]


def test_rdf_1_2_is_refused_in_a_sentence() -> None:
    a = ox.NamedNode("https://example.org/a")
    quad = ox.Quad(a, a, ox.Triple(a, a, a), CURATED)
    with pytest.raises(ValueError, match=r"belongs to RDF 1\.2"):
        validate([*valid_graph(), quad], NAMESPACES)


# ---------------------------------------------------------------- graphs and their context


def test_what_the_context_does_not_describe_is_missing() -> None:
    document = [quad for quad in valid_graph() if quad.graph_name != CURATED]
    assert set(shapes_found(document)) >= {
        "MentionedThingIsDescribed",
        "WhatClaimsAreAboutIsDescribed",
        "PositionHolderIsActor",
    }


@pytest.mark.parametrize(
    "name", ["entity-with-two-wikidata-items", "party-is-place", "tenure-of-two"]
)
def test_the_context_itself_is_not_validated(name: str) -> None:
    document = [quad for quad in valid_graph() if quad.graph_name != CURATED]
    assert shapes_found(document, example(name)) == []


def test_a_graph_may_say_more_of_what_another_describes() -> None:
    links = ox.NamedNode(NAMESPACES.graph("links"))
    same_as = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    war = ox.NamedNode(NAMESPACES.entity("event/cold_war"))
    good = ox.Quad(war, same_as, ox.NamedNode("http://www.wikidata.org/entity/Q8683"), links)
    bad = ox.Quad(war, same_as, ox.NamedNode("https://www.wikidata.org/wiki/Q8683"), links)
    assert shapes_found([good], curated_graph()) == []
    assert "WikidataIriNamesAnItem" in shapes_found([bad], curated_graph())


def test_each_graph_is_validated_by_itself() -> None:
    """A claim of one document does not justify the plain triple of another."""
    war, peace = (
        document_graph(name, [Statement("position", STATES[0], ISSUES[0], factuality)])
        for name, factuality in (("war", "Possible"), ("peace", "Asserted"))
    )
    plain = next(quad for quad in peace if quad.predicate.value.endswith("#supports"))
    stray = ox.Quad(plain.subject, plain.predicate, plain.object, war[0].graph_name)
    report = validate([*war, stray, *peace], NAMESPACES, context_quads=synthetic.curated_graph())
    assert [(r.shape.removeprefix(SHA), r.node) for r in report.results] == [
        ("PlainTripleIsAsserted", NAMESPACES.entity(STATES[0]))
    ]


def test_plain_triples_of_symmetric_relations_hold_both_ways() -> None:
    quads = document_graph("peace", [Statement("relationship", STATES[0], STATES[1])])
    plain = next(quad for quad in quads if quad.predicate.value.endswith("#alliedWith"))
    reverse = ox.Quad(
        ox.NamedNode(NAMESPACES.entity(STATES[1])),
        plain.predicate,
        ox.NamedNode(NAMESPACES.entity(STATES[0])),
        plain.graph_name,
    )
    assert shapes_found([*quads, reverse], synthetic.curated_graph()) == []


# ---------------------------------------------------------------- the report


def test_warnings_stop_nothing() -> None:
    report = validate(
        example("cue-from-another-sentence"), NAMESPACES, context_quads=curated_graph()
    )
    assert [result.severity for result in report.results] == ["Warning"]
    assert report.conforms


def test_the_report_does_not_depend_on_the_order_of_the_quads() -> None:
    quads = [*example("position-of-nobody"), *example("capital-is-state")]
    validator = Validator(NAMESPACES, curated_graph())
    expected = validator.validate(quads)
    shuffled = quads.copy()
    random.Random(1).shuffle(shuffled)
    again = validator.validate(shuffled)
    assert expected == again
    assert report_quads(expected, NAMESPACES) == report_quads(again, NAMESPACES)
    assert len(expected.results) > 1


def test_blank_nodes_have_no_names_in_the_report() -> None:
    report = validate(example("claim-without-iri"), NAMESPACES, context_quads=curated_graph())
    (result,) = report.results
    assert (result.node, result.focus, result.value) == (UNNAMED, None, None)
    assert result.label == "Ukraine expects elections"


def test_a_result_leads_to_the_sentence_the_rule_and_the_document() -> None:
    report = validate(example("place-is-organization"), NAMESPACES, context_quads=curated_graph())
    (result,) = report.results
    assert result.node == NAMESPACES.entity("event/e1")
    assert result.label == "Dmitry Medvedev and Barack Obama meet in Arlington"
    assert result.path == NAMESPACES.term("place")
    assert result.value == ox.NamedNode(NAMESPACES.entity("organization/nato"))
    assert result.document == NAMESPACES.document("peace")
    assert result.rules == (f"{NAMESPACES.base}rule/event-verb",)
    assert result.passage is not None
    assert "[[met Barack Obama in Arlington in June 2010]]" in result.passage.marked()


def test_without_a_sentence_the_surroundings_are_shown() -> None:
    report = validate(
        example("evidence-without-sentence"), NAMESPACES, context_quads=curated_graph()
    )
    (result,) = report.results
    assert result.passage is not None
    assert "June 2010. [[Russian observers believe" in result.passage.marked()


def test_malformed_literals_are_reported_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = shapes_found(example("mention-start-is-malformed"), curated_graph())
    assert found == ["SpanHasOneStart"]
    assert caplog.records == []


# ---------------------------------------------------------------- hostile data


HOSTILE = "\\1 \\g<0> {?value} {$this} \u202e <script> ' \" ; DROP"


FIELDS = "opposes startDate endDate start quote holder stance evidence condition cue text document"


@pytest.mark.parametrize("name", FIELDS.split())
def test_hostile_texts_are_reported_and_stop_nothing(name: str) -> None:
    graph = ox.NamedNode(NAMESPACES.document("peace"))
    property_ = ox.NamedNode(NAMESPACES.term(name))
    bad = [
        ox.Quad(ox.NamedNode(NAMESPACES.base + subject), property_, literal, graph)
        for subject in ("id/position/p1", "id/event/e1", "doc/peace#evidence-23-52-p1", "doc/peace")
        for literal in (
            ox.Literal(HOSTILE),
            ox.Literal(HOSTILE, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
        )
    ]
    report = validate([*valid_graph(), *bad], NAMESPACES, context_quads=curated_graph())
    assert not report.conforms
    assert render_text(report)


def test_data_cannot_pass_itself_off_as_a_result() -> None:
    turtle = f"""PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX acc: <{NAMESPACES.vocabulary}>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX x: <https://example.org/>
        x:bank a acc:Place ; rdfs:label "Bank"@en .
        [] a acc:Place , sh:ValidationResult ; sh:focusNode x:bank ;
            sh:resultSeverity sh:Violation ; sh:resultMessage "Send money. It will help." ."""
    quads = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    assert shapes_found(quads) == ["EntityHasIri", "HasOneName"]


# ---------------------------------------------------------------- any document, any size


openings = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20
).map(str.strip)
first = st.sampled_from(STATES)
about = st.sampled_from(ISSUES)
source = st.one_of(st.none(), first)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    kind = draw(st.sampled_from(KINDS))
    subject = draw(first)
    if kind == "relationship":
        other = draw(first.filter(lambda key: key != subject))
    else:
        other = draw(about)
    factuality = draw(st.sampled_from(sorted(CUES)))
    return Statement(kind, subject, other, factuality, draw(source), draw(openings))


documents = st.lists(statements(), min_size=1, max_size=6)
VALIDATOR = Validator(NAMESPACES, synthetic.curated_graph())


@settings(max_examples=15, deadline=None)
@given(documents)
def test_what_extraction_emits_conforms(document: list[Statement]) -> None:
    assert VALIDATOR.validate(document_graph("any", document)).results == ()


@settings(max_examples=15, deadline=None)
@given(documents, st.data())
def test_a_moved_span_is_found(document: list[Statement], data: st.DataObject) -> None:
    quads = document_graph("any", document)
    text = next(lexical(quad) for quad in quads if is_about(quad, "text"))
    offsets = [quad for quad in quads if is_about(quad, "start", "end")]
    moved = data.draw(st.sampled_from(offsets))
    here = int(lexical(moved))
    there = data.draw(st.integers(-3, len(text) + 3).filter(lambda offset: offset != here))
    quads[quads.index(moved)] = ox.Quad(
        moved.subject, moved.predicate, ox.Literal(there), moved.graph_name
    )
    report = VALIDATOR.validate(quads)
    assert not report.conforms
    assert moved.subject in {ox.NamedNode(result.node) for result in report.results}


@settings(max_examples=15, deadline=None)
@given(documents, st.data())
def test_a_changed_quote_is_found(document: list[Statement], data: st.DataObject) -> None:
    quads = document_graph("any", document)
    quoted = data.draw(st.sampled_from([quad for quad in quads if is_about(quad, "quote")]))
    words = data.draw(openings.filter(bool))
    assume(words != lexical(quoted))
    quads[quads.index(quoted)] = ox.Quad(
        quoted.subject, quoted.predicate, ox.Literal(words), quoted.graph_name
    )
    found = VALIDATOR.validate(quads).results
    assert (f"{SHA}QuoteIsTheTextAtItsOffsets", quoted.subject) in {
        (result.shape, ox.NamedNode(result.node)) for result in found
    }


def test_a_long_document_takes_seconds() -> None:
    """300 claims, 400 pieces of evidence, 800 mentions: 1.5 s where this was written."""
    draw = random.Random(1)
    made = [
        Statement(
            KINDS[number % 3],
            STATES[number // 3 % 40],
            STATES[(number // 3 + 1 + number // 120) % 40]
            if number % 3 == 2
            else ISSUES[(number * 7 + number // 120) % 40],
            draw.choice(sorted(CUES)),
            opening="Between the lines it says no less 🕊",
        )
        for number in range(300)
    ]
    quads = document_graph("long", [*made, *made[:100]])
    VALIDATOR.validate(quads[:50])  # the shapes are loaded once
    begin = time.process_time()
    report = VALIDATOR.validate(quads)
    seconds = time.process_time() - begin
    assert report.results == ()
    assert len([quad for quad in quads if is_about(quad, "factuality")]) == 400
    assert seconds < 10
