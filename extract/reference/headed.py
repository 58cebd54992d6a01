"""Names of agreements, bodies, places and states by their head noun.

"Treaty of Guadalupe Hidalgo", "Taiwan Relations Act of April 1979", "Atomic Energy Organization of
Iran": a head noun with a capital, the capitalized words before it, and a tail with "of", "on",
"for" behind it. A name is taken whole or not at all: where its words do not tell which treaty or
ministry is meant ("Foreign Ministry"), it is none, unless an owner does ("Egypt’s").
"""

from collections.abc import Iterator
from dataclasses import replace

from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.words import Words, label_of_words, phrase_at
from ontology.entities import Knowledge

_TAIL = frozenset(("of", "on", "for", "against", "concerning", "regarding", "between"))
_INNER = frozenset(("of", "on", "for", "and", "&", "the"))
_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_INNER_OWNERS = frozenset(
    [
        "People",
        "Peoples",
        "Workers",
        "Worker",
        "Women",
        "King",
        "Queen",
        "Children",
        "Farmers",
        "Soldiers",
    ]
)
_NO_TITLES = frozenset(
    [
        "General",
        "Consul",
        "Chief",
        "Justice",
        "Governors",
        "Ministers",
        "Presidents",
        "Generals",
        "Consuls",
        "Kings",
        "Lords",
        "Commissioners",
        "Secretaries",
        "Colonels",
        "Admirals",
        "Ambassadors",
        "Captain",
        "Major",
    ]
)
_PARTICLES = frozenset(("de", "del", "la", "al", "el", "von"))
_LONGEST = 14
_MATTERS = frozenset(("Treaty", "Agreement", "Ceasefire", "Declaration", "PolicyDocument", "Forum"))
_STATE_KINDS = ("state/",)
_DATABLE = frozenset(
    ("Treaty", "Convention", "Conference", "Constitution", "Protocol", "Accord", "Act", "Compact")
)


