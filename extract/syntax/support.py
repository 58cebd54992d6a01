"""Verbs that only lend a noun their subject: "made an attack", "engaged in talks with", "gave aid".

The noun says what is done; who does it, to whom and when hangs on the verb. The noun may be its
object or stand behind its preposition, under a word that only measures it ("tons of grain").
"""

from dataclasses import dataclass

from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.syntax.tree import Token

_MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Support:
    """What a noun hangs on.

    Attributes:
        verb: the verb.
        preposition: what stands between them; empty where the noun is the verb's object.
        top: the noun that the verb takes: the noun itself, or what measures or precedes it.
    """

    verb: Token
    preposition: str
    top: Token

    @property
    def phrase(self) -> str:
        """The verb with its preposition ("engaged in")."""
        return f"{self.verb.lower} {self.preposition}".rstrip()

    @property
    def is_light(self) -> bool:
        """Whether the verb says nothing of its own beside the noun."""
        data = governors()
        words = data.light_phrases | data.undergoing if self.preposition else data.light
        return self.phrase in words

    @property
    def is_undergone(self) -> bool:
        """Whether the verb's subject is the one to whom it is done ("came under attack")."""
        return self.phrase in governors().undergoing


def support(noun: Token) -> Support | None:
    """The verb that a noun is the object of, or stands behind with a preposition."""
    top = _top(noun)
    head = top.head
    if top.dep in ("dobj", "nsubjpass") and head.tag.startswith("VB"):
        return Support(head, "", top)
    if top.dep == "pobj" and head.dep == "prep" and head.head.tag.startswith("VB"):
        return Support(head.head, head.lower, top)
    return None


def light_support(noun: Token) -> Support | None:
    """The same where the verb is a light one."""
    found = support(noun)
    return found if found is not None and found.is_light else None


def _top(noun: Token) -> Token:
    """The noun whose phrase holds this one: the first of several, or what measures it."""
    for _ in range(_MAX_STEPS):
        if noun.dep == "conj":
            noun = noun.head
        elif (
            noun.dep == "pobj"
            and noun.head.lower == "of"
            and noun.head.head.lower in nouns().measures
        ):
            noun = noun.head.head
        else:
            break
    return noun
