"""What the tests of extraction share: a document of one text, and claims in one line each."""

from dataclasses import dataclass

from extract.claims import AUTHOR, Claim, Evidence, Extraction, Span
from extract.documents import Document, Metadata
from extract.labels import describe
from extract.pipeline import Extractor
from ontology.entities import Knowledge


def document(text: str, reference_date: str | None = None) -> Document:
    """A document whose body is the whole text, a paragraph a line."""
    paragraphs: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    metadata = Metadata(title="test", reference_date=reference_date)
    return Document("test", text, metadata, tuple(paragraphs))


@dataclass(frozen=True, slots=True)
class Line:
    """A claim and one evidence of it, as tests state them."""

    rule: str
    label: str
    factuality: str
    sources: tuple[str, ...]
    cues: tuple[str, ...]
    claim: Claim
    evidence: Evidence


def labels_of(extraction: Extraction, knowledge: Knowledge) -> dict[str, str]:
    """The label of everything that the claims of an extraction name."""
    claims = {claim.key: claim for claim in extraction.claims}

    def name(key: str) -> str:
        if key == AUTHOR:
            return AUTHOR
        if key in knowledge.entities:
            return knowledge.entities[key].label
        if key in extraction.entities:
            return extraction.entities[key].label
        return f"({describe(claims[key], name)})"

    keys = set(knowledge.entities) | set(extraction.entities) | set(claims) | {AUTHOR}
    return {key: name(key) for key in keys}


def lines(extractor: Extractor, text: str, reference_date: str | None = None) -> list[Line]:
    """All claims of a text, a line for each evidence."""
    extraction = extractor.extract(document(text, reference_date))
    labels = labels_of(extraction, extractor.knowledge)
    return [
        Line(
            evidence.rule,
            describe(claim, labels.__getitem__),
            evidence.factuality,
            tuple(labels[source] for source in evidence.attributed_to),
            evidence.cues,
            claim,
            evidence,
        )
        for claim in extraction.claims
        for evidence in claim.evidence
    ]
