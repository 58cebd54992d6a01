"""Constraints between a focus node's properties (SHACL §4.5.1, §4.5.2, §4.8.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from shapes.setwise.constraints.base import Constraint
from shapes.setwise.engine import Run
from shapes.setwise.parameters import Parameters
from shapes.setwise.paths import Predicate
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.terms import readable


@dataclass(frozen=True)
class Equals(Constraint):
    """The value nodes are those of another property (SHACL §4.5.1)."""

    name = "Equals"
    predicate: ox.NamedNode

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Equals"]:
        """One for each ``sh:equals``."""
        for predicate in parameters.iris("equals"):
            yield cls(predicate)

    def message(self) -> str:
        """What is right."""
        return f"The values are those of {readable(self.predicate)}."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each value that only one of the two has."""
        others = run.graph.forward(self.predicate)
        for focus, nodes in values.by_focus.items():
            for node in set(nodes).symmetric_difference(others.get(focus, ())):
                yield Fault(focus, node)


@dataclass(frozen=True)
class Disjoint(Constraint):
    """No value node is one of another property (SHACL §4.5.2)."""

    name = "Disjoint"
    predicate: ox.NamedNode

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Disjoint"]:
        """One for each ``sh:disjoint``."""
        for predicate in parameters.iris("disjoint"):
            yield cls(predicate)

    def message(self) -> str:
        """What is right."""
        return f"The value is no value of {readable(self.predicate)}."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each value that both have."""
        others = run.graph.forward(self.predicate)
        for focus, nodes in values.by_focus.items():
            if focus in others:
                for node in set(nodes).intersection(others[focus]):
                    yield Fault(focus, node)


@dataclass(frozen=True)
class Closed(Constraint):
    """The value nodes have no properties but these (SHACL §4.8.1)."""

    name = "Closed"
    allowed: frozenset[ox.NamedNode]

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Closed"]:
        """The ``sh:closed``, where it is true."""
        ignored = parameters.list_of_iris("ignoredProperties") or []
        closed = parameters.flag("closed")
        if ignored and closed is None:
            raise parameters.error("has sh:ignoredProperties and no sh:closed; add sh:closed true")
        if closed:
            paths = [shape.path for shape in parameters.shapes("property")]
            own = [path.iri for path in paths if isinstance(path, Predicate)]
            yield cls(frozenset([*own, *ignored]))

    def message(self) -> str:
        """What is right."""
        return "The node has no other properties than those of the shape."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each triple with another property."""
        allowed = {run.graph.number(iri) for iri in self.allowed}
        for predicate, column in run.graph.columns():
            iri = run.graph.term(predicate)
            if predicate in allowed or not isinstance(iri, ox.NamedNode):
                continue
            for node in values.distinct.intersection(column):
                for focus in values.focus_of[node]:
                    for value in column[node]:
                        yield Fault(focus, value, Predicate(iri))
