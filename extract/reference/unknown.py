"""Names of what the curated list lacks: found by their form, and joined with their short forms.

All of a document is read before its names are settled: whether two capitalized words are a person
often shows only where the second of them recurs alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.claims import LocalEntity, Span
from extract.documents import Document
from extract.reference.contextual import ContextualNames, Located
from extract.reference.forms import forms
from extract.reference.found import Found
from extract.reference.gazetteer import Candidate
from extract.reference.headed import HeadedNames
from extract.reference.personal import PersonalNames, Unclear
from extract.reference.registry import CuratedIndex, Registry, folded, surname
from extract.reference.words import Words, read_words
from ontology.entities import Knowledge

_PERSONAL = frozenset(("he", "his", "him", "himself", "she", "her", "herself", "who", "He", "His", "She"))
_REACH = 40
"""How many words behind a surname a pronoun may stand that says it is a person's."""
_SHORT_REACH = 60
"""How many mentions back a short form ("the Treaty") may look."""
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,9}")
_NESTING = ("agreement/", "document/", "forum/")


@dataclass(slots=True)
class _Page:
    """One paragraph: its words and what was found in it."""

    words: Words
    found: list[Found] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def add(self, found: Found) -> None:
        self.found.append(found)
        self.taken.update(range(found.first, found.after))

    def is_free(self, found: Found) -> bool:
        return not any(i in self.taken for i in range(found.first, found.after))


