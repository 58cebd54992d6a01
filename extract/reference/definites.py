"""What definite descriptions mean: "the accord", "both sides", "the Russian leader", "the latter".

A description means what was named before, where its noun fits one thing only, or one nearest by.
Where it fits several it stays unresolved.
"""

import re
from typing import Protocol

from extract.claims import LocalEntity
from extract.lexicon.nouns import nouns
from extract.reference.anaphors import anaphors
from extract.reference.discourse import Discourse, Role
from extract.reference.officeholders import EMPTY, Officeholders, Titles, office_of
from extract.reference.several import Several, is_any
from extract.syntax.dependencies import (
    child,
    children,
    modifiers,
)
from extract.syntax.tree import Token
from ontology.entities import Knowledge
from ontology.terms import Class

_DETERMINERS = frozenset(
    ("the", "both", "this", "that", "these", "those", "each", "either", "neither")
)
_AGREEMENT_REACH = 3
_HEAD_REACH = 15
_ONLY_REACH = 200
_ACTORS = (Class.STATE, Class.ORGANIZATION, Class.GOVERNMENT_BODY, Class.ARMED_GROUP, Class.COMPANY)
_TAIL = re.compile(r" (?:of|on|for|between|to|in|with|against) ")
_OTHERS = (Class.PERSON, Class.STATE, Class.COMMUNITY, Class.ISSUE)
_BEHIND = ("prep", "acl", "relcl")
_BEFORE = ("amod", "compound", "nmod", "poss", "nummod")


