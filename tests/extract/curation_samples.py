"""A short text, its document, and the few curated entities that the tests of curation use."""

from pathlib import Path

from extract.claims import Span
from extract.curation.entries import Curation
from extract.curation.file import read_curation
from extract.documents import Document, Metadata
from ontology.entities import Entity, Knowledge

DATA = Path(__file__).parent / "data" / "curation"
TEXT = (DATA / "text.txt").read_text(encoding="utf-8")
BODY, _, COOKIES = TEXT.rpartition("\n\n")

KNOWLEDGE = Knowledge(
    entities={
        key: Entity(key, kind, label, file, 7)
        for key, kind, label, file in (
            ("state/russia", "State", "Russia", "states.yaml"),
            ("state/ukraine", "State", "Ukraine", "states.yaml"),
            ("state/georgia", "State", "Georgia", "states.yaml"),
            ("person/donald-trump", "Person", "Donald Trump", "persons.yaml"),
            ("place/aleppo", "Place", "Aleppo", "places.yaml"),
            ("issue/nato-expansion", "Issue", "NATO expansion", "issues.yaml"),
        )
    },
    readings={},
    fingerprint="test",
)


def span_of(words: str) -> Span:
    """Where these words stand first."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def sentences() -> tuple[Span, ...]:
    """The sentences of the body."""
    ends = [i + 1 for i, character in enumerate(BODY) if character == "."]
    starts = [0, *(next(i for i in range(end, len(TEXT)) if TEXT[i].isalpha()) for end in ends)]
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=False))


DOCUMENT = Document(
    name="sample",
    text=TEXT,
    metadata=Metadata("Sample"),
    paragraphs=tuple(span_of(paragraph) for paragraph in BODY.split("\n\n")),
    boilerplate=(Span(len(BODY) + 2, len(TEXT)),),
)


def curation(directory: Path, yaml: str) -> Curation:
    """What this curation file says of the sample text."""
    path = directory / "sample.curation.yaml"
    path.write_text(yaml, encoding="utf-8")
    return read_curation(path, TEXT, KNOWLEDGE)
