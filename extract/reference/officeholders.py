"""Who is meant by an office: "the President", "the prime minister", "the Russian leader".

Whoever of those told before has it, or whom the curated list has in it in the year that the clause
names. Where neither says who, an office of state acts itself ("the Turkish foreign minister"): it
is a body of its state, as the Kremlin is, and stands for whoever holds it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from extract.claims import LocalEntity
from extract.lexicon.nouns import nouns
from extract.reference.anaphors import anaphors
from extract.reference.descriptions import is_plural, slug
from extract.reference.discourse import Discourse
from extract.syntax.dependencies import ancestors, children, is_verb, modifiers, prepositional
from extract.syntax.tree import Token
from ontology.entities import Knowledge
from ontology.terms import Class

_REACH = 8
"""How many sentences back the holder of an office may have been named."""
_BEFORE = ("amod", "compound", "nmod", "poss", "nummod")
EMPTY = frozenset(("then", "new", "current", "own"))
"""Adjectives before an office or body that do not tell which one."""
_RANKS = frozenset(("vice", "deputy"))
"""Words before an office that make another one of it."""
_NO_HOLDER = frozenset(("attr", "oprd", "appos"))
"""Where an office is what somebody is or becomes."""
_WORDS = re.compile(r"\w+|-")
_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")
_ANY_LEADER = frozenset(("leader", "ruler", "dictator", "strongman"))


class Titles(Protocol):
    """The titles that a text has given people."""

    def __getitem__(self, person: str) -> Mapping[str, set[str]]:
        """The offices of a person, each with the keys of what it is of."""

    def is_of_nobody_known(self, office: str) -> bool:
        """Whether somebody was given an office without it being said of what."""


class Resolver(Protocol):
    """What offices need of the other references of a text."""

    @property
    def knowledge(self) -> Knowledge:
        """The curated entities."""

    @property
    def titles(self) -> Titles:
        """The titles that the text has given people."""

    def label(self, key: str) -> str:
        """The label of an entity."""

    def keep(self, entity: LocalEntity | None) -> str | None:
        """Remember an entity that the text describes."""

    def owners(self, tokens: list[Token]) -> tuple[str, ...]:
        """The actors that tokens name, adjectives included."""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""


@cache
def _offices() -> Mapping[str, tuple[tuple[str, tuple[str, ...], int], ...]]:
    """By the noun that heads an office: the office, its words, and where among them it stands."""
    found: dict[str, list[tuple[str, tuple[str, ...], int]]] = {}
    for office in nouns().offices:
        words = tuple(_WORDS.findall(office))
        at = words.index("of") - 1 if "of" in words else len(words) - 1
        found.setdefault(words[at], []).append((office, words, at))
    return {noun: tuple(some) for noun, some in found.items()}


def office_nouns() -> frozenset[str]:
    """The nouns that head offices."""
    return frozenset((*_offices(), *anaphors().leaders))


def office_of(noun: Token) -> str | None:
    """The title of an office that a noun phrase consists of ("prime minister")."""
    tokens = noun.tree.tokens
    for office, words, at in _offices().get(noun.lower, ()):
        first = noun.i - at
        if first >= 0 and all(
            t.lower == word for t, word in zip(tokens[first:], words, strict=False)
        ):
            return office
    return noun.lower if noun.lower in anaphors().leaders else None


class Officeholders:
    """Resolves offices to those who hold them.

    Args:
        referents: what the other words stand for.
        discourse: what was spoken of before.
    """

    def __init__(self, referents: Resolver, discourse: Discourse) -> None:
        self._referents = referents
        self._discourse = discourse

    def holder(self, noun: Token, office: str) -> tuple[str, ...]:
        """Whoever has an office, or the office itself; nothing where that is not clear.

        Args:
            noun: the head of the office's name.
            office: the office.
        """
        refer = self._referents
        before = children(noun, *_BEFORE)
        owning = [*modifiers(noun), *children(noun, "poss"), *prepositional(noun, ("of",))]
        of = list(dict.fromkeys(k for k in refer.owners(owning) if self._may_have(k)))
        words = _WORDS.findall(office)
        told = [
            t
            for t in before
            if t.lower not in words
            and t.lower not in EMPTY
            and t.lower not in _RANKS
            and not (refer.is_name(t) or t.dep == "poss")
        ]
        if told or len(of) > 1 or (not of and any(t.dep == "poss" for t in before)):
            return ()
        owner = of[0] if of else None
        rank = next((t.lower for t in before if t.lower in _RANKS and t.lower not in words), None)
        if rank is not None:
            return self._itself(noun, f"{rank} {office}", owner)
        recent = self._discourse.recent(lambda key: self._has_office(key, office, owner), _REACH)
        told_at = self._discourse.told_at
        if len(recent) > 1 and told_at(recent[0]) == told_at(recent[1]):
            return ()
        return tuple(recent[:1]) or self._known(noun, office, owner)

    def _may_have(self, key: str) -> bool:
        """Whether something has offices: a state or an organization."""
        return self._referents.is_a(key, Class.STATE) or self._referents.is_a(
            key, Class.ORGANIZATION
        )

    def _has_office(self, key: str, office: str, owner: str | None) -> bool:
        refer = self._referents
        if not refer.is_a(key, Class.PERSON):
            return False
        titles = refer.titles[key]
        told = office in titles
        entity = refer.knowledge.entities.get(key)
        if told and owner is not None and owner in titles[office]:
            return True
        if entity is None or not entity.tenures:
            return told and owner is None
        if owner is not None and all(tenure.of != owner for tenure in entity.tenures):
            return False
        if office in _ANY_LEADER:
            return owner is not None
        return told or any(tenure.title == office for tenure in entity.tenures)

    # ------------------------------------------------------------------ of nobody told before

    def _known(self, noun: Token, office: str, owner: str | None) -> tuple[str, ...]:
        """Whom the curated list has in an office in the year of the clause, or the office itself.

        Nothing where the text gave somebody the office without saying of what.
        """
        if owner is None or self._referents.titles.is_of_nobody_known(office):
            return ()
        year = _year_of(noun)
        holder = self._in_office(office, owner, year) if year is not None else None
        return (holder,) if holder is not None else self._itself(noun, office, owner)

    def _in_office(self, office: str, owner: str, year: int) -> str | None:
        """The one curated person who had an office through all of a year."""
        found = [
            key
            for key, entity in self._referents.knowledge.entities.items()
            for tenure in entity.tenures
            if tenure.of == owner
            and tenure.title == office
            and tenure.start
            and int(tenure.start[:4]) < year < int((tenure.end or "9999")[:4])
        ]
        return found[0] if len(found) == 1 else None

    def _itself(self, noun: Token, office: str, owner: str | None) -> tuple[str, ...]:
        """An office of state as a body of its state."""
        plain = office.removeprefix("vice ").removeprefix("deputy ")
        if owner is None or is_plural(noun) or noun.dep in _NO_HOLDER:
            return ()
        if not {plain, office} & nouns().state_offices or noun.head.lower == "as":
            return ()
        entity = self._referents.knowledge.entities.get(owner)
        if entity is None:
            return ()
        label = f"{entity.adjectives[0] if entity.adjectives else entity.label} {office}"
        names = (f"{office} of {entity.label}",)
        key = self._referents.keep(
            LocalEntity(f"government/{slug(label)}", "GovernmentBody", label, names)
        )
        return (key,) if key else ()


def _year_of(noun: Token) -> int | None:
    """The one year that the clause of a noun names as its time."""
    verb = next((above for above in ancestors(noun) if is_verb(above)), None)
    if verb is None:
        return None
    dates = prepositional(verb, ("in", "on", "during"))
    years = {t.text for date in dates for t in _with_parts(date) if _YEAR.fullmatch(t.text)}
    return int(years.pop()) if len(years) == 1 else None


def _with_parts(date: Token) -> Sequence[Token]:
    """The words of a date: "October 26, 1962"."""
    return [date, *children(date, "nummod", "npadvmod")]
