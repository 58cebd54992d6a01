"""The triple patterns of a rule: what it asks for, and what it gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from ontology.inference.rules import Rule

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Pattern = tuple[ox.Variable | Term, ox.Variable | Term, ox.Variable | Term]
Bindings = Mapping[ox.Variable, Term]

_NESTED = ("p", "p1", "p2")
"""Where SPARQL's algebra holds what must be there; what a FILTER asks for is elsewhere."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one rule.

    Attributes:
        head: what it gives.
        body: what it asks for, of all branches of a UNION; not what must be absent.
    """

    head: tuple[Pattern, ...]
    body: tuple[Pattern, ...]


@cache
def patterns_of(rule: Rule) -> Patterns:
    """The patterns of a rule's query.

    Raises:
        ValueError: it uses a property path.
    """
    from rdflib.plugins.sparql import prepareQuery  # a second to import: only to explain

    algebra = prepareQuery(rule.construct).algebra
    head = tuple(_pattern(triple) for triple in algebra.template)
    return Patterns(head, tuple(_body(algebra.p)))


def unify(pattern: Pattern, triple: ox.Triple) -> dict[ox.Variable, Term] | None:
    """What a pattern's variables must be for it to be the triple; ``None`` where it cannot be."""
    bindings: dict[ox.Variable, Term] = {}
    for asked, term in zip(pattern, triple, strict=True):
        if isinstance(asked, ox.Variable):
            if bindings.setdefault(asked, term) != term:
                return None
        elif asked != term:
            return None
    return bindings


def instantiate(pattern: Pattern, bindings: Bindings) -> ox.Triple | None:
    """The triple of a pattern; ``None`` where a variable is not bound, or it would be no triple."""
    subject, predicate, value = (
        bindings.get(asked) if isinstance(asked, ox.Variable) else asked for asked in pattern
    )
    if (
        isinstance(subject, ox.NamedNode | ox.BlankNode)
        and isinstance(predicate, ox.NamedNode)
        and value is not None
    ):
        return ox.Triple(subject, predicate, value)
    return None


def _body(algebra: Any) -> Iterator[Pattern]:  # noqa: ANN401 (rdflib's algebra has no types)
    if algebra.name == "BGP":
        yield from map(_pattern, algebra.triples)
    for part in _NESTED:
        if part in algebra:
            yield from _body(algebra[part])


def _pattern(triple: Any) -> Pattern:  # noqa: ANN401 (rdflib's algebra has no types)
    subject, predicate, value = map(_term, triple)
    return subject, predicate, value


def _term(node: object) -> ox.Variable | Term:
    from rdflib.term import Literal, URIRef, Variable

    if isinstance(node, Variable):
        return ox.Variable(str(node))
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    raise ValueError(f"{node!r} cannot stand in a rule: no property paths, no blank nodes")


_STRING = "http://www.w3.org/2001/XMLSchema#string"
