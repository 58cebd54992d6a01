"""The curation of the seed article: it fits its text and holds the model's worked examples."""

import re
from functools import cache
from pathlib import Path

import pytest

from extract.claims import AUTHOR, Claim, Event, Evidence, Extraction, Position, Relationship
from extract.curation import apply_curation
from extract.curation.file import read_curation
from extract.documents import Document
from extract.reading import read_document
from ontology.knowledge import load_knowledge

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "rapprochement-on-russias-terms.txt"


@cache
def seed() -> Document:
    return read_document(SEED)


@cache
def curated() -> Extraction:
    document = seed()
    curation = read_curation(SEED.with_suffix(".curation.yaml"), document.text, load_knowledge())
    extraction, warnings = apply_curation(Extraction(document.name), document, curation)
    assert warnings == []
    return extraction


def claims_at(quote: str) -> list[tuple[Claim, Evidence]]:
    """The claims with evidence on these words, whatever the shape of their apostrophes."""
    text = seed().text.replace("’", "'")
    return [
        (claim, evidence)
        for claim in curated().claims
        for evidence in claim.evidence
        if quote in text[evidence.span.start : evidence.span.end]
    ]


def test_every_paragraph_of_prose_has_claims() -> None:
    spans = [evidence.span for claim in curated().claims for evidence in claim.evidence]
    for paragraph in seed().paragraphs:
        words = seed().text[paragraph.start : paragraph.end].split()
        if len(words) > 10:
            assert any(paragraph.contains(span) for span in spans), " ".join(words[:8])


def test_the_example_of_the_documentation_fits_the_article(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "curation.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    path = tmp_path / "example.curation.yaml"
    path.write_text(example[1], encoding="utf-8")
    curation = read_curation(path, seed().text, load_knowledge())
    result, warnings = apply_curation(Extraction(seed().name), seed(), curation)
    assert len(result.claims) == len(curation.additions) == 3
    assert len(warnings) == len(curation.corrections) == 1


@pytest.mark.parametrize(
    ("quote", "holder", "stance", "factuality"),
    [
        ("Russia has long opposed NATO expansion", "state/russia", "Opposes", "Asserted"),
        ("Trump has not criticized", "person/donald-trump", "Criticizes", "Negated"),
        ("support for a treaty", "person/vladimir-putin", "Supports", "Asserted"),
        ("time is on Russia's side", "community/russian-observers", "Believes", "Asserted"),
        ("If Poroshenko", "person/petro-poroshenko", "Rejects", "Hypothetical"),
    ],
)
def test_positions_of_the_worked_examples(
    quote: str, holder: str, stance: str, factuality: str
) -> None:
    found = [
        (claim.holder, claim.stance, evidence.factuality)
        for claim, evidence in claims_at(quote)
        if isinstance(claim, Position)
    ]
    assert (holder, stance, factuality) in found


def test_support_for_trump_is_what_the_intelligence_community_says() -> None:
    sources = {
        evidence.attributed_to
        for claim in curated().claims
        if isinstance(claim, Position)
        and (claim.holder, claim.stance) == ("state/russia", "Supports")
        and "person/donald-trump" in claim.topics
        for evidence in claim.evidence
    }
    assert len(sources) == 1
    assert AUTHOR not in sources.pop()


def test_dropping_the_cease_fire_hangs_on_its_condition() -> None:
    ((drop, evidence),) = claims_at("Moscow could decide to drop the cease-fire altogether")
    assert isinstance(drop, Event)
    assert drop.concerns == ("agreement/minsk-ii",)
    (condition,) = (claim for claim in curated().claims if claim.key == evidence.condition)
    assert isinstance(condition, Position)
    assert (condition.holder, condition.stance) == ("person/petro-poroshenko", "Rejects")


def test_the_caption_of_2010_gives_a_meeting_and_two_offices() -> None:
    found = [claim for claim, _ in claims_at("then Russia's president")]
    (meeting,) = (claim for claim in found if isinstance(claim, Event))
    assert meeting.event_type == "Meeting"
    assert meeting.start_date == "2010-06"
    offices = {
        (claim.subject, claim.office)
        for claim in curated().claims
        if isinstance(claim, Relationship) and claim.valid_in == "2010-06"
    }
    assert offices == {
        ("person/dmitry-medvedev", "president"),
        ("person/barack-obama", "president"),
    }
