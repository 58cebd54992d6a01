"""What a comparison of claims finds, in the rules' examples and in small graphs."""

from collections import defaultdict

import pyoxigraph as ox
import pytest

from ontology.inference.comparison import finding_quads
from ontology.inference.rules import FINDINGS, Rule, load_rules
from ontology.namespaces import Namespaces

NAMESPACES = Namespaces()
ALL = load_rules(FINDINGS, NAMESPACES)
each_rule = pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
Said = set[tuple[ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]


def by_subject(triples: list[ox.Triple]) -> list[Said]:
    """What is said of each subject."""
    said: dict[object, Said] = defaultdict(set)
    for triple in triples:
        said[triple.subject].add((triple.predicate, triple.object))
    return list(said.values())


def parsed(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)]


def found_by(rule: Rule) -> list[Said]:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in parsed(rule.given))
    answers = store.query(rule.construct)
    assert isinstance(answers, ox.QueryTriples)
    return by_subject(list(answers))


@each_rule
def test_a_rule_finds_what_its_example_says(rule: Rule) -> None:
    found = found_by(rule)
    assert len(found) == 1
    gives, spares = by_subject(parsed(rule.gives)), by_subject(parsed(rule.spares))
    assert gives
    assert all(any(told <= finding for finding in found) for told in gives)
    assert spares
    assert not [told for told in spares if any(told <= finding for finding in found)]


@each_rule
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    assert rule.name.startswith(("contradiction-of-", "shift-of-"))
    assert rule.description.endswith(".")


ONTOLOGY = f"""
@prefix acc: <{NAMESPACES.vocabulary}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <{NAMESPACES.base}graph/> .
@prefix id: <{NAMESPACES.base}id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
graph:ontology {{
    acc:Supports acc:opposite acc:Opposes , acc:Rejects .
    acc:Seeks acc:opposite acc:Opposes .
    acc:Opposes acc:opposite acc:Supports , acc:Seeks .
    acc:Rejects acc:opposite acc:Supports .
}}
"""


def statement(
    year: int,
    stance: str,
    factuality: str = "Asserted",
    by: str | None = None,
    day: str = "",
    topic: str = "ban",
) -> str:
    """A document of a year in which somebody has a stance on a ban."""
    name = f"{year}{day}-{stance}-{factuality}-{topic}".lower()
    document = f"<{NAMESPACES.document(name)}>"
    date = f'"{year}{day}"^^xsd:{"date" if day else "gYear"}'
    position = f"id:russia-{stance.lower()}-{topic}"
    return f"""
{document} {{
    {document} dcterms:creator id:author-{name} ; dcterms:date {date} .
    {position} a acc:Position ; acc:holder id:russia ; acc:stance acc:{stance} ;
        acc:topic id:{topic} ; rdfs:label "Russia {stance.lower()} {topic}"@en ;
        acc:evidence id:e-{name} .
    id:e-{name} acc:factuality acc:{factuality} ; acc:document {document} ;
        acc:attributedTo {by or f"id:author-{name}"} .
}}
"""


def graph(*statements: str) -> list[ox.Quad]:
    trig = ONTOLOGY + "".join(statements)
    return list(ox.parse(trig.encode(), format=ox.RdfFormat.TRIG))


def labels(quads: list[ox.Quad]) -> list[str]:
    """Of the findings, sorted."""
    return sorted(
        quad.object.value
        for quad in quads
        if quad.predicate.value.endswith("#label")
        and isinstance(quad.object, ox.Literal)
        and "/rule/" not in str(quad.subject)
    )


def shifts(quads: list[ox.Quad]) -> set[tuple[str, str]]:
    """From when to when somebody changed."""
    said: dict[object, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.object, ox.Literal):
            said[quad.subject][quad.predicate.value.rpartition("#")[2]] = quad.object.value
    return {(each["startDate"], each["endDate"]) for each in said.values() if "startDate" in each}


def test_a_change_of_mind_and_back_again() -> None:
    found = finding_quads(
        graph(
            statement(2001, "Supports"),
            statement(2002, "Supports"),
            statement(2007, "Opposes"),
            statement(2009, "Opposes"),
            statement(2012, "Supports"),
        ),
        NAMESPACES,
    )
    assert shifts(found) == {("2002", "2007"), ("2009", "2012")}
    assert labels(found) == [
        "First: Russia opposes ban; then: Russia supports ban",
        "First: Russia supports ban; then: Russia opposes ban",
    ]
    assert {quad.graph_name for quad in found} == {ox.NamedNode(NAMESPACES.graph("inferred"))}


