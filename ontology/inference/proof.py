"""Why a triple holds: the shortest proof from facts by rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from ontology.inference.patterns import instantiate, patterns_of, unify
from ontology.inference.rules import Rule

MAX_DEPTH = 12
"""How many rules a proof may apply one after the other."""

_MOST_WAYS = 200
"""How many ways to derive a triple by one rule are looked at."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a triple holds.

    Attributes:
        triple: what is proved.
        rule: the rule that gives it; ``None`` of a fact.
        premises: what the rule takes it from, each with its own proof.
    """

    triple: ox.Triple
    rule: Rule | None = None
    premises: tuple["Proof", ...] = ()


class Prover:
    """Looks for proofs.

    Args:
        facts: what needs no proof.
        derived: all that follows from them by the rules.
        rules: the rules.
    """

    def __init__(
        self, facts: Iterable[ox.Triple], derived: Iterable[ox.Triple], rules: Sequence[Rule]
    ) -> None:
        self._facts = set(facts)
        self._rules = rules
        self._store = ox.Store()
        self._store.bulk_extend(
            ox.Quad(t.subject, t.predicate, t.object) for t in (*self._facts, *derived)
        )
        self._known: dict[tuple[ox.Triple, int], Proof | None] = {}

    def prove(self, triple: ox.Triple) -> Proof | None:
        """The proof with the fewest rules one after the other; ``None`` where there is none.

        A triple is never among its own reasons: a proof of some depth is made of shorter ones.
        """
        for depth in range(MAX_DEPTH + 1):
            proof = self._prove(triple, depth)
            if proof is not None:
                return proof
        return None

    def _prove(self, triple: ox.Triple, depth: int) -> Proof | None:
        if triple in self._facts:
            return Proof(triple)
        if depth == 0 or not self._holds(triple):
            return None
        key = (triple, depth)
        if key not in self._known:
            self._known[key] = next(self._steps(triple, depth), None)
        return self._known[key]

    def _steps(self, triple: ox.Triple, depth: int) -> Iterator[Proof]:
        for rule in self._rules:
            for premises in islice(self._premises(rule, triple), _MOST_WAYS):
                proofs = []
                for premise in premises:
                    proof = self._prove(premise, depth - 1)
                    if proof is None:
                        break
                    proofs.append(proof)
                else:
                    yield Proof(triple, rule, tuple(proofs))

    def _premises(self, rule: Rule, triple: ox.Triple) -> Iterator[list[ox.Triple]]:
        """The triples from which a rule gives a triple: a list for each way."""
        patterns = patterns_of(rule)
        for head in patterns.head:
            bound = unify(head, triple)
            if bound is None:
                continue
            solutions = self._store.query(rule.select, substitutions=bound)
            if not isinstance(solutions, ox.QuerySolutions):
                raise TypeError(f"the rule {rule.name} is no CONSTRUCT query")
            for solution in solutions:
                found = {
                    variable: term
                    for variable, term in zip(solutions.variables, solution, strict=True)
                    if term is not None
                }
                made = (instantiate(pattern, {**found, **bound}) for pattern in patterns.body)
                yield list(dict.fromkeys(t for t in made if t is not None and self._holds(t)))

    def _holds(self, triple: ox.Triple) -> bool:
        return ox.Quad(triple.subject, triple.predicate, triple.object) in self._store
