"""How terms are shown on pages: what is a link, where to, and under which name.

Only what is certain to stay on the web becomes a link: an ``http(s)`` IRI. IRIs under the base of
the graph lead to this service, wherever it runs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.namespaces import Namespaces

MOST_CHARACTERS = 2_000
"""How much of a literal a page shows."""

_OURS = re.compile(r"(?:id|doc|rule|graph)/[^/].*|(?:ns|examples)(?:[#/].*)?", re.DOTALL)
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_PLAIN = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it.

    Attributes:
        text: its name or value.
        href: where a link leads, if it is one.
        note: its language or datatype, where it says something.
        whole: the whole IRI, where the text is a shorter name.
        cut: whether the text is not all of it.
    """

    text: str
    href: str | None = None
    note: str = ""
    whole: str = ""
    cut: bool = False


class Links:
    """Shows terms.

    Args:
        namespaces: the IRIs of this deployment.
        prefixes: namespaces by prefix, for short names.
        root: how the landing page is reached from the page, as a relative reference.
    """

    def __init__(self, namespaces: Namespaces, prefixes: Mapping[str, str], root: str) -> None:
        self._base = namespaces.base
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._root = root

    def href(self, iri: str) -> str | None:
        """Where an IRI leads; None where it must not be a link."""
        path = iri[len(self._base) :] if iri.startswith(self._base) else ""
        if _OURS.fullmatch(path):
            return self._root + path
        return iri if _WEB.match(iri) else None

    def name(self, iri: str) -> str:
        """A short name for an IRI, or the IRI."""
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri.removeprefix(self._base) or iri

    def show(self, term: NamedNode | BlankNode | Literal | Triple, label: str = "") -> Shown:
        """A term.

        Args:
            term: it.
            label: what to call it, where the graph has a label.
        """
        if isinstance(term, NamedNode):
            text = label or self.name(term.value)
            return Shown(_cut(text), self.href(term.value), whole=term.value)
        if isinstance(term, Literal):
            note = term.language or ""
            if not note and term.datatype.value != _PLAIN:
                note = self.name(term.datatype.value)
            return Shown(_cut(term.value), note=note, cut=len(term.value) > MOST_CHARACTERS)
        return Shown(_cut(str(term)))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
