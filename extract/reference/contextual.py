"""Names of places, companies and bodies by what the text says beside them.

"in Nuremberg, Germany", "the port of Tamatave", "Petróleos Mexicanos (PEMEX), a state-owned firm":
the words around a name say what it names, whatever its form.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
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

    def find(self, words: Words, taken: AbstractSet[int]) -> Iterator[Found | Located]:
        """The names in a paragraph that the words around them explain, in text order.

        Args:
            words: the paragraph.
            taken: indices of words that stand in other names.
        """
        position, known, openers, texts = 0, words.candidates, self._forms.openers, words.texts
        for index in words.capitals:
            if index < position or index in known or index in taken or texts[index] in openers:
                continue
            after = self._name_end(words, index, taken)
            if after == index:
                continue
            position = after
            kind = self._kind(words, index, after)
            weak = not kind and self._is_located(words, index, after)
            if kind or weak:
                found = Found(index, after, kind or "Place", label_of_words(words, index, after))
                yield Located(found) if weak else found

    def _name_end(self, words: Words, first: int, taken: AbstractSet[int]) -> int:
        """Index behind the capitalized words of no other name that begin here."""
        data, texts, index = self._forms, words.texts, first
        if words.follows(first) and first - 1 in words.capital:
            return first  # a part of a longer stretch
        while (
            index in words.capital
            and index - first < _LONGEST
            and index not in taken
            and index not in words.candidates
            and texts[index] not in data.openers
            and (texts[index],) not in data.classes
            and texts[index] not in data.titles
            and not (index > first and index - 1 in words.owning)
        ):
            index += 1
        return first if words.follows(index) else index

    def _kind(self, words: Words, first: int, after: int) -> str:
        """The class that the words around a name give it; empty where they give none."""
        texts = words.texts
        last, before = texts[after - 1], texts[first - 1]
        if after - 1 in words.owning or last in self._forms.blocking:
            return ""
        kind = self._apposed(words, first, after)
        if kind or last.isupper() or before == "the":
            return kind
        if before == "of" and texts[first - 2] in self._forms.place_nouns:
            return "Place" if texts[first - 3] in ("the", "port", "a", "its", "island") else ""
        if texts[after] != ",":
            return ""
        if before in _FROM and self._is_place(words, after + 1):
            return "Place"
        return ""

    def _apposed(self, words: Words, first: int, after: int) -> str:
        """The class that a noun in apposition gives: ", a state-owned firm"."""
        texts, index = words.texts, after
        if texts[index] == "(":
            while index < words.size and texts[index] != ")" and index - after < 4:
                index += 1
            index += 1
        if texts[index] != "," or texts[index + 1] not in ("a", "an", "the"):
            return ""
        if after - first == 1 and words.opens_sentence(first):
            return ""
        for at in range(index + 2, min(index + 2 + _APPOSED, words.size)):
            if not texts[at][0].isalnum():
                return ""
            for length in (2, 1):
                kind = self._forms.appositions.get(tuple(texts[at + 1 - length : at + 1]))
                if kind is not None and texts[at + 1] in _AFTER:
                    return kind
        return ""

    # ------------------------------------------------------------------ places

    def _is_located(self, words: Words, first: int, after: int) -> bool:
        """Whether a name stands behind "in" or beside a place, and nothing makes it a modifier."""
        data, texts = self._forms, words.texts
        before, text = texts[first - 1], texts[after - 1]
        placed = before == "at" and texts[first - 2] in data.placed
        if after - 1 in words.owning or not (
            placed or before in ("in", "near", "outside") or self._is_listed(words, first, after)
        ):
            return False
        if text in data.blocking or text in data.generic or text.isupper() or len(text) < 3:
            return False
        if text.endswith(("ism", "ity", "ists")) or texts[first] in data.blocking:
            return False
        if any(texts[first - back] in data.not_located for back in (2, 3, 4)):
            return False
        following = texts[after]
        return not following[:1].isalnum() or following in data.after_places

    def _is_listed(self, words: Words, first: int, after: int) -> bool:
        """Whether a name stands in a list with a curated place: "Xiamen, Ningbo, and Shanghai"."""
        return self._reaches_place(words, first - 1, -1) or self._reaches_place(words, after, 1)

    def _reaches_place(self, words: Words, index: int, step: int) -> bool:
        """Whether a list of capitalized words leads to a curated place, left (-1) or right (1)."""
        texts = words.texts
        for _ in range(_LONGEST_LIST):
            joined = 0
            while texts[index] in ("and", ",") and joined < 2:
                index += step
                joined += 1
            if not joined or index not in words.capital:
                return False
            if index in words.candidates:
                while words.candidates.get(index - 1) is words.candidates[index]:
                    index -= 1
                return words.kind_at(index) == "place" and self._is_place(words, index)
            while index in words.capital and index not in words.candidates:
                index += step
        return False

    def _is_place(self, words: Words, index: int) -> bool:
        """Whether the name of a curated state or place, and no longer one, begins at a word."""
        candidate = words.candidates.get(index)
        if candidate is None or candidate is words.candidates.get(index - 1):
            return False
        if words.curated_end(index) in words.capital:
            return False
        key, kind = candidate.readings[0]
        return kind == "name" and key.startswith(("state/", "place/"))
