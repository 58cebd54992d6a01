"""The plain records that a validation gives back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

Severity = Literal["Violation", "Warning", "Info"]
"""The local names of SHACL's severities (SHACL §2.1.4), gravest first."""

SEVERITIES: tuple[Severity, ...] = ("Violation", "Warning", "Info")

UNNAMED = "_:unnamed"
"""How a blank node is written: its label means nothing and differs from run to run."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a result is about.

    Attributes:
        text: the sentence, or where none is given the text around the span.
        offset: where ``text`` begins in the stored text, in characters.
        start: where the span begins in the stored text.
        end: where it ends; a faulty span may reach beyond ``text``, or end before it starts.
    """

    text: str
    offset: int
    start: int
    end: int

    def marked(self) -> str:
        """``text`` with the span in ``[[…]]``, where it lies inside."""
        start, end = self.start - self.offset, self.end - self.offset
        if not 0 <= start < end <= len(self.text):
            return self.text
        return f"{self.text[:start]}[[{self.text[start:end]}]]{self.text[end:]}"


@dataclass(frozen=True, slots=True)
class Result:
    """One fault, as a SHACL validation result (SHACL §3.6.2) and what a person needs beside it.

    Attributes:
        severity: local name of the severity of the shape.
        node: IRI of the resource at fault: the focus node; of a shape for what is referred to,
            what refers to it; of a shape that looks at many resources in one query, what it found.
        label: what people call that resource.
        message: what is wrong and what would be right, in English.
        shape: IRI of the shape that found it.
        constraint: IRI of the constraint component.
        focus: the focus node; ``None`` where it is a blank node.
        path: IRI of the property at fault; a property path in SPARQL's syntax where it is longer.
        value: the term at fault, where there is one that has a name or is a literal.
        document: IRI of the document it stands in.
        passage: the sentence it rests on.
        rules: IRIs of the rules or curated entries that produced it, sorted.
    """

    severity: Severity
    node: str
    label: str | None
    message: str
    shape: str
    constraint: str
    focus: ox.NamedNode | ox.Literal | None
    path: str | None = None
    value: ox.NamedNode | ox.Literal | None = None
    document: str | None = None
    passage: Passage | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    Attributes:
        results: every fault once, gravest first, then in the order of documents and their text.
        checked: number of resources that were described in the graph.
    """

    results: tuple[Result, ...]
    checked: int

    @property
    def conforms(self) -> bool:
        """Whether there is no violation. Warnings do not stop anything."""
        return not self.of("Violation")

    def of(self, severity: Severity) -> tuple[Result, ...]:
        """The results of one severity."""
        return tuple(result for result in self.results if result.severity == severity)


def sort_results(results: Iterable[Result]) -> tuple[Result, ...]:
    """Every fault once, in one order, whatever order they were found in.

    Where several constraints of a shape find the same fault, people read the same message; it is
    reported once, with its document where one of them has it: what is wrong in a document is
    found again in what is inferred from it.
    """
    unique: dict[tuple[object, ...], Result] = {}
    for result in sorted(results, key=_order):
        same = (result.shape, result.node, result.path, result.value, result.message)
        if same not in unique or (result.document and not unique[same].document):
            unique[same] = result
    return tuple(sorted(unique.values(), key=_order))


def _order(result: Result) -> tuple[int, str, int, int, str, str, str, str, str, str]:
    start, end = (result.passage.start, result.passage.end) if result.passage else (-1, -1)
    return (
        SEVERITIES.index(result.severity),
        result.document or "",
        start,
        end,
        result.node,
        result.shape,
        result.path or "",
        str(result.value or ""),
        result.message,
        result.constraint,
    )
