"""Which entity a name means where it stands: the city or the government, this Georgia or that."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.claims import Mention
from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.reference.ambiguity import Ambiguity, Reading
from extract.reference.forms import forms
from extract.reference.gazetteer import Candidate
from extract.reference.registry import surname
from extract.syntax.dependencies import is_noun, is_verb
from extract.syntax.tree import Token, Tree, head_of
from ontology.entities import Entity, Knowledge

_PLACES = frozenset(("upon", "into", "through", "across", "via", "toward", "towards"))
"""Prepositions before places, beside those of the lexicon."""


class Name(NamedTuple):
    """A name in a parsed paragraph.

    Attributes:
        mention: where it stands in the stored text and what it was taken for.
        head: its syntactic head in the paragraph's parse.
        first: index of its first token there.
    """

    mention: Mention
    head: Token
    first: int


class NameReader:
    """Decides between the readings of names, with the whole document in view.

    Args:
        knowledge: the curated entities.
        text: the stored text.
        candidates: all names found in the document, in text order; they are read in this order.
    """

    def __init__(self, knowledge: Knowledge, text: str, candidates: Sequence[Candidate]) -> None:
        self._entities: Mapping[str, Entity] = knowledge.entities
        self._text = text
        self._ambiguity = Ambiguity(knowledge, text, candidates)
        self._surnames = self._fully_named(candidates)
        self._parse: Tree | None = None
        self._at = 0

    def _fully_named(self, candidates: Sequence[Candidate]) -> dict[str, str]:
        """The curated persons that the text names in full, by their surnames."""
        found: dict[str, str] = {}
        for candidate in candidates:
            key = candidate.readings[0][0]
            if len(candidate.readings) > 1 or not key.startswith("person/"):
                continue
            entity = self._entities.get(key)
            if entity is not None and candidate.span.end - candidate.span.start > len(
                surname(entity.label)
            ):
                found.setdefault(surname(entity.label), key)
        return found

    def read(self, candidate: Candidate, parse: Tree, offset: int) -> Name | None:
        """The name as a mention, or ``None`` where it is not to be taken for a name.

        Args:
            candidate: a name that lies in this paragraph.
            parse: the paragraph's parse.
            offset: where the paragraph starts in the stored text.
        """
        tokens = self._tokens(parse, candidate.span.start - offset, candidate.span.end - offset)
        if not tokens or _is_ship(tokens[0]):
            return None
        head = tokens[0] if len(tokens) == 1 else head_of(tokens)
        key, kind = self._choose(candidate, head)
        entity = self._entities.get(key)
        words = self._text[candidate.span.start : candidate.span.end]
        if kind == "name" and entity is not None and _is_people(words, entity):
            kind = "adjective"
        return Name(Mention(candidate.span, key, kind), head, tokens[0].i)

    def _tokens(self, parse: Tree, start: int, end: int) -> list[Token]:
        """The tokens of a stretch of a paragraph; none of those before begins further on."""
        if parse is not self._parse:
            self._parse, self._at = parse, 0
        tokens, at = parse.tokens, self._at
        while at < len(tokens) and tokens[at].end <= start:
            at += 1
        self._at = at
        after = at
        while after < len(tokens) and tokens[after].start < end:
            after += 1
        return tokens[at:after]

    def _is_that_person(self, candidate: Candidate, head: Token, person: str) -> bool:
        """Whether a capital's name is a person's: "Washington" in a text on George Washington."""
        if candidate.readings[0][0].startswith("person/") or is_locative(head):
            return False
        return self._ambiguity.lived_about(candidate, person)

    def _choose(self, candidate: Candidate, head: Token) -> Reading:
        readings = candidate.readings
        if len(readings) == 1:
            return readings[0]
        person = self._surnames.get(self._text[candidate.span.start : candidate.span.end])
        if person is not None and self._is_that_person(candidate, head, person):
            return (person, "name")
        places = [r for r in readings if r[1] == "name" and r[0].startswith("place/")]
        actors = [r for r in readings if not r[0].startswith("place/")]
        if places and actors and any(kind == "metonym" for _, kind in actors):
            readings = tuple(places if is_locative(head) or _is_setting(head) else actors)
        if head.tag not in ("NNP", "NNPS", "NN", "NNS") and any(
            kind == "adjective" for _, kind in readings
        ):
            readings = tuple(r for r in readings if r[1] == "adjective")
        if len(readings) == 1:
            return readings[0]
        return self._ambiguity.choose(candidate, readings)


def _is_ship(first: Token) -> bool:
    """Whether what begins here is the name of a ship: "the USS Missouri"."""
    return first.i > 0 and first.tree[first.i - 1].text in forms().ships


def _is_people(text: str, entity: Entity) -> bool:
    """Whether a word is one for the people of a state, or its adjective."""
    return text in entity.demonyms or text in entity.adjectives


def _is_setting(token: Token) -> bool:
    """Whether a capital's name is the city's: "the Vienna summit", "visited Moscow"."""
    if token.dep in ("compound", "nmod"):
        head = token.head
        data = nouns()
        acts = head.lower in data.communities or head.lower in data.bodies
        return is_noun(head) and head.tag[:3] != "NNP" and not acts and token.head.i > token.i
    return token.dep == "dobj" and token.head.lower in forms().reached


def is_locative(token: Token) -> bool:
    """Whether a name stands where a place stands: "in Moscow", "traveled to Beijing"."""
    if token.dep in ("compound", "nmod"):
        return False
    while token.dep == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep == "appos" and token.head.tag == "NNP":
        token = token.head
    if token.dep != "pobj":
        return token.dep == "npadvmod"
    preposition = token.head
    if preposition.lower in governors().locative or preposition.lower in _PLACES:
        return True
    governor = preposition.head
    if preposition.lower in ("to", "from"):
        return governor.lower in governors().motion and (
            is_verb(governor) or preposition.lower == "to"
        )
    return False