def test_another_stance_between_two_takes_the_change_on_itself() -> None:
    found = finding_quads(
        graph(statement(2001, "Supports"), statement(2005, "Rejects"), statement(2009, "Opposes")),
        NAMESPACES,
    )
    assert shifts(found) == {("2001", "2005")}


def test_what_is_told_of_the_same_time_is_a_contradiction_and_no_shift() -> None:
    found = finding_quads(
        graph(statement(2016, "Supports"), statement(2016, "Opposes", day="-05-01")), NAMESPACES
    )
    assert shifts(found) == set()
    assert labels(found) == ["Either: Russia opposes ban; or: Russia supports ban"]


@pytest.mark.parametrize("factuality", ["Possible", "Hypothetical", "Planned", "Negated"])
def test_what_is_no_assertion_changes_nothing(factuality: str) -> None:
    found = finding_quads(
        graph(statement(2001, "Supports"), statement(2007, "Opposes", factuality)), NAMESPACES
    )
    assert found == []


def test_what_others_say_of_somebody_is_no_change_of_his_mind() -> None:
    found = finding_quads(
        graph(statement(2001, "Supports"), statement(2007, "Opposes", by="id:rival")), NAMESPACES
    )
    assert found == []


def test_what_others_say_of_somebody_may_contradict() -> None:
    found = finding_quads(
        graph(statement(2007, "Supports"), statement(2007, "Opposes", by="id:rival")), NAMESPACES
    )
    assert labels(found) == ["Either: Russia opposes ban; or: Russia supports ban"]


def test_one_source_does_not_contradict_itself() -> None:
    found = finding_quads(
        graph(
            statement(2007, "Supports", by="id:rival"), statement(2007, "Opposes", by="id:rival")
        ),
        NAMESPACES,
    )
    assert found == []


def test_another_matter_is_another_matter() -> None:
    found = finding_quads(
        graph(statement(2001, "Supports"), statement(2007, "Opposes", topic="treaty")), NAMESPACES
    )
    assert found == []


def test_findings_name_their_rule_and_their_evidence_and_are_the_same_each_time() -> None:
    quads = graph(statement(2001, "Supports"), statement(2007, "Opposes"))
    found = finding_quads(quads, NAMESPACES)
    assert finding_quads(quads[::-1], NAMESPACES) == found
    told = {
        (quad.predicate.value.rpartition("#")[2], quad.object.value)
        for quad in found
        if isinstance(quad.object, ox.NamedNode)
    }
    base = NAMESPACES.base
    assert {
        ("rule", f"{base}rule/inference/shift-of-stance"),
        ("basis", f"{base}id/e-2001-supports-asserted-ban"),
        ("basis", f"{base}id/e-2007-opposes-asserted-ban"),
        ("earlier", f"{base}id/russia-supports-ban"),
        ("later", f"{base}id/russia-opposes-ban"),
        ("actor", f"{base}id/russia"),
        ("matter", f"{base}id/ban"),
    } <= told


def test_a_further_text_renames_no_finding() -> None:
    before = graph(statement(2001, "Supports"), statement(2007, "Opposes"))
    more = graph(
        statement(2001, "Supports"), statement(2007, "Opposes"), statement(2012, "Supports")
    )
    assert set(finding_quads(before, NAMESPACES)) < set(finding_quads(more, NAMESPACES))


def test_under_another_base_the_names_move_and_stay_the_same() -> None:
    moved = Namespaces("https://graph.example.org/a/")
    trig = ONTOLOGY + statement(2001, "Supports") + statement(2007, "Opposes")
    elsewhere = trig.replace(NAMESPACES.base, moved.base)
    quads = list(ox.parse(elsewhere.encode(), format=ox.RdfFormat.TRIG))
    here = {
        str(quad)
        for quad in finding_quads(
            graph(statement(2001, "Supports"), statement(2007, "Opposes")), NAMESPACES
        )
    }
    there = {str(quad).replace(moved.base, NAMESPACES.base) for quad in finding_quads(quads, moved)}
    assert here == there
