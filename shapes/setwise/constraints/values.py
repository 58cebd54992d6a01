"""Constraints on what a value is (SHACL §4.1, §4.8.3)."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

import pyoxigraph as ox

from shapes.setwise.constraints.base import ValueTest
from shapes.setwise.engine import Run
from shapes.setwise.lexical import is_ill_typed
from shapes.setwise.parameters import Parameters
from shapes.setwise.terms import Term, readable, sh

_KINDS: dict[ox.NamedNode, tuple[type, ...]] = {
    sh("IRI"): (ox.NamedNode,),
    sh("BlankNode"): (ox.BlankNode,),
    sh("Literal"): (ox.Literal,),
    sh("BlankNodeOrIRI"): (ox.BlankNode, ox.NamedNode),
    sh("BlankNodeOrLiteral"): (ox.BlankNode, ox.Literal),
    sh("IRIOrLiteral"): (ox.NamedNode, ox.Literal),
}


@dataclass(frozen=True)
class Class(ValueTest):
    """Each value node is an instance of a class (SHACL §4.1.1)."""

    name = "Class"
    class_: ox.NamedNode

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Class"]:
        """One for each ``sh:class``."""
        for class_ in parameters.iris("class"):
            yield cls(class_)

    def message(self) -> str:
        """What is right."""
        return f"The value is an instance of {readable(self.class_)}."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that are none."""
        return nodes - run.graph.instances(self.class_)


class _TermTest(ValueTest):
    """A test that needs nothing but the term."""

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those whose term breaks it."""
        holds, term = self.test(), run.graph.term
        return {node for node in nodes if not holds(term(node))}

    def test(self) -> Callable[[Term], bool]:
        """Whether it holds for a term."""
        raise NotImplementedError


@dataclass(frozen=True)
class Datatype(_TermTest):
    """Each value node is a literal of a datatype, and not ill-typed (SHACL §4.1.2)."""

    name = "Datatype"
    datatype: ox.NamedNode

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Datatype"]:
        """The ``sh:datatype``."""
        if datatype := parameters.iri("datatype"):
            yield cls(datatype)

    def message(self) -> str:
        """What is right."""
        return f"The value is a literal of the datatype {readable(self.datatype)}."

    def test(self) -> Callable[[Term], bool]:
        """Whether it is such a literal."""
        datatype = self.datatype
        return lambda term: (
            isinstance(term, ox.Literal) and term.datatype == datatype and not is_ill_typed(term)
        )


@dataclass(frozen=True)
class NodeKind(_TermTest):
    """Each value node is of a kind (SHACL §4.1.3)."""

    name = "NodeKind"
    kind: ox.NamedNode

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["NodeKind"]:
        """The ``sh:nodeKind``."""
        kind = parameters.iri("nodeKind")
        if kind is None:
            return
        if kind not in _KINDS:
            allowed = ", ".join(map(readable, _KINDS))
            raise parameters.error(f"has {readable(kind)} as sh:nodeKind; allowed are {allowed}")
        yield cls(kind)

    def message(self) -> str:
        """What is right."""
        return f"The value is of the kind {readable(self.kind)}."

    def test(self) -> Callable[[Term], bool]:
        """Whether it is of the kind."""
        kinds = _KINDS[self.kind]
        return lambda term: isinstance(term, kinds)


@dataclass(frozen=True)
class In(ValueTest):
    """Each value node is one of a list (SHACL §4.8.3)."""

    name = "In"
    members: tuple[Term, ...]

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["In"]:
        """The ``sh:in``."""
        parameters.single("in")
        for members in parameters.lists("in"):
            yield cls(tuple(members))

    def message(self) -> str:
        """What is right."""
        return f"The value is one of {', '.join(map(readable, self.members))}."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that are none of them."""
        return nodes - {run.graph.number(member) for member in self.members}
