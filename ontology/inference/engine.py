"""The engine: applies the rules to the facts until nothing new follows, within bounds."""

from collections.abc import Collection, Iterable, Sequence

import pyoxigraph as ox

from ontology.inference.facts import select_facts
from ontology.inference.rules import RULES, Rule, load_rules
from ontology.namespaces import Namespaces

MAX_ROUNDS = 30
"""How often all rules are applied at most: more than the steps of any reasonable proof."""

MAX_DERIVED = 2_000_000
"""How many triples are derived at most."""


class InferenceError(RuntimeError):
    """The rules derive without end, or more than anybody could use."""


def inferred_quads(quads: Collection[ox.Quad], namespaces: Namespaces) -> list[ox.Quad]:
    """What follows from the facts of a graph and is not stated in it, in a fixed order.

    Args:
        quads: the graph.
        namespaces: its IRIs.

    Raises:
        InferenceError: it would be too much.
    """
    graph = ox.NamedNode(namespaces.graph("inferred"))
    derived = derive(select_facts(quads, namespaces), load_rules(RULES, namespaces))
    properties = {triple.predicate for triple in derived}
    stated = {quad.triple for quad in quads if quad.predicate in properties}
    return [
        ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in sorted(set(derived) - stated, key=str)
    ]


def derive(facts: Iterable[ox.Triple], rules: Sequence[Rule]) -> list[ox.Triple]:
    """All triples that follow from facts by rules, but for the facts themselves.

    Args:
        facts: triples.
        rules: what is applied to them, and to what it gives, as long as it gives anything new.

    Raises:
        InferenceError: it would be too much.
    """
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in facts)
    derived: list[ox.Triple] = []
    for _ in range(MAX_ROUNDS):
        new = False
        for rule in rules:
            found = _apply(rule, store, MAX_DERIVED - len(derived))
            store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in found)
            derived += found
            new = new or bool(found)
        if not new:
            return derived
    raise InferenceError(
        f"after {MAX_ROUNDS} rounds the rules still derive something new; look for a long chain, "
        "or a rule that makes up new things"
    )


def _apply(rule: Rule, store: ox.Store, most: int) -> list[ox.Triple]:
    """What a rule gives that is not there yet, each triple once."""
    found: dict[ox.Triple, None] = {}
    answers = store.query(rule.construct)
    if not isinstance(answers, ox.QueryTriples):
        raise TypeError(f"the rule {rule.name} is no CONSTRUCT query")
    for triple in answers:
        if ox.Quad(triple.subject, triple.predicate, triple.object) in store:
            continue
        found[triple] = None
        if len(found) > most:
            raise InferenceError(
                f"more than {MAX_DERIVED:,} triples follow, the most by the rule {rule.name}; "
                "look for a place, an event or a property that is above everything"
            )
    return list(found)
