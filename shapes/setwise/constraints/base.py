"""What constraint components have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Set
from typing import ClassVar

import pyoxigraph as ox

from shapes.setwise.engine import Run
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.terms import Subject, sh


class Constraint(ABC):
    """A constraint component of SHACL Core with its parameters.

    Attributes:
        name: its local name without ``ConstraintComponent``.
    """

    name: ClassVar[str]

    @property
    def iri(self) -> ox.NamedNode:
        """The constraint component."""
        return sh(f"{self.name}ConstraintComponent")

    @property
    def source(self) -> Subject | None:
        """No query found it."""
        return None

    @property
    def messages(self) -> tuple[ox.Literal, ...]:
        """What people are told where the shape has no message."""
        return (ox.Literal(self.message(), language="en"),)

    @abstractmethod
    def message(self) -> str:
        """What is right, in a sentence."""

    @abstractmethod
    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """What is wrong, for all focus nodes."""


class ValueTest(Constraint):
    """A constraint that says something of each value node by itself."""

    @abstractmethod
    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those of the value nodes that break it."""

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each value node that breaks it."""
        return values.among(self.failing(run, values.distinct))
