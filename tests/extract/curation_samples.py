"""A short text, what rules might find in it, and the few curated entities of its world."""

from dataclasses import replace
from pathlib import Path

from extract.claims import Evidence, Extraction, Span, make_event, make_position
from extract.curation import Curation, apply_curation, read_curation
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


def applied(directory: Path, extraction: Extraction, yaml: str) -> tuple[Extraction, list[str]]:
    """The extraction with this curation file applied, and the warnings."""
    return apply_curation(extraction, DOCUMENT, curation(directory, yaml))


def found(words: str, rule: str = "verb") -> Evidence:
    """Evidence that a rule found on these words."""
    span = span_of(words)
    return Evidence(span, next(s for s in sentences() if s.contains(span)), rule)


EMPTY = Extraction("sample", sentences())
INVASION = make_event(
    "sample",
    "Invasion",
    agents=("state/russia",),
    recipients=("state/georgia",),
    start_date="2008",
    evidence=(found("It invaded Georgia in 2008"),),
)
OPPOSITION = make_position(
    "state/russia",
    "Opposes",
    ("issue/nato-expansion",),
    evidence=(found("Russia has long opposed NATO expansion"),),
)
OPINION = make_position(
    "state/ukraine",
    "Criticizes",
    (INVASION.key,),
    evidence=(found("met Kiev's “friends” in Minsk"),),
)
RULES = replace(EMPTY, claims=(INVASION, OPPOSITION, OPINION))
