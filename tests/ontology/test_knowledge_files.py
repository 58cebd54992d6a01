"""The curated files that come with the project."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from ontology.entities import Entity, Knowledge
from ontology.knowledge import PACKAGED, load_knowledge
from ontology.knowledge_schema import KINDS

IDENTIFIERS = Path(__file__).parents[3] / "shared" / "reference" / "identifiers.tsv"

WITHOUT_CAPITAL_AS_METONYM = {
    # the city and the state have one name
    "state/djibouti",
    "state/luxembourg",
    "state/monaco",
    "state/singapore",
    "state/vatican-city",
}

COMMON_WORDS = """
a about after all also am an and any are as at ban be because begin being both brown but by can
could day do for from gabriel had has have he her here him his how i if in into is island it its
just like major many may me mid moon more most must my no nor not now of off on one only or other
our out over per rice she should so some such than that the their them then there these they this
those to too under until up was we were what when where which while whom why will with would you
your
"""
"""English words that no name may be, whatever its case. Not among them: "US", "WHO" and the company
Total, which a reader tells apart by their case and place."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    if not IDENTIFIERS.exists():
        pytest.skip(f"{IDENTIFIERS} is not here")
    with IDENTIFIERS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_there_is_a_file_of_each_kind() -> None:
    assert {path.name for path in PACKAGED.iterdir()} == {kind.file for kind in KINDS.values()}


def test_entries_are_sorted_by_key(knowledge: Knowledge) -> None:
    for kind, description in KINDS.items():
        keys = [key for key in knowledge.entities if key.startswith(f"{kind}/")]
        assert keys == sorted(keys), description.file
        assert keys, description.file


def test_files_are_plain_yaml() -> None:
    """Another reader of YAML finds the same entries: nothing depends on ours."""
    for kind in KINDS.values():
        text = (PACKAGED / kind.file).read_text(encoding="utf-8")
        assert isinstance(yaml.safe_load(text), dict)
        assert max(map(len, text.splitlines())) <= 104, kind.file  # one long title


def test_each_identifier_row_is_there(knowledge: Knowledge, rows: list[dict[str, str]]) -> None:
    by_name: dict[str, list[Entity]] = {}
    for entity in knowledge.entities.values():
        for name in (entity.label, *entity.names):
            for spelling in (name, name[0].upper() + name[1:]):
                by_name.setdefault(spelling, []).append(entity)
    for row in rows:
        slug = row["key"].partition(":")[2].replace("_", "-")
        same_slug = [key for key in knowledge.entities if key.partition("/")[2] == slug]
        plain = re.sub(r" \([^)]*\)", "", row["label"])
        named = by_name.get(row["label"], []) + by_name.get(plain, [])
        assert same_slug or named, row["key"]


def test_wikidata_is_exactly_what_was_verified(
    knowledge: Knowledge, rows: list[dict[str, str]]
) -> None:
    def filled(confidence: str) -> set[str]:
        return {
            row["wikidata"] for row in rows if row["confidence"] == confidence and row["wikidata"]
        }

    entities = knowledge.entities.values()
    assert {entity.wikidata for entity in entities if entity.wikidata} == filled("verified")
    likely = {entity.wikidata_likely for entity in entities if entity.wikidata_likely}
    assert likely == filled("weak-single-source")


def test_wikidata_stands_at_the_right_entry(
    knowledge: Knowledge, rows: list[dict[str, str]]
) -> None:
    by_item = {entity.wikidata: entity for entity in knowledge.entities.values()}
    for row in rows:
        if row["confidence"] == "verified" and row["wikidata"]:
            entity = by_item[row["wikidata"]]
            slug = row["key"].partition(":")[2].replace("_", "-")
            names = {name.lower() for name in (entity.label, *entity.names)}
            assert entity.key.endswith(f"/{slug}") or row["label"].lower() in names, row["key"]


