"""Contradictions and shifts over texts that are really extracted: build, ask, validate."""

import csv
import io
from pathlib import Path

import pytest

from tests.accord.conftest import Accord

TEXTS = {
    "hope": ("2002-05-24", "Russia supports NATO expansion. The two sides met in Rome."),
    "anger": ("2007-02-10", "Russia has long opposed NATO expansion."),
    "echo": ("2007-02", "Russia supports NATO expansion."),
    "perhaps": ("2012", "Russia might support NATO expansion."),
    "report": ("2014", "Russia invaded Ukraine in 2014."),
    "denial": ("2015", "Russia did not invade Ukraine in 2014."),
}
SHIFTS = """
SELECT ?who ?what ?from ?to ?first ?then WHERE {
  ?shift a acc:Shift ; acc:actor/rdfs:label ?who ; acc:matter/rdfs:label ?what ;
    acc:startDate ?from ; acc:endDate ?to ; acc:earlier ?earlier ; acc:later ?later ;
    acc:basis ?last , ?since .
  ?earlier acc:evidence ?last . ?later acc:evidence ?since .
  ?last acc:sentence/acc:quote ?first . ?since acc:sentence/acc:quote ?then .
}"""
CONTRADICTIONS = """
SELECT ?label (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?contradiction a acc:Contradiction ; rdfs:label ?label ; acc:basis/acc:document ?document .
} GROUP BY ?label ORDER BY ?label"""


@pytest.fixture(scope="module")
def store(accord: Accord, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six texts by unnamed authors, dated."""
    directory = tmp_path_factory.mktemp("findings")
    for name, (date, text) in TEXTS.items():
        (directory / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        metadata = f"title: {name.capitalize()}\ndate: {date}\nlanguage: en\n"
        (directory / f"{name}.meta.yaml").write_text(metadata, encoding="utf-8")
    ended = accord("build", directory, "--store", directory / "store")
    assert ended.code == 0, ended.err
    return directory / "store"


def asked(accord: Accord, store: Path, query: str) -> list[list[str]]:
    answer = accord("query", query, "--store", store, "--format", "csv")
    assert answer.code == 0, answer.err
    return list(csv.reader(io.StringIO(answer.out)))[1:]


def test_who_changed_position_on_what_when_and_by_which_sentences(
    accord: Accord, store: Path
) -> None:
    assert asked(accord, store, SHIFTS) == [
        [
            *("Russia", "NATO expansion", "2002-05-24", "2007-02-10"),
            "Russia supports NATO expansion.",
            "Russia has long opposed NATO expansion.",
        ]
    ]


def test_where_two_texts_disagree(accord: Accord, store: Path) -> None:
    assert asked(accord, store, CONTRADICTIONS) == [
        ["Either: Russia Opposes NATO expansion; or: Russia Supports NATO expansion", "2"],
        ["Whether it is so: Invasion: Russia → Ukraine, 2014", "2"],
    ]


def test_the_graph_with_its_findings_is_valid(accord: Accord, store: Path) -> None:
    ended = accord("validate", "--store", store)
    assert ended.code == 0, ended.out
    assert ended.out.startswith("The graph is valid")
