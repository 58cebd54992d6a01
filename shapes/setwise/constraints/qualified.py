"""Constraints on how many values conform to a shape (SHACL §4.7.3)."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from shapes.setwise.constraints.base import Constraint
from shapes.setwise.engine import Run
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.terms import readable, sh

_SHAPE = "qualifiedValueShape"


@dataclass(frozen=True)
class _Qualified(Constraint):
    """So many value nodes conform to a shape, and to no sibling of it.

    Attributes:
        shape: the shape.
        siblings: the shapes that none of those counted conforms to.
        limit: how many there must, or may, be.
    """

    parameter: ClassVar[str]
    words: ClassVar[str]
    shape: Shape
    siblings: tuple[Shape, ...]
    limit: int

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator[Self]:
        """One for each ``sh:qualifiedValueShape``; a shape without a path has none."""
        if parameters.path is None or not parameters.values(_SHAPE):
            return
        limit = parameters.count(cls.parameter)
        if limit is None:
            if all(parameters.single(name) is None for name in _LIMITS):
                raise parameters.error(
                    f"has sh:{_SHAPE} and does not say how many values must conform to it; add"
                    " sh:qualifiedMinCount or sh:qualifiedMaxCount"
                )
            return
        siblings = _siblings(parameters)
        for shape in parameters.shapes(_SHAPE):
            yield cls(shape, tuple(each for each in siblings if each is not shape), limit)

    def message(self) -> str:
        """What is right."""
        name = readable(self.shape.node)
        return f"{self.words} {self.limit} of the values conform to the shape {name}."

    @abstractmethod
    def breaks(self, count: int) -> bool:
        """Whether so many are too few, or too many."""

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each focus node that has fewer, or more."""
        good = set(run.conforming(self.shape, values.distinct))
        for sibling in self.siblings:
            good -= run.conforming(sibling, good)
        for focus, nodes in values.by_focus.items():
            if self.breaks(len(good.intersection(nodes))):
                yield Fault(focus)


class QualifiedMinCount(_Qualified):
    """At least so many value nodes conform to the shape."""

    name, parameter, words = "QualifiedMinCount", "qualifiedMinCount", "At least"

    def breaks(self, count: int) -> bool:
        """Whether these are too few."""
        return count < self.limit


class QualifiedMaxCount(_Qualified):
    """At most so many value nodes conform to the shape."""

    name, parameter, words = "QualifiedMaxCount", "qualifiedMaxCount", "At most"

    def breaks(self, count: int) -> bool:
        """Whether these are too many."""
        return count > self.limit


_LIMITS = (QualifiedMinCount.parameter, QualifiedMaxCount.parameter)


def _siblings(parameters: Parameters) -> list[Shape]:
    """The shapes that the property shapes beside this one count by, its own among them."""
    if not parameters.flag("qualifiedValueShapesDisjoint"):
        return []
    triples = parameters.triples
    nodes = {
        qualified: None
        for parent in triples.subjects(sh("property"))
        if parameters.node in triples.objects(parent, sh("property"))
        for beside in triples.objects(parent, sh("property"))
        for qualified in triples.objects(beside, sh(_SHAPE))
    }
    return [parameters.shape(node) for node in nodes]
