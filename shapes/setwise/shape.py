"""Shapes as they are run: what is looked at, along which path, and what must hold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from shapes.setwise.paths import Path
from shapes.setwise.terms import Subject, Term

if TYPE_CHECKING:
    from shapes.setwise.data import DataGraph
    from shapes.setwise.engine import Run


class Values:
    """The value nodes of each focus node (SHACL §1.5), as numbers of the data graph.

    Args:
        by_focus: the value nodes, each once; every focus node is a key.
    """

    def __init__(self, by_focus: Mapping[int, Collection[int]]) -> None:
        self.by_focus = by_focus

    @cached_property
    def distinct(self) -> set[int]:
        """All value nodes of all focus nodes."""
        return {node for nodes in self.by_focus.values() for node in nodes}

    @cached_property
    def focus_of(self) -> Mapping[int, Collection[int]]:
        """The focus nodes of each value node."""
        turned: dict[int, list[int]] = {}
        for focus, nodes in self.by_focus.items():
            for node in nodes:
                turned.setdefault(node, []).append(focus)
        return turned

    def among(self, bad: Collection[int]) -> "Iterator[Fault]":
        """A fault for each value node that is one of these."""
        if bad:
            for focus, nodes in self.by_focus.items():
                for node in nodes:
                    if node in bad:
                        yield Fault(focus, node)


@dataclass(frozen=True, slots=True)
class Finding:
    """A validation result (SHACL §3.6.2).

    Attributes:
        focus: the focus node.
        path: the property path at fault.
        value: the value at fault.
        constraint: IRI of the constraint component.
        shape: the shape that found it.
        severity: IRI of its severity.
        messages: what people are told, one in each language.
        source: the SPARQL-based constraint that found it.
    """

    focus: Term
    path: Path | None
    value: Term | None
    constraint: ox.NamedNode
    shape: Subject
    severity: ox.NamedNode
    messages: tuple[ox.Literal, ...]
    source: Subject | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a constraint component finds wrong with one focus node.

    Attributes:
        focus: the focus node.
        value: the value at fault.
        path: the path at fault, where it is not that of the shape.
        messages: what people are told of this fault, where a query says so.
        bindings: what a query bound, for the messages.
        nested: the results of a property shape, which stand for this fault.
    """

    focus: int
    value: int | None = None
    path: Path | None = None
    messages: tuple[ox.Literal, ...] = ()
    bindings: Mapping[str, Term] = field(default_factory=dict)
    nested: tuple[Finding, ...] | None = None


class Component(Protocol):
    """A constraint: a constraint component with its parameters (SHACL §3.4.1)."""

    @property
    def iri(self) -> ox.NamedNode:
        """The constraint component."""

    @property
    def source(self) -> Subject | None:
        """The SPARQL-based constraint, where it is one."""

    @property
    def messages(self) -> tuple[ox.Literal, ...]:
        """What people are told where the shape has no message."""

    def faults(self, run: "Run", shape: "Shape", values: Values) -> Iterator[Fault]:
        """What is wrong, for all focus nodes.

        Raises:
            ShapesError: the constraint cannot be run.
        """


class Target(Protocol):
    """Focus nodes that a shape chooses itself (SHACL §2.1.3)."""

    def nodes(self, graph: "DataGraph") -> set[int]:
        """Those in the data graph."""


@dataclass(eq=False, slots=True)
class Shape:
    """A node shape, or where it has a path a property shape (SHACL §2.2, §2.3).

    Attributes:
        node: its node in the shapes graph.
        path: the property path.
        severity: IRI of its severity.
        messages: what people are told, one in each language.
        active: whether it is run at all (``sh:deactivated``).
        targets: what it looks at.
        components: what must hold.
    """

    node: Subject
    path: Path | None
    severity: ox.NamedNode
    messages: tuple[ox.Literal, ...]
    active: bool
    targets: tuple[Target, ...]
    components: tuple[Component, ...] = ()