class HeadedNames:
    """Finds names by their head nouns.

    Args:
        knowledge: the curated entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._entities = knowledge.entities
        self._forms = forms()

    def find(self, words: Words) -> Iterator[Found]:
        """The names in a paragraph, in text order; none inside of another."""
        reached = 0
        for index in words.capitals:
            if index < reached:
                continue
            found = self._state_at(words, index) or self._place_at(words, index)
            if found is None:
                length = self._head_ending_at(words, index)
                if length:
                    found = self._headed(words, index + 1 - length, index + 1, reached)
            if found is not None and found.first >= reached:
                reached = found.after
                yield found

    # ------------------------------------------------------------------ heads

    def _head_ending_at(self, words: Words, index: int) -> int:
        """How many words the head noun has that ends at a word; the longest one counts."""
        for phrase in self._forms.heads.get(words.texts[index], ()):
            length = len(phrase)
            if length == 1 or tuple(words.texts[index + 1 - length : index + 1]) == phrase:
                # "Air Force Academy": the head is the last one of several
                return length
        return 0

    def _headed(self, words: Words, first: int, after: int, reached: int) -> Found | None:
        head = tuple(words.texts[first:after])
        low = self._left(words, first, reached)
        if words.owning[after - 1]:
            tail = after
        else:
            tail = self._tail(words, after, self._class(head, (), ()))
        if self._chained(words, after):
            return None  # "Navy Secretary", "Party Congress": the head stands further on
        if head[-1] in self._forms.missions:
            tail = self._seat(words, after)
            if tail == after or low == first:
                return None
        if after - low > _LONGEST or tail - low > 2 * _LONGEST:
            return None
        if low == first and words.text(low - 1) in ("of", "the"):
            # "President of the Council of State Luis Cabral": what follows may be the president
            of = low - 1 if words.text(low - 1) == "of" else low - 2
            if words.text(of) == "of" and self._is_title(words, of - 1):
                length = phrase_at(words, first, self._forms.departments)
                tail = min(tail, first + length) if length else after
        if tail > after and self._forms.classes[head] == "Place" and self._head_ending_at(words, tail - 1):
            return None  # "Gulf of Tonkin Resolution"
        before = tuple(words.texts[low:first])
        behind = tuple(words.texts[after:tail])
        kind = self._class(head, before, behind)
        telling = [w for w in (*before, *behind) if self._tells(w)]
        dated = bool(behind) and behind[-1].isdigit()
        if not telling and not (dated and not before and head[-1] in _DATABLE):
            return None
        article = words.text(low - 1).lower()
        if article in ("a", "an") and len(telling) < 4 and not dated:
            return None
        if head[-1].endswith("s") and "and" in behind:
            return None  # "the Treaties of Wangxia and Tianjin" are several
        if head[-1].startswith("Administration") and self._is_person(words, first - 1):
            return None  # "the Carter Administration" is described, not named
        owner, partial = None, False
        if not self._is_told(words, low, first, tail, before, behind, kind):
            owner = self._owner(words, low)
            partial = owner is None and not dated
            if partial and (low == first or tail > after):
                return None
        first = low
        if kind in _MATTERS and words.text(low - 1).isdigit() and len(words.text(low - 1)) == 4:
            if words.text(low - 2).lower() in ("the", "a", "this") or words.owning[low - 2]:
                first = low - 1
        found = self._named(words, first, low, tail, kind, owner, dated)
        return found and replace(found, partial=partial)

    def _chained(self, words: Words, after: int) -> bool:
        """Whether a capitalized word follows right behind, so that the head is none."""
        return (
            words.is_capital(after)
            and not words.owning[after - 1]
            and words.text(after) not in self._forms.openers
            and not self._is_title(words, after)
        )

    def _seat(self, words: Words, after: int) -> int:
        """Index behind "in Baghdad": the place of an embassy."""
        if words.text(after) not in ("in", "at"):
            return after
        end = after + 1
        while words.is_capital(end) and words.texts[end] not in self._forms.openers:
            end += 1
            if words.owning[end - 1]:
                break
        return end if end > after + 1 else after

    def _class(
        self, head: tuple[str, ...], before: tuple[str, ...], behind: tuple[str, ...]
    ) -> str:
        data = self._forms
        last = head[-1]
        around = {*before, *behind}
        if last == "Administration" and before and not around & self._forms.international:
            return "GovernmentBody"
        if last in data.convention:
            return "Forum" if around & data.gatherings else "Treaty"
        if head[-1:] == ("Congress",):
            if behind[:1] == ("of",) or "Party" in before:
                return "Forum"
            return (
                "GovernmentBody"
                if around & {"Continental", "Confederate", "U.S."}
                else "Organization"
            )
        if head in data.shared and around & data.international:
            return "Organization"
        return data.classes[head]

    # ------------------------------------------------------------------ how far the name reaches

    def _left(self, words: Words, first: int, reached: int) -> int:
        """Index of the first word of a name whose head begins at ``first``."""
        low = first
        while low - 1 >= reached:
            before = low - 1
            text = words.texts[before]
            if words.owning[before] and text not in _INNER_OWNERS:
                break
            if words.is_capital(before):
                if text in self._forms.openers or self._is_title(words, before):
                    break
                low = before
            elif (
                text in ("and", "&")
                and low > 1
                and words.is_capital(before - 1)
                and before - 1 >= reached
                and not words.owning[before - 1]
                and not self._is_actor(words, before - 1)
                and not self._is_actor(words, before + 1)
                and words.texts[before - 1] not in self._forms.openers
                and self._head_ending_at(words, before - 1) == 0
            ) or (text in _PARTICLES and before > reached and words.is_capital(before - 1)):
                low = before - 1
            else:
                break
        while low < first and self._opens_wrongly(words, low):
            low += 1
        while low < first and words.texts[low] in ("and", "&"):
            low += 1
        return low

    def _is_title(self, words: Words, index: int) -> bool:
        """Whether a word is a title that belongs to no name of a body ("President Carter")."""
        text = words.texts[index]
        return text not in _NO_TITLES and (text,) in self._forms.titles.get(text, ())

    def _opens_wrongly(self, words: Words, index: int) -> bool:
        """Whether a word has its capital from the sentence it opens."""
        text = words.texts[index]
        return words.opens_sentence(index) and (
            text.endswith(("ing", "ly")) and index not in words.candidates
        )

    def _tail(self, words: Words, after: int, kind: str) -> int:
        """Index behind a name's tail ("of the Korean Peninsula", "of April 1979")."""
        word = words.text(after)
        if word not in _TAIL:
            return after
        if (
            word in ("on", "for", "against", "between", "concerning", "regarding")
            and kind == "Place"
        ):
            return after
        dated = self._date_at(words, after + 1)
        if word == "of" and dated:
            return dated
        index = after + 1
        if words.text(index) in ("the", "a", "an"):
            index += 1
        if not words.is_capital(index) or words.text(index) in self._forms.openers:
            return after
        reached = index
        while index < len(words):
            text = words.texts[index]
            if words.is_capital(index):
                if text in self._forms.openers or self._is_title(words, index):
                    break
                index += 1
                reached = index
                if words.owning[index - 1]:
                    break
            elif text in _INNER and self._goes_on(words, index, word == "between"):
                index += 1
            elif text == "in" and "on" in words.texts[after:index]:
                if index + 1 not in words.candidates:
                    break
                index += 1
            elif text == "," and self._lists_on(words, index):
                index += 1 + (words.text(index + 1) == "and")
            else:
                break
        last = words.candidates.get(reached - 1)
        if last is not None and last.readings[0][1] == "adjective":
            return after  # "the Communist Party of the Soviet zone"
        dated = self._date_at(words, reached + 1) if words.text(reached) == "of" else 0
        return dated or reached

    def _goes_on(self, words: Words, index: int, between: bool) -> bool:
        """Whether a small word inside a tail joins what follows to the name."""
        after = index + 1
        if words.text(after) in ("the", "a"):
            after += 1
        if not words.is_capital(after) or words.text(after) in self._forms.openers:
            return False
        if words.texts[index] in ("and", "&") and not between:
            if self._head_ending_at(words, after):
                return False
            return not self._is_actor(words, after) and not self._is_actor(words, index - 1)
        # "informed the Foreign Office of Estonia of the decision": a second "of" is the verb's
        return between or not self._is_actor(words, index - 1)

    def _is_actor(self, words: Words, index: int) -> bool:
        """Whether a curated state, body or person stands at a word."""
        candidate = words.candidates.get(index)
        return candidate is not None and not candidate.readings[0][0].startswith("issue/")

    def _is_person(self, words: Words, index: int) -> bool:
        """Whether a curated person's name stands at a word."""
        candidate = words.candidates.get(index)
        return candidate is not None and candidate.readings[0][0].startswith("person/")

    def _lists_on(self, words: Words, index: int) -> bool:
        """Whether a comma stands in a list of a treaty's subjects, closed by "and"."""
        if words.text(index - 1) not in self._forms.treaty_subjects:
            return False
        for at in range(index + 1, min(index + 12, len(words))):
            if words.texts[at] == "and":
                return words.is_capital(at + 1) and not self._is_actor(words, at + 1)
            if words.texts[at] != "," and not words.is_capital(at):
                return False
        return False

    def _date_at(self, words: Words, index: int) -> int:
        """Index behind "April 1979", "September 17, 1978" or "1818" where such a date stands."""
        if words.text(index) in _MONTHS:
            index += 1
            if words.text(index).isdigit() and len(words.text(index)) <= 2:
                index += 1
            if words.text(index) == ",":
                index += 1
        year = words.text(index)
        return index + 1 if year.isdigit() and len(year) == 4 else 0

    # ------------------------------------------------------------------ whether it tells which one

    def _tells(self, word: str) -> bool:
        """Whether a word of a name is one that has a meaning of its own."""
        return word[:1].isupper() and word not in _MONTHS

    def _is_told(
        self,
        words: Words,
        low: int,
        first: int,
        tail: int,
        before: tuple[str, ...],
        behind: tuple[str, ...],
        kind: str,
    ) -> bool:
        """Whether the words of a name tell which one is meant."""
        generic = self._forms.generic
        specific = [w for w in before if w[:1].isupper() and w not in generic]
        specific += [w for w in behind if self._tells(w) and w not in generic]
        if kind in _MATTERS or kind == "Place":
            named = len([w for w in (*before, *behind) if self._tells(w)])
            return bool(specific) or named > 1
        return bool(specific)

    def _owner(self, words: Words, low: int) -> str | None:
        """The adjective of the curated state that stands before a name as its owner."""
        if low < 1 or not words.owning[low - 1]:
            return None
        candidate = words.candidates.get(low - 1)
        if candidate is None or not candidate.readings[0][0].startswith(_STATE_KINDS):
            return None
        entity = self._entities[candidate.readings[0][0]]
        return entity.adjectives[0] if entity.adjectives else entity.label

    # ------------------------------------------------------------------ states and places

    def _state_at(self, words: Words, index: int) -> Found | None:
        """ "Kingdom of Nassau"; the curated state where "Republic of Ghana" only spells it out."""
        for phrase in self._forms.states.get(words.texts[index], ()):
            after = index + len(phrase)
            if tuple(words.texts[index:after]) != phrase or words.text(after) != "of":
                continue
            after += 1
            if words.text(after) == "the":
                after += 1
            candidate = words.candidates.get(after)
            if index in words.candidates and words.candidates[index] is not candidate:
                return None
            if words.is_capital(index - 1) and candidate is None:
                return None  # "American Federation of Labor"
            if candidate is not None:
                return self._spelled_out(words, index, after)
            if phrase in (("Union",), ("State",), ("Confederation",), ("Commonwealth",)):
                return None
            end = after
            while words.is_capital(end) and words.text(end) not in self._forms.openers:
                end += 1
                if words.owning[end - 1]:
                    break
            if words.text(end) in _PARTICLES:
                end -= 1
            if end == after or words.texts[end - 1] in ("Letters", "Sciences"):
                return None
            return self._named(words, index, index, end, "State", None, False)
        return None

    def _spelled_out(self, words: Words, index: int, after: int) -> Found | None:
        candidate = words.candidates[after]
        end = after
        while words.candidates.get(end) is candidate:
            end += 1
        if words.is_capital(end) and words.text(end) not in self._forms.openers:
            return None
        if words.text(end) in ("and", "&") and words.is_capital(end + 1) and end - after == 1:
            if words.texts[index] in ("Union", "Federation"):
                return None
        for key, kind in candidate.readings:
            if key.startswith(_STATE_KINDS) and kind == "name":
                return Found(index, end, "", self._entities[key].label, key)
        return None

    def _place_at(self, words: Words, index: int) -> Found | None:
        """ "Lake Chad", "Fort Necessity"."""
        if words.texts[index] not in self._forms.place_prefixes or index in words.candidates:
            return None
        end = index + 1
        while (
            words.is_capital(end)
            and words.text(end) not in self._forms.openers
            and not words.owning[end - 1]
            and end - index < 3
        ):
            end += 1
        if end == index + 1 or words.opens_sentence(index + 1):
            return None
        if self._head_ending_at(words, end - 1):
            return None
        return self._named(words, index, index, end, "Place", None, False)

    # ------------------------------------------------------------------ the record

    def _named(
        self,
        words: Words,
        first: int,
        low: int,
        after: int,
        kind: str,
        owner: str | None,
        dated: bool,
    ) -> Found | None:
        """The record of a name, unless a curated name stands there or holds it."""
        if words.reaches_out(low, after):
            return None
        inner = list(dict.fromkeys(c for i in range(low, after) if (c := words.candidates.get(i))))
        if len(inner) == 1 and words.candidates.get(low) is words.candidates.get(after - 1):
            return None
        end = after
        if dated:
            while words.texts[end - 1] != "of":
                end -= 1
            end -= 1
        if self._is_curated(words, low, end):
            return None
        keep_date = dated and len([w for w in words.texts[low:end] if w[0].isupper()]) < 3
        label = label_of_words(words, low, after if keep_date else end)
        between: tuple[str, ...] = ()
        if "between" in words.texts[low:after]:
            at = words.texts.index("between", low)
            between = tuple(
                dict.fromkeys(
                    c.readings[0][0]
                    for i, c in sorted(words.candidates.items())
                    if at < i < after and c.readings[0][0].startswith(_STATE_KINDS)
                )
            )
        return Found(first, after, kind, label, None, owner, between, tuple(inner))

    def _is_curated(self, words: Words, low: int, end: int) -> bool:
        """Whether a name is a curated one with a state's before it or a date behind it."""
        while low < end:
            candidate = words.candidates.get(low)
            if candidate is None:
                return False
            if candidate.span.end == words.ends[end - 1]:
                return candidate.readings[0][1] != "adjective"
            if not candidate.readings[0][0].startswith(_STATE_KINDS):
                return False
            while words.candidates.get(low) is candidate:
                low += 1
        return False
