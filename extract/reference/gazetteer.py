"""Finding the curated names in a text: longest match over an Aho-Corasick automaton."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import ahocorasick

from extract.claims import Span
from ontology.entities import Knowledge, NameKind

_NESTING = ("agreement/", "event/", "document/", "issue/")
_SHORTEST_IN_CAPITALS = 5
_VARIANTS = (("’", "'"), ("‘", "'"), ("\u00a0", " "), ("‑", "-"), ("–", "-"))


class Candidate(NamedTuple):
    """A curated name as it stands in the text, and the entities it may mean.

    Attributes:
        span: where it stands.
        readings: entity key and kind of name, the most usual first.
        nested: whether it stands inside a longer name of a matter ("Russia" in "sanctions on
            Russia"): then it is no mention, but says whose matter it is.
    """

    span: Span
    readings: tuple[tuple[str, NameKind], ...]
    nested: bool = False


def normalize(text: str) -> str:
    """The text with typographic variants of single characters made one; offsets stay true."""
    for variant, plain in _VARIANTS:  # much quicker than str.translate on text that is not ASCII
        text = text.replace(variant, plain)
    return text


@dataclass(frozen=True)
class Gazetteer:
    """The curated names, ready to be looked for."""

    knowledge: Knowledge

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name, readings in self.knowledge.readings.items():
            plain = normalize(name)
            automaton.add_word(plain, (len(plain), readings))
        for name, readings in self.knowledge.readings.items():
            # headings are often in capitals; short names in capitals would be other words' initials
            capitals = normalize(name.upper())
            if len(name) >= _SHORTEST_IN_CAPITALS and capitals not in automaton:
                automaton.add_word(capitals, (len(capitals), readings))
        automaton.make_automaton()
        return automaton

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Candidate]:
        """The names in ``text[start:end]``: leftmost, longest, at word boundaries, in text order.

        Shorter names inside the name of an agreement, event, document or issue follow it as nested.
        """
        stop = len(text) if end is None else end
        plain = normalize(text[start:stop])
        hits: list[tuple[int, int, tuple[tuple[str, NameKind], ...]]] = []
        for last, (length, readings) in self._automaton.iter(plain):
            first = last - length + 1
            if _is_bounded(plain, first, last + 1):
                hits.append((first, last + 1, readings))
        # "the West Bank": an article that belongs to a name is no reason to read that name first
        hits.sort(key=lambda hit: (_without_article(plain, hit[0]), -hit[1]))
        found: list[Candidate] = []
        outer, reached, opens = 0, 0, False
        for first, after, readings in hits:
            if first >= reached:
                found.append(Candidate(Span(start + first, start + after), readings))
                outer, reached = first, after
                opens = readings[0][0].startswith(_NESTING)
            elif after <= reached:
                span = Span(start + first, start + after)
                if first > outer and plain[first - 2 : first] == ", ":
                    found.append(Candidate(span, readings))  # "Arlington, Virginia" names both
                elif opens:
                    found.append(Candidate(span, readings, nested=True))
        return found


def _without_article(text: str, first: int) -> int:
    """Where a name begins behind its article, if it has one."""
    return first + 4 if text[first : first + 4] in ("the ", "The ") else first


def _is_bounded(text: str, first: int, after: int) -> bool:
    """Whether no letter or digit touches the match ("Iran" is not in "Iranian")."""
    before_ok = first == 0 or not text[first - 1].isalnum()
    after_ok = after >= len(text) or not text[after].isalnum()
    return before_ok and after_ok
