"""A small graph that is read by its nodes: what a shapes graph is while shapes are made of it."""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.terms import (
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    RDFS_SUBCLASS,
    Subject,
    Term,
    readable,
)


class Triples:
    """Triples by subject and by predicate.

    Args:
        quads: the triples; their graph names do not matter.

    Raises:
        ShapesError: a quad holds an RDF 1.2 triple term.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._objects: dict[Subject, dict[ox.NamedNode, dict[Term, None]]] = {}
        self._subjects: dict[ox.NamedNode, dict[Subject, None]] = defaultdict(dict)
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                raise ShapesError(
                    f"the shapes graph holds the triple term {quad}, which belongs to RDF 1.2;"
                    " write shapes in RDF 1.1"
                )
            properties = self._objects.setdefault(subject, {})
            properties.setdefault(quad.predicate, {})[value] = None
            self._subjects[quad.predicate][subject] = None

    def objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property, in the order they were read in."""
        if isinstance(subject, ox.Literal):
            return []
        return list(self._objects.get(subject, {}).get(predicate, ()))

    def predicates(self, subject: Term) -> list[ox.NamedNode]:
        """The properties that a node has."""
        return [] if isinstance(subject, ox.Literal) else list(self._objects.get(subject, ()))

    def subjects(self, predicate: ox.NamedNode) -> list[Subject]:
        """The nodes that have a property."""
        return list(self._subjects.get(predicate, ()))

    def instances(self, class_: ox.NamedNode) -> list[Subject]:
        """The nodes that are of a class or one of its subclasses (SHACL §1.1, SHACL instances)."""
        classes = {class_}
        found = [class_]
        while found:
            above = found.pop()
            for subject in self._subjects.get(RDFS_SUBCLASS, ()):
                below = self._objects[subject][RDFS_SUBCLASS]
                if above in below and isinstance(subject, ox.NamedNode) and subject not in classes:
                    classes.add(subject)
                    found.append(subject)
        return [
            subject
            for subject in self._subjects.get(RDF_TYPE, ())
            if not classes.isdisjoint(self._objects[subject][RDF_TYPE])
        ]

    def members(self, head: Term, owner: Term) -> list[Term]:
        """The members of a list (SHACL §1.1, SHACL lists).

        Args:
            head: the list.
            owner: the shape that it belongs to, for the message.

        Raises:
            ShapesError: the list is not well-formed.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        while head != RDF_NIL:
            first, rest = self.objects(head, RDF_FIRST), self.objects(head, RDF_REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise ShapesError(
                    f"the shape {readable(owner)} has a list that is not well-formed at"
                    f" {readable(head)}; write it as ( … ): each of its nodes has one rdf:first and"
                    " one rdf:rest, and the last rest is rdf:nil"
                )
            seen.add(head)
            members += first
            head = rest[0]
        return members
