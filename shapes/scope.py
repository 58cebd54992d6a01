"""From what a SHACL engine found to the resources of one graph that are at fault."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from shapes.setwise.data import DataGraph
from shapes.setwise.paths import Path, Predicate
from shapes.setwise.shape import Finding, Shape
from shapes.setwise.terms import RDF_TYPE, Term, sh
from shapes.setwise.triples import Triples


@dataclass(frozen=True, slots=True)
class Fault:
    """What is at fault in the graph itself.

    Attributes:
        found: the validation result that says so.
        node: the resource at fault.
        path: the property or property path at fault.
        value: the value at fault.
    """

    found: Finding
    node: Term
    path: Path | None
    value: Term | None


class Scope:
    """What one graph says itself, without the context it is validated with.

    Args:
        quads: the graph, without its context. The context must not refer to anything.
        graph: the same with its context.
        shapes: the shapes graph.
    """

    def __init__(self, quads: Sequence[ox.Quad], graph: DataGraph, shapes: Triples) -> None:
        self._graph = graph
        self._subjects = {quad.subject for quad in quads}
        self._described = {quad.subject for quad in quads if quad.predicate == RDF_TYPE}
        self._own = graph.numbers(self._subjects)
        self._own_described = graph.numbers(self._described)
        self._by_class = set(shapes.subjects(sh("targetClass")))
        self._references: dict[Term, list[ox.NamedNode]] = defaultdict(list)
        for shape in shapes.subjects(sh("targetObjectsOf")):
            for reference in sorted(shapes.objects(shape, sh("targetObjectsOf")), key=str):
                if isinstance(reference, ox.NamedNode):
                    self._references[shape].append(reference)

    def narrow(self, shape: Shape, nodes: set[int]) -> set[int]:
        """The focus nodes of a shape at which something can be at fault in the graph itself."""
        if shape.node in self._references:
            return nodes
        if shape.node in self._by_class:
            return nodes & self._own_described
        if any(component.source is not None for component in shape.components):
            return nodes  # a query may find another resource than the focus node
        return nodes & self._own

    def at_fault(self, found: Finding) -> Iterator[Fault]:
        """What is at fault in the graph itself; nothing where only its context is.

        What a shape reaches by ``sh:targetObjectsOf`` is at fault where it is referred to. What a
        query finds is at fault itself. The rules for a class are for the graph that states the
        class: another may say more of the same entity, an identity or a plain triple.
        """
        if found.shape in self._references:
            for reference in self._references[found.shape]:
                for referrer in self._graph.subjects(reference, found.focus):
                    yield Fault(found, referrer, Predicate(reference), found.focus)
            return
        if found.shape in self._by_class and found.focus not in self._described:
            return
        by_query = found.constraint == sh("SPARQLConstraintComponent") and found.value is not None
        node = found.value if by_query and found.value is not None else found.focus
        if node in self._subjects:
            yield Fault(found, node, found.path, found.value)
