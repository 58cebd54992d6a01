"""Names of places, companies and bodies by what the text says beside them.

"in Nuremberg, Germany", "the port of Tamatave", "Petróleos Mexicanos (PEMEX), a state-owned firm":
the words around a name say what it names, whatever its form.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.words import Words, label_of_words

_APPOSED = 5
_LONGEST = 4
_LONGEST_LIST = 8
_AFTER = frozenset(
    ("", ",", ".", ";", ")", "of", "in", "on", "that", "which", "and", "for", "near")
)
_FROM = frozenset(("in", "at", "near", "from", "to", "outside", "around", "of"))


@dataclass(frozen=True, slots=True)
class Located:
    """What only its preposition says to be a place: one, unless it does something elsewhere.

    Attributes:
        found: the name of the place.
    """

    found: Found


class ContextualNames:
    """Finds names by the words around them."""

    def __init__(self) -> None:
        self._forms = forms()

    def find(self, words: Words, taken: frozenset[int]) -> Iterator[Found | Located]:
        """The names in a paragraph that the words around them explain, in text order.

        Args:
            words: the paragraph.
            taken: indices of words that stand in other names.
        """
        position = 0
        for index in words.capitals:
            if index < position:
                continue
            after = self._name_at(words, index, taken)
            if after == index:
                continue
            position = after
            kind = self._kind(words, index, after)
            weak = not kind and self._is_located(words, index, after)
            if kind or weak:
                found = Found(index, after, kind or "Place", label_of_words(words, index, after))
                yield Located(found) if weak else found

    def _name_at(self, words: Words, first: int, taken: frozenset[int]) -> int:
        """Index behind the capitalized words of no other name that begin here."""
        index = first
        while (
            index < len(words)
            and index - first < _LONGEST
            and words.is_capital(index)
            and index not in taken
            and index not in words.candidates
            and words.texts[index] not in self._forms.openers
            and (words.texts[index],) not in self._forms.classes
            and words.texts[index] not in self._forms.titles
            and not (index > first and words.owning[index - 1])
        ):
            index += 1
        if index < len(words) and words.is_capital(index) and not words.owning[index - 1]:
            return first  # a part of a longer stretch
        if first > 0 and words.is_capital(first - 1) and not words.owning[first - 1]:
            return first
        return index

    def _kind(self, words: Words, first: int, after: int) -> str:
        last = words.texts[after - 1]
        if words.owning[after - 1] or last in self._forms.blocking:
            return ""
        kind = self._apposed(words, first, after)
        if kind or last.isupper():
            return kind
        before = words.text(first - 1)
        if before == "the":
            return ""
        if before == "of" and words.text(first - 2) in self._forms.place_nouns:
            return "Place" if words.text(first - 3) in ("the", "port", "a", "its", "island") else ""
        if before in _FROM and words.text(after) == "," and self._is_place(words, after + 1):
            return "Place"
        if words.text(after) == "," and self._is_place(words, after + 1, state=True):
            end = after + 1
            while words.candidates.get(end) is words.candidates[after + 1]:
                end += 1
            listed = words.text(end) == "," and words.is_capital(end + 1)
            lists = before == "," or before == "and"
            if before in self._forms.locative and not listed and not lists:
                return "Place"
        return ""

    def _is_located(self, words: Words, first: int, after: int) -> bool:
        """Whether a name stands behind "in" or beside a place, and nothing makes it a modifier."""
        data = self._forms
        before = words.text(first - 1)
        placed = before == "at" and words.text(first - 2) in data.placed
        if words.owning[after - 1] or not (
            placed or before in ("in", "near", "outside") or self._is_listed(words, first, after)
        ):
            return False
        text = words.texts[after - 1]
        if text in data.blocking or text in data.generic or text.isupper() or len(text) < 3:
            return False
        if text.endswith(("ism", "ity", "ists")) or words.text(first) in data.blocking:
            return False
        if any(words.text(first - back) in data.not_located for back in (2, 3, 4)):
            return False
        following = words.text(after)
        return not following[:1].isalnum() or following in data.after_places

    def _is_listed(self, words: Words, first: int, after: int) -> bool:
        """Whether a name stands in a list with a curated place: "Xiamen, Ningbo, and Shanghai"."""
        return self._reaches_place(words, first - 1, -1) or self._reaches_place(words, after, 1)

    def _reaches_place(self, words: Words, index: int, step: int) -> bool:
        """Whether a list of capitalized words leads to a curated place, left (-1) or right (1)."""
        for _ in range(_LONGEST_LIST):
            joined = 0
            while words.text(index) in ("and", ",") and joined < 2:
                index += step
                joined += 1
            if not joined or index < 0 or not words.is_capital(index):
                return False
            candidate = words.candidates.get(index)
            if candidate is not None:
                begin = self._begin(words, index)
                return candidate.readings[0][0].startswith("place/") and self._is_place(words, begin)
            while index >= 0 and words.is_capital(index) and index not in words.candidates:
                index += step
        return False

    def _begin(self, words: Words, index: int) -> int:
        """Index of the first word of the curated name that a word stands in."""
        candidate = words.candidates[index]
        while words.candidates.get(index - 1) is candidate:
            index -= 1
        return index

    def _is_place(self, words: Words, index: int, *, state: bool = False) -> bool:
        """Whether the name of a curated state or place begins at a word."""
        candidate = words.candidates.get(index)
        if candidate is None or candidate.span.start != words.starts[index]:
            return False
        end = index
        while words.candidates.get(end) is candidate:
            end += 1
        if words.is_capital(end):
            return False
        key, kind = candidate.readings[0]
        return kind == "name" and key.startswith(("state/", "place/") if not state else "state/")

    def _apposed(self, words: Words, first: int, after: int) -> str:
        """The class that a noun in apposition gives: ", a state-owned firm"."""
        index = after
        if words.text(index) == "(":
            while index < len(words) and words.texts[index] != ")" and index - after < 4:
                index += 1
            index += 1
        if words.text(index) != "," or words.text(index + 1) not in ("a", "an", "the"):
            return ""
        if after - first == 1 and words.opens_sentence(first):
            return ""
        for at in range(index + 2, min(index + 2 + _APPOSED, len(words))):
            if not words.texts[at][0].isalnum():
                return ""
            for length in (2, 1):
                kind = self._forms.appositions.get(tuple(words.texts[at + 1 - length : at + 1]))
                if kind is not None and words.text(at + 1) in _AFTER:
                    return kind
        return ""
