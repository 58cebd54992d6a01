"""A paragraph as words, for reading names off their form: before any parse, on the text alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.claims import Span
from extract.reference.forms import Phrases
from extract.reference.gazetteer import Candidate

_WORD = re.compile(
    r"(?:[^\W\d_a-z]\.)+(?:-\w+)*"  # initials: "F.", "U.S."
    r"|(?:Jr|Sr|St|Dr|Mr|Mrs|Ms|Gen|Lt|Col|Sen|Rep|Gov|Capt|Adm|Maj|Prof|Hon|Rev|Mt|Ft|Messrs)\."
    r"|\w+-(?:[^\W\d_a-z]\.)+"  # "Sino-U.S."
    r"|\w+(?:[-'’‑]\w+)*['’]?"
    r"|[^\w\s]"
)
_CLOSERS = frozenset('.?!:;•|“"(')
_HEADING_SHARE = 0.6
_LONGEST_HEADING = 16
_ATTACHED = re.compile(r"(?:[adlAD]|[Aa][lsnd]|[Ee]l|[Uu][ld])[-'’][^\W\d_a-z]")


@dataclass(slots=True)
class Words:
    """The words and marks of a paragraph.

    Attributes:
        texts: each word; the mark of a possessive is left out.
        starts: its first character, in the stored text.
        ends: behind its last character, the mark of a possessive left out.
        owning: whether a mark of a possessive follows ("Egypt’s").
        capitals: indices of the words that begin with a capital, in order.
        candidates: for a word's index the curated name it stands in.
        is_heading: whether the paragraph is a heading, where capitals mean nothing.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    owning: list[bool]
    capitals: list[int]
    candidates: dict[int, Candidate]
    is_heading: bool = False

    def __len__(self) -> int:
        return len(self.texts)

    def text(self, index: int) -> str:
        """The word at an index; nothing before the first and behind the last."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def span(self, first: int, after: int) -> Span:
        """Where the words from ``first`` up to ``after`` stand in the stored text."""
        return Span(self.starts[first], self.ends[after - 1])

    def opens_sentence(self, index: int) -> bool:
        """Whether a word opens a sentence, or a quotation, a bracket or an item of a list."""
        return index == 0 or self.texts[index - 1] in _CLOSERS

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital, as names do ("al-Assad" does)."""
        text = self.text(index)
        return text[:1].isupper() or (bool(text) and _ATTACHED.match(text) is not None)

    def reaches_out(self, first: int, after: int) -> bool:
        """Whether a curated name lies partly inside these words and partly outside."""
        before, behind = self.candidates.get(first - 1), self.candidates.get(after)
        return (before is not None and before is self.candidates.get(first)) or (
            behind is not None and behind is self.candidates.get(after - 1)
        )


def read_words(text: str, paragraph: Span, candidates: Sequence[Candidate]) -> Words:
    """Split a paragraph into words.

    Args:
        text: the stored text.
        paragraph: where the paragraph stands.
        candidates: the curated names in it, in text order.
    """
    words = Words([], [], [], [], [], {})
    texts, starts, ends, owning = words.texts, words.starts, words.ends, words.owning
    capitals = words.capitals
    for match in _WORD.finditer(text, paragraph.start, paragraph.end):
        word, end, owns = match.group(), match.end(), False
        last = word[-1]
        if last in "’'" and len(word) > 1:
            word, end, owns = word[:-1], end - 1, word[-2] in "sxz"
        elif last == "s" and word[-2:-1] and word[-2] in "’'":
            word, end, owns = word[:-2], end - 2, True
            if not word:
                continue
        if "’" in word:
            word = word.replace("’", "'")
        first = word[0]
        if first.isupper() or (first in "aeuld" and _ATTACHED.match(word)):
            capitals.append(len(texts))
        texts.append(word)
        starts.append(match.start())
        ends.append(end)
        owning.append(owns)
    words.is_heading = _is_heading(words)
    _place_candidates(words, candidates)
    return words


def _is_heading(words: Words) -> bool:
    """Whether a paragraph is set in title case, or has no end of a sentence and few words."""
    letters = [word for word in words.texts if word[0].isalpha()]
    if not letters or words.texts[-1] in (".", "?", "!", ":", ",", ";", "”", '"'):
        return bool(letters) and sum(w.isupper() for w in letters) > len(letters) * _HEADING_SHARE
    long = [word for word in letters if len(word) > 3]
    share = sum(1 for word in long if not word.islower()) / max(len(long), 1)
    return len(letters) <= _LONGEST_HEADING or share >= _HEADING_SHARE


def _place_candidates(words: Words, candidates: Sequence[Candidate]) -> None:
    at = 0
    for candidate in candidates:
        if candidate.nested:
            continue
        while at < len(words) and words.ends[at] <= candidate.span.start:
            at += 1
        inner = at
        if inner < len(words) and words.texts[inner] in ("the", "The"):
            inner += 1  # an article that belongs to a curated name ("the West") is no part of others
        while inner < len(words) and words.starts[inner] < candidate.span.end:
            words.candidates.setdefault(inner, candidate)
            inner += 1


def phrase_at(words: Words, index: int, phrases: Phrases) -> int:
    """How many words from ``index`` on are one of these phrases; 0 where none is."""
    for phrase in phrases.get(words.text(index), ()):
        length = len(phrase)
        if length == 1 or tuple(words.texts[index : index + length]) == phrase:
            return length
    return 0


def phrase_before(words: Words, index: int, phrases: Phrases) -> bool:
    """Whether one of these phrases ends right before a word."""
    return any(
        tuple(words.texts[max(index - len(phrase), 0) : index]) == phrase
        for phrase in phrases.get(words.text(index - 1), ())
    )


def label_of_words(words: Words, first: int, after: int) -> str:
    """The words as a label, with single spaces and typographic apostrophes."""
    parts = []
    for index in range(first, after):
        text = words.texts[index]
        if words.owning[index] and index + 1 < after:
            text += "'" if text.endswith("s") else "'s"
        if index > first and words.starts[index] > words.ends[index - 1] and text != ",":
            parts.append(" ")
        parts.append(text)
    return "".join(parts).replace("'", "’")
