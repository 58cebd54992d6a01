"""What is meant by words for several: "both sides", "the two countries", "the latter"."""

from collections.abc import Callable
from typing import Protocol

from extract.reference.anaphors import anaphors
from extract.reference.binding import is_within
from extract.reference.discourse import LIST_REACH, Discourse
from extract.syntax.dependencies import (
    ancestors,
    child,
    children,
    conjuncts,
    is_verb,
    prepositional,
    surface_subjects,
)
from extract.syntax.tree import Token
from ontology.terms import Class

_ACTORS = (Class.STATE, Class.ORGANIZATION, Class.GOVERNMENT_BODY, Class.ARMED_GROUP, Class.COMPANY)
_BEHIND = ("prep", "acl", "relcl")
_BEFORE = ("amod", "compound", "nmod", "poss", "nummod")


class Resolver(Protocol):
    """What words for several need of the other references of a text."""

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities that a token stands for."""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""

    def states_called(self, name: str) -> tuple[str, ...]:
        """The two curated states whose labels end in a name."""


class Several:
    """Resolves words for several that were told before.

    Args:
        referents: what the other words stand for.
        discourse: what was spoken of before.
    """

    def __init__(self, referents: Resolver, discourse: Discourse) -> None:
        self._referents = referents
        self._discourse = discourse
        self._data = anaphors()

    def each(self, noun: Token) -> tuple[str, ...] | None:
        """Both of two told together: "each side"."""
        if noun.lower not in self._data.each or _restricted(noun):
            return None
        return self._several(is_any(self._referents, _ACTORS), 2)

    def group(self, noun: Token, determiner: Token) -> tuple[str, ...] | None:
        """Those of a class that were told together: "both sides", "the two countries"."""
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
            fits = is_any(refer, (Class.PERSON,))
        elif wanted == Class.STATE:
            fits = is_any(refer, (Class.STATE,))
        else:
            fits = is_any(refer, _ACTORS)
        subjects = self._subjects_above(noun)
        if subjects:
            # "Russia could secure better relations with those two countries"
            allowed = fits
            fits = lambda key: key not in subjects and allowed(key)  # noqa: E731
        if _restricted(noun, allow="nummod"):
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

    def one_of_two(self, noun: Token) -> tuple[str, ...]:
        """The second of two that were told together for "the latter", else the first."""
        two = self._discourse.last_two()
        if len(two) != 2:
            return ()
        return (two[1] if noun.lower == "latter" else two[0],)

    def shared_name(self, noun: Token) -> tuple[str, ...]:
        """The two curated states whose names end so: "both Koreas"."""
        text = noun.text
        if not text[:1].isupper() or not text.endswith("s") or self._referents.is_name(noun):
            return ()
        return self._referents.states_called(text[:-1])


def _restricted(noun: Token, allow: str = "") -> bool:
    """Whether something says which is meant, so that it need not have been told before."""
    return any(t.dep != allow for t in children(noun, *_BEFORE, *_BEHIND))


def is_any(referents: Resolver, classes: tuple[Class, ...]) -> Callable[[str], bool]:
    """Tells whether an entity is of one of these classes."""
    return lambda key: any(referents.is_a(key, wanted) for wanted in classes)
