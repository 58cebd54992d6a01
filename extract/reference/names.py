"""Which entity a name means where it stands: the city or the government, this Georgia or that."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.claims import Mention, Span
from extract.lexicon.verbs import governors
from extract.reference.gazetteer import Candidate
from extract.syntax.dependencies import is_verb
from extract.syntax.tree import Token, Tree, head_of
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

    def read(self, candidate: Candidate, parse: Tree, offset: int) -> Name | None:
        """The name as a mention, or ``None`` where it is not to be taken for a name.

        Args:
            candidate: a name that lies in this paragraph.
            parse: the paragraph's parse.
            offset: where the paragraph starts in the stored text.
        """
        tokens = parse.between(candidate.span.start - offset, candidate.span.end - offset)
        if not tokens:
            return None
        head = head_of(tokens)
        key, kind = self._choose(candidate, head)
        entity = self._entities.get(key)
        if kind == "name" and entity and head.text in (*entity.demonyms, *entity.adjectives):
            kind = "adjective"
        return Name(Mention(candidate.span, key, kind), head, tokens[0].i)

    def _choose(self, candidate: Candidate, head: Token) -> tuple[str, NameKind]:
        readings = candidate.readings
        if len(readings) == 1:
            return readings[0]
        places = [r for r in readings if r[1] == "name" and r[0].startswith("place/")]
        actors = [r for r in readings if not r[0].startswith("place/")]
        if places and actors:
            readings = tuple(places if is_locative(head) else actors)
        if head.tag not in ("NNP", "NNPS", "NN", "NNS") and any(
            k == "adjective" for _, k in readings
        ):
            readings = tuple(r for r in readings if r[1] == "adjective")
        return max(readings, key=lambda reading: self._certain[reading[0]])


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
    if preposition.lower in governors().locative:
        return True
    governor = preposition.head
    if preposition.lower in ("to", "from"):
        return governor.lower in governors().motion and (
            is_verb(governor) or preposition.lower == "to"
        )
    return False


def candidate_spans(candidates: Iterable[Candidate], within: Span) -> list[Candidate]:
    """The candidates that lie inside a paragraph."""
    return [candidate for candidate in candidates if within.contains(candidate.span)]
