"""Constraints on the order of values (SHACL §4.3, §4.5.3, §4.5.4)."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import ClassVar, Self

import pyoxigraph as ox

from shapes.setwise.constraints.base import Constraint, ValueTest
from shapes.setwise.engine import Run
from shapes.setwise.literals import compare
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.terms import readable


@dataclass(frozen=True)
class _Bound(ValueTest):
    """Each value node lies on one side of a literal, in SPARQL's order."""

    parameter: ClassVar[str]
    words: ClassVar[str]
    operator: ClassVar[str]
    limit_is_left: ClassVar[bool]
    limit: ox.Literal

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator[Self]:
        """One for each value of the parameter."""
        for limit in parameters.literals(cls.parameter):
            yield cls(limit)

    def message(self) -> str:
        """What is right."""
        return f"The value is {self.words} {self.limit.value}."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that lie elsewhere, or cannot be compared."""
        numbers = list(nodes)
        terms = [run.graph.term(number) for number in numbers]
        pairs = [(self.limit, term) if self.limit_is_left else (term, self.limit) for term in terms]
        holds = compare(pairs, self.operator)
        return {number for number, true in zip(numbers, holds, strict=True) if not true}


class MinExclusive(_Bound):
    """Each value node is more than a literal (SHACL §4.3.1)."""

    name, parameter = "MinExclusive", "minExclusive"
    words, operator, limit_is_left = "more than", "<", True


class MinInclusive(_Bound):
    """Each value node is a literal or more (SHACL §4.3.2)."""

    name, parameter = "MinInclusive", "minInclusive"
    words, operator, limit_is_left = "at least", "<=", True


class MaxExclusive(_Bound):
    """Each value node is less than a literal (SHACL §4.3.3)."""

    name, parameter = "MaxExclusive", "maxExclusive"
    words, operator, limit_is_left = "less than", "<", False


class MaxInclusive(_Bound):
    """Each value node is a literal or less (SHACL §4.3.4)."""

    name, parameter = "MaxInclusive", "maxInclusive"
    words, operator, limit_is_left = "at most", "<=", False


@dataclass(frozen=True)
class _Order(Constraint):
    """Each value node comes before each value of another property, in SPARQL's order."""

    parameter: ClassVar[str]
    words: ClassVar[str]
    operator: ClassVar[str]
    predicate: ox.NamedNode

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator[Self]:
        """One for each value of the parameter."""
        parameters.for_paths_only(cls.parameter)
        for predicate in parameters.iris(cls.parameter):
            yield cls(predicate)

    def message(self) -> str:
        """What is right."""
        return f"The value is {self.words} each value of {readable(self.predicate)}."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each pair of values that is not in order, or cannot be compared."""
        others = run.graph.forward(self.predicate)
        pairs = [
            (focus, node, other)
            for focus, nodes in values.by_focus.items()
            for other in others.get(focus, ())
            for node in nodes
        ]
        term = run.graph.term
        holds = compare([(term(node), term(other)) for _, node, other in pairs], self.operator)
        for (focus, node, _), true in zip(pairs, holds, strict=True):
            if not true:
                yield Fault(focus, node)


class LessThan(_Order):
    """Each value node is less than those of another property (SHACL §4.5.3)."""

    name, parameter = "LessThan", "lessThan"
    words, operator = "less than", "<"


class LessThanOrEquals(_Order):
    """Each value node is at most those of another property (SHACL §4.5.4)."""

    name, parameter = "LessThanOrEquals", "lessThanOrEquals"
    words, operator = "at most", "<="
