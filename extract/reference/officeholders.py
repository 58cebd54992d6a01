"""Who is meant by an office: "the President", "the prime minister", "the Russian leader"."""

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from extract.lexicon.nouns import nouns
from extract.reference.anaphors import anaphors
from extract.reference.discourse import Discourse
from extract.syntax.dependencies import children, modifiers
from extract.syntax.tree import Token, Tree
from ontology.entities import Knowledge
from ontology.terms import Class

_REACH = 8
"""How many sentences back the holder of an office may have been named."""
_LONGEST_TITLE = 4
_BEFORE = ("amod", "compound", "nmod", "poss", "nummod")
EMPTY = frozenset(("then", "new", "current", "own"))
"""Adjectives before an office or body that do not tell which one."""
_ANY_LEADER = frozenset(("leader", "ruler", "dictator", "strongman"))


class Resolver(Protocol):
    """What offices need of the other references of a text."""

    @property
    def knowledge(self) -> Knowledge:
        """The curated entities."""

    @property
    def titles(self) -> Mapping[str, set[str]]:
        """The titles that the text has given people, in lower case, by their keys."""

    def owners(self, tokens: list[Token]) -> tuple[str, ...]:
        """The actors that tokens name, adjectives included."""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""


@cache
def _offices() -> Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """By the noun that heads an office: its words, and where among them the noun stands."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for office in nouns().offices:
        words = tuple(office.split())
        at = words.index("of") - 1 if "of" in words else len(words) - 1
        found.setdefault(words[at], []).append((words, at))
    return {noun: tuple(some) for noun, some in found.items()}


@cache
def title_ends() -> frozenset[str]:
    """The last words of offices."""
    return frozenset(office.rpartition(" ")[2] for office in nouns().offices)


def title_before(parse: Tree, first: int) -> str | None:
    """The office whose words stand right before a token."""
    if first < 1 or parse[first - 1].lower not in title_ends():
        return None
    words = [t.lower for t in parse.tokens[max(first - _LONGEST_TITLE, 0) : first]]
    offices = (" ".join(words[begin:]) for begin in range(len(words)))
    return next((office for office in offices if office in nouns().offices), None)


def office_nouns() -> frozenset[str]:
    """The nouns that head offices."""
    return frozenset((*_offices(), *anaphors().leaders))


def office_of(noun: Token) -> str | None:
    """The title of an office that a noun phrase consists of ("prime minister")."""
    tokens = noun.tree.tokens
    for words, at in _offices().get(noun.lower, ()):
        first = noun.i - at
        if first >= 0 and all(
            t.lower == word for t, word in zip(tokens[first:], words, strict=False)
        ):
            return " ".join(words)
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
        """Whoever of those told before has an office, the nearest; nothing where two are as near.

        Args:
            noun: the head of the office's name.
            office: the office.
        """
        refer = self._referents
        words = office.split()
        before = children(noun, *_BEFORE)
        states = [k for k in refer.owners(modifiers(noun)) if refer.is_a(k, Class.STATE)]
        told = [
            t
            for t in before
            if t.lower not in words and t.lower not in EMPTY and not refer.is_name(t)
        ]
        if told or any(t.dep == "poss" for t in before) or len(states) > 1:
            return ()
        state = states[0] if states else None
        recent = self._discourse.recent(lambda key: self._has_office(key, office, state), _REACH)
        told_at = self._discourse.told_at
        if len(recent) > 1 and told_at(recent[0]) == told_at(recent[1]):
            return ()
        return tuple(recent[:1])

    def _has_office(self, key: str, office: str, state: str | None) -> bool:
        refer = self._referents
        if not refer.is_a(key, Class.PERSON):
            return False
        told = office in refer.titles.get(key, ())
        entity = refer.knowledge.entities.get(key)
        if entity is None or not entity.tenures:
            return told and state is None
        if state is not None and all(tenure.of != state for tenure in entity.tenures):
            return False
        if office in _ANY_LEADER:
            return state is not None
        return told or any(tenure.title == office for tenure in entity.tenures)
