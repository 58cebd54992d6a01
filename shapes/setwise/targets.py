"""What shapes look at (SHACL §2.1.3)."""

from dataclasses import dataclass

import pyoxigraph as ox

from shapes.setwise.data import DataGraph
from shapes.setwise.terms import Term


@dataclass(frozen=True, slots=True)
class NodeTarget:
    """One node, whether or not the graph holds it (SHACL §2.1.3.1)."""

    node: Term

    def nodes(self, graph: DataGraph) -> set[int]:
        """The node."""
        return {graph.number(self.node)}


@dataclass(frozen=True, slots=True)
class ClassTarget:
    """The instances of a class (SHACL §2.1.3.2, §2.1.3.3)."""

    class_: ox.NamedNode

    def nodes(self, graph: DataGraph) -> set[int]:
        """Those of the class and the classes under it."""
        return set(graph.instances(self.class_))


@dataclass(frozen=True, slots=True)
class SubjectsTarget:
    """What has a property (SHACL §2.1.3.4)."""

    predicate: ox.NamedNode

    def nodes(self, graph: DataGraph) -> set[int]:
        """Its subjects."""
        return set(graph.forward(self.predicate))


@dataclass(frozen=True, slots=True)
class ObjectsTarget:
    """What is the value of a property (SHACL §2.1.3.5)."""

    predicate: ox.NamedNode

    def nodes(self, graph: DataGraph) -> set[int]:
        """Its objects."""
        return set(graph.backward(self.predicate))


@dataclass(frozen=True, slots=True)
class QueryTarget:
    """What a query finds (SHACL Advanced Features §3.1)."""

    query: str

    def nodes(self, graph: DataGraph) -> set[int]:
        """The values of ``?this``."""
        found = (row.get("this") for row in graph.select(self.query))
        return {graph.number(term) for term in found if term is not None}
