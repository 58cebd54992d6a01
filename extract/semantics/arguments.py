"""The arguments of an evoked frame, resolved to entities and checked against its types."""

from dataclasses import dataclass

from extract.lexicon.verbs import governors
from extract.reference.names import is_locative
from extract.reference.referents import Referents
from extract.semantics.evocation import Evoked
from extract.syntax.dependencies import is_noun, is_verb, prepositional
from extract.syntax.phrases import phrase_tokens
from extract.syntax.tree import Token
from ontology.terms import Class

_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "around", "off", "throughout")
_TOLD_BY = ("dobj", "nsubj", "nsubjpass")


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


def clause_head(trigger: Token) -> Token:
    """The verb whose clause a trigger is told by: itself, its copula, or its light verb."""
    head = trigger.head
    if is_noun(trigger) and trigger.dep in _TOLD_BY and head.lower in governors().light:
        return head
    if trigger.dep in ("acomp", "attr", "oprd") and is_verb(head):
        return head
    return trigger
