"""Names of persons by their form and by what stands around them.

No list of first names is needed: a title or office before a name, an office in apposition behind
it, a middle initial, a verb that only people do, a first name that a curated person has. Where
nothing of the kind says that a stretch of capitalized words is a person, it is none.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.titles import TAIL, last_title, title_end
from extract.reference.words import Words, label_of_words, phrase_at, phrase_before
from ontology.entities import Knowledge

_APPOSED = 7
"""How many words an apposition has at most before the noun that says who is meant."""
_LONGEST = 6
_ARTICLES = frozenset(("the", "a", "an", "then", "former", "his", "her", "their", "its", "himself"))
_AFTER_ROLE = frozenset(
    ("", ",", ".", ";", ")", "of", "to", "for", "in", "and", "at", "who", "from")
)
_JUNIOR = frozenset(("Jr.", "Sr.", "Jr", "Sr"))


@dataclass(frozen=True, slots=True)
class Unclear:
    """Two or more capitalized words that may be a person's name.

    Attributes:
        found: the name, were it one.
        surname: its last word, which later stands alone where it is a person's.
    """

    found: Found
    surname: str


class PersonalNames:
    """Finds persons' names.

    Args:
        knowledge: the curated entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._forms = forms()
        labels = [e.label.split() for e in knowledge.entities.values() if e.type == "Person"]
        self._given = frozenset(
            words[0] for words in labels if len(words) > 1 and words[0] not in self._forms.not_given
        )

    def find(self, words: Words, taken: AbstractSet[int]) -> Iterator[Found | Unclear]:
        """The persons named in a paragraph, and what may be one, in text order.

        Args:
            words: the paragraph.
            taken: indices of words that stand in other names.
        """
        position, texts, known = 0, words.texts, words.candidates
        titles, openers = self._forms.titles, self._forms.openers
        for index in words.capitals:
            if index < position or index in taken:
                continue
            text = texts[index]
            if text in titles:
                titled = title_end(words, index)
            elif text in openers or (
                index in known and not known[index].readings[0][0].startswith("person/")
            ):
                continue
            else:
                titled = 0
            first = titled or index
            after = self._name_end(words, first, taken)
            if after == first:
                position = max(position, titled)
                continue
            position = after
            found = self._judge(words, first, after, last_title(words, index, titled))
            if found is not None:
                yield found

    # ------------------------------------------------------------------ how far a name reaches

    def _name_end(self, words: Words, first: int, taken: AbstractSet[int]) -> int:
        """Index behind the words of a name that begins here; ``first`` where none does."""
        data, texts, index = self._forms, words.texts, first
        while index < words.size and index - first < _LONGEST and index not in taken:
            if index > first and index - 1 in words.owning:
                break
            text = texts[index]
            if index in words.capital:
                if self._breaks(words, index, first):
                    break
                index += 1
                if text in data.suffixes and index - first > 1:
                    break
            elif text in data.particles and index > first and self._joins(words, index, taken):
                index += 1
            elif text == "," and texts[index + 1] in _JUNIOR:
                index += 2
                break
            else:
                break
        while index > first and texts[index - 1] in data.particles:
            index -= 1
        return index

    def _joins(self, words: Words, index: int, taken: AbstractSet[int]) -> bool:
        """Whether a name goes on behind a small word ("van", "de la")."""
        after = index + 1 + (words.texts[index + 1] in self._forms.particles)
        return after in words.capital and after not in taken and not self._breaks(words, after, -1)

    def _breaks(self, words: Words, index: int, first: int) -> bool:
        """Whether a capitalized word belongs to no person's name."""
        text, data = words.texts[index], self._forms
        if text == "I":
            return words.opens_sentence(index)
        if index > first and self._is_surname(words, index, first):
            return False
        if text in data.numerals or text in data.suffixes:
            return False
        if text in data.openers or text in data.blocking or (text,) in data.classes:
            return True
        if text.isupper() and len(text) > 2:
            return True
        if index != first and phrase_at(words.texts, index, data.titles):
            return True
        candidate = words.candidates.get(index)
        if candidate is None:
            return False
        if candidate.readings[0][1] == "adjective":
            return True
        return not any(key.startswith("person/") for key, _ in candidate.readings)

    def _is_surname(self, words: Words, index: int, first: int) -> bool:
        """Whether a title behind a first name is the surname: "Defence Secretary Tom King".

        It closes the name, and no "of" makes it a title ("Prince Henry, Duke of York").
        """
        if words.texts[index] not in self._forms.title_surnames or first < 0:
            return False
        closes = not words.follows(index + 1) or words.texts[index + 1] in self._forms.suffixes
        return closes and words.texts[index + 1] != "of"

    # ------------------------------------------------------------------ evidence

    def _judge(self, words: Words, first: int, after: int, title: str) -> Found | Unclear | None:
        """The name, what may be one, or nothing."""
        if words.reaches_out(first, after):
            return None
        inner = words.within(first, after)
        if inner and self._is_curated(words, first, after):
            return None  # the curated name stands, with or without a title
        label = label_of_words(words, first, after)
        found = Found(first, after, "Person", label, inner=inner, title=title)
        size = sum(1 for i in range(first, after) if i in words.capital)
        texts = words.texts[first:after]
        if title or (size > 1 and self._has_role(words, first)):
            # what follows a title is more than an initial
            return found if size > 1 or len(texts[0].strip(".")) > 1 else None
        if size < 2:
            return self._single(words, found)
        if self._is_written_so(texts):
            return found
        given = texts[0] in self._given and first not in words.owning
        located = words.texts[first - 1].lower() in self._forms.locative
        if given or phrase_before(words.texts, first, self._forms.before_persons):
            return found
        if not located and (self._is_apposed(words, after) or self._does(words, after)):
            return found
        return None if located else Unclear(found, texts[-1])

    def _is_curated(self, words: Words, first: int, after: int) -> bool:
        """Whether the words are a curated name, or hold one of several words."""
        if after - first == 1:
            return first in words.candidates
        return any(words.curated_end(index) - index > 1 for index in range(first, after))

    def _is_written_so(self, texts: list[str]) -> bool:
        """Whether an initial or "Jr." says that it is a person's name."""
        initial = any(len(t) == 2 and t[1] == "." and t[0].isupper() for t in texts)
        if initial and any(len(t.replace(".", "")) > 1 for t in texts):
            return True
        return texts[-1] in self._forms.suffixes and texts[-1] not in self._forms.numerals

    def _single(self, words: Words, found: Found) -> Found | None:
        """One word with a title in apposition: "Maximilian, Archduke of Austria"."""
        texts, after = words.texts, found.after
        if texts[after] != "," or words.opens_sentence(found.first):
            return None
        length = phrase_at(texts, after + 1, self._forms.titles)
        if not length or texts[after + 1 + length] != "of":
            return None
        before = texts[found.first - 1].lower()
        if before in self._forms.locative or before == "of":
            return None
        return replace(found, title=label_of_words(words, after + 1, after + 1 + length))

    def _has_role(self, words: Words, first: int) -> bool:
        """Whether a noun in lower case right before a name says that it is a person's."""
        if first < 2 or first - 1 in words.owning:
            return False
        texts = words.texts
        if texts[first - 1] == ",":
            first -= 1
            if texts[first - 2] in TAIL and first - 1 in words.capital:
                first -= 2  # "the French ambassador in Washington, Jules Cambon"
        return phrase_before(texts, first, self._forms.roles)

    def _does(self, words: Words, after: int) -> bool:
        """Whether a verb follows that only people do, or "as" and a title."""
        texts = words.texts
        if after - 1 in words.owning:
            return False
        if texts[after] == ",":
            return texts[after + 1] == "who"
        if phrase_at(texts, after, self._forms.person_verbs):
            return True
        titles = self._forms.titles
        return texts[after] == "as" and bool(
            phrase_at(texts, after + 1, titles) or phrase_at(texts, after + 2, titles)
        )

    def _is_apposed(self, words: Words, after: int) -> bool:
        """Whether an office or role stands in apposition: "X, then Exxon’s chief executive"."""
        texts, index = words.texts, after + 1
        if texts[after] not in (",", "(") or after - 1 in words.owning:
            return False
        if texts[index] not in _ARTICLES and index not in words.capital:
            return False
        for at in range(index, min(index + _APPOSED, words.size)):
            length = phrase_at(texts, at, self._forms.titles)
            if length and (at > index or index in words.capital):
                return texts[at + length] in _AFTER_ROLE
            if phrase_before(texts, at + 1, self._forms.roles):
                return texts[at + 1] in _AFTER_ROLE
            if not texts[at][0].isalnum():
                return False
        return False
