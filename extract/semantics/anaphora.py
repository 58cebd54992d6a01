"""Definite nouns that mean an event told before: "the decision", "this move", "the invasion"."""

from collections.abc import Iterable

from extract.lexicon.frames import Lexicon
from extract.syntax.dependencies import child, children
from extract.syntax.tree import Token
from ontology.terms import TOP_EVENT_TYPE, EventType

_GENERIC = frozenset(
    (
        "decision",
        "move",
        "step",
        "action",
        "act",
        "measure",
        "announcement",
        "development",
        "withdrawal",
    )
)
_DEFINITE = frozenset(("the", "this", "that", "such"))
_RESTRICTING = ("prep", "acl", "relcl", "poss", "amod", "compound", "nummod")
_REACH = 3
"""How many sentences back an event may have been told."""


class ToldEvents:
    """The events of a text so far, for definite nouns to refer back to.

    Args:
        lexicon: tells of which type an event noun is.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._sentence = 0
        self._told: list[tuple[int, EventType, str]] = []

    def enter_sentence(self, events: Iterable[tuple[str, str]]) -> None:
        """Go on behind a sentence that told these events: type and key of each."""
        self._told += [(self._sentence, EventType(kind), key) for kind, key in events]
        self._sentence += 1
        self._told = [told for told in self._told if self._sentence - told[0] <= _REACH]

    def meant_by(self, noun: Token) -> str | None:
        """The key of the last event that a definite noun can mean, if it is one that can."""
        determiner = child(noun, "det")
        if determiner is None or determiner.lower not in _DEFINITE:
            return None
        if children(noun, *_RESTRICTING):
            return None
        types = {
            TOP_EVENT_TYPE[EventType(trigger.frame.concept)]
            for trigger in self._lexicon.triggers.get(noun.lower, ())
            if trigger.part == "noun" and trigger.frame.claim == "event"
        }
        if not types and noun.lower not in _GENERIC:
            return None
        for _, kind, key in reversed(self._told):
            if not types or TOP_EVENT_TYPE[kind] in types:
                return key
        return None
