"""Finding the curated names: longest, at word boundaries, with true offsets."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.reference.gazetteer import Gazetteer


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[c.span.start : c.span.end] for c in gazetteer.find(text) if not c.nested]


def test_longest_match(gazetteer: Gazetteer) -> None:
    text = "The United Nations Security Council met in New York."
    assert "United Nations Security Council" in found(gazetteer, text)
    assert "United Nations" not in found(gazetteer, text)


def test_an_article_that_belongs_to_a_name_gives_it_no_precedence(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "The West left the West Bank.") == ["The West", "West Bank"]


def test_word_boundaries(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Iranian") == ["Iranian"]
    assert found(gazetteer, "Franceville Omanesque") == []


def test_apostrophes_and_case(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Russia’s and RUSSIA'S") == ["Russia", "RUSSIA"]
    assert found(gazetteer, "the nato of us") == []


def test_two_names_joined_by_a_comma_are_both_named(gazetteer: Gazetteer) -> None:
    assert "Virginia" in found(gazetteer, "They met in Arlington, Virginia, in June.")


def test_names_in_names_of_matters_are_nested(gazetteer: Gazetteer) -> None:
    text = "The Iran nuclear deal held."
    nested = [text[c.span.start : c.span.end] for c in gazetteer.find(text) if c.nested]
    assert found(gazetteer, text) == ["Iran nuclear deal"]
    assert nested == ["Iran"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prefix=st.text(max_size=30), suffix=st.text(max_size=30))
def test_offsets_are_true(prefix: str, suffix: str, gazetteer: Gazetteer) -> None:
    text = f"{prefix} Azerbaijan {suffix}"
    spans = [c.span for c in gazetteer.find(text)]
    assert any(text[s.start : s.end] == "Azerbaijan" for s in spans)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
