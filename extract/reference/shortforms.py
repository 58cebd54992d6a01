"""Later short forms of names: abbreviations, surnames, "the Treaty", and the name itself again."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extract.reference.forms import forms
from extract.reference.found import Page
from extract.reference.gazetteer import Candidate
from extract.reference.registry import Registry, folded
from extract.reference.words import Words
from ontology.entities import Knowledge

_REACH = 60
"""How many mentions back a short form ("the Treaty") may look."""
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,9}")
_ARTICLES = frozenset(("the", "The", "a", "an"))
_PARTS = re.compile(r"[\s-]+")

Aliases = Mapping[tuple[str, ...], str]


class ShortForms:
    """Finds the short forms in a document of what it has named before.

    Args:
        registry: the entities of the document.
        knowledge: the curated entities.
        pages: its paragraphs.
        told: the full names, in text order.
    """

    def __init__(
        self,
        registry: Registry,
        knowledge: Knowledge,
        pages: Sequence[Page],
        told: Sequence[Candidate],
    ) -> None:
        self._registry = registry
        self._knowledge = knowledge
        self._pages = pages
        self._told = told
        self._forms = forms()
        self.replaced: list[Candidate] = []
        """Curated names that stand inside a short form."""

    def read(self, is_common: Callable[[str], bool]) -> list[Candidate]:
        """The short forms, in text order.

        Args:
            is_common: tells whether the text has a word in lower case too.
        """
        aliases = {**self._registry.aliases, **self._abbreviations()}
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for alias in sorted(aliases, key=lambda a: (-len(a), a)):
            by_first[alias[0]].append(alias)
        surnames, heads = self._registry.surnames(), self._forms.short_forms
        found: list[Candidate] = []
        position = 0
        for page in self._pages:
            words, taken, reached = page.words, page.taken, 0
            texts, known = words.texts, words.candidates
            for index in words.capitals:
                if index < reached or index in taken:
                    continue
                text = texts[index]
                key, after = "", index + 1
                if text in by_first:
                    key, after = self._again(page, index, by_first[text], aliases)
                if not key and index not in known:
                    if text in surnames or (not text.isascii() and folded(text) in surnames):
                        key = self._by_surname(words, index, is_common) or ""
                    elif text in heads and not words.is_heading:
                        start = words.starts[index]
                        while (
                            position < len(self._told) and self._told[position].span.start < start
                        ):
                            position += 1
                        key = self._by_head(words, index, position) or ""
                if key:
                    reached = after
                    found.append(Candidate(words.span(index, after), ((key, "name"),)))
        return found

    def _again(
        self, page: Page, index: int, known: Sequence[tuple[str, ...]], aliases: Aliases
    ) -> tuple[str, int]:
        """The entity whose name stands here again, and the index behind it."""
        words = page.words
        for alias in known:
            after = index + len(alias)
            if tuple(words.texts[index:after]) == alias and self._is_whole(page, index, after):
                self.replaced += words.within(index, after)
                return aliases[alias], after
        return "", index + 1

    def _is_whole(self, page: Page, first: int, after: int) -> bool:
        """Whether a known name stands here and not a part of another one."""
        words = page.words
        if words.reaches_out(first, after) or any(i in page.taken for i in range(first, after)):
            return False
        inner = words.candidates.get(first)
        return inner is None or inner is not words.candidates.get(after - 1)

    def _by_surname(self, words: Words, index: int, is_common: Callable[[str], bool]) -> str | None:
        """The person whose surname stands here alone, or behind a title."""
        texts, data = words.texts, self._forms
        following, before = texts[index + 1], texts[index - 1]
        if (
            words.follows(index + 1)
            and following not in data.openers
            and following not in data.titles
        ):
            return None
        if before in _ARTICLES or before in data.locative:
            return None
        if following == "of" and texts[index] in data.titles:
            return None  # "King of Jordan", however many are called King
        behind = words.follows(index) and index - 1 in words.capital
        if behind and before not in data.titles and before not in data.openers:
            return None
        if words.opens_sentence(index) and is_common(texts[index]):
            return None
        return self._registry.by_surname(texts[index])

    def _by_head(self, words: Words, index: int, position: int) -> str | None:
        """What "the Treaty" means: the nearest of that head named before."""
        texts = words.texts
        if texts[index - 1] not in ("the", "The", "this", "This") or words.follows(index + 1):
            return None
        if texts[index + 1] in ("of", "on", "for") and index + 2 in words.capital:
            return None
        head = texts[index]
        for candidate in reversed(self._told[max(position - _REACH, 0) : position]):
            key, kind = candidate.readings[0]
            if kind != "name" or key.startswith(("state/", "person/")):
                continue
            curated = self._knowledge.entities.get(key)
            label = curated.label if curated is not None else self._registry.entities[key].label
            if head in _heads(label):
                return key
        return None

    # ------------------------------------------------------------------ abbreviations

    def _abbreviations(self) -> dict[tuple[str, ...], str]:
        """What the text itself abbreviates: "Organization of American States (OAS)"."""
        ends = {candidate.span.end: candidate for candidate in self._told}
        found: dict[tuple[str, ...], str] = {}
        for page in self._pages:
            words = page.words
            texts = words.texts
            for index in words.capitals:
                before = index - 1
                before -= texts[before] == "the" and texts[before - 1] == "("
                if texts[before] != "(" or texts[index + 1] not in (")", ",", ";", "or"):
                    continue
                candidate = ends.get(words.end(before - 1)) if before > 0 else None
                if candidate is None:
                    continue
                key = self._abbreviated(texts[index], candidate, words, before)
                if key is not None:
                    found.setdefault((texts[index],), key)
        for (short,), key in found.items():
            entity = self._registry.entities.get(key)
            if entity is not None and short not in entity.names:
                self._registry.entities[key] = replace(entity, names=(*entity.names, short))
        return found

    def _abbreviated(
        self, short: str, candidate: Candidate, words: Words, after: int
    ) -> str | None:
        """The key of what is abbreviated so, if it is."""
        key, kind = candidate.readings[0]
        first = after
        while first > 0 and words.starts[first - 1] >= candidate.span.start:
            first -= 1
        if kind == "adjective" or not _abbreviates(short, " ".join(words.texts[first:after])):
            return None
        known = self._knowledge.readings.get(short, ())
        return key if all(other == key for other, _ in known) else None


def _heads(label: str) -> tuple[str, ...]:
    """The words that may head a name: the last one, and the one before its first small word."""
    words = label.split()
    small = next((i for i, word in enumerate(words) if i and word.islower()), len(words))
    return words[small - 1], words[-1]


def _abbreviates(short: str, name: str) -> bool:
    """Whether an abbreviation's letters stand in the name in this order, the first at a word's."""
    if not _ABBREVIATION.fullmatch(short) or sum(c.isupper() for c in short) < 2:
        return False
    initials = "".join(part[0] for part in _PARTS.split(name) if part).lower()
    rest = iter(name.lower())
    letters = [c for c in short.lower() if c.isalnum()]
    return letters[0] in initials and all(c in rest for c in letters)
