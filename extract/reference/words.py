"""A paragraph as words, for reading names off their form: before any parse, on the text alone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.claims import Span
from extract.reference.forms import Phrases
from extract.reference.gazetteer import Candidate

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_WORD = re.compile(
    r"([a-z][\w'-]*"  # most words are plain
    rf"|[{_CAPITAL}](?:"
    rf"\.(?:[{_CAPITAL}]\.)*(?:-\w+)*"  # initials: "F.", "U.S."
    r"|[\w'-]*(?:"
    r"(?<=Jr|Sr|St|Dr|Mr|Ms|Lt|Mt|Ft)\.|(?<=Mrs|Gen|Col|Sen|Rep|Gov|Adm|Maj|Hon|Rev)\."
    r"|(?<=Capt|Prof)\.|(?<=-[A-Z])(?:\.[A-Z])+\.)?)"  # abbreviations: "Jr.", "Sino-U.S."
    r"|[^\w\s]|\w[\w'-]*)"
)
_CLOSERS = frozenset('.?!:;•|“"(')
_TERMINAL = frozenset((".", "?", "!", ":", ",", ";", "”", '"'))
_HEADING_SHARE = 0.6
_LONGEST_HEADING = 16
_ATTACHED = re.compile(r"\b(?:[adlAD]|[Aa][lsnd]|[Ee]l|[Uu][ld])[-'][^\W\d_a-z]")
_INNER_CAPITAL = re.compile(rf"[-'][{_CAPITAL}]")
_PADDING = [""] * 32
"""Empty words behind the last one: so indices before the first and behind the last are no fault."""


@dataclass(slots=True)
class Words:
    """The words and marks of a paragraph.

    Attributes:
        texts: each word, and some empty ones behind the last, which negative indices reach too; of
            a capitalized word the mark of a possessive is left out.
        starts: their first characters, in the stored text.
        size: how many words there are.
        capitals: indices of the words that begin with a capital, as names do ("al-Assad" does).
        capital: the same as a set.
        owning: indices of capitalized words behind which a possessive's mark stands ("Egypt’s").
        candidates: for a word's index the curated name it stands in.
        is_heading: whether the paragraph is a heading, where capitals mean nothing.
    """

    texts: list[str]
    starts: list[int]
    size: int
    capitals: list[int]
    capital: frozenset[int]
    owning: set[int]
    candidates: dict[int, Candidate]
    is_heading: bool

    def end(self, index: int) -> int:
        """Behind a word's last character, in the stored text."""
        return self.starts[index] + len(self.texts[index])

    def span(self, first: int, after: int) -> Span:
        """Where the words from ``first`` up to ``after`` stand in the stored text."""
        return Span(self.starts[first], self.end(after - 1))

    def opens_sentence(self, index: int) -> bool:
        """Whether a word opens a sentence, or a quotation, a bracket or an item of a list."""
        return index == 0 or self.texts[index - 1] in _CLOSERS

    def follows(self, index: int) -> bool:
        """Whether a capitalized word stands here right behind another one, no possessive."""
        return index in self.capital and index - 1 not in self.owning

    def kind_at(self, index: int) -> str:
        """The first part of the key of the curated name at a word; empty where none stands."""
        candidate = self.candidates.get(index)
        return candidate.readings[0][0].partition("/")[0] if candidate is not None else ""

    def curated_end(self, index: int) -> int:
        """Index behind the curated name that stands at a word."""
        candidate = self.candidates.get(index)
        while candidate is not None and self.candidates.get(index) is candidate:
            index += 1
        return index

    def reaches_out(self, first: int, after: int) -> bool:
        """Whether a curated name lies partly inside these words and partly outside."""
        before, behind = self.candidates.get(first - 1), self.candidates.get(after)
        return (before is not None and before is self.candidates.get(first)) or (
            behind is not None and behind is self.candidates.get(after - 1)
        )

    def within(self, first: int, after: int) -> tuple[Candidate, ...]:
        """The curated names that stand in these words."""
        known = self.candidates
        return tuple(dict.fromkeys(known[i] for i in range(first, after) if i in known))


def read_words(text: str, paragraph: Span, candidates: Sequence[Candidate]) -> Words:
    """Split a paragraph into words.

    Args:
        text: the stored text.
        paragraph: where the paragraph stands.
        candidates: the curated names in it, in text order.
    """
    plain = text[paragraph.start : paragraph.end].replace("’", "'").replace("‑", "-")
    parts = _WORD.split(plain)
    starts = list(accumulate(map(len, parts), initial=paragraph.start))[1::2]
    texts = parts[1::2]
    size = len(texts)
    capitals = [i for i, w in enumerate(texts) if (w < "a" or w > "{") and w[0].isupper()]
    if _INNER_CAPITAL.search(plain):
        capitals = sorted({*capitals, *(i for i, w in enumerate(texts) if _ATTACHED.match(w))})
    owning: set[int] = set()
    for index in capitals:
        word = texts[index]
        if word[-1] == "'":
            texts[index] = word[:-1]
            if word[-2] in "sxz":
                owning.add(index)
        elif word[-2:] == "'s":
            texts[index] = word[:-2]
            owning.add(index)
    heading = _is_heading(plain, texts, len(capitals))
    texts += _PADDING
    words = Words(texts, starts, size, capitals, frozenset(capitals), owning, {}, heading)
    _place_candidates(words, candidates)
    return words


def _is_heading(plain: str, texts: Sequence[str], capitals: int) -> bool:
    """Whether a paragraph is set in title case, or has no end of a sentence and few words."""
    if not texts or not capitals:
        return False
    if texts[-1] in _TERMINAL:
        return plain.isupper()
    letters = [word for word in texts if word[0].isalpha()]
    long = [word for word in letters if len(word) > 3]
    share = sum(1 for word in long if not word.islower()) / max(len(long), 1)
    return len(letters) <= _LONGEST_HEADING or share >= _HEADING_SHARE


def _place_candidates(words: Words, candidates: Sequence[Candidate]) -> None:
    starts, texts, known, size = words.starts, words.texts, words.candidates, words.size
    for candidate in candidates:
        if candidate.nested:
            continue
        span = candidate.span
        at = bisect_left(starts, span.start)
        if at > 0 and (at >= size or starts[at] > span.start) and words.end(at - 1) > span.start:
            at -= 1
        if at < size and texts[at] in ("the", "The"):
            at += 1  # an article that belongs to a curated name ("the West") is no part of others
        while at < size and starts[at] < span.end:
            known.setdefault(at, candidate)
            at += 1


def phrase_at(texts: Sequence[str], index: int, phrases: Phrases) -> int:
    """How many words from ``index`` on are one of these phrases; 0 where none is."""
    for phrase in phrases.get(texts[index], ()):
        length = len(phrase)
        if length == 1 or tuple(texts[index : index + length]) == phrase:
            return length
    return 0


def phrase_before(texts: Sequence[str], index: int, phrases: Phrases) -> bool:
    """Whether one of these phrases ends right before a word."""
    return any(
        tuple(texts[max(index - len(phrase), 0) : index]) == phrase
        for phrase in phrases.get(texts[index - 1], ())
    )


def label_of_words(words: Words, first: int, after: int) -> str:
    """The words as a label, with single spaces and typographic apostrophes."""
    parts = []
    for index in range(first, after):
        text = words.texts[index]
        if index > first and words.starts[index] > words.end(index - 1) and text != ",":
            parts.append(" ")
        if index in words.owning and index + 1 < after:
            text += "'" if text.endswith("s") else "'s"
        parts.append(text)
    return "".join(parts).replace("'", "’")
