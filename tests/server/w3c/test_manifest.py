"""The lists of what is not run and what fails, and the page that tells of both."""

from pathlib import Path

import pytest

from tests.server.w3c.manifest import RUN, SUITES, cases, known_failures, left_out
from tests.server.w3c.page import with_tables

PAGE = Path(__file__).parents[3] / "docs" / "sparql.md"

pytestmark = pytest.mark.skipif(
    not SUITES.is_dir(), reason=f"the W3C test suites are not at {SUITES}"
)


def test_every_test_of_the_suites_is_there() -> None:
    assert len(cases(*RUN)) > 1_300


def test_every_kind_of_test_is_run() -> None:
    assert cases(*RUN) == cases("")


def test_the_known_failures_are_tests_that_are_run() -> None:
    listed = [test for failure in known_failures() for test in failure.tests]
    assert len(listed) == len(set(listed))
    assert set(listed) <= {case.id for case in cases(*RUN)}


def test_what_is_left_out_is_there() -> None:
    assert all((SUITES / suite / "manifest.ttl").is_file() for suite in left_out())


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page), "run make docs"
