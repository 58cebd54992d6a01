"""Names of what the curated list lacks: found by their form, and joined with their short forms.

All of a document is read before its names are settled: whether two capitalized words are a person
often shows only where the second of them recurs alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from extract.claims import LocalEntity
from extract.documents import Document
from extract.reference.contextual import ContextualNames, Located
from extract.reference.forms import forms
from extract.reference.found import Found, Page
from extract.reference.gazetteer import Candidate
from extract.reference.headed import HeadedNames
from extract.reference.personal import PersonalNames, Unclear
from extract.reference.registry import CuratedIndex, Registry, surname
from extract.reference.shortforms import ShortForms
from extract.reference.words import Words, read_words
from ontology.entities import Knowledge

_PERSONAL = frozenset(
    ("he", "his", "him", "himself", "she", "her", "herself", "who", "He", "His", "She")
)
_REACH = 40
"""How many words behind a surname a pronoun may stand that says it is a person's."""
_NESTING = ("agreement/", "document/", "forum/")
_LOWER = re.compile(r"\b[^\W\d_A-Z]\w+")
_BESIDE_PLACES = frozenset(
    ("of", "from", "to", "and", ",", "through", "toward", "for", "on", "against")
)


class UnknownNames:
    """Finds the names in documents that mean no curated entity.

    Args:
        knowledge: the curated entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._index = CuratedIndex(knowledge)
        self._headed = HeadedNames(knowledge)
        self._personal = PersonalNames(knowledge)
        self._contextual = ContextualNames()

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
        reading = _Reading(document, self._index)
        for words in _paragraphs(document, candidates):
            reading.add(words, self._headed, self._personal, self._contextual)
        reading.settle(candidates)
        return reading.result(candidates)


class _Reading:
    """The reading of one document."""

    def __init__(self, document: Document, index: CuratedIndex) -> None:
        self._document = document
        self._knowledge = index.knowledge
        self._forms = forms()
        self._registry = Registry(index)
        self._pages: list[Page] = []
        self._unclear: list[tuple[Page, Unclear]] = []
        self._located: list[tuple[Page, Found]] = []
        self._alone: dict[str, list[tuple[Page, int]]] = defaultdict(list)
        self._new: list[Candidate] = []
        self._dropped: dict[int, str] = {}

    @cached_property
    def _lower(self) -> frozenset[str]:
        """The words that the text has in lower case."""
        return frozenset(_LOWER.findall(self._document.text))

    def add(
        self,
        words: Words,
        headed: HeadedNames,
        personal: PersonalNames,
        contextual: ContextualNames,
    ) -> None:
        """Find the names of the next paragraph."""
        page = Page(words)
        self._pages.append(page)
        if words.is_heading or not words.capitals:
            return
        for found in headed.find(words):
            page.add(found)
        for person in list(personal.find(words, page.taken)):
            if isinstance(person, Unclear):
                self._unclear.append((page, person))
            else:
                page.add(person)
        for place in list(contextual.find(words, page.taken)):
            if isinstance(place, Located):
                self._located.append((page, place.found))
            else:
                page.add(place)
        self._note_alone(page)

    def settle(self, candidates: Sequence[Candidate]) -> None:
        """Decide what was unclear, and which entity each name means."""
        self._settle_unclear()
        self._settle_places()
        self._note_curated(candidates)
        told = [(page, found) for page in self._pages for found in page.found]
        keys = self._registry.add_all([found for _, found in told])
        for (page, found), key in zip(told, keys, strict=True):
            if key is not None:
                self._take(page, found, key)
        curated = [c for c in candidates if not c.nested and id(c) not in self._dropped]
        names = sorted([*curated, *self._new], key=lambda c: c.span.start)
        short = ShortForms(self._registry, self._knowledge, self._pages, names)
        self._new += short.read(lambda word: word.lower() in self._lower)
        self._dropped.update((id(candidate), "") for candidate in short.replaced)

    def result(
        self, candidates: Sequence[Candidate]
    ) -> tuple[list[Candidate], dict[str, LocalEntity]]:
        """The names in text order, and the new entities."""
        kept: list[Candidate] = []
        for candidate in candidates:
            outer = self._dropped.get(id(candidate))
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

    def _note_alone(self, page: Page) -> None:
        """Remember where a capitalized word stands by itself."""
        words, alone, taken, known = page.words, self._alone, page.taken, page.words.candidates
        for index in words.capitals:
            if index in taken or index in known:
                continue
            before = index - 1 in words.capital and words.follows(index)
            before = before and words.texts[index - 1] not in self._forms.openers
            if not before and not words.follows(index + 1):
                alone[words.texts[index]].append((page, index))

    def _settle_unclear(self) -> None:
        """Two capitalized words are a person where the second recurs alone, and a "he" is near."""
        told = Counter(unclear.found.label for _, unclear in self._unclear)
        for page, unclear in self._unclear:
            found, texts = unclear.found, page.words.texts
            if unclear.surname in self._forms.generic or not page.is_free(found):
                continue
            first = found.first
            if page.words.opens_sentence(first) and texts[first].lower() in self._lower:
                continue
            again = told[found.label] > 1 and _is_near(page.words, found.after)
            if self._recurs_as_person(unclear.surname, otherwise=again):
                page.add(found)

    def _recurs_as_person(self, word: str, *, otherwise: bool) -> bool:
        """Whether a word stands alone somewhere with a "he" behind it.

        Args:
            word: the word.
            otherwise: the answer where nothing speaks for it or against it.
        """
        for page, index in self._alone.get(word, ()):
            if page.words.texts[index - 1] in ("the", "a", "an", "in", "at"):
                return False
            if _is_near(page.words, index + 1):
                return True
        return otherwise

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
        before = words.texts[index - 1]
        return before in self._forms.locative or before in _BESIDE_PLACES or index in words.owning

    def _note_curated(self, candidates: Sequence[Candidate]) -> None:
        """Curated persons named in full: their surname alone means them, where it is no name."""
        seen: set[str] = set()
        for candidate in candidates:
            key = candidate.readings[0][0]
            if len(candidate.readings) > 1 or key in seen or not key.startswith("person/"):
                continue
            label = self._knowledge.entities[key].label
            if candidate.span.end - candidate.span.start > len(surname(label)) + 1:
                seen.add(key)
                self._registry.note_person(key, label)

    def _take(self, page: Page, found: Found, key: str) -> None:
        """Take a name as a mention of an entity, and the curated names out that stand inside."""
        span = page.words.span(found.first, found.after)
        self._new.append(Candidate(span, ((key, "name"),)))
        for candidate in found.inner:
            self._dropped[id(candidate)] = key


def _is_near(words: Words, index: int) -> bool:
    """Whether a pronoun for a person follows within some words."""
    return not _PERSONAL.isdisjoint(words.texts[index : index + _REACH])


def _paragraphs(document: Document, candidates: Sequence[Candidate]) -> Iterator[Words]:
    """The words of each paragraph, with the curated names in it."""
    at = 0
    for paragraph in document.paragraphs:
        first = at
        while at < len(candidates) and candidates[at].span.start < paragraph.end:
            at += 1
        yield read_words(document.text, paragraph, candidates[first:at])
