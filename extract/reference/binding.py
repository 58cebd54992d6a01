"""What the grammar of a clause rules out or in for a pronoun that stands in it."""

from typing import Protocol

from extract.syntax.dependencies import ancestors, is_verb, surface_subjects
from extract.syntax.tree import Token

PERSONAL = frozenset(("he", "she", "him", "his", "her", "himself", "herself", "hers"))
SUBJECTS = ("nsubj", "nsubjpass")
_MOST = 60
"""How many tokens of a phrase are looked at: bounds the cost of endless ones."""


class Resolver(Protocol):
    """What binding needs of the other references of a text."""

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities that a token stands for."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""


def clause_subjects(pronoun: Token) -> list[Token]:
    """The subjects of the clause that a pronoun stands in, itself left out."""
    verb = next((above for above in ancestors(pronoun) if is_verb(above)), None)
    return [t for t in surface_subjects(verb) if t is not pronoun] if verb is not None else []


def named_behind(pronoun: Token, referents: Resolver) -> frozenset[str]:
    """Whom a subject's clause names behind it: "he heard of Washington’s defeat" is not his."""
    if pronoun.dep not in SUBJECTS or pronoun.lower not in PERSONAL:
        return frozenset()
    found: list[str] = []
    queue = [t for t in pronoun.head.children if t.i > pronoun.i and not is_verb(t)]
    while queue:
        token = queue.pop()
        queue += [t for t in token.children if not is_verb(t)]
        if referents.is_name(token):
            found += referents.resolve(token)
    return frozenset(found)


def holds(token: Token, inner: Token) -> bool:
    """Whether a phrase holds a token, with no clause between."""
    for above in ancestors(inner):
        if above is token:
            return True
        if is_verb(above):
            return False
    return False


def is_within(inner: Token, token: Token) -> bool:
    """Whether a token depends on another one, directly or not, or is it."""
    return inner is token or any(above is token for above in ancestors(inner))


def near_subtree(token: Token) -> list[Token]:
    """What depends on a token, the nearest levels first, in text order: so much and no more."""
    found, at = [token], 0
    while at < len(found) < _MOST:
        found += found[at].children
        at += 1
    return sorted(found[:_MOST])
