"""``accord why``: what a triple follows from, down to the sentences."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from accord.reasons import Reasons
from ontology.namespaces import Namespaces
from server.prefixes import prefixes
from tests.accord.conftest import Accord

NAMESPACES = Namespaces()
EVENT = "SELECT ?e { ?e acc:eventType acc:Invasion }"


def event(accord: Accord, store: Path) -> str:
    """Key of the invasion."""
    answer = json.loads(accord("query", EVENT, "--store", store, "--format", "json").out)
    iri: str = answer["results"]["bindings"][0]["e"]["value"]
    return iri.removeprefix(NAMESPACES.entity(""))


def test_what_was_inferred_leads_to_its_sentence(accord: Accord, built_store: Path) -> None:
    ended = accord(
        "why",
        event(accord, built_store),
        "acc:participant",
        "<https://w3id.org/accord/id/state/russia>",
        "--store",
        built_store,
    )
    assert ended.code == 0, ended.err
    lines = [line.strip() for line in ended.out.splitlines()]
    assert lines[0] == "Invasion: Russia → Ukraine, 2014 acc:participant Russia: inferred"
    assert lines[1].startswith("by the rule sub-properties: What holds between two things")
    assert "acc:agent rdfs:subPropertyOf acc:participant: in the vocabulary" in lines
    assert any(line.endswith("acc:agent Russia: asserted by a document's author") for line in lines)
    assert "“[[Russia invaded Ukraine in 2014]].”" in lines
    assert lines[-1].startswith(
        "acc:Asserted by author of “Invasion” in “Invasion”, characters 0 to"
    )
    assert "rule invade" in lines[-1]


def test_a_date_has_its_sentence(accord: Accord, built_store: Path) -> None:
    asked = (event(accord, built_store), "acc:startDate", '"2014"^^xsd:gYear')
    ended = accord("why", *asked, "--store", built_store)
    assert ended.code == 0, ended.err
    assert "“[[Russia invaded Ukraine in 2014]].”" in ended.out


@pytest.mark.parametrize("written", ['"2014', '"a" . <x:a> <x:b> "c"', '"a"^^nobody:knows'])
def test_what_is_no_literal_is_refused(accord: Accord, built_store: Path, written: str) -> None:
    ended = accord("why", "state/russia", "rdfs:label", written, "--store", built_store)
    assert ended.code == 2
    assert ended.fault.startswith(f"{written!r} is no literal; write it as in Turtle")


def test_what_a_text_states_both_ways_follows_from_what_it_says(
    accord: Accord, built_store: Path
) -> None:
    there = accord("why", "state/ukraine", "partnerOf", "organization/nato", "--store", built_store)
    assert there.out.startswith("Ukraine acc:partnerOf NATO: asserted by a document's author\n")
    assert "Ukraine is a partner of NATO" in there.out
    back = accord("why", "organization/nato", "partnerOf", "state/ukraine", "--store", built_store)
    assert back.out.startswith("NATO acc:partnerOf Ukraine: inferred\n  by the rule symmetry: ")
    assert "Ukraine is a partner of NATO" in back.out


def test_what_the_graph_does_not_say_has_no_reasons(accord: Accord, built_store: Path) -> None:
    ended = accord(
        "why", "organization/nato", "acc:opposes", "state/russia", "--store", built_store
    )
    assert ended.code == 1
    assert ended.fault.startswith(
        "the graph does not say organization/nato acc:opposes state/russia; look at the direction"
    )


@pytest.mark.parametrize("name", ["a b", "<http://a.example/ b>", "http://["])
def test_what_is_no_name_is_refused(accord: Accord, built_store: Path, name: str) -> None:
    ended = accord("why", "state/russia", name, "state/ukraine", "--store", built_store)
    assert ended.code == 2
    assert ended.fault.startswith(f"{name!r} is no name of a thing; write an IRI")


GRAPH = f"""
@prefix acc: <{NAMESPACES.vocabulary}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <{NAMESPACES.base}id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{NAMESPACES.document("a")}> {{
    <{NAMESPACES.document("a")}> dcterms:title "A text" ; dcterms:creator id:author .
    id:author rdfs:label "Ann Author" .
    id:attack a acc:Event ; rdfs:label "an attack" ; acc:agent id:russia ;
        acc:evidence id:e1 , id:e2 .
    id:e1 acc:factuality acc:Possible ; acc:attributedTo id:author ; acc:start 7 ; acc:end 13 ;
        acc:document <{NAMESPACES.document("a")}> ; acc:sentence id:s ;
        acc:rule <{NAMESPACES.rule("attack")}> .
    id:e2 acc:factuality acc:Asserted ; acc:attributedTo id:somebody ; acc:start 7 ; acc:end 13 ;
        acc:document <{NAMESPACES.document("a")}> ; acc:rule <{NAMESPACES.rule("attack")}> .
    id:s acc:start 0 ; acc:quote "Russia attack" .
}}
"""


def test_what_is_no_fact_says_so_and_what_it_is() -> None:
    store = ox.Store()
    store.load(GRAPH.encode(), format=ox.RdfFormat.TRIG)
    reasons = Reasons(store, NAMESPACES, prefixes(NAMESPACES))
    asked = [ox.NamedNode(f"{NAMESPACES.base}id/{name}") for name in ("attack", "russia")]
    agent = ox.NamedNode(NAMESPACES.term("agent"))
    assert reasons.explain(ox.Triple(asked[0], agent, asked[1])) == (
        "an attack acc:agent russia: no fact, and nothing is inferred from it\n"
        "  an attack (attack)\n"
        "    “Russia [[attack]]”\n"
        "    acc:Possible by Ann Author in “A text”, characters 7 to 13; rule attack\n"
        "    acc:Asserted by https://w3id.org/accord/id/somebody in “A text”, characters 7 to 13; "
        "rule attack\n"
    )
    assert reasons.explain(ox.Triple(asked[1], agent, asked[0])) is None


def test_a_fact_told_many_times_shows_some_of_its_sentences() -> None:
    document = ox.NamedNode(NAMESPACES.document("a"))
    told = "".join(
        f"id:e{n} acc:factuality acc:Asserted ; acc:attributedTo id:author ; acc:start {n} ;"
        f" acc:end {n + 1} ; acc:document <{document.value}> ; acc:rule <{NAMESPACES.rule('x')}> ."
        f" id:attack acc:evidence id:e{n} . "
        for n in range(10, 40)
    )
    store = ox.Store()
    store.load(
        GRAPH.replace("    id:s acc", f"    {told}\n    id:s acc").encode(),
        format=ox.RdfFormat.TRIG,
    )
    reasons = Reasons(store, NAMESPACES, prefixes(NAMESPACES))
    asked = [ox.NamedNode(f"{NAMESPACES.base}id/{name}") for name in ("attack", "russia")]
    explained = reasons.explain(
        ox.Triple(asked[0], ox.NamedNode(NAMESPACES.term("agent")), asked[1])
    )
    assert explained is not None
    assert explained.splitlines()[-1] == "    … and 10 more"


def test_a_sentence_is_shown_once() -> None:
    """An event lies in a place because it is an event, and because that is its place."""
    asserted = GRAPH.replace("acc:Possible", "acc:Asserted")
    inferred = f"<{NAMESPACES.graph('inferred')}> {{ id:attack acc:locatedIn id:aleppo }}"
    placed = asserted.replace("acc:agent id:russia", "acc:place id:aleppo") + inferred
    store = ox.Store()
    store.load(placed.encode(), format=ox.RdfFormat.TRIG)
    asked = [ox.NamedNode(f"{NAMESPACES.base}id/{name}") for name in ("attack", "aleppo")]
    located = ox.NamedNode(NAMESPACES.term("locatedIn"))
    reasons = Reasons(store, NAMESPACES, prefixes(NAMESPACES))
    for _ in range(2):  # each explanation by itself
        explained = reasons.explain(ox.Triple(asked[0], located, asked[1]))
        assert explained is not None
        assert explained.count("“Russia [[attack]]”") == 1
        assert explained.count("an attack (attack), as above") == 1
