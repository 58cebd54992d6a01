"""Metadata files: what they may say, and that each fault names its line."""

from pathlib import Path

import pytest

from extract.documents import Metadata
from extract.reading.metadata import FIELDS, metadata_path, read_metadata
from ontology.yaml_source import SourceError

SEED = Path(__file__).parents[2] / "seeds" / "rapprochement-on-russias-terms.meta.yaml"


def read(tmp_path: Path, source: str) -> Metadata:
    path = tmp_path / "talks.meta.yaml"
    path.write_text(source, encoding="utf-8")
    return read_metadata(path)


def test_all_fields(tmp_path: Path) -> None:
    source = """\
title: Statement on Sudan
creator: person/joe-biden
creator_name: Joseph R. Biden, Jr.
publisher: The White House
date: 2021-10-28
written_after: 2021-10-27
written_before: 2021-10
reference_date: 2021-10
language: en-US
license: https://creativecommons.org/publicdomain/mark/1.0/
source: https://example.org/sudan
"""
    assert read(tmp_path, source) == Metadata(
        title="Statement on Sudan",
        creator="person/joe-biden",
        creator_name="Joseph R. Biden, Jr.",
        publisher="The White House",
        date="2021-10-28",
        written_after="2021-10-27",
        written_before="2021-10",
        reference_date="2021-10",
        language="en-US",
        license="https://creativecommons.org/publicdomain/mark/1.0/",
        source="https://example.org/sudan",
    )
    assert {line.split(":")[0] for line in source.splitlines()} == set(FIELDS)


def test_the_reference_date_is_the_date_unless_given(tmp_path: Path) -> None:
    assert read(tmp_path, "title: A\ndate: 2021-10-28\n").reference_date == "2021-10-28"


def test_what_is_not_given_is_unknown(tmp_path: Path) -> None:
    assert read(tmp_path, "title: A\n") == Metadata(title="A", language="en")


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("date: 2021\n", 1, "lacks the key 'title'"),
        ("title: A\nauthor: B\n", 2, "unknown key 'author'; allowed: "),
        ("title: A\n\ndate: 2021-02-30\n", 3, "a date of the calendar"),
        ("title: A\nreference_date: December 2016\n", 2, "YYYY-MM"),
        ("title: A\ncreator: Joe Biden\n", 2, "goes into creator_name"),
        ("title: A\ncreator: agreement/minsk-ii\n", 2, "the key of a curated actor"),
        ("title: A\nlanguage: ru\n", 2, "allowed: en, or a variety"),
        ("title: A\nlanguage: english language\n", 2, "allowed: en, or a variety"),
        ("title: |\n  A\n  B\n", 1, "title must be one line"),
        ("title: ''\n", 1, "title is empty"),
        (f"title: {'A' * 1001}\n", 1, "at most 1,000 characters"),
        ("title:\n  - A\n", 1, "title must be a text"),
        ("- title\n", 1, "must be a mapping"),
        (
            "title: A\nwritten_after: 2017-01-21\nwritten_before: 2017-01-20\n",
            3,
            "earlier than written_after",
        ),
    ],
)
def test_faults(tmp_path: Path, source: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, source)
    assert str(caught.value).startswith(f"{tmp_path / 'talks.meta.yaml'}:{line}: ")
    assert message in str(caught.value)


def test_bounds_of_different_exactness_may_overlap(tmp_path: Path) -> None:
    metadata = read(tmp_path, "title: A\nwritten_after: 2016-12-15\nwritten_before: 2016-12\n")
    assert metadata.written_before == "2016-12"


def test_metadata_stands_beside_its_text() -> None:
    assert metadata_path(Path("a/talks.v2.txt")) == Path("a/talks.v2.meta.yaml")


def test_the_seed_article_invents_nothing() -> None:
    metadata = read_metadata(SEED)
    assert metadata.title == "Rapprochement on Russia's Terms"
    assert (metadata.creator, metadata.creator_name, metadata.publisher) == (None, None, None)
    assert metadata.date is None
    assert (metadata.written_after, metadata.written_before) == ("2016-12", "2017-01-20")
    assert metadata.reference_date == "2016-12"
    assert metadata.source is not None
    assert metadata.source.startswith("Unknown")
