"""Which entity a name means where it stands: the city or the government, this Georgia or that."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.claims import Mention, Span
from extract.lexicon.verbs import governors
from extract.reference.gazetteer import Candidate
from extract.syntax.dependencies import is_verb
from ontology.entities import Entity, Knowledge, NameKind


@dataclass(frozen=True, slots=True)
class Name:
    """A curated name in a parsed paragraph.

    Attributes:
        mention: where it stands in the stored text and what it was taken for.
        head: its syntactic head in the paragraph's parse.
        first: index of its first token there.
    """

    mention: Mention
    head: Token
    first: int


class NameReader:
    """Decides between the readings of a name, with the whole document's names in view.

    Args:
        knowledge: the curated entities.
        candidates: all names found in the document.
    """

    def __init__(self, knowledge: Knowledge, candidates: Iterable[Candidate]) -> None:
        self._entities: Mapping[str, Entity] = knowledge.entities
        self._certain = Counter(
            candidate.readings[0][0]
            for candidate in candidates
            if len({key for key, _ in candidate.readings}) == 1
        )

    def read(self, candidate: Candidate, parse: Doc, offset: int) -> Name | None:
        """The name as a mention, or ``None`` where it is not to be taken for a name.

        Args:
            candidate: a name that lies in this paragraph.
            parse: the paragraph's parse.
            offset: where the paragraph starts in the stored text.
        """
        span = parse.char_span(
            candidate.span.start - offset, candidate.span.end - offset, alignment_mode="expand"
        )
        if span is None:
            return None
        head = span.root
        key, kind = self._choose(candidate, head)
        entity = self._entities[key]
        surface = span.text
        if kind == "name" and (surface in entity.demonyms or surface in entity.adjectives):
            kind = "adjective"
        return Name(Mention(candidate.span, key, kind), head, span.start)

    def _choose(self, candidate: Candidate, head: Token) -> tuple[str, NameKind]:
        readings = candidate.readings
        if len(readings) == 1:
            return readings[0]
        places = [r for r in readings if r[1] == "name" and r[0].startswith("place/")]
        actors = [r for r in readings if not r[0].startswith("place/")]
        if places and actors:
            readings = tuple(places if is_locative(head) else actors)
        if head.tag_ not in ("NNP", "NNPS", "NN", "NNS") and any(
            k == "adjective" for _, k in readings
        ):
            readings = tuple(r for r in readings if r[1] == "adjective")
        return max(readings, key=lambda reading: self._certain[reading[0]])


def is_locative(token: Token) -> bool:
    """Whether a name stands where a place stands: "in Moscow", "traveled to Beijing"."""
    if token.dep_ in ("compound", "nmod"):
        return False
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ == "appos" and token.head.tag_ == "NNP":
        token = token.head
    if token.dep_ != "pobj":
        return token.dep_ == "npadvmod"
    preposition = token.head
    if preposition.lower_ in governors().locative:
        return True
    governor = preposition.head
    if preposition.lower_ in ("to", "from"):
        return governor.lower_ in governors().motion and (
            is_verb(governor) or preposition.lower_ == "to"
        )
    return False


def candidate_spans(candidates: Iterable[Candidate], within: Span) -> list[Candidate]:
    """The candidates that lie inside a paragraph."""
    return [candidate for candidate in candidates if within.contains(candidate.span)]
