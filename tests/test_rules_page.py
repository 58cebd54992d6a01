"""The page of the rules is what their data says."""

from pathlib import Path

from bench.rules_page import rules_page

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == rules_page(), "run `make docs`"
