"""The description of one thing: what the graph says of it, and what is said by naming it.

It is a symmetric concise bounded description, and goes on where a reader needs it: to the claims
that the thing is part of, their evidence with its sentences, and the names of what is linked. Of a
document and a graph it holds also what has an IRI with a fragment in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, Triple

from server.pages.view import LABEL, TYPE, Term, View

MOST_INCOMING = 5_000
"""How many statements that name a thing its description has at most, and"""

MOST_CLAIMS = 1_000
"""how many claims with their evidence, and"""

MOST_PARTS = 200_000
"""how many statements of a graph are looked through for parts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that a thing is part of.

    Attributes:
        node: the claim.
        evidence: of its evidence, that which concerns the thing.
    """

    node: NamedNode
    evidence: tuple[NamedNode, ...]


@dataclass
class Description:
    """What is known of a thing.

    Attributes:
        subject: the thing.
        own: what is said of it.
        incoming: what is said by naming it.
        claims: the claims that it is part of.
        further: statements about claims, evidence, parts and names.
        whole: whether there is no more.
    """

    subject: NamedNode
    own: list[Triple]
    incoming: list[Triple] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    further: list[Triple] = field(default_factory=list)
    whole: bool = True

    def triples(self) -> list[Triple]:
        """All of it, each statement once."""
        return list(dict.fromkeys((*self.own, *self.incoming, *self.further)))


def describe(view: View, subject: NamedNode) -> Description:
    """Describes a thing that the graph knows."""
    own = list(_closed(view, subject))
    incoming = view.incoming(subject, MOST_INCOMING)
    claims = _claims(view, subject, incoming)
    kept = claims[:MOST_CLAIMS]
    whole = len(incoming) < MOST_INCOMING and len(kept) == len(claims)
    description = Description(subject, own, incoming, kept, whole=whole)
    further: dict[Triple, None] = {}
    for claim in kept:
        for node in (claim.node, *claim.evidence):
            further.update(dict.fromkeys(view.about(node)))
        for evidence in claim.evidence:
            for sentence in view.values(evidence, view.term("sentence")):
                if isinstance(sentence, NamedNode):
                    further.update(dict.fromkeys(view.about(sentence)))
    further.update(dict.fromkeys(_parts(view, subject)))
    further.update(dict.fromkeys(_names(view, (*own, *incoming, *further))))
    description.further = list(further)
    return description


def _closed(view: View, subject: NamedNode) -> Iterator[Triple]:
    """What is said of a thing, and of the blank nodes that this leads to."""
    seen: set[NamedNode | BlankNode] = {subject}
    todo: list[NamedNode | BlankNode] = [subject]
    while todo:
        for triple in view.about(todo.pop()):
            yield triple
            if isinstance(triple.object, BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                todo.append(triple.object)


def _claims(view: View, subject: NamedNode, incoming: Iterable[Triple]) -> list[Claim]:
    """The claims that a thing is, has a part in, or is said to be evidence, source or rule of."""
    evidence_of = view.term("evidence")
    found: dict[NamedNode, dict[NamedNode, None]] = {}

    def add(node: Term, only: Term | None = None) -> None:
        if not isinstance(node, NamedNode):
            return
        evidence = [only] if only is not None else view.values(node, evidence_of)
        named = [one for one in evidence if isinstance(one, NamedNode)]
        if named:
            found.setdefault(node, {}).update(dict.fromkeys(named))

    add(subject)
    for triple in incoming:
        if not isinstance(triple.subject, NamedNode):
            continue
        if triple.predicate == evidence_of:
            add(triple.subject, subject)  # the thing is evidence itself
            continue
        add(triple.subject)
        for quad in view.store.quads_for_pattern(None, evidence_of, triple.subject):
            add(quad.subject, triple.subject)
    return [Claim(node, tuple(evidence)) for node, evidence in found.items()]


def _parts(view: View, subject: NamedNode) -> Iterator[Triple]:
    """What a graph says of things whose IRI is its own with a fragment."""
    start = f"{subject.value}#"
    quads = view.store.quads_for_pattern(None, None, None, subject)
    found = {
        quad.triple
        for quad in islice(quads, MOST_PARTS)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start)
    }
    yield from sorted(found, key=str)


def _names(view: View, triples: Iterable[Triple]) -> Iterator[Triple]:
    """Labels of what is linked."""
    linked = dict.fromkeys(
        term
        for triple in triples
        for term in (triple.subject, triple.object)
        if isinstance(term, NamedNode) and triple.predicate != TYPE
    )
    for node in linked:
        for value in view.values(node, LABEL):
            yield Triple(node, LABEL, value)
