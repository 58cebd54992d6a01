"""How far a name reaches to the left and right of its head noun."""

from extract.reference.forms import forms
from extract.reference.words import Words

_ACTORS = frozenset(("state", "organization", "government", "company", "group", "person", "place"))


class Reach:
    """Finds where the names around head nouns begin and end."""

    def __init__(self) -> None:
        self._forms = forms()

    def head_at(self, words: Words, index: int) -> int:
        """How many words the head noun has that ends at a word; 0 where none does."""
        for phrase in self._forms.heads.get(words.texts[index], ()):
            length = len(phrase)
            if length == 1 or tuple(words.texts[index + 1 - length : index + 1]) == phrase:
                return length
        return 0

    def is_title(self, words: Words, index: int) -> bool:
        """Whether a word is a title that belongs to no name of a body ("President Carter")."""
        text = words.texts[index]
        return text not in self._forms.no_titles and (text,) in self._forms.titles.get(text, ())

    # ------------------------------------------------------------------ to the left

    def left(self, words: Words, first: int, reached: int) -> int:
        """Index of the first word of a name whose head begins at ``first``.

        Args:
            words: the paragraph.
            first: the head's first word.
            reached: index behind the name before, into which it cannot reach.
        """
        low = first
        while low - 1 >= reached:
            before = low - 1
            if before in words.owning and not self._owns_inside(words, before, first):
                break
            if before in words.capital:
                if self._is_outside(words, before):
                    break
                low = before
            elif before > reached and self._joins(words, before, low, first):
                low = before - 1
            else:
                break
        while low < first and self._is_loose(words, low):
            low += 1
        return low

    def _owns_inside(self, words: Words, index: int, first: int) -> bool:
        """Whether a possessive is a part of the name: "Hudson’s Bay Company"."""
        if words.texts[index] in self._forms.inner_owners:
            return True
        firm = self._forms.classes.get((words.texts[first],)) in ("Company", "Place")
        return firm and index not in words.candidates and index - 1 not in words.capital

    def _is_outside(self, words: Words, index: int) -> bool:
        """Whether a capitalized word begins no name: an opener, a title."""
        text = words.texts[index]
        if text in self._forms.openers:
            # "the Five Powers Treaty" is called so
            return text not in self._forms.numbers or words.opens_sentence(index)
        return self.is_title(words, index)

    def _joins(self, words: Words, index: int, low: int, first: int) -> bool:
        """Whether a small word joins what stands before it to the name."""
        text, before = words.texts[index], index - 1
        if before not in words.capital or before in words.owning:
            return False
        if text in self._forms.name_particles:
            return True
        if text == "of":  # "Gulf of Tonkin Resolution"
            place = self._forms.classes.get((words.texts[before],)) == "Place"
            return place and low < first
        return (
            text in ("and", "&")
            and words.kind_at(before) not in _ACTORS
            and words.kind_at(index + 1) not in _ACTORS
            and words.texts[before] not in self._forms.openers
            and not self.head_at(words, before)
        )

    def _is_loose(self, words: Words, index: int) -> bool:
        """Whether a first word is none of a name's: "and", or capitalized for its sentence."""
        text = words.texts[index]
        if text in ("and", "&", "of"):
            return True
        wrong = text.endswith(("ing", "ly")) and index not in words.candidates
        return wrong and words.opens_sentence(index)

    # ------------------------------------------------------------------ to the right

    def right(self, words: Words, after: int, *, place: bool) -> int:
        """Index behind a name's tail ("of the Korean Peninsula", "of April 1979").

        Args:
            words: the paragraph.
            after: index behind the head noun.
            place: whether it names a place, which only "of" goes on.
        """
        texts, word = words.texts, words.texts[after]
        if word not in self._forms.tails or (place and word != "of"):
            return after
        dated = self.date_end(words, after + 1)
        if word == "of" and dated:
            return dated
        index = after + 1
        if texts[index] in ("the", "a", "an"):
            index += 1
        if index not in words.capital or texts[index] in self._forms.openers:
            return after
        reached = index
        while index < words.size:
            text = texts[index]
            if index in words.capital:
                if text in self._forms.openers or self.is_title(words, index):
                    break
                index += 1
                reached = index
                if index - 1 in words.owning:
                    break
            elif self._goes_on(words, index, after):
                index += 1 + (text == "," and texts[index + 1] == "and")
            else:
                break
        last = words.candidates.get(reached - 1)
        if last is not None and last.readings[0][1] == "adjective":
            return after  # "the Communist Party of the Soviet zone"
        dated = self.date_end(words, reached + 1) if texts[reached] == "of" else 0
        return dated or reached

    def _goes_on(self, words: Words, index: int, after: int) -> bool:
        """Whether a small word inside a tail joins what follows to the name."""
        texts, text = words.texts, words.texts[index]
        between = texts[after] == "between"
        if text == ",":
            return self._lists_on(words, index)
        if text == "in":  # "Conference on Security and Cooperation in Europe"
            return "on" in texts[after:index] and index + 1 in words.candidates
        if text not in self._forms.inner:
            return False
        following = index + 1 + (texts[index + 1] in ("the", "a"))
        if following not in words.capital or texts[following] in self._forms.openers:
            return False
        # "informed the Foreign Office of Estonia of the decision": a second "of" is the verb's
        if not between and words.kind_at(index - 1) in _ACTORS:
            return False
        if text in ("and", "&") and not between:
            return not self.head_at(words, following) and words.kind_at(following) not in _ACTORS
        return True

    def _lists_on(self, words: Words, index: int) -> bool:
        """Whether a comma stands in a list of a treaty's subjects, closed by "and"."""
        texts = words.texts
        if texts[index - 1] not in self._forms.treaty_subjects:
            return False
        for at in range(index + 1, min(index + 12, words.size)):
            if texts[at] == "and":
                return at + 1 in words.capital and words.kind_at(at + 1) not in _ACTORS
            if texts[at] != "," and at not in words.capital:
                return False
        return False

    def date_end(self, words: Words, index: int) -> int:
        """Index behind "April 1979", "September 17, 1978" or "1818"; 0 where no date stands."""
        texts = words.texts
        if texts[index] in self._forms.months:
            index += 1
            if texts[index].isdigit() and len(texts[index]) <= 2:
                index += 1
            if texts[index] == ",":
                index += 1
        year = texts[index]
        return index + 1 if year.isdigit() and len(year) == 4 else 0
