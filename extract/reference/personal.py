"""Names of persons by their form and by what stands around them.

No list of first names is needed: a title or office before a name, an office in apposition behind
it, a middle initial, a verb that only people do, a first name that a curated person has. Where
nothing of the kind says that a stretch of capitalized words is a person, it is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.words import Words, label_of_words, phrase_at, phrase_before
from ontology.entities import Knowledge

_APPOSED = 7
"""How many words an apposition has at most before the noun that says who is meant."""
_LONGEST = 6
_ARTICLES = frozenset(("the", "a", "an", "then", "former", "his", "her", "their", "its", "himself"))
_TITLE_TAIL = frozenset(("of", "to", "for", "in", "at"))
_NUMERALS = frozenset(
    [
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
        "X",
        "XI",
        "XII",
        "XIII",
        "XIV",
        "XV",
        "XVI",
    ]
)
_AFTER_ROLE = frozenset(
    ("", ",", ".", ";", ")", "of", "to", "for", "in", "and", "at", "who", "from")
)


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
        self._entities = knowledge.entities
        self._forms = forms()
        labels = [e.label.split() for e in knowledge.entities.values() if e.type == "Person"]
        self._given = frozenset(
            words[0] for words in labels if len(words) > 1 and words[0] not in self._forms.not_given
        )

    def is_given(self, word: str) -> bool:
        """Whether a curated person has this as a first name."""
        return word in self._given

    def find(self, words: Words, taken: frozenset[int]) -> Iterator[Found | Unclear]:
        """The persons named in a paragraph, and what may be one, in text order.

        Args:
            words: the paragraph.
            taken: indices of words that stand in other names.
        """
        position = 0
        for index in words.capitals:
            if index < position or index in taken:
                continue
            titled = self._title_at(words, index)
            first = titled or index
            title = self._title_before(words, index, titled)
            after = self._name_at(words, first, taken)
            if after == first:
                position = max(position, titled)
                continue
            position = after
            found = self._judge(words, first, after, title)
            if found is not None:
                yield found

    # ------------------------------------------------------------------ title and name

    def _title_at(self, words: Words, index: int) -> int:
        """Index behind a title that begins here, with its body or state; 0 where none does."""
        length = phrase_at(words, index, self._forms.titles)
        if not length:
            return 0
        after = index + length
        while words.text(after) in _TITLE_TAIL and after + 1 < len(words):
            tail = self._title_tail(words, after + 1)
            if not tail:
                return 0  # "the Duke of Newcastle"
            after = tail
        if words.text(after) == ",":
            after += 1
        elif words.owning[after - 1]:
            return 0
        further = self._title_at(words, after) if words.is_capital(after) else 0
        return further or after

    def _title_before(self, words: Words, index: int, after: int) -> str:
        """The last title in these words: "Secretary" of "Secretary of the Navy"."""
        title = ""
        while index < after:
            length = phrase_at(words, index, self._forms.titles)
            if length:
                title = label_of_words(words, index, index + length)
            index += length or 1
        return title

    def _title_tail(self, words: Words, index: int) -> int:
        """Index behind the body or state that a title is of."""
        if words.text(index) in ("the", "his", "her"):
            index += 1
        length = phrase_at(words, index, self._forms.departments)
        candidate = words.candidates.get(index)
        if candidate is not None and candidate.span.start == words.starts[index]:
            end = index
            while words.candidates.get(end) is candidate:
                end += 1
            return max(end, index + length)
        if length:
            return index + length
        for end in range(index, min(index + 6, len(words))):
            if words.texts[end] == "Affairs":
                return end + 1
            if not (words.is_capital(end) or words.texts[end] in ("and", "of", "the")):
                break
        if words.is_capital(index) and words.is_capital(index + 1) and not words.owning[index]:
            return index + 1
        return 0

    def _name_at(self, words: Words, first: int, taken: frozenset[int]) -> int:
        """Index behind the words of a name that begins here; ``first`` where none does."""
        data = self._forms
        index = first
        while index < len(words) and index - first < _LONGEST:
            text = words.texts[index]
            if index > first and words.owning[index - 1]:
                break
            if index in taken:
                return first if index == first else index
            if words.is_capital(index):
                if self._breaks(words, index, first):
                    break
                index += 1
                if text in data.suffixes and index - first > 1:
                    break
            elif text in data.particles and index > first and self._joins(words, index, taken):
                index += 1
            elif text == "," and words.text(index + 1) in ("Jr.", "Sr.", "Jr", "Sr"):
                index += 2
                break
            else:
                break
        while index > first and words.texts[index - 1] in data.particles:
            index -= 1
        return index

    def _joins(self, words: Words, index: int, taken: frozenset[int]) -> bool:
        """Whether a name goes on behind a small word ("van", "de la")."""
        after = index + 1
        if words.text(after) in self._forms.particles:
            after += 1
        return words.is_capital(after) and after not in taken and not self._breaks(words, after, -1)

    def _breaks(self, words: Words, index: int, first: int) -> bool:
        """Whether a capitalized word belongs to no person's name."""
        text = words.texts[index]
        data = self._forms
        if text == "I":
            return words.opens_sentence(index)
        if text in data.openers or (text in data.blocking and text not in _NUMERALS):
            return text not in data.suffixes
        if (text,) in data.classes or (text.isupper() and len(text) > 2 and text not in _NUMERALS):
            return True
        if index != first and phrase_at(words, index, data.titles) and text not in data.suffixes:
            return True
        candidate = words.candidates.get(index)
        if candidate is None:
            return False
        key = candidate.readings[0][0]
        return not any(k.startswith("person/") for k, _ in candidate.readings) or (
            candidate.readings[0][1] == "adjective" or not key
        )

    # ------------------------------------------------------------------ evidence

    def _judge(self, words: Words, first: int, after: int, title: str) -> Found | Unclear | None:
        """The name, what may be one, or nothing."""
        inner = list(
            dict.fromkeys(words.candidates[i] for i in range(first, after) if i in words.candidates)
        )
        if words.reaches_out(first, after):
            return None
        span = words.span(first, after)
        if any(" " in self._name_of(words, c) for c in inner) or any(c.span == span for c in inner):
            return None  # the curated name stands, with or without a title
        label = label_of_words(words, first, after)
        found = Found(first, after, "Person", label, inner=tuple(inner), title=title)
        size = sum(1 for i in range(first, after) if words.is_capital(i))
        texts = words.texts[first:after]
        role = self._role_before(words, first)
        if title or (role and size > 1):
            return found if self._is_word(words, first, size) else None
        if size < 2:
            return None
        initial = any(len(t) == 2 and t[1] == "." and t[0].isupper() for t in texts)
        suffix = texts[-1] in self._forms.suffixes and texts[-1] not in _NUMERALS
        if (initial and not self._is_initials_only(texts)) or suffix:
            return found
        given = texts[0] in self._given and not words.owning[first]
        told = phrase_before(words, first, self._forms.before_persons)
        if given or told or self._is_apposed(words, after) or self._does(words, after):
            if not (given or told) and words.text(first - 1).lower() in self._forms.locative:
                return None
            return found
        if words.text(first - 1).lower() in self._forms.locative:
            return None
        return Unclear(found, texts[-1])

    def _is_word(self, words: Words, first: int, size: int) -> bool:
        """Whether what follows a title is more than an initial."""
        return size > 1 or len(words.texts[first].strip(".")) > 1

    def _is_initials_only(self, texts: list[str]) -> bool:
        return all(len(t.replace(".", "")) < 2 for t in texts)

    def _name_of(self, words: Words, candidate: object) -> str:
        inside = [i for i, c in words.candidates.items() if c is candidate]
        return " ".join(words.texts[i] for i in sorted(inside))

    def _role_before(self, words: Words, first: int) -> bool:
        """A noun in lower case right before a name that says it is a person's."""
        if first < 2 or words.owning[first - 1]:
            return False
        if words.texts[first - 1] == ",":
            first -= 1
            if words.texts[first - 2] in _TITLE_TAIL and words.is_capital(first - 1):
                first -= 2  # "the French ambassador in Washington, Jules Cambon"
        return phrase_before(words, first, self._forms.roles)

    def _does(self, words: Words, after: int) -> bool:
        """Whether a verb follows that only people do, perhaps behind a comma."""
        if words.owning[after - 1]:
            return False
        if words.text(after) == ",":
            return words.text(after + 1) == "who"
        if phrase_at(words, after, self._forms.person_verbs):
            return True
        return words.text(after) == "as" and bool(
            phrase_at(words, after + 1, self._forms.titles)
            or phrase_at(words, after + 2, self._forms.titles)
        )

    def _is_apposed(self, words: Words, after: int) -> bool:
        """Whether an office or role stands in apposition: "X, then Exxon’s chief executive"."""
        if words.text(after) not in (",", "(") or words.owning[after - 1]:
            return False
        index = after + 1
        if words.text(index) not in _ARTICLES and not words.is_capital(index):
            return False
        for at in range(index, min(index + _APPOSED, len(words))):
            text = words.texts[at]
            length = phrase_at(words, at, self._forms.titles)
            if length and (at > index or words.is_capital(index)):
                return words.text(at + length) in _AFTER_ROLE
            if phrase_before(words, at + 1, self._forms.roles):
                return words.text(at + 1) in _AFTER_ROLE
            if not text[0].isalnum():
                return False
        return False
