"""From what a SHACL engine found to the resources of one graph that are at fault."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """One validation result, as the engine gives it (SHACL §3.6.2), or what is made of it.

    Attributes:
        shape: the shape that found it.
        constraint: the constraint component.
        node: the resource at fault; to begin with the focus node.
        path: the property or property path at fault.
        value: the value at fault.
    """

    shape: Node | None
    constraint: Node | None
    node: Node
    path: Node | None
    value: Node | None


class Scope:
    """What one graph says itself, without the context it is validated with.

    Args:
        data: the graph, before its context is added to it. The context must not refer to anything.
        shapes: the shapes.
    """

    def __init__(self, data: rdflib.Graph, shapes: rdflib.Graph) -> None:
        self._graph = data
        self._subjects = set(data.subjects())
        self._described = set(data.subjects(RDF.type))
        self._by_class = set(shapes.subjects(SH.targetClass))
        self._references: dict[Node, list[Node]] = defaultdict(list)
        for shape, reference in sorted(shapes.subject_objects(SH.targetObjectsOf)):
            self._references[shape].append(reference)

    def holds(self, node: Node) -> bool:
        """Whether the graph says anything of the node."""
        return node in self._subjects

    def at_fault(self, found: Finding) -> Iterator[Finding]:
        """What is at fault in the graph itself; nothing where only its context is.

        What a shape reaches by ``sh:targetObjectsOf`` is at fault where it is referred to. What a
        query finds is at fault itself. The rules for a class are for the graph that states the
        class: another may say more of the same entity, an identity or a plain triple.
        """
        if found.shape in self._references:
            for reference in self._references[found.shape]:
                for referrer in self._graph.subjects(reference, found.node):
                    yield replace(found, node=referrer, path=reference, value=found.node)
            return
        if found.shape in self._by_class and found.node not in self._described:
            return
        if found.constraint == SH.SPARQLConstraintComponent and found.value is not None:
            found = replace(found, node=found.value)
        if self.holds(found.node):
            yield found
