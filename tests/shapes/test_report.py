"""Reports as people and programs read them."""

import json

import pyoxigraph as ox
import pytest

from shapes.report import SHOWN_PER_SHAPE, render_json, render_text, short_name
from shapes.report_rdf import report_quads
from shapes.results import Passage, Report, Result
from shapes.validator import Validator
from tests.shapes.examples import HERE, NAMESPACES, curated_graph, load_example, valid_graph

SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(NAMESPACES, curated_graph())


def report_on(validator: Validator, *names: str) -> Report:
    quads = [
        quad for name in names for quad in load_example(HERE / "broken" / f"{name}.trig").quads
    ]
    return validator.validate(quads)


def test_text_says_all_that_a_person_needs(validator: Validator) -> None:
    assert render_text(report_on(validator, "place-is-organization")) == (
        "The graph is not valid: 1 violation in 46 resources.\n"
        "\n"
        "Violations: the graph cannot be used until these are put right\n"
        "\n"
        "1. Dmitry Medvedev and Barack Obama meet in Arlington (event/e1)\n"
        "   document:  peace, characters 96 to 138\n"
        "   sentence:  Dmitry Medvedev, then Russia’s president, [[met Barack Obama in Arlington"
        " in June 2010]].\n"
        "   wrong:     The place is neither a place nor a state.\n"
        "   right:     Name an acc:Place or acc:State that is described in the graph.\n"
        "   found:     acc:place organization/nato\n"
        "   made by:   event-verb\n"
        "   found by:  PlaceOfClaimIsPlaceOrState\n"
    )


def test_text_of_a_valid_graph_says_so(validator: Validator) -> None:
    text = render_text(validator.validate(valid_graph()))
    assert text == "The graph is valid: no faults in 63 resources.\n"


def test_text_gives_the_gravest_first(validator: Validator) -> None:
    text = render_text(
        report_on(validator, "entity-name-repeated", "cue-from-another-sentence", "two-end-dates")
    )
    heads = [line.split(":")[0] for line in text.splitlines() if line and line[0].isupper()]
    assert heads == ["The graph is not valid", "Violations", "Warnings", "Notes"]
    assert "1 violation, 1 warning, 1 note" in text


def test_text_shortens_names_within_messages(validator: Validator) -> None:
    text = render_text(report_on(validator, "plain-triple-without-claim"))
    assert "There is a plain triple acc:opposes issue/nato-expansion, and no claim" in text
    assert "https://" not in text


def result(number: int, shape: str = "https://w3id.org/accord/ns/shapes#Rule") -> Result:
    return Result(
        severity="Violation",
        node=f"https://w3id.org/accord/id/event/{number:03}",
        label=None,
        message="It is wrong. Put it right.",
        shape=shape,
        constraint=f"{SH}MinCountConstraintComponent",
        focus=None,
    )


def test_text_does_not_repeat_one_fault_without_end() -> None:
    other = result(999, "https://w3id.org/accord/ns/shapes#Other")
    text = render_text(Report((*map(result, range(50)), other), 100))
    assert text.count("   wrong:     It is wrong.") == SHOWN_PER_SHAPE + 1
    assert f"… and {50 - SHOWN_PER_SHAPE} more that Rule finds" in text
    assert "51. event/999" in text


def test_a_long_value_is_cut() -> None:
    long = ox.Literal("word " * 1000)
    odd = Result("Violation", "x:a", None, "No.", "x:s", "x:c", None, value=long)
    assert len(render_text(Report((odd,), 1))) < 500


def test_json_holds_the_same(validator: Validator) -> None:
    report = report_on(validator, "place-is-organization", "document-without-iri")
    told = json.loads(render_json(report))
    assert told["conforms"] is False
    assert told["checked"] == report.checked
    assert [each["shape"] for each in told["results"]] == [r.shape for r in report.results]
    event = next(each for each in told["results"] if each["path"])
    assert event["value"] == NAMESPACES.entity("organization/nato")
    assert event["sentence"][event["start"] - event["sentenceStart"] :].startswith("met Barack")


def test_rdf_is_a_shacl_report_without_blank_nodes(validator: Validator) -> None:
    report = report_on(validator, "document-without-iri", "topic-is-text", "two-end-dates")
    quads = report_quads(report, NAMESPACES)
    assert not any(
        isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)
    )
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(NAMESPACES.graph("validation"))}
    store = ox.Store()
    store.extend(quads)
    rows = store.query(
        f"""PREFIX sh: <{SH}> SELECT ?shape ?severity ?focus ?message WHERE {{ GRAPH ?g {{
            ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?result .
            ?result a sh:ValidationResult ; sh:sourceShape ?shape ; sh:focusNode ?focus ;
                sh:sourceConstraintComponent ?component ; sh:resultSeverity ?severity ;
                sh:resultMessage ?message }} }}"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert sorted(str(row["shape"]) for row in rows) == sorted(
        f"<{result.shape}>" for result in report.results
    )
    assert len(report.results) == 3


def test_rdf_of_a_valid_graph_conforms(validator: Validator) -> None:
    quads = report_quads(validator.validate(valid_graph()), NAMESPACES)
    told = {quad.predicate.value.removeprefix(SH): quad.object for quad in quads}
    assert len(quads) == 2
    assert told["conforms"] == ox.Literal(True)


@pytest.mark.parametrize(
    ("start", "end", "marked"),
    [
        (10, 14, "[[NATO]] grows"),
        (15, 20, "NATO [[grows]]"),
        (9, 14, "NATO grows"),
        (15, 21, "NATO grows"),
        (14, 12, "NATO grows"),
        (12, 12, "NATO grows"),
    ],
)
def test_only_a_span_inside_the_sentence_is_marked(start: int, end: int, marked: str) -> None:
    assert Passage("NATO grows", 10, start, end).marked() == marked


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://w3id.org/accord/id/state/russia", "state/russia"),
        ("https://w3id.org/accord/doc/peace#char=1,2", "peace#char=1,2"),
        ("https://w3id.org/accord/rule/event-verb", "event-verb"),
        ("https://w3id.org/accord/ns#holder", "acc:holder"),
        ("https://w3id.org/accord/ns/shapes#PositionHasTopic", "PositionHasTopic"),
        ("http://purl.org/dc/terms/title", "title"),
        ("_:unnamed", "_:unnamed"),
    ],
)
def test_short_names(iri: str, name: str) -> None:
    assert short_name(iri) == name
