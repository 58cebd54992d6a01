"""What definite descriptions mean: "the accord", "both sides", "the Russian leader", "the latter".

A description means what was named before, where its noun fits one thing only, or one nearest by.
Where it fits several it stays unresolved.
"""

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from extract.lexicon.nouns import nouns
from extract.reference.anaphors import anaphors
from extract.reference.binding import is_within
from extract.reference.discourse import LIST_REACH, Discourse, Role
from extract.reference.officeholders import EMPTY, Officeholders, office_of
from extract.syntax.dependencies import (
    ancestors,
    child,
    children,
    conjuncts,
    is_verb,
    modifiers,
    prepositional,
    surface_subjects,
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
    def titles(self) -> Mapping[str, set[str]]:
        """The titles that the text has given people, in lower case, by their keys."""


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
            return self._home(noun)
        word = hyphenated(noun)
        if word in self._data.groups:
            return self._group(noun, determiner)
        if determiner.lower == "each":
            free = word in self._data.each and not self._restricted(noun)
            return self._several(_is_any(self._referents, _ACTORS), 2) if free else None
        if shared := self._shared_name(noun):
            return shared
        if determiner.lower in ("both", "either", "neither"):
            return None
        behind = children(noun, *_BEHIND)
        if word in ("latter", "former"):
            return None if behind else self._one_of_two(noun)
        if behind and not (word == "secretary" and behind[0].lower == "of" and len(behind) == 1):
            clause = all(t.dep != "prep" for t in behind) and not children(noun, *_BEFORE)
            return self._agreement(word) if clause and word in nouns().agreements else None
        if (office := office_of(noun)) is not None:
            return self._offices.holder(noun, office)
        if word in self._data.companies:
            return self._company(noun)
        return None if self._qualified(noun) else self._thing(noun, word)

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

    # ------------------------------------------------------------------ several

    def _group(self, noun: Token, determiner: Token) -> tuple[str, ...] | None:
        refer = self._referents
        if noun.lower == "governments" and (of := prepositional(noun, ("of",))):
            if len(of) == 1:
                of += conjuncts(noun)[1:]  # the parser may hang the second state on "governments"
            states = tuple(k for t in of for k in refer.resolve(t) if refer.is_a(k, Class.STATE))
            return states if len(states) == len(of) else None
        numeral = child(noun, "nummod")
        counted = numeral.lower if numeral is not None else determiner.lower
        size = self._data.numerals.get(counted)
        if noun.lower == "two":
            size = 2
        wanted = self._data.groups[noun.lower]
        fits: Callable[[str], bool]
        if wanted == Class.PERSON:
            fits = _is_any(refer, (Class.PERSON,))
        elif wanted == Class.STATE:
            fits = _is_any(refer, (Class.STATE,))
        else:
            fits = _is_any(refer, _ACTORS)
        subjects = self._subjects_above(noun)
        if subjects:
            # "Russia could secure better relations with those two countries"
            allowed = fits
            fits = lambda key: key not in subjects and allowed(key)  # noqa: E731
        if self._restricted(noun, allow="nummod"):
            return None if size is None or children(noun, *_BEFORE[:4]) else ()
        if size is None and noun.lower in self._data.only_counted:
            return None
        return self._several(fits, size)

    def _subjects_above(self, noun: Token) -> frozenset[str]:
        """What the subject of a noun's clause stands for, if the noun is not in it."""
        verb = next((above for above in ancestors(noun) if is_verb(above)), None)
        if verb is None:
            return frozenset()
        subjects = surface_subjects(verb)
        if any(t is noun or t.i > noun.i or is_within(noun, t) for t in subjects):
            return frozenset()
        return frozenset(key for t in subjects for key in self._referents.resolve(t))

    def _several(self, fits: Callable[[str], bool], size: int | None) -> tuple[str, ...]:
        near = self._discourse.listed(fits, size, 1)
        if near or size is None:
            return near
        pair = self._discourse.pair(fits) if size == 2 else ()
        return pair or self._discourse.listed(fits, size, LIST_REACH * (1 + (size > 2)))

    def _one_of_two(self, noun: Token) -> tuple[str, ...]:
        """The second of two that were told together for "the latter", else the first."""
        two = self._discourse.last_two()
        if len(two) != 2:
            return ()
        return (two[1] if noun.lower == "latter" else two[0],)

    def _shared_name(self, noun: Token) -> tuple[str, ...]:
        """The two curated states whose names end so: "both Koreas"."""
        text = noun.text
        if not text[:1].isupper() or not text.endswith("s") or self._referents.is_name(noun):
            return ()
        return self._referents.states_called(text[:-1])

    # ------------------------------------------------------------------ things

    def _state(self, noun: Token) -> tuple[str, ...]:
        """The one state that this sentence or the last one speaks of: "the country"."""
        fits = _is_any(self._referents, (Class.STATE,))
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

    def _restricted(self, noun: Token, allow: str = "") -> bool:
        """Whether something says which is meant, so that it need not have been told before."""
        return any(t.dep != allow for t in children(noun, *_BEFORE, *_BEHIND))

    def _qualified(self, noun: Token) -> bool:
        last = noun.i - 2 if "-" in hyphenated(noun) else noun.i
        return any(t.lower not in EMPTY and t.i < last for t in children(noun, *_BEFORE))


def hyphenated(noun: Token) -> str:
    """A noun in lower case, with what a hyphen ties to it and the parser splits: "cease-fire"."""
    if noun.i > 1 and noun.tree[noun.i - 1].text == "-" and not noun.tree[noun.i - 1].space:
        return f"{noun.tree[noun.i - 2].lower}-{noun.lower}"
    return noun.lower


def _is_any(referents: Resolver, classes: tuple[Class, ...]) -> Callable[[str], bool]:
    return lambda key: any(referents.is_a(key, wanted) for wanted in classes)
