"""Asks a query of a shape for many values at once."""

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from shapes.setwise.data import DataGraph
from shapes.setwise.sparql.text import ROW, QueryText
from shapes.setwise.terms import Term

_AT_ONCE = 500
"""How many values one query is asked for: its text holds them all."""

_EXAMPLE = ox.NamedNode("urn:example")


def check(query: QueryText) -> None:
    """See to it that a query can be parsed.

    Raises:
        ShapesError: it is no SPARQL.
    """
    try:
        ox.Store().query(query.asked_for([dict.fromkeys(query.used, _EXAMPLE)]))
    except (SyntaxError, ValueError) as error:
        raise query.error(f"is no SPARQL that can be run: {error}") from error


def solutions(
    query: QueryText, graph: DataGraph, bindings: Sequence[Mapping[str, Term]]
) -> Iterator[tuple[int, dict[str, Term]]]:
    """The solutions, each with the number of the bindings that it belongs to; each once.

    Args:
        query: the query.
        graph: the data graph.
        bindings: the values of the pre-bound variables, all for the same names.
    """
    if not all(graph.forward(need) for need in query.needed if isinstance(need, ox.NamedNode)):
        return
    blank = [
        {
            name: term
            for name, term in values.items()
            if isinstance(term, ox.BlankNode) and name in query.used
        }
        for values in bindings
    ]
    asked = [
        number
        for number, values in enumerate(bindings)
        if all(_is_property(graph, values[name]) for name in values.keys() & query.needed)
    ]
    named = [number for number in asked if not blank[number]]
    size = _AT_ONCE if query.together else 1
    groups = [named[start : start + size] for start in range(0, len(named), size)]
    groups += [[number] for number in asked if blank[number]]
    for numbers in groups:
        text = query.asked_for([bindings[number] for number in numbers])
        seen = set()
        for solution in graph.select(text, blank[numbers[0]]):
            row = solution.pop(ROW, None)
            number = numbers[int(row.value) if isinstance(row, ox.Literal) else 0]
            key = (number, frozenset(solution.items()))
            if key not in seen:
                seen.add(key)
                yield number, solution


def _is_property(graph: DataGraph, term: object) -> bool:
    return isinstance(term, ox.NamedNode) and bool(graph.forward(term))