class Resolver(Protocol):
    """What definite descriptions need of the other references of a text."""

    @property
    def knowledge(self) -> Knowledge:
        """The curated entities."""

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities that a token stands for."""

    def owners(self, tokens: list[Token]) -> tuple[str, ...]:
        """The actors that tokens name, adjectives included."""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class."""

    def is_named(self, key: str) -> bool:
        """Whether the text names an entity, and does not only describe it."""

    def label(self, key: str) -> str:
        """The label of an entity."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""

    def states_called(self, name: str) -> tuple[str, ...]:
        """The two curated states whose labels end in a name."""

    @property
    def titles(self) -> Titles:
        """The titles that the text has given people."""

    def keep(self, entity: LocalEntity | None) -> str | None:
        """Remember an entity that the text describes."""


class Definites:
    """Resolves definite descriptions.

    Args:
        referents: what the other words stand for.
        discourse: what was spoken of before.
    """

    def __init__(self, referents: Resolver, discourse: Discourse) -> None:
        self._referents = referents
        self._discourse = discourse
        self._data = anaphors()
        self._offices = Officeholders(referents, discourse)
        self._several = Several(referents, discourse)
        self._heads: dict[str, frozenset[str]] = {}
        self.meaning: dict[int, tuple[str, ...]] = {}

    def enter_paragraph(self) -> None:
        """Go on to the next paragraph."""
        self.meaning = {}

    def resolve(self, noun: Token) -> tuple[str, ...] | None:
        """What a noun phrase means by what was told before; remembered in ``meaning``."""
        meant = self._resolve(noun)
        if meant is not None:
            self.meaning[noun.i] = meant
        return meant

    def _resolve(self, noun: Token) -> tuple[str, ...] | None:
        """What a noun phrase means, without remembering it."""
        determiner = child(noun, "det", "predet")
        if determiner is None or determiner.lower not in _DETERMINERS:
            return self._owned(noun)
        word = hyphenated(noun)
        if word in self._data.groups:
            return self._several.group(noun, determiner)
        if determiner.lower == "each":
            return self._several.each(noun)
        if shared := self._several.shared_name(noun):
            return shared
        if determiner.lower in ("both", "either", "neither"):
            return None
        behind = children(noun, *_BEHIND)
        if word in ("latter", "former"):
            return None if behind else self._several.one_of_two(noun)
        of_one = len(behind) == 1 and behind[0].lower == "of"
        if of_one and (office := office_of(noun)) is not None:
            return self._offices.holder(noun, office)
        if behind:
            clause = all(t.dep != "prep" for t in behind) and not children(noun, *_BEFORE)
            return self._agreement(word) if clause and word in nouns().agreements else None
        if (office := office_of(noun)) is not None:
            return self._offices.holder(noun, office)
        if word in self._data.companies:
            return self._company(noun)
        return None if self._qualified(noun) else self._thing(noun, word)

    def _owned(self, noun: Token) -> tuple[str, ...] | None:
        """What a noun without an article means by its owner: an office, or a country."""
        if child(noun, "poss") is None:
            return None
        office = office_of(noun)
        return self._home(noun) if office is None else self._offices.holder(noun, office)

    def _home(self, noun: Token) -> tuple[str, ...] | None:
        """The state of those whose country it is: "their country" of Russian officials."""
        owner = child(noun, "poss")
        if owner is None or owner.tag != "PRP$" or noun.lower not in self._data.homes:
            return None
        if any(t is not owner for t in children(noun, *_BEFORE, *_BEHIND)):
            return None
        keys = self._referents.resolve(owner)
        states = [state for key in keys for state in self._states_of(key)]
        return tuple(dict.fromkeys(states)) if len(states) == len(keys) else ()

    def _states_of(self, key: str) -> set[str]:
        """The state that a person serves, or that a community's adjective names."""
        refer = self._referents
        if refer.is_a(key, Class.STATE):
            return {key}
        entity = refer.knowledge.entities.get(key)
        if entity is not None:
            states = {t.of for t in entity.tenures if refer.is_a(t.of, Class.STATE)}
            return states if len(states) == 1 else set()
        adjective = refer.knowledge.readings.get(refer.label(key).split()[0], ())
        states = {state for state, _ in adjective if state.startswith("state/")}
        return states if len(states) == 1 else set()

    def _thing(self, noun: Token, word: str) -> tuple[str, ...] | None:
        """What a bare noun with its article means."""
        if word in self._data.states:
            return self._state(noun)
        if word in nouns().agreements and noun.tag == "NN":
            return self._agreement(word)
        return self._by_head(word) if word in self._data.heads else None

    # ------------------------------------------------------------------ things

    def _state(self, noun: Token) -> tuple[str, ...]:
        """The one state that this sentence or the last one speaks of: "the country"."""
        fits = is_any(self._referents, (Class.STATE,))
        told = {
            key
            for seen in self._discourse.at(0)
            if seen.token.i < noun.i
            for key in seen.keys
            if fits(key)
        }
        if not told:
            subjects = {
                seen.keys
                for seen in self._discourse.at(1)
                if seen.role == Role.MAIN_SUBJECT and len(seen.keys) == 1 and fits(seen.keys[0])
            }
            told = set(subjects.pop()) if len(subjects) == 1 else set()
        if not told:
            told = self._discourse.named_since(fits, 1)
        return tuple(told) if len(told) == 1 else ()

    def _is_agreement(self, key: str) -> bool:
        return self._referents.is_a(key, Class.AGREEMENT)

    def _agreement(self, word: str) -> tuple[str, ...]:
        recent = self._discourse.recent(self._is_agreement, _AGREEMENT_REACH)
        if not recent:
            # the one agreement of a text is "the agreement" however far back
            told = self._discourse.recent(self._is_agreement, _ONLY_REACH)
            named = [key for key in told if self._referents.is_named(key)]
            recent = named if len(named) == 1 else []
        if word not in self._data.any_agreement:
            called = [key for key in recent if self._is_called(key, word)]
            recent = called or (recent if len(recent) == 1 else [])
        return tuple(recent[:1])

    def _company(self, noun: Token) -> tuple[str, ...]:
        refer = self._referents
        owners = refer.owners(modifiers(noun))
        recent = self._discourse.recent(lambda key: refer.is_a(key, Class.COMPANY), _HEAD_REACH)
        if owners:
            recent = [k for k in recent if self._belongs(k, owners[0])]
        return tuple(recent[:1])

    def _belongs(self, company: str, state: str) -> bool:
        entity = self._referents.knowledge.entities.get(company)
        return entity is None or not entity.states or state in entity.states

    def _by_head(self, word: str) -> tuple[str, ...]:
        refer = self._referents

        def fits(key: str) -> bool:
            return self._is_called(key, word) and not any(
                refer.is_a(key, wanted) for wanted in _OTHERS
            )

        found = self._discourse.recent(fits, _HEAD_REACH)
        if len(found) > 1 and self._discourse.sentence - self._discourse.told_at(found[0]) > 1:
            return ()
        return tuple(found[:1])

    def _is_called(self, key: str, word: str) -> bool:
        """Whether a word is the head of a name of an entity."""
        heads = self._heads.get(key)
        if heads is None:
            entity = self._referents.knowledge.entities.get(key)
            names = entity.names if entity is not None else ()
            heads = self._heads[key] = frozenset(
                _TAIL.split(name.lower(), maxsplit=1)[0].rpartition(" ")[2]
                for name in (self._referents.label(key), *names)
            )
        return word in heads

    # ------------------------------------------------------------------ small things

    def _qualified(self, noun: Token) -> bool:
        last = noun.i - 2 if "-" in hyphenated(noun) else noun.i
        return any(t.lower not in EMPTY and t.i < last for t in children(noun, *_BEFORE))


def hyphenated(noun: Token) -> str:
    """A noun in lower case, with what a hyphen ties to it and the parser splits: "cease-fire"."""
    if noun.i > 1 and noun.tree[noun.i - 1].text == "-" and not noun.tree[noun.i - 1].space:
        return f"{noun.tree[noun.i - 2].lower}-{noun.lower}"
    return noun.lower
