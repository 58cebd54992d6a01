"""What SPARQL says of literals: their order, and which regular expressions they match.

Oxigraph answers, for many at once. Its regular expressions take time linear in the text, whoever
wrote them.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

import pyoxigraph as ox

from shapes.setwise.lexical import is_ill_typed
from shapes.setwise.terms import XSD, Term

_INTEGER = ox.NamedNode(f"{XSD}integer")
_LONGEST = 18
"""Of how many characters a number is at most that fits into 64 bits, whatever its digits are."""
_MOST_KNOWN = 20_000
_LONGEST_KNOWN = 60
_AT_ONCE = 2000
"""How many rows one query is given: its text holds them all."""


def compare(pairs: Sequence[tuple[Term, Term]], operator: str) -> list[bool]:
    """For each pair of terms, whether SPARQL's operator says true of it (SPARQL §17.3).

    What cannot be compared is false. Nothing is said of blank nodes: false.

    Args:
        pairs: the left and the right side.
        operator: ``<`` or ``<=``.
    """
    rows: list[tuple[str, str, str]] = []
    true: set[int] = set()
    for number, (left, right) in enumerate(pairs):
        if not isinstance(left, ox.Literal) or not isinstance(right, ox.Literal):
            continue
        small, large = _integer(left), _integer(right)
        if small is None or large is None:
            rows.append((str(number), str(left), str(right)))
        elif small < large or (operator == "<=" and small == large):
            true.add(number)
    true |= _true_rows("?left ?right", rows, f"?left {operator} ?right")
    return [number in true for number in range(len(pairs))]


def _integer(literal: ox.Literal) -> int | None:
    """The value of an ``xsd:integer`` that Oxigraph too can calculate with."""
    text = literal.value
    if len(text) > _LONGEST or literal.datatype != _INTEGER:
        return None
    plain = text.isascii() and text.isdecimal()
    return int(text) if plain or not is_ill_typed(literal) else None


def matching(texts: Collection[str], pattern: str, flags: str | None) -> set[str]:
    """Those of the texts that match a regular expression (SPARQL §17.4.3.14)."""
    known = _known(pattern, flags)
    good = {text for text in texts if known.get(text)}
    numbered = [text for text in texts if text not in known]
    rows = [(str(number), str(ox.Literal(text))) for number, text in enumerate(numbered)]
    condition = f"REGEX(?text, {_arguments(pattern, flags)})"
    found = {numbered[number] for number in _true_rows("?text", rows, condition)}
    if len(known) < _MOST_KNOWN:
        known.update((text, text in found) for text in numbered if len(text) < _LONGEST_KNOWN)
    return good | found


@lru_cache(maxsize=100)
def _known(pattern: str, flags: str | None) -> dict[str, bool]:
    """Which texts were found to match a pattern, or not: names come again with each document."""
    return {}


@lru_cache(maxsize=1000)
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
