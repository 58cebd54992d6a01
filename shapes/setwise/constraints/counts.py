"""Constraints on how many values there are, and on one that must be (SHACL §4.2, §4.8.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapes.setwise.constraints.base import Constraint
from shapes.setwise.engine import Run
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.terms import Term, readable


@dataclass(frozen=True)
class MinCount(Constraint):
    """There are at least so many value nodes (SHACL §4.2.1)."""

    name = "MinCount"
    least: int

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["MinCount"]:
        """The ``sh:minCount``."""
        parameters.for_paths_only("minCount")
        if (least := parameters.count("minCount")) is not None:
            yield cls(least)

    def message(self) -> str:
        """What is right."""
        return f"There are at least {self.least} values."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each focus node that has fewer."""
        least = self.least
        return (Fault(focus) for focus, nodes in values.by_focus.items() if len(nodes) < least)


@dataclass(frozen=True)
class MaxCount(Constraint):
    """There are at most so many value nodes (SHACL §4.2.2)."""

    name = "MaxCount"
    most: int

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["MaxCount"]:
        """The ``sh:maxCount``."""
        parameters.for_paths_only("maxCount")
        if (most := parameters.count("maxCount")) is not None:
            yield cls(most)

    def message(self) -> str:
        """What is right."""
        return f"There are at most {self.most} values."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each focus node that has more."""
        most = self.most
        return (Fault(focus) for focus, nodes in values.by_focus.items() if len(nodes) > most)


@dataclass(frozen=True)
class HasValue(Constraint):
    """A term is among the value nodes (SHACL §4.8.2)."""

    name = "HasValue"
    value: Term

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["HasValue"]:
        """One for each ``sh:hasValue``."""
        for value in parameters.values("hasValue"):
            yield cls(value)

    def message(self) -> str:
        """What is right."""
        return f"{readable(self.value)} is among the values."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each focus node that lacks it."""
        value = run.graph.number(self.value)
        return (Fault(focus) for focus, nodes in values.by_focus.items() if value not in nodes)
