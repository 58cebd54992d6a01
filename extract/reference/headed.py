"""Names of agreements, bodies and places by their head noun.

"Treaty of Guadalupe Hidalgo", "Taiwan Relations Act of April 1979", "Atomic Energy Organization of
Iran": a head noun with a capital, the capitalized words before it, and a tail with "of", "on",
"for" behind it. A name is taken whole or not at all: where its words do not tell which treaty or
ministry is meant ("Foreign Ministry"), it is none, unless an owner does ("Egypt’s").
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.reach import Reach
from extract.reference.spelled import SpelledNames
from extract.reference.words import Words, label_of_words, phrase_at
from ontology.entities import Knowledge

_LONGEST = 14
_MATTERS = frozenset(("Treaty", "Agreement", "Ceasefire", "Declaration", "PolicyDocument", "Forum"))
_OWNED = frozenset(("GovernmentBody", "ArmedGroup"))
_ENOUGH = 4
"""How many telling words make a name of what "a" stands before: "a Treaty of Peace" is none."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """The parts of a name: what stands before the head, the head, what stands behind it."""

    low: int
    first: int
    after: int
    tail: int
    head: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    kind: str

    @property
    def dated(self) -> bool:
        return bool(self.behind) and self.behind[-1].isdigit()


class HeadedNames:
    """Finds names by their head nouns.

    Args:
        knowledge: the curated entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._entities = knowledge.entities
        self._forms = forms()
        self._reach = Reach()
        self._spelled = SpelledNames(knowledge, self._reach)
        self._hot = frozenset(
            (*self._forms.heads, *self._forms.states, *self._forms.place_prefixes)
        )

    def find(self, words: Words) -> Iterator[Found]:
        """The names in a paragraph, in text order; none inside of another."""
        reached, texts, hot = 0, words.texts, self._hot
        for index in words.capitals:
            if texts[index] not in hot or index < reached:
                continue
            found = self._spelled.find(words, index)
            if found is None and (length := self._reach.head_at(words, index)):
                found = self._headed(words, index + 1 - length, index + 1, reached)
            if found is not None and found.first >= reached:
                reached = found.after
                yield found

    def _headed(self, words: Words, first: int, after: int, reached: int) -> Found | None:
        shape = self._shape(words, first, after, reached)
        if shape is None or not self._is_name(words, shape):
            return None
        owner, partial = None, False
        if shape.kind in _OWNED and not self._is_of_state(words, shape):
            owner = self._owner(words, shape.low)
        if not self._is_told(shape):
            owner = self._owner(words, shape.low)
            partial = owner is None and not shape.dated
            if partial and (shape.low == first or shape.tail > after):
                return None
        return self._found(words, shape, owner, partial)

    # ------------------------------------------------------------------ the parts

    def _shape(self, words: Words, first: int, after: int, reached: int) -> _Shape | None:
        texts = words.texts
        following = words.follows(after) and texts[after] not in self._forms.openers
        if following and not self._reach.is_title(words, after):
            return None  # "Navy Yard", "Party Congress": the head stands further on
        head = tuple(texts[first:after])
        place = self._forms.classes[head] == "Place"
        low = self._reach.left(words, first, reached)
        tail = after if after - 1 in words.owning else self._reach.right(words, after, place=place)
        if texts[low] in self._forms.ships or texts[low - 1] in self._forms.ships:
            return None
        if head[-1] in self._forms.missions:
            tail = self._seat(words, after)
            if tail == after or low == first:
                return None
        if low == first:
            tail = min(tail, self._titled_end(words, first, after, tail))
        if after - low > _LONGEST or tail - low > 2 * _LONGEST:
            return None
        if place and tail > after and self._reach.head_at(words, tail - 1):
            return None  # "Gulf of Tonkin Resolution"
        before, behind = tuple(texts[low:first]), tuple(texts[after:tail])
        kind = self._class(head, before, behind)
        if head in self._forms.shared and kind == "GovernmentBody":
            kind = self._shared_kind(words, low, tail, {*before, *behind})
        return _Shape(low, first, after, tail, head, before, behind, kind)

    def _titled_end(self, words: Words, first: int, after: int, tail: int) -> int:
        """Index behind a body in a title, behind which its holder may stand.

        "President of the Council of State Luis Cabral".
        """
        texts = words.texts
        of = first - 1 if texts[first - 1] == "of" else first - 2
        if of < 1 or texts[of] != "of" or not self._reach.is_title(words, of - 1):
            return tail
        length = phrase_at(texts, first, self._forms.departments)
        return first + length if length else after

    def _seat(self, words: Words, after: int) -> int:
        """Index behind "in Baghdad": the place of an embassy."""
        texts = words.texts
        if texts[after] not in ("in", "at"):
            return after
        end = after + 1
        while end in words.capital and texts[end] not in self._forms.openers:
            end += 1
            if end - 1 in words.owning:
                break
        return end if end > after + 1 else after

    def _class(
        self, head: tuple[str, ...], before: tuple[str, ...], behind: tuple[str, ...]
    ) -> str:
        """The class of what a name names, by its head and by the words around it."""
        data = self._forms
        last, around = head[-1], {*before, *behind}
        if last in data.convention:
            return "Forum" if around & data.gatherings else "Treaty"
        if last == "Congress":
            if behind[:1] == ("of",) or "Party" in before:
                return "Forum"
            return "GovernmentBody" if around & data.legislatures else "Organization"
        if head in data.shared and around & data.international:
            return "Organization"
        return data.classes[head]

    def _shared_kind(self, words: Words, low: int, tail: int, around: set[str]) -> str:
        """The class of a commission or council: a state's body where something says so."""
        states = any(words.kind_at(i) in ("state", "government") for i in range(low - 1, tail))
        return "GovernmentBody" if states or around & self._forms.national else "Organization"

    # ------------------------------------------------------------------ whether it is a name

    def _is_name(self, words: Words, shape: _Shape) -> bool:
        """Whether the words around a head make a name, whichever it is."""
        texts, head = words.texts, shape.head[-1]
        telling = [w for w in (*shape.before, *shape.behind) if self._tells(w)]
        if not telling and not (shape.dated and head in self._forms.datable and not shape.before):
            return False
        article = texts[shape.low - 1].lower()
        if article in ("a", "an") and len(telling) < _ENOUGH and not shape.dated:
            return False
        if head.endswith("s") and "and" in shape.behind:
            return False  # "the Treaties of Wangxia and Tianjin" are several
        # "the Carter Administration" is described, not named
        return not (
            head.startswith("Administration") and words.kind_at(shape.first - 1) == "person"
        )

    def _tells(self, word: str) -> bool:
        """Whether a word of a name is one that has a meaning of its own."""
        return word[:1].isupper() and word not in self._forms.months

    def _is_told(self, shape: _Shape) -> bool:
        """Whether the words of a name tell which one is meant."""
        telling = [w for w in (*shape.before, *shape.behind) if self._tells(w)]
        specific = any(word not in self._forms.generic for word in telling)
        if shape.kind in _MATTERS or shape.kind == "Place":
            return specific or len(telling) > 1
        return specific

    def _is_of_state(self, words: Words, shape: _Shape) -> bool:
        """Whether a name holds a state's name or adjective."""
        return any(words.kind_at(i) == "state" for i in range(shape.low, shape.tail))

    def _owner(self, words: Words, low: int) -> str | None:
        """The adjective of the curated state that stands before a name as its owner."""
        if low - 1 not in words.owning or words.kind_at(low - 1) != "state":
            return None
        entity = self._entities[words.candidates[low - 1].readings[0][0]]
        return entity.adjectives[0] if entity.adjectives else entity.label

    # ------------------------------------------------------------------ the record

    def _found(self, words: Words, shape: _Shape, owner: str | None, partial: bool) -> Found | None:
        """The record of a name, unless a curated name stands there or reaches out of it."""
        texts, low, tail = words.texts, shape.low, shape.tail
        if words.reaches_out(low, tail):
            return None
        inner = words.within(low, tail)
        if len(inner) == 1 and words.candidates.get(low) is words.candidates.get(tail - 1):
            return None
        end = tail
        if shape.dated:
            end = tail - 1 - texts[low:tail][::-1].index("of")
        if self._is_curated(words, low, end):
            return None
        first = low
        year = texts[low - 1]
        if shape.kind in _MATTERS and len(year) == 4 and year.isdigit():
            # "the 1868 Treaty of Fort Laramie"
            first -= texts[low - 2].lower() in ("the", "a", "this") or low - 2 in words.owning
        keep_date = shape.dated and sum(1 for w in texts[low:end] if w[0].isupper()) < 3
        label = label_of_words(words, low, tail if keep_date else end)
        parties = self._parties(words, shape)
        return Found(
            first, tail, shape.kind, label,
            owner=owner, participants=parties, inner=inner, partial=partial,
        )  # fmt: skip

    def _is_curated(self, words: Words, low: int, end: int) -> bool:
        """Whether a name is a curated one with a state's before it or a date behind it."""
        while low < end:
            after = words.curated_end(low)
            if after == low:
                return False
            if after == end:
                return words.candidates[low].readings[0][1] != "adjective"
            if words.kind_at(low) != "state":
                return False
            low = after
        return False

    def _parties(self, words: Words, shape: _Shape) -> tuple[str, ...]:
        """The states that an agreement is said to be between."""
        if "between" in shape.behind:
            at = shape.after + shape.behind.index("between")
            inner = words.within(at, shape.tail)
        elif words.texts[shape.tail] == "between" and shape.kind in _MATTERS:
            end = self._reach.right(words, shape.tail, place=False)
            inner = words.within(shape.tail, end)
        else:
            return ()
        return tuple(c.readings[0][0] for c in inner if c.readings[0][0].startswith("state/"))
