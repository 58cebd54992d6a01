"""The arguments of an evoked frame, resolved to entities and checked against its types."""

from collections.abc import Iterable
from dataclasses import dataclass

from extract.lexicon.frames import Frame
from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.reference.names import is_locative
from extract.reference.referents import Referents
from extract.semantics.evocation import Evoked
from extract.syntax.dependencies import (
    children,
    conjuncts,
    is_noun,
    is_verb,
    modifiers,
    prepositional,
)
from extract.syntax.phrases import phrase_tokens
from extract.syntax.support import light_support
from extract.syntax.tree import Token
from ontology.terms import BROADER, Class, EventType

_MATERIAL = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION)
_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "around", "off", "throughout")


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom or where something is done, by one of several coordinated tokens."""

    actors: tuple[str, ...]
    places: tuple[str, ...]
    token: Token | None


class Arguments:
    """What fills the roles of an evoked frame.

    Args:
        evoked: the frame and its tokens.
        referents: who or what tokens stand for.
    """

    def __init__(self, evoked: Evoked, referents: Referents) -> None:
        self._evoked = evoked
        self._referents = referents

    def tokens(self, role: str) -> tuple[Token, ...]:
        """The tokens in a role."""
        return self._evoked.roles.get(role, ())

    def actors(self, role: str) -> tuple[str, ...]:
        """The actors in a role; of a noun's also those that an adjective names."""
        return self._allowed(role, self._actors_of(self.tokens(role)))

    def agents(self) -> tuple[str, ...]:
        """Who does it; of an instrument whose it is ("Israeli tanks shelled Gaza")."""
        found = self._actors_of(self.tokens("agent"))
        if not found and _is_material(self._evoked.frame):
            used = [t for t in self.tokens("agent") if t.lower in nouns().instruments]
            found = self._whose(used)
        return self._allowed("agent", found)

    def has_other_object(self) -> bool:
        """Whether what should take part is the verb's object and no actor."""
        objects = [t for t in self.tokens("participant") if t.dep == "dobj"]
        return any(not self._actors_of((t,)) and is_noun(t) for t in objects)

    def anything(self, role: str) -> tuple[str, ...]:
        """The entities of any kind in a role."""
        found = list(self._actors_of(self.tokens(role)))
        for token in self.tokens(role):
            found += [key for key in self._referents.resolve(token) if key not in found]
        return self._allowed(role, tuple(found))

    def recipients(self, agents: tuple[str, ...]) -> list[Recipient]:
        """The recipients, one for each coordinated token that stands for an actor or a place."""
        found = []
        for token in self.tokens("recipient"):
            actors = tuple(key for key in self._actors_of((token,)) if key not in agents)
            places = self._places_at(token)
            if not (actors or places) and self._stands_for_owner(token):
                actors = tuple(key for key in self._whose((token,)) if key not in agents)
            if actors or places:
                found.append(Recipient(self._allowed("recipient", actors), places, token))
        return found

    def places(self) -> tuple[str, ...]:
        """Places that the frame's own slot or the clause's "in", "at", "near" names."""
        refer = self._referents
        trigger = self._evoked.trigger
        own = self.tokens("place")
        tokens = list(own)
        for token in dict.fromkeys((trigger, clause_head(trigger))):
            tokens += prepositional(token, _PLACE_PREPOSITIONS)
        found: list[str] = []
        for token in tokens:
            # "rioted at a jail in northern Israel"
            inner = () if self._places_at(token) else prepositional(token, ("in",))
            found += [key for t in inner if is_locative(t) for key in self._places_at(t)]
            found += self._places_at(token)
            if token in own or is_locative(token):
                found += [key for key in refer.resolve(token) if refer.is_a(key, Class.STATE)]
        return tuple(dict.fromkeys(found))

    def concerns(self) -> tuple[str, ...]:
        """What it is about: entities, or issues that a phrase describes."""
        refer = self._referents
        typed = "concerns" in self._evoked.frame.types
        found: list[str] = []
        for token in self.tokens("concerns"):
            keys = self._allowed("concerns", refer.resolve(token))
            if not keys and not typed and is_noun(token):
                phrase = phrase_tokens(token)
                relative = any(t.tag in ("WP$", "WDT", "WP") for t in phrase)
                issue = None if relative else refer.describe_issue(phrase)
                keys = (issue,) if issue is not None else ()
            found += keys
        return tuple(dict.fromkeys(found))

    def _stands_for_owner(self, token: Token) -> bool:
        """Whether what is done to a thing is done to whose it is."""
        concept = _top_type(self._evoked.frame)
        if concept == EventType.PROTEST:
            return token.dep == "pobj"  # "against Israeli policies"
        return concept in _MATERIAL and token.lower in nouns().holdings

    def _whose(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """Whose things are: possessors, adjectives of states, whom "of" or "for" names."""
        found: list[str] = []
        for token in tokens:
            owners = [t for owner in children(token, "poss") for t in conjuncts(owner)]
            named = self._referents.owners((*owners, *modifiers(token)))
            found += named or self._referents.actors(prepositional(token, ("of", "for")))
        return tuple(dict.fromkeys(found))

    def _actors_of(self, tokens: tuple[Token, ...]) -> tuple[str, ...]:
        if self._evoked.part == "noun":
            return self._referents.owners(tokens)
        return self._referents.actors(tokens)

    def _places_at(self, token: Token) -> tuple[str, ...]:
        refer = self._referents
        return tuple(key for key in refer.resolve(token) if refer.is_a(key, Class.PLACE))

    def _allowed(self, role: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the classes that the frame lets fill a role."""
        classes = self._evoked.frame.types.get(role)
        if classes is None:
            return keys
        refer = self._referents
        return tuple(key for key in keys if any(refer.is_a(key, Class(c)) for c in classes))


def _top_type(frame: Frame) -> EventType | None:
    """The PLOVER class of an event frame."""
    if frame.claim != "event":
        return None
    concept = EventType(frame.concept)
    while concept in BROADER:
        concept = BROADER[concept]
    return concept


def _is_material(frame: Frame) -> bool:
    return _top_type(frame) in _MATERIAL


def clause_head(trigger: Token) -> Token:
    """The verb whose clause a trigger is told by: itself, its copula, or its light verb."""
    head = trigger.head
    if is_noun(trigger):
        light = light_support(trigger)
        if light is not None:
            return light.verb
        if trigger.dep == "nsubj" and head.lower in governors().light:
            return head
    if trigger.dep in ("acomp", "attr", "oprd") and is_verb(head):
        return head
    return trigger
