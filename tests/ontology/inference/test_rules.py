"""Each rule gives what its example says, spares what it says, and can explain what it gave."""

import pyoxigraph as ox
import pytest

from ontology.inference.engine import derive
from ontology.inference.patterns import patterns_of
from ontology.inference.proof import Prover
from ontology.inference.rules import RULES, Rule, load_rules
from ontology.namespaces import Namespaces

NAMESPACES = Namespaces()
ALL = load_rules(RULES, NAMESPACES)
each_rule = pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)


def triples(turtle: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)}


@each_rule
def test_a_rule_gives_what_its_example_says(rule: Rule) -> None:
    derived = set(derive(triples(rule.given), [rule]))
    assert triples(rule.gives)
    assert triples(rule.gives) <= derived
    assert triples(rule.spares)
    assert not triples(rule.spares) & derived


@each_rule
def test_the_example_needs_the_rule(rule: Rule) -> None:
    others = [other for other in ALL if other != rule]
    assert not triples(rule.gives) <= set(derive(triples(rule.given), others))


@each_rule
def test_what_a_rule_gives_has_a_proof_from_all_that_it_needs(rule: Rule) -> None:
    facts = triples(rule.given)
    derived = derive(facts, [rule])
    prover = Prover(facts, derived, [rule])
    for triple in triples(rule.gives):
        proof = prover.prove(triple)
        assert proof is not None
        assert proof.rule == rule
        for premise in {premise.triple for premise in proof.premises}:
            assert premise in facts
            without = set(derive(facts - {premise}, [rule]))
            assert triple not in without, f"{premise} is not needed"


@each_rule
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert rule.description.endswith(".")
    assert patterns_of(rule).body


def test_rules_are_written_for_any_base() -> None:
    moved = Namespaces("https://graph.example.org/a/")
    for rule in load_rules(RULES, moved):
        assert triples(rule.gives) <= set(derive(triples(rule.given), [rule]))
        assert NAMESPACES.base not in rule.construct
