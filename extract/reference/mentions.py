"""Tokens as mentions: one or several, a human being or not, and how prominent in the sentence."""

from extract.reference.binding import PERSONAL, SUBJECTS
from extract.reference.discourse import Number, Role, Seen
from extract.reference.entities import Entities
from extract.reference.forms import forms
from extract.reference.pronouns import PLURAL
from extract.syntax.tree import Token

MODIFIERS = frozenset(("compound", "nmod", "amod", "npadvmod"))
_PLURALS = ("NNS", "NNPS")


def plain_mention(noun: Token) -> Seen:
    """A noun that stands for no entity."""
    number = Number.SEVERAL if noun.tag in _PLURALS else Number.ONE
    return Seen(noun, (), number, noun.lower in forms().people, role_of(noun))


def mention(
    token: Token, keys: tuple[str, ...], entities: Entities, *, people: bool = False
) -> Seen:
    """A token as a mention of what it stands for.

    Args:
        token: the token.
        keys: what it stands for.
        entities: the entities of the document.
        people: whether it is a word for a state's people ("the Soviets").
    """
    if not keys:
        if token.tag.startswith("PRP"):
            number = Number.SEVERAL if token.lower in PLURAL else Number.ONE
            return Seen(token, (), number, token.lower in PERSONAL, role_of(token))
        return plain_mention(token)
    kind = entities.class_of(keys[0])
    number = _number(token, len(keys), kind, people=people)
    person = kind == "Person" and (
        len(keys) == 1 or all(entities.class_of(key) == "Person" for key in keys)
    )
    if kind == "GovernmentBody" and token.lower in forms().people:
        person = True  # "the Turkish foreign minister": whoever holds the office
    return Seen(token, keys, number, person, role_of(token))


def _number(token: Token, size: int, kind: str, *, people: bool) -> Number:
    """Whether a token that stands for so many entities, of this class, is one or several."""
    if size > 1 or token.lower in PLURAL:
        return Number.SEVERAL
    plural = token.tag in _PLURALS
    if kind == "Community" and token.tag != "PRP$" and token.tag != "PRP":
        return Number.SEVERAL if plural else Number.EITHER
    if plural and people:
        return Number.SEVERAL
    if kind == "ArmedGroup" or (plural and kind == "Organization"):
        return Number.EITHER
    return Number.ONE


def role_of(token: Token) -> Role:
    """The place of a noun or pronoun in its sentence."""
    dep, head = token.dep, token.head
    if dep in SUBJECTS:
        root = head.head is head or (head.dep == "conj" and head.head is head.sentence.root)
        return Role.MAIN_SUBJECT if root else Role.SUBJECT
    if dep == "pobj":
        fronted = head.lower == "for" and head.i > 0 and head.tree[head.i - 1].lower == "as"
        return Role.MAIN_SUBJECT if fronted else Role.OTHER  # "As for Iran, … it"
    if dep == "poss":
        return Role.OWNER
    if head is token:
        return Role.MAIN_SUBJECT  # of a heading or caption
    if dep == "conj":
        listed = not head.tag.startswith("VB") and head.dep in SUBJECTS
        return role_of(head) if listed else Role.OTHER
    return Role.MODIFIER if dep in MODIFIERS else Role.OTHER
