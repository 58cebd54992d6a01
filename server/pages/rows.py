"""Statements about something, by their property, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from server.pages.links import Links, Shown
from server.pages.view import LABEL, Term, View

MOST_VALUES = 60
"""How many values of one property a page shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values.

    Attributes:
        name: the property.
        values: they, up to the limit.
        more: how many there are beyond it.
    """

    name: Shown
    values: tuple[Shown, ...]
    more: int


class Rows:
    """Shows statements.

    Args:
        view: the graph, for labels.
        links: shows terms.
    """

    def __init__(self, view: View, links: Links) -> None:
        self._view = view
        self._links = links

    def term(self, term: Term) -> Shown:
        """A term by its label."""
        return self._links.show(term, self._view.label(term))

    def about(self, triples: Iterable[Triple]) -> list[Row]:
        """What statements say of their subject."""
        return self.grouped((triple.predicate, triple.object) for triple in triples)

    def grouped(self, pairs: Iterable[tuple[NamedNode, Term]]) -> list[Row]:
        """Values by their property; labels come first."""
        grouped: dict[NamedNode, list[Term]] = {}
        for predicate, value in pairs:
            grouped.setdefault(predicate, []).append(value)
        rows = []
        for predicate in sorted(grouped, key=lambda one: (one != LABEL, one.value)):
            values = sorted(
                map(self.term, grouped[predicate][:MOST_VALUES]), key=lambda shown: shown.text
            )
            more = len(grouped[predicate]) - len(values)
            rows.append(Row(self.term(predicate), tuple(values), more))
        return rows
