"""Runs shapes over a graph, all focus nodes of a shape at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

import pyoxigraph as ox

from shapes.setwise.data import DataGraph
from shapes.setwise.messages import filled
from shapes.setwise.shape import Component, Fault, Finding, Shape, Values

Narrow = Callable[[Shape, set[int]], set[int]]
"""From a shape and its focus nodes to those of them that are looked at."""


@dataclass(slots=True)
class _Known:
    """What is known of the nodes that were held against a shape."""

    good: set[int] = field(default_factory=set)
    bad: set[int] = field(default_factory=set)


class Run:
    """One validation: shapes over a graph.

    Args:
        graph: the data graph.

    Attributes:
        graph: the data graph.
    """

    def __init__(self, graph: DataGraph) -> None:
        self.graph = graph
        self._known: dict[Shape, _Known] = defaultdict(_Known)

    def validate(self, shapes: Iterable[Shape], narrow: Narrow | None = None) -> list[Finding]:
        """The results of all shapes over their targets.

        Args:
            shapes: the shapes.
            narrow: chooses those of a shape's focus nodes that are looked at.

        Raises:
            ShapesError: a query of the shapes cannot be run.
        """
        found: list[Finding] = []
        for shape in shapes:
            if not shape.active or not shape.targets:
                continue
            nodes = {node for target in shape.targets for node in target.nodes(self.graph)}
            if narrow is not None:
                nodes = narrow(shape, nodes)
            for findings in self.findings(shape, nodes).values():
                found += findings
        return found

    def findings(self, shape: Shape, nodes: Set[int]) -> Mapping[int, list[Finding]]:
        """The results of a shape, by the focus node that does not conform."""
        found: dict[int, list[Finding]] = {}
        for component, fault in self._faults(shape, nodes):
            if fault.nested is not None:
                found.setdefault(fault.focus, []).extend(fault.nested)
            else:
                result = self._finding(shape, component, fault)
                found.setdefault(fault.focus, []).append(result)
        return found

    def conforming(self, shape: Shape, nodes: Set[int]) -> set[int]:
        """Those of the nodes that conform to a shape (SHACL §3.4.3)."""
        known = self._known[shape]
        new = (nodes - known.good) - known.bad
        if new:
            bad = {fault.focus for _, fault in self._faults(shape, new)}
            known.bad |= bad
            known.good |= new - bad
        return known.good.intersection(nodes)

    def texts(self, nodes: Iterable[int]) -> Iterator[tuple[int, str | None]]:
        """The characters of each node, as SPARQL's ``STR`` gives them; blank nodes have none."""
        for node in nodes:
            term = self.graph.term(node)
            yield node, None if isinstance(term, ox.BlankNode) else term.value

    def _faults(self, shape: Shape, nodes: Set[int]) -> Iterator[tuple[Component, Fault]]:
        if not shape.active or not nodes:
            return
        if shape.path is None:
            values = Values({node: (node,) for node in nodes})
        else:
            follow = shape.path.follow(self.graph)
            values = Values({node: follow(node) for node in nodes})
        for component in shape.components:
            for fault in component.faults(self, shape, values):
                yield component, fault

    def _finding(self, shape: Shape, component: Component, fault: Fault) -> Finding:
        term = self.graph.term
        return Finding(
            focus=term(fault.focus),
            path=fault.path or shape.path,
            value=None if fault.value is None else term(fault.value),
            constraint=component.iri,
            shape=shape.node,
            severity=shape.severity,
            messages=filled(fault.messages or shape.messages or component.messages, fault.bindings),
            source=component.source,
        )
