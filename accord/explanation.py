"""What a sentence is read as, and why: its names, its claims, and the rule behind each claim."""

from collections.abc import Iterator
from pathlib import Path

from extract.claims import AUTHOR, Claim, Evidence, Span
from extract.documents import Document, Metadata
from extract.labels import describe
from extract.lexicon.frames import Lexicon
from extract.pipeline import Extractor, Reading
from extract.semantics.confidence import confidence_of
from ontology.entities import Knowledge

_KINDS = {
    "he": "he, she",
    "it": "it",
    "they": "they",
    "we": "I, we",
    "the": "descriptions (the deal, the two countries, the minister)",
}
"""The kinds of references, in words."""


def explain(text: str, extractor: Extractor, lexicon: Lexicon) -> str:
    """The explanation, for people.

    Args:
        text: one sentence, or a few.
        extractor: what reads it.
        lexicon: the frames it reads with.
    """
    document = Document(
        name="sentence",
        text=text,
        metadata=Metadata(title="A sentence"),
        paragraphs=(Span(0, len(text)),),
    )
    reading = extractor.read(document)
    return "\n".join(_Explanation(document, reading, extractor.knowledge, lexicon).lines()) + "\n"


class _Explanation:
    """One reading, and the names of what it speaks of."""

    def __init__(
        self, document: Document, reading: Reading, knowledge: Knowledge, lexicon: Lexicon
    ) -> None:
        self._text = document.text
        self._reading = reading
        self._knowledge = knowledge
        self._claims = {claim.key: claim for claim in reading.extraction.claims}
        self._places = {f.name: f"{Path(f.file).name}:{f.line}" for f in lexicon.frames}

    def lines(self) -> Iterator[str]:
        yield "Mentions"
        yield from self._mentions()
        if references := list(self._references()):
            yield ""
            yield "Words that refer back"
            yield from references
        yield ""
        yield "Parse"
        yield from self._parse()
        yield ""
        yield "Claims"
        yield from self._all_claims()
        if near_misses := list(self._near_misses()):
            yield ""
            yield "Words that could have been a claim, and what they lacked"
            yield from near_misses

    def _mentions(self) -> Iterator[str]:
        mentions = self._reading.extraction.mentions
        if not mentions:
            yield "  none: no name that Accord knows stands here"
        for mention in mentions:
            words = self._text[mention.span.start : mention.span.end]
            name = self._name(mention.entity)
            yield f"  {words}: {name} ({mention.entity}), by its {mention.kind}"

    def _references(self) -> Iterator[str]:
        """How many of each kind were resolved, and which claims were left out for want of it."""
        counts = self._reading.references
        for kind in sorted({*counts.resolved, *counts.unresolved}):
            known, open_ = counts.resolved[kind], counts.unresolved[kind]
            yield f"  {_KINDS[kind]}: {known} resolved, {open_} not clear or no entity"
        for rule, number in sorted(counts.dropped.items()):
            yield f"  {rule}: {number} left out, as it is not clear who says so"

    def _parse(self) -> Iterator[str]:
        """Each word with its part of speech, its dependency and the word it depends on."""
        for sentence in self._reading.sentences:
            for token in sentence.parse:
                head = "" if token.head is token else f" of {token.head.text}"
                yield f"  {token.text:<18} {token.tag:<5} {token.dep}{head}"

    def _all_claims(self) -> Iterator[str]:
        if not self._claims:
            yield "  none"
        for claim in self._claims.values():
            yield f"  {describe(claim, self._name)}"
            yield f"    is a:       {claim.kind} ({claim.key})"
            for evidence in claim.evidence:
                yield from self._evidence(claim, evidence)

    def _evidence(self, claim: Claim, evidence: Evidence) -> Iterator[str]:
        words = " ".join(self._text[evidence.span.start : evidence.span.end].split())
        cues = f", because of “{'”, “'.join(evidence.cues)}”" if evidence.cues else ""
        sources = ", ".join(map(self._source, evidence.attributed_to))
        place = self._places.get(evidence.rule)
        yield f"    words:      “{words}”"
        yield f"    certainty:  {evidence.factuality}{cues}"
        if evidence.condition is not None:
            yield f"    condition:  {self._name(evidence.condition)}"
        yield f"    told by:    {sources}"
        yield f"    rule:       {evidence.rule}{f' ({place})' if place else ''}"
        if evidence.construction is not None:
            sure = confidence_of(claim.kind, evidence.construction)
            yield f"    worded as:  {evidence.construction}{f', right in {sure}' if sure else ''}"

    def _near_misses(self) -> Iterator[str]:
        for sentence in self._reading.sentences:
            for evoked in sentence.evoked:
                if evoked.missing:
                    lacking = ", ".join(evoked.missing)
                    yield f"  {evoked.trigger.text}: {evoked.frame.name} lacks {lacking}"

    def _source(self, key: str) -> str:
        return "the author" if key == AUTHOR else self._name(key)

    def _name(self, key: str) -> str:
        """The label of an entity or claim."""
        if curated := self._knowledge.entities.get(key):
            return curated.label
        if local := self._reading.extraction.entities.get(key):
            return local.label
        claim = self._claims.get(key)
        return f"({describe(claim, self._name)})" if claim is not None else key
