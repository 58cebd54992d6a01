"""What SPARQL says of literals: their order, and which regular expressions they match.

Oxigraph answers, for many at once. Its regular expressions take time linear in the text, whoever
wrote them.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

import pyoxigraph as ox

from shapes.setwise.terms import Term

_AT_ONCE = 2000
"""How many rows one query is given: its text holds them all."""


def compare(pairs: Sequence[tuple[Term, Term]], operator: str) -> list[bool]:
    """For each pair of terms, whether SPARQL's operator says true of it (SPARQL §17.3).

    What cannot be compared is false. Nothing is said of blank nodes: false.

    Args:
        pairs: the left and the right side.
        operator: ``<`` or ``<=``.
    """
    rows = [
        (str(number), str(left), str(right))
        for number, (left, right) in enumerate(pairs)
        if isinstance(left, ox.Literal) and isinstance(right, ox.Literal)
    ]
    true = _true_rows("?left ?right", rows, f"?left {operator} ?right")
    return [number in true for number in range(len(pairs))]


def matching(texts: Collection[str], pattern: str, flags: str | None) -> set[str]:
    """Those of the texts that match a regular expression (SPARQL §17.4.3.14)."""
    numbered = list(texts)
    rows = [(str(number), str(ox.Literal(text))) for number, text in enumerate(numbered)]
    condition = f"REGEX(?text, {_arguments(pattern, flags)})"
    return {numbered[number] for number in _true_rows("?text", rows, condition)}


@cache
def is_pattern(pattern: str, flags: str | None) -> bool:
    """Whether this is a regular expression that Oxigraph can run, with flags that it knows."""
    query = f'SELECT (REGEX("", {_arguments(pattern, flags)}) AS ?answer) {{}}'
    return any(answer is not None for (answer,) in _rows(query))


def _arguments(pattern: str, flags: str | None) -> str:
    return ", ".join(str(ox.Literal(text)) for text in (pattern, flags) if text is not None)


def _true_rows(variables: str, rows: Sequence[tuple[str, ...]], condition: str) -> set[int]:
    """The first columns of the rows for which a condition is true."""
    true: set[int] = set()
    for start in range(0, len(rows), _AT_ONCE):
        values = "\n".join(f"({' '.join(row)})" for row in rows[start : start + _AT_ONCE])
        query = f"SELECT ?n {{ VALUES (?n {variables}) {{ {values} }} FILTER ({condition}) }}"
        true |= {int(number.value) for (number,) in _rows(query) if isinstance(number, ox.Literal)}
    return true


def _rows(query: str) -> Iterator[Sequence[object]]:
    solutions = _nothing().query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("only SELECT queries have rows")
    return ([solution[n] for n in range(len(solutions.variables))] for solution in solutions)


@cache
def _nothing() -> ox.Store:
    """A store without data: the queries bring their own."""
    return ox.Store()
