"""Constraints that combine shapes (SHACL §4.6, §4.7)."""

from abc import abstractmethod
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import ClassVar, Self

from shapes.setwise.constraints.base import Constraint, ValueTest
from shapes.setwise.engine import Run
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.terms import readable


@dataclass(frozen=True)
class Not(ValueTest):
    """No value node conforms to a shape (SHACL §4.6.1)."""

    name = "Not"
    shape: Shape

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Not"]:
        """One for each ``sh:not``."""
        for shape in parameters.shapes("not"):
            yield cls(shape)

    def message(self) -> str:
        """What is right."""
        return f"The value does not conform to the shape {readable(self.shape.node)}."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that conform."""
        return run.conforming(self.shape, nodes)


@dataclass(frozen=True)
class Node(ValueTest):
    """Each value node conforms to a node shape (SHACL §4.7.1)."""

    name = "Node"
    shape: Shape

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Node"]:
        """One for each ``sh:node``."""
        for shape in parameters.shapes("node"):
            if shape.path is not None:
                raise parameters.error(
                    f"has the property shape {readable(shape.node)} as sh:node; a node shape is"
                    " allowed, which has no sh:path: use sh:property"
                )
            yield cls(shape)

    def message(self) -> str:
        """What is right."""
        return f"The value conforms to the shape {readable(self.shape.node)}."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that do not conform."""
        return nodes - run.conforming(self.shape, nodes)


@dataclass(frozen=True)
class _Several(ValueTest):
    """A constraint on how many shapes of a list each value node conforms to."""

    parameter: ClassVar[str]
    words: ClassVar[str]
    shapes: tuple[Shape, ...]

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator[Self]:
        """One for each value of the parameter."""
        for shapes in parameters.shape_lists(cls.parameter):
            yield cls(tuple(shapes))

    def message(self) -> str:
        """What is right."""
        names = ", ".join(readable(shape.node) for shape in self.shapes)
        return f"The value conforms to {self.words} of the shapes {names}."

    @abstractmethod
    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that conform to the wrong number of shapes."""


class And(_Several):
    """Each value node conforms to all shapes of a list (SHACL §4.6.2)."""

    name, parameter, words = "And", "and", "each"

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that do not conform to one of them."""
        good = nodes
        for shape in self.shapes:
            good = run.conforming(shape, good)
        return nodes - good


class Or(_Several):
    """Each value node conforms to a shape of a list (SHACL §4.6.3)."""

    name, parameter, words = "Or", "or", "at least one"

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that conform to none of them."""
        bad = nodes
        for shape in self.shapes:
            bad = bad - run.conforming(shape, bad)
        return bad


class Xone(_Several):
    """Each value node conforms to exactly one shape of a list (SHACL §4.6.4)."""

    name, parameter, words = "Xone", "xone", "exactly one"

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that conform to none of them, or to several."""
        once: set[int] = set()
        often: set[int] = set()
        for shape in self.shapes:
            conforming = run.conforming(shape, nodes)
            often |= once & conforming
            once |= conforming
        return (nodes - once) | often


@dataclass(frozen=True)
class Property(Constraint):
    """Each value node conforms to a property shape, whose results are reported (SHACL §4.7.2)."""

    name = "Property"
    shape: Shape

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Property"]:
        """One for each ``sh:property``."""
        for shape in parameters.shapes("property"):
            if shape.path is None:
                raise parameters.error(
                    f"has {readable(shape.node)} as sh:property, which has no sh:path; a property"
                    " shape is allowed: give it a path, or use sh:node"
                )
            yield cls(shape)

    def message(self) -> str:
        """What is right."""
        return f"The value conforms to the shape {readable(self.shape.node)}."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """The results of the property shape, for each focus node that has the value."""
        by_node = run.findings(self.shape, values.distinct)
        if by_node:
            for focus, nodes in values.by_focus.items():
                for node in nodes:
                    if found := by_node.get(node):
                        yield Fault(focus, nested=tuple(found))
