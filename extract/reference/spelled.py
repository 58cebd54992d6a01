"""Names of states and places that begin with their head: "Kingdom of Nassau", "Fort Necessity"."""

from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.reach import Reach
from extract.reference.words import Words, label_of_words
from ontology.entities import Knowledge

_ALSO_BODIES = frozenset((("Union",), ("State",), ("Confederation",), ("Commonwealth",)))
"""Heads before "of" that name states only where a curated one follows."""
_LONGEST_PLACE = 3


class SpelledNames:
    """Finds names that a word for a state or a place opens.

    Args:
        knowledge: the curated entities.
        reach: tells head nouns.
    """

    def __init__(self, knowledge: Knowledge, reach: Reach) -> None:
        self._entities = knowledge.entities
        self._forms = forms()
        self._reach = reach

    def find(self, words: Words, index: int) -> Found | None:
        """The name that the word at an index opens."""
        if words.texts[index] in self._forms.states:
            found = self._state(words, index)
            if found is not None:
                return found
        if words.texts[index] in self._forms.place_prefixes:
            return self._place(words, index)
        return None

    def _state(self, words: Words, index: int) -> Found | None:
        """A state, or the curated one where "Republic of Ghana" only spells it out."""
        texts = words.texts
        for phrase in self._forms.states[texts[index]]:
            after = index + len(phrase)
            if tuple(texts[index:after]) != phrase or texts[after] != "of":
                continue
            after += 1 + (texts[after + 1] == "the")
            candidate = words.candidates.get(after)
            if index in words.candidates:
                return None  # a curated name begins here: "Federal Republic of Germany"
            if candidate is not None:
                return self._spelled_out(words, index, after)
            if index - 1 in words.capital or phrase in _ALSO_BODIES:
                return None  # "American Federation of Labor"
            end = self._end(words, after)
            if texts[end] in self._forms.particles:
                end -= 1
            return self._found(words, index, end, "State") if end > after else None
        return None

    def _spelled_out(self, words: Words, index: int, after: int) -> Found | None:
        """The curated state whose name "Republic of" stands before."""
        texts, end = words.texts, words.curated_end(after)
        if end in words.capital and texts[end] not in self._forms.openers:
            return None
        more = texts[end] in ("and", "&") and end + 1 in words.capital
        if more and texts[index] in ("Union", "Federation"):
            return None  # "Union of Serbia and Montenegro"
        for key, kind in words.candidates[after].readings:
            if key.startswith("state/") and kind == "name":
                return Found(index, end, "", self._entities[key].label, key)
        return None

    def _place(self, words: Words, index: int) -> Found | None:
        """A lake, mountain, fort or port."""
        if index in words.candidates or words.opens_sentence(index + 1):
            return None
        end = min(self._end(words, index + 1), index + _LONGEST_PLACE)
        if end == index + 1 or self._reach.head_at(words, end - 1):
            return None
        return self._found(words, index, end, "Place")

    def _end(self, words: Words, index: int) -> int:
        """Index behind the capitalized words from here on."""
        while index in words.capital and words.texts[index] not in self._forms.openers:
            index += 1
            if index - 1 in words.owning:
                break
        return index

    def _found(self, words: Words, index: int, end: int, kind: str) -> Found | None:
        if words.reaches_out(index, end):
            return None
        inner = words.within(index, end)
        if inner and words.candidates.get(index) is words.candidates.get(end - 1):
            return None
        return Found(index, end, kind, label_of_words(words, index, end), inner=inner)
