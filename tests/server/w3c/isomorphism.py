"""Whether rows of terms are the same but for the names of their blank nodes.

Both graphs and solutions are such rows: a graph is a bag of triples, a result one of solutions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Triple

from tests.server.w3c.rdf import Term

Row = tuple[Term | None, ...]
_Colors = dict[BlankNode, int]


def isomorphic(left: Iterable[Row], right: Iterable[Row]) -> bool:
    """Whether some renaming of blank nodes turns the rows on the left into those on the right."""
    one, other = Counter(left), Counter(right)
    return _match(one, other, _plain(one), _plain(other))


def _match(left: Counter[Row], right: Counter[Row], one: _Colors, other: _Colors) -> bool:
    """Refines both colorings alike; where one cannot tell two nodes apart, tries each partner."""
    one, other = _refine(left, one), _refine(right, other)
    if _painted(left, one) != _painted(right, other):
        return False
    classes = _classes(one)
    partners = _classes(other)
    if {color: len(nodes) for color, nodes in classes.items()} != {
        color: len(nodes) for color, nodes in partners.items()
    }:
        return False
    alike = next((color for color, nodes in sorted(classes.items()) if len(nodes) > 1), None)
    if alike is None:
        return True
    chosen = {**one, classes[alike][0]: hash((alike, "chosen"))}
    return any(
        _match(left, right, chosen, {**other, node: hash((alike, "chosen"))})
        for node in partners[alike]
    )


def _plain(rows: Counter[Row]) -> _Colors:
    return {node: 0 for row in rows for term in row for node in _blank_nodes(term)}


def _refine(rows: Counter[Row], colors: _Colors) -> _Colors:
    """Colors nodes by the rows that they stand in, until that tells no more of them apart."""
    while True:
        seen = defaultdict(list)
        for row, count in rows.items():
            for node in {node for term in row for node in _blank_nodes(term)}:
                seen[node].append(hash((count, _paint(row, colors, node))))
        finer = {node: hash((colors[node], tuple(sorted(seen[node])))) for node in colors}
        if len(set(finer.values())) == len(set(colors.values())):
            return finer
        colors = finer


def _painted(rows: Counter[Row], colors: _Colors) -> Counter[tuple[object, ...]]:
    painted: Counter[tuple[object, ...]] = Counter()
    for row, count in rows.items():
        painted[_paint(row, colors)] += count
    return painted


def _paint(row: Row, colors: _Colors, itself: BlankNode | None = None) -> tuple[object, ...]:
    return tuple(_color(term, colors, itself) for term in row)


def _color(term: Term | None, colors: _Colors, itself: BlankNode | None) -> object:
    if isinstance(term, BlankNode):
        return ("blank", colors[term], term == itself)
    if isinstance(term, Triple):
        return _paint((term.subject, term.predicate, term.object), colors, itself)
    return term


def _blank_nodes(term: Term | None) -> Iterable[BlankNode]:
    if isinstance(term, BlankNode):
        yield term
    elif isinstance(term, Triple):
        yield from _blank_nodes(term.subject)
        yield from _blank_nodes(term.object)


def _classes(colors: _Colors) -> dict[int, list[BlankNode]]:
    classes = defaultdict(list)
    for node, color in colors.items():
        classes[color].append(node)
    return classes