class UnknownNames:
    """Finds the names in documents that mean no curated entity.

    Args:
        knowledge: the curated entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._headed = HeadedNames(knowledge)
        self._personal = PersonalNames(knowledge)
        self._contextual = ContextualNames()
        self._index = CuratedIndex(knowledge)

    def read(
        self, document: Document, candidates: Sequence[Candidate]
    ) -> tuple[list[Candidate], dict[str, LocalEntity]]:
        """All names of a document: the curated ones, with those found by form among them.

        Args:
            document: the text.
            candidates: the curated names in it, in text order.

        Returns:
            The names in text order, and the entities that the new ones mean, by key. A curated name
            inside a longer new one is nested where that is a matter's, else gone.
        """
        reading = _Reading(self._knowledge, self._index)
        reading.read(document, candidates, self._headed, self._personal, self._contextual)
        return reading.result(candidates)


class _Reading:
    """The reading of one document."""

    def __init__(self, knowledge: Knowledge, index: CuratedIndex) -> None:
        self._knowledge = knowledge
        self._forms = forms()
        self._registry = Registry(index)
        self._pages: list[_Page] = []
        self._unclear: list[tuple[_Page, Unclear]] = []
        self._located: list[tuple[_Page, Found]] = []
        self._alone: dict[str, list[tuple[_Page, int]]] = defaultdict(list)
        self._lower: set[str] = set()
        self._new: list[Candidate] = []
        self._dropped: dict[Candidate, str] = {}

    def read(
        self,
        document: Document,
        candidates: Sequence[Candidate],
        headed: HeadedNames,
        personal: PersonalNames,
        contextual: ContextualNames,
    ) -> None:
        """Find all names of the document."""
        for words in _paragraphs(document, candidates):
            page = _Page(words)
            self._pages.append(page)
            self._lower.update(word for word in words.texts if word.islower())
            if words.is_heading:
                continue
            for found in headed.find(words):
                page.add(found)
            for person in personal.find(words, frozenset(page.taken)):
                if isinstance(person, Unclear):
                    self._unclear.append((page, person))
                else:
                    page.add(person)
            for place in contextual.find(words, frozenset(page.taken)):
                if isinstance(place, Located):
                    self._located.append((page, place.found))
                else:
                    page.add(place)
            self._note_alone(page)
        self._settle_unclear()
        self._settle_places()
        self._note_curated(candidates)
        keys = self._registry.add_all(f for page in self._pages for f in page.found)
        for page in self._pages:
            for found in page.found:
                if found in keys:
                    self._take(page, found, keys[found])
        self._read_short_forms(candidates)

    def result(
        self, candidates: Sequence[Candidate]
    ) -> tuple[list[Candidate], dict[str, LocalEntity]]:
        """The names in text order, and the new entities."""
        kept: list[Candidate] = []
        for candidate in candidates:
            outer = self._dropped.get(candidate)
            if outer is None:
                kept.append(candidate)
            elif outer.startswith(_NESTING):
                kept.append(Candidate(candidate.span, candidate.readings, nested=True))
        kept += self._new
        kept.sort(key=lambda c: (c.span.start, -c.span.end))
        used = {key for c in self._new for key, _ in c.readings}
        entities = {k: e for k, e in self._registry.entities.items() if k in used}
        return kept, entities

    # ------------------------------------------------------------------ what the document decides

    def _note_alone(self, page: _Page) -> None:
        """Remember where a capitalized word stands by itself."""
        words = page.words
        for index in words.capitals:
            if index in page.taken or index in words.candidates:
                continue
            before = words.is_capital(index - 1) and not words.owning[index - 1]
            after = words.is_capital(index + 1) and not words.owning[index]
            if not before and not after:
                self._alone[words.texts[index]].append((page, index))

    def _settle_unclear(self) -> None:
        """Two capitalized words are a person where the second recurs alone, and a "he" is near."""
        told = Counter(unclear.found.label for _, unclear in self._unclear)
        for page, unclear in self._unclear:
            if unclear.surname in self._forms.generic or not page.is_free(unclear.found):
                continue
            first = unclear.found.first
            if page.words.opens_sentence(first) and page.words.texts[first].lower() in self._lower:
                continue
            for where, index in self._alone.get(unclear.surname, ()):
                words = where.words
                if words.text(index - 1) in ("the", "a", "an", "in", "at"):
                    break
                near = words.texts[index + 1 : index + _REACH]
                if _PERSONAL.intersection(near):
                    page.add(unclear.found)
                    break
            else:
                if told[unclear.found.label] > 1 and _PERSONAL.intersection(
                    page.words.texts[unclear.found.after : unclear.found.after + _REACH]
                ):
                    page.add(unclear.found)

    def _settle_places(self) -> None:
        """What stands behind "in" is a place unless it does something elsewhere in the text."""
        for page, found in self._located:
            if not page.is_free(found) or found.label.lower() in self._lower:
                continue
            alone = self._alone.get(found.label, ())
            if all(
                self._is_place_like(where.words, index)
                for where, index in alone
                if where is not page or index != found.first
            ):
                page.add(found)

    def _is_place_like(self, words: Words, index: int) -> bool:
        """Whether nothing where a word stands alone speaks against a place."""
        before = words.text(index - 1)
        return (
            before in self._forms.locative
            or before in ("of", "from", "to", "and", ",", "through", "toward", "for", "on", "against")
            or words.owning[index]
        )

    def _note_curated(self, candidates: Sequence[Candidate]) -> None:
        """Curated persons named in full: their surname alone means them, where it is no name yet."""
        seen = set()
        for candidate in candidates:
            key = candidate.readings[0][0]
            if not key.startswith("person/") or key in seen or len(candidate.readings) > 1:
                continue
            label = self._knowledge.entities[key].label
            if candidate.span.end - candidate.span.start > len(surname(label)) + 1:
                seen.add(key)
                self._registry.note_person(key, label)

    # ------------------------------------------------------------------ mentions

    def _take(self, page: _Page, found: Found, key: str) -> None:
        span = page.words.span(found.first, found.after)
        self._new.append(Candidate(span, ((key, "name"),)))
        for candidate in found.inner:
            self._dropped[candidate] = key

    def _read_short_forms(self, candidates: Sequence[Candidate]) -> None:
        """Abbreviations, surnames, repeated names and "the Treaty", in text order."""
        told = sorted(
            [*(c for c in candidates if not c.nested and c not in self._dropped), *self._new],
            key=lambda c: c.span,
        )
        aliases = dict(self._registry.aliases)
        aliases.update(self._abbreviations(told))
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for alias in sorted(aliases, key=lambda a: (-len(a), a)):
            by_first[alias[0]].append(alias)
        surnames = self._registry.surnames()
        recent: list[Candidate] = []
        position = 0
        for page in self._pages:
            words = page.words
            reached = 0
            for index in words.capitals:
                while position < len(told) and told[position].span.start < words.starts[index]:
                    recent.append(told[position])
                    position += 1
                if index < reached or index in page.taken:
                    continue
                key, after = "", index + 1
                for alias in by_first.get(words.texts[index], ()):
                    end = index + len(alias)
                    if tuple(words.texts[index:end]) == alias and self._is_whole(page, index, end):
                        key, after = aliases[alias], end
                        break
                if not key and index not in words.candidates:
                    if folded(words.texts[index]) in surnames:
                        key = self._by_surname(page, index) or ""
                    elif words.texts[index] in self._forms.short_forms and not words.is_heading:
                        key = self._by_head(words, index, recent) or ""
                if key:
                    reached = after
                    self._new.append(Candidate(words.span(index, after), ((key, "name"),)))

    def _is_whole(self, page: _Page, first: int, after: int) -> bool:
        """Whether a known name stands here and not a part of another one."""
        words = page.words
        if words.reaches_out(first, after) or any(i in page.taken for i in range(first, after)):
            return False
        inner = words.candidates.get(first)
        if inner is not None and inner is words.candidates.get(after - 1):
            return False
        for index in range(first, after):
            candidate = words.candidates.get(index)
            if candidate is not None:
                self._dropped.setdefault(candidate, "")
        return True

    def _by_surname(self, page: _Page, index: int) -> str | None:
        """The person whose surname stands here alone, or behind a title."""
        words = page.words
        text = words.texts[index]
        following = words.text(index + 1)
        if words.is_capital(index + 1) and not words.owning[index] and following.isalpha():
            if following not in self._forms.openers and following not in self._forms.titles:
                return None
        before = words.text(index - 1)
        if before in ("the", "The", "a", "an") or before in self._forms.locative:
            return None
        if words.is_capital(index - 1) and not words.owning[index - 1]:
            if before not in self._forms.titles and before not in self._forms.openers:
                return None
        if words.opens_sentence(index) and text.lower() in self._lower:
            return None
        return self._registry.by_surname(text)

    def _by_head(self, words: Words, index: int, recent: Sequence[Candidate]) -> str | None:
        """What "the Treaty" means: the nearest of that head named before."""
        if words.text(index - 1) not in ("the", "The", "this", "This"):
            return None
        if words.is_capital(index + 1) and not words.owning[index]:
            return None
        head = words.texts[index]
        if words.text(index + 1) in ("of", "on", "for") and words.is_capital(index + 2):
            return None
        for candidate in reversed(recent[-_SHORT_REACH:]):
            key, kind = candidate.readings[0]
            if kind != "name":
                continue
            curated = self._knowledge.entities.get(key)
            label = curated.label if curated is not None else self._registry.entities[key].label
            if head in label.split() and not key.startswith(("state/", "person/")):
                return key
        return None

    def _abbreviations(self, told: Sequence[Candidate]) -> dict[tuple[str, ...], str]:
        """What the text itself abbreviates: "Organization of American States (OAS)"."""
        ends = {candidate.span.end: candidate for candidate in told}
        found: dict[tuple[str, ...], str] = {}
        for page in self._pages:
            words = page.words
            for index in words.capitals:
                if words.text(index - 1) == "the" and words.text(index - 2) == "(":
                    before = index - 3
                elif words.text(index - 1) == "(":
                    before = index - 2
                else:
                    continue
                short = words.texts[index]
                candidate = ends.get(words.ends[before]) if before >= 0 else None
                if candidate is None or words.text(index + 1) not in (")", ",", ";", "or"):
                    continue
                key = candidate.readings[0][0]
                name = " ".join(words.texts[i] for i in _within(words, candidate.span, before))
                if candidate.readings[0][1] == "adjective" or not _abbreviates(short, name):
                    continue
                known = self._knowledge.readings.get(short, ())
                if not known or all(k == key for k, _ in known):
                    found.setdefault((short,), key)
        for alias, key in found.items():
            entity = self._registry.entities.get(key)
            if entity is not None and alias[0] not in entity.names:
                names = (*entity.names, alias[0])
                self._registry.entities[key] = LocalEntity(
                    entity.key, entity.type, entity.label, names, entity.participants
                )
        return found


def _within(words: Words, span: Span, last: int) -> Iterator[int]:
    index = last
    while index >= 0 and words.starts[index] >= span.start:
        index -= 1
    yield from range(index + 1, last + 1)


def _paragraphs(document: Document, candidates: Sequence[Candidate]) -> Iterator[Words]:
    """The words of each paragraph, with the curated names in it."""
    at = 0
    for paragraph in document.paragraphs:
        first = at
        while at < len(candidates) and candidates[at].span.start < paragraph.end:
            at += 1
        yield read_words(document.text, paragraph, candidates[first:at])


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation stand in this order in the name, at words' beginnings."""
    if not _ABBREVIATION.fullmatch(short) or sum(c.isupper() for c in short) < 2:
        return False
    initials = "".join(part[0] for part in re.split(r"[\s-]+", name) if part).lower()
    rest = iter(name.lower())
    letters = [c for c in short.lower() if c.isalnum()]
    return letters[0] in initials and all(c in rest for c in letters)
