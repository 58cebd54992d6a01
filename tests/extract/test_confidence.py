"""Constructions are told apart, and what was measured of each is told with the evidence."""

import pytest

from extract.pipeline import Extractor
from extract.semantics.confidence import confidence_of
from tests.extract.helpers import lines

CASES = {
    "Russia invaded Georgia.": "verb",
    "Georgia was invaded by Russia.": "passive",
    "Russia tried to invade Georgia.": "controlled",
    "Russia's invasion of Georgia shocked Paris.": "noun",
    "Russia waited. It invaded Georgia.": "verb+pronoun",
    "Russia moved fast. Its invasion of Georgia shocked Paris.": "noun+pronoun",
}


@pytest.mark.parametrize(("text", "construction"), CASES.items())
def test_construction(text: str, construction: str, extractor: Extractor) -> None:
    found = [line for line in lines(extractor, text) if line.rule == "invade"]
    assert [line.evidence.construction for line in found] == [construction]


def test_what_was_measured_is_a_fraction() -> None:
    measured = confidence_of("event", "noun")
    assert measured is not None
    assert 0 < float(measured) < 1
    assert confidence_of("event", "no such construction") is None