@pytest.mark.parametrize(("field", "column"), [("dbpedia", "dbpedia"), ("geonames", "geonames")])
def test_other_identifiers_come_from_the_list(
    knowledge: Knowledge, rows: list[dict[str, str]], field: str, column: str
) -> None:
    known = {
        row[column]
        for row in rows
        if row[column] and (field != "dbpedia" or row["dbpedia_source"] == "source")
    }
    used = {getattr(entity, field) for entity in knowledge.entities.values()} - {None}
    assert used <= known
    assert len(used) == len(known)


def test_capital_is_a_metonym_of_its_state(knowledge: Knowledge) -> None:
    present = [
        entity
        for key, entity in knowledge.entities.items()
        if key.startswith("state/") and entity.iso3166 and key not in WITHOUT_CAPITAL_AS_METONYM
    ]
    assert len(present) > 185
    for state in present:
        assert state.capital, state.key
        capital = knowledge.entities[state.capital]
        readings = knowledge.readings[capital.label]
        assert (state.key, "metonym") in readings, state.key
        assert readings[0] == (capital.key, "name"), state.key


def test_state_has_adjective_and_demonym(knowledge: Knowledge) -> None:
    lacking = {
        key
        for key, entity in knowledge.entities.items()
        if entity.iso3166 and key.startswith("state/") and not entity.demonyms
    }
    assert lacking == {"state/vatican-city"}


def test_no_name_is_a_common_word(knowledge: Knowledge) -> None:
    assert not set(COMMON_WORDS.split()) & {name.lower() for name in knowledge.readings}


def test_no_name_is_a_description(knowledge: Knowledge) -> None:
    """No title before a name (titles are read by code), and nothing that only a context names."""
    title = re.compile(r"(President|Prime Minister|Secretary|Senator|Chancellor|Ayatollah) [A-Z]")
    person_names = [
        name
        for key, entity in knowledge.entities.items()
        if key.startswith("person/")
        for name in entity.names
    ]
    assert not [name for name in person_names if title.match(name)]
    for name in ("the alliance", "its predecessor", "the Fund", "IS", "MID", "rebel groups"):
        assert name not in knowledge.readings


EXPECTED_READINGS: Mapping[str, tuple[str, str]] = {
    "U.S.": ("state/united-states", "name"),
    "U.S.S.R.": ("state/soviet-union", "name"),
    "Soviets": ("state/soviet-union", "name"),
    "Republic of Korea": ("state/south-korea", "name"),
    "PRC": ("state/china", "name"),
    "Turkey": ("state/turkiye", "name"),
    "British": ("state/united-kingdom", "adjective"),
    "Frenchman": ("state/france", "name"),
    "Georgia": ("state/georgia", "name"),
    "Kremlin": ("state/russia", "metonym"),
    "Downing Street": ("state/united-kingdom", "metonym"),
    "Kiev": ("place/kyiv", "name"),
    "Washington": ("place/washington-d-c", "name"),
    "U.N. Security Council": ("organization/united-nations-security-council", "name"),
    "State Department": ("government/united-states-department-of-state", "name"),
    "Kennedy": ("person/john-f-kennedy", "name"),
    "Bush": ("person/george-w-bush", "name"),
    "NATO expansion": ("issue/enlargement-of-nato", "name"),
    "Six-Party Talks": ("forum/six-party-talks", "name"),
    "Minsk II": ("agreement/minsk-ii", "name"),
}


@pytest.mark.parametrize("name", EXPECTED_READINGS)
def test_usual_names_are_read_as_usual(knowledge: Knowledge, name: str) -> None:
    assert knowledge.readings[name][0] == EXPECTED_READINGS[name]


def test_metonyms_that_several_share(knowledge: Knowledge) -> None:
    assert ("state/soviet-union", "metonym") in knowledge.readings["Moscow"]
    assert knowledge.readings["Brussels"][:2] == (
        ("place/brussels", "name"),
        ("organization/european-union", "metonym"),
    )
