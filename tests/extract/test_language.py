"""Language detection: what is taken for English, and why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reading.language import detect_language
from ontology.yaml_source import load_yaml

CASES = load_yaml(Path(__file__).parent / "data" / "reading_languages.yaml").fields()


@pytest.mark.parametrize("text", CASES["English"].texts())
def test_english(text: str) -> None:
    finding = detect_language(text)
    assert finding.is_english, finding.reason()


@pytest.mark.parametrize("text", CASES["not English"].texts())
def test_other_languages(text: str) -> None:
    finding = detect_language(text)
    assert not finding.is_english, finding.reason()


def test_the_reason_says_which_share_was_found() -> None:
    german = detect_language("Der Minister sagte, dass er nicht mit der Regierung sprechen wird.")
    assert "0% of its" in german.reason()
    assert "are German ones" in german.reason()
    assert detect_language("Президент встретился.").reason() == "most of its letters are Cyrillic"


def test_a_long_text_is_judged_by_all_its_parts() -> None:
    english = "The ministers of the two states met, and they agreed to withdraw. " * 400
    swahili = "rais alikutana mawaziri ulinzi mjini humo akasema kwamba makubaliano " * 40_000
    assert not detect_language(english + swahili).is_english


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    finding = detect_language(text)
    assert 0 <= finding.english <= 1
    assert 0 <= finding.other_share <= 1
    assert finding.reason()
