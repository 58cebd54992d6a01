"""Which properties a graph must have for a query to have any solution: others need not be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

Need = ox.NamedNode | str
"""A property: its IRI, or the name of the variable that stands for it."""

_AFTER = {".": "subject", "{": "subject", "}": "subject", ";": "predicate", ",": "object"}
_AFTER["/"] = "predicate"
_NEXT = {"subject": "predicate", "predicate": "object", "object": "end", "end": "end"}


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    place: str


def needed(tokens: Sequence[tuple[str, str]], prefixes: Mapping[str, str]) -> frozenset[Need]:
    """The properties of the triple patterns that stand in the WHERE clause itself.

    What stands in inner groups, which may be optional or alternatives, is left out. Where a query
    is written in a way that is not looked through here (paths but for sequences, blank nodes,
    numbers, prefixes of its own, functions named by IRIs), nothing is said to be needed.

    Args:
        tokens: kind and characters of each piece of the query.
        prefixes: the namespaces of the prefixes.
    """
    found: set[Need] = set()
    for piece in _patterns(tokens):
        if piece.place == "unknown":
            return frozenset()
        if piece.place != "predicate":
            continue
        if piece.kind == "variable":
            found.add(piece.text[1:])
        elif piece.kind == "iri":
            found.add(ox.NamedNode(piece.text[1:-1]))
        elif piece.kind == "name":
            prefix, _, local = piece.text.partition(":")
            found.add(ox.NamedNode(prefixes.get(prefix, "urn:unknown:") + local))
    return frozenset(found)


def _patterns(tokens: Sequence[tuple[str, str]]) -> Iterator[_Piece]:
    """The parts of the triple patterns, each with its place."""
    depth = parentheses = 0
    place = "subject"
    before = ""
    named = False
    for kind, text in tokens:
        word = text.upper() if kind == "word" else text
        if kind == "space":
            continue
        depth += (word == "{") - (word == "}")
        parentheses += (word == "(") - (word == ")")
        own_prefix = kind == "word" and word in {"PREFIX", "BASE"}
        if own_prefix or (kind == "name" and "\\" in text) or (word == "(" and named):
            yield _Piece(kind, text, "unknown")
        named = kind in {"iri", "name"}
        if depth != 1 or parentheses or word == ")":
            before = word
            continue
        if text in _AFTER:
            place = _AFTER[text]
        elif kind in {"variable", "iri", "name", "string"} or word == "A":
            if before != "GRAPH" and not text.startswith("@"):
                yield _Piece(kind, text, place)
                place = _NEXT[place]
        elif kind == "other":
            yield _Piece(kind, text, "unknown")
        before = word
