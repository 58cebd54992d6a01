"""The comparison with the PLOVER gold records: the classes, and what makes a record right."""

import pytest

from bench.plover import (
    GOLD,
    IDENTIFIERS,
    Actor,
    Actors,
    Record,
    country_codes,
    judge,
    read_records,
)
from bench.plover_classes import classes_of_event, classes_of_position
from extract.claims import Factuality
from extract.pipeline import Extractor
from ontology.entities import Knowledge
from ontology.knowledge import load_knowledge
from ontology.terms import EventType, Stance

CLASSES = frozenset(
    (
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "INVESTIGATE"),
        *("DEMAND", "DISAPPROVE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE"),
        *("COERCE", "ASSAULT", "FIGHT"),
    )
)

EVENTS: tuple[tuple[str, Factuality, set[str]], ...] = (
    ("MilitaryAid", "Asserted", {"AID"}),
    ("MilitaryAid", "Planned", {"AID", "AGREE"}),
    ("MilitaryAid", "Negated", {"REJECT"}),
    ("Bombing", "Asserted", {"ASSAULT", "FIGHT"}),
    ("Bombing", "Hypothetical", {"ASSAULT", "FIGHT", "THREATEN"}),
    ("Bombing", "Negated", set()),
    ("Resignation", "Asserted", {"RETREAT"}),
    ("Election", "Asserted", set()),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def extractor(knowledge: Knowledge) -> Extractor:
    return Extractor(knowledge)


@pytest.fixture(scope="module")
def actors(knowledge: Knowledge) -> Actors:
    return Actors(knowledge, {"RU": "RUS", "GE": "GEO", "IL": "ISR", "US": "USA"})


def record(text: str, event: str, source: Actor, *targets: Actor) -> Record:
    return Record("test", text, event, (source,), targets)


def test_every_concept_has_classes_of_plover() -> None:
    for event in EventType:
        assert classes_of_event(event, "Asserted") <= CLASSES
    for stance in Stance:
        assert classes_of_position(stance, "Asserted", frozenset()) <= CLASSES


@pytest.mark.parametrize(("event", "factuality", "classes"), EVENTS)
def test_what_is_planned_or_denied_is_of_another_class(
    event: str, factuality: Factuality, classes: set[str]
) -> None:
    assert classes_of_event(event, factuality) == classes


def test_who_pledges_conflict_threatens() -> None:
    assert classes_of_position("Pledges", "Asserted", frozenset(("AID",))) == {"AGREE"}
    assert classes_of_position("Pledges", "Asserted", frozenset(("ASSAULT",))) == {"THREATEN"}
    assert classes_of_position("Recognizes", "Negated", frozenset()) == {"REJECT"}


RUSSIA, GEORGIA = Actor("Moscow", "RUS"), Actor("Georgian", "GEO")
SENTENCES = {
    "all right": (record("Russia invaded Georgia.", "FIGHT", RUSSIA, GEORGIA), True),
    "another class": (record("Russia invaded Georgia.", "AID", RUSSIA, GEORGIA), False),
    "source and target changed": (
        record("Russia invaded Georgia.", "FIGHT", GEORGIA, RUSSIA),
        False,
    ),
    "a target that the record lacks": (record("Russia invaded Georgia.", "FIGHT", RUSSIA), False),
    "target in the topic": (
        record("Russia condemned the Georgian attack on Abkhazia.", "DISAPPROVE", RUSSIA, GEORGIA),
        True,
    ),
    "an actor by its name": (
        record("Hamas attacked Israel.", "FIGHT", Actor("Hamas fighters", "PSE"), Actor("", "ISR")),
        True,
    ),
    "nothing found": (record("The weather was fine.", "FIGHT", RUSSIA, GEORGIA), False),
}


@pytest.mark.parametrize(("given", "right"), SENTENCES.values(), ids=SENTENCES)
def test_what_makes_a_record_right(
    given: Record, right: bool, extractor: Extractor, actors: Actors
) -> None:
    assert judge(given, extractor, actors).whole is right


def test_the_gold_records_are_read_as_well_as_measured(
    extractor: Extractor, knowledge: Knowledge
) -> None:
    if not GOLD.is_file():
        pytest.skip("the gold records (../shared/gold/plover) are not on this machine")
    records = read_records(GOLD)
    assert len(records) == 161
    known = Actors(knowledge, country_codes(IDENTIFIERS))
    assert sum(judge(given, extractor, known).whole for given in records) >= 0.53 * len(records)
