"""The page of one thing: its names, what is said of it, and the sentences that say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from server.formats import GRAPH_FORMATS
from server.pages.description import Claim, Description
from server.pages.links import Links, Shown
from server.pages.rows import Row, Rows
from server.pages.templates import query_url
from server.pages.view import TYPE, View

MOST_CLAIMS = 200
"""How many claims a page shows."""

_SPANS = ("Evidence", "Mention", "Sentence")
_SAID_ELSEWHERE = ("evidence",)


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in a text that a claim rests on.

    Attributes:
        before: the sentence before the words that say it.
        words: those words.
        after: the sentence after them.
        document: the text.
        sources: who vouches for it.
        factuality: how certain it is said to be.
        cues: what makes it less than a plain fact.
    """

    before: str
    words: str
    after: str
    document: Shown
    sources: tuple[Shown, ...]
    factuality: Shown
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with the places that it rests on.

    Attributes:
        name: the claim.
        quotes: the places.
    """

    name: Shown
    quotes: tuple[Quote, ...]


def thing_page(view: View, description: Description, links: Links, root: str) -> Mapping[str, Any]:
    """What the page of a thing shows, for the template ``thing.html``."""
    subject = description.subject
    types = [triple.object for triple in description.own if triple.predicate == TYPE]
    path = subject.value.removeprefix(view.namespaces.base)
    rows = Rows(view, links)
    shown = _Shower(view, rows)
    claims = [shown.claim(claim) for claim in description.claims[:MOST_CLAIMS]]
    own = (triple for triple in description.own if triple.predicate != TYPE)
    ours = {view.term(name) for name in _SAID_ELSEWHERE}
    return {
        "root": root,
        "iri": subject.value,
        "label": view.label(subject) or links.name(subject.value),
        "types": [rows.term(one) for one in types],
        "rows": rows.about(triple for triple in own if triple.predicate not in ours),
        "incoming": shown.incoming(description),
        "claims": claims,
        "more_claims": len(description.claims) - len(claims),
        "mentions": _mentions(view, description),
        "whole": description.whole,
        "size": view.size(subject),
        "content": query_url(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {subject} {{ ?s ?p ?o }} }}"
        ),
        "path": path,
        "formats": GRAPH_FORMATS[:4],
    }


def _mentions(view: View, description: Description) -> int:
    refers = view.term("refersTo")
    return sum(triple.predicate == refers for triple in description.incoming)


class _Shower:
    """Shows parts of a description."""

    def __init__(self, view: View, rows: Rows) -> None:
        self._view = view
        self._rows = rows

    def incoming(self, description: Description) -> list[Row]:
        """What names the thing, but for claims and places in texts: they are shown as such."""
        told = {claim.node for claim in description.claims}
        spans = {self._view.term(name) for name in _SPANS}
        return self._rows.grouped(
            (triple.predicate, triple.subject)
            for triple in description.incoming
            if triple.subject not in told
            and not (
                isinstance(triple.subject, NamedNode)
                and spans.intersection(self._view.values(triple.subject, TYPE))
            )
        )

    def claim(self, claim: Claim) -> ShownClaim:
        quotes = [self._quote(evidence) for evidence in claim.evidence]
        return ShownClaim(self._rows.term(claim.node), tuple(quotes))

    def _quote(self, evidence: NamedNode) -> Quote:
        view = self._view
        words = view.text(evidence, view.term("quote"))
        before, after = self._around(evidence, words)
        document = view.value(evidence, view.term("document"))
        factuality = view.value(evidence, view.term("factuality"))
        cues = view.values(evidence, view.term("cue"))
        return Quote(
            before,
            words,
            after,
            self._rows.term(document) if document is not None else Shown(""),
            tuple(self._rows.term(one) for one in view.values(evidence, view.term("attributedTo"))),
            self._rows.term(factuality) if factuality is not None else Shown(""),
            tuple(one.value for one in cues if isinstance(one, Literal)),
        )

    def _around(self, evidence: NamedNode, words: str) -> tuple[str, str]:
        """The rest of the sentence, before and after the words."""
        view = self._view
        sentence = view.value(evidence, view.term("sentence"))
        if not isinstance(sentence, NamedNode):
            return "", ""
        whole = view.text(sentence, view.term("quote"))
        starts = [view.text(node, view.term("start")) for node in (evidence, sentence)]
        if not all(start.isdecimal() for start in starts):
            return "", ""
        offset = int(starts[0]) - int(starts[1])
        if offset < 0 or whole[offset : offset + len(words)] != words:
            return "", ""
        return whole[:offset], whole[offset + len(words) :]
