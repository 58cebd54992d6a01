"""Names that the curated list lacks: by their forms, and as measured on a labelled sample."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.documents import Document
from extract.reference.found import KINDS
from extract.reference.gazetteer import Candidate, Gazetteer
from extract.reference.unknown import UnknownNames
from ontology.entities import Knowledge
from ontology.yaml_source import Node, load_yaml
from tests.extract.helpers import document
from tests.extract.reference_texts import CORPUS, corpus

DATA = Path(__file__).parent / "data"
FORMS = [node.fields() for node in load_yaml(DATA / "reference_forms.yaml").items()]
PRECISION, RECALL = 0.95, 0.85


@pytest.fixture(scope="module")
def unknown(knowledge: Knowledge) -> UnknownNames:
    return UnknownNames(knowledge)


def curated_names(gazetteer: Gazetteer, text: Document) -> list[Candidate]:
    spans = text.paragraphs
    return [c for span in spans for c in gazetteer.find(text.text, span.start, span.end)]


def named(text: str, gazetteer: Gazetteer, unknown: UnknownNames) -> dict[str, str]:
    """The words that name something beside the curated names, and the key of what they name."""
    read = document(text)
    curated = curated_names(gazetteer, read)
    found, entities = unknown.read(read, curated)
    assert set(entities) <= {c.readings[0][0] for c in found}
    return {
        text[c.span.start : c.span.end]: c.readings[0][0]
        for c in found
        if c not in curated and not c.nested
    }


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case["text"].text()[:60])
def test_names_by_their_form(
    case: Mapping[str, Node], gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    wanted = {name: key.text() for name, key in case["names"].fields().items()}
    assert named(case["text"].text(), gazetteer, unknown) == wanted


def test_a_curated_name_inside_a_matters_name_is_nested(
    gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    text = document("The Taiwan Trade Act lapsed.")
    found, _ = unknown.read(text, curated_names(gazetteer, text))
    assert [(c.readings[0][0], c.nested) for c in found] == [
        ("document/taiwan-trade-act", False),
        ("state/taiwan", True),
    ]


def test_a_curated_name_inside_another_longer_name_is_gone(
    gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    text = document("The Solar Energy Organization of Iran met.")
    found, _ = unknown.read(text, curated_names(gazetteer, text))
    assert [c.readings[0][0] for c in found] == ["organization/solar-energy-organization-of-iran"]


def test_what_an_agreement_is_between(gazetteer: Gazetteer, unknown: UnknownNames) -> None:
    text = document("The Treaty of Santa Rosalia between Japan and Chile was signed.")
    _, entities = unknown.read(text, curated_names(gazetteer, text))
    (treaty,) = entities.values()
    assert treaty.participants == ("state/japan", "state/chile")


def test_abbreviations_are_further_names(gazetteer: Gazetteer, unknown: UnknownNames) -> None:
    text = document("The Nordic Grain League (NGL) met.")
    _, entities = unknown.read(text, curated_names(gazetteer, text))
    assert [entity.names for entity in entities.values()] == [("NGL",)]


def test_no_new_entity_has_a_curated_key(
    knowledge: Knowledge, gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    text = " ".join(f"He signed the {e.label}." for e in knowledge.entities.values())
    read = document(text)
    _, entities = unknown.read(read, curated_names(gazetteer, read))
    assert not entities.keys() & knowledge.entities.keys()


def test_the_order_of_the_curated_list_does_not_matter(knowledge: Knowledge) -> None:
    backwards = Knowledge(
        dict(reversed(list(knowledge.entities.items()))),
        dict(reversed(list(knowledge.readings.items()))),
        knowledge.fingerprint,
    )
    text = document(
        "Secretary Marshall met Hugo Strand, the Bolivian envoy. The Nordic Grain League (NGL) and"
        " President Roosevelt signed the Treaty of Santa Rosalia. The Treaty pleased Strand."
    )
    results = []
    for known in (knowledge, backwards):
        curated = curated_names(Gazetteer(known), text)
        results.append(UnknownNames(known).read(text, curated))
    assert results[0] == results[1]


# ---------------------------------------------------------------------- as measured


def straight(text: str) -> str:
    return text.replace("’", "'")


def test_as_good_as_measured(
    knowledge: Knowledge, gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    if not CORPUS.is_file():
        pytest.skip("the corpus (../shared/corpus) is not on this machine")
    right, wrong, missed = 0, [], []
    for node in load_yaml(DATA / "reference_names.yaml").fields()["cases"].items():
        case = node.fields()
        text = corpus()[case["text"].text()]
        start = case["start"].integer()
        end = start + len(case["words"].text())
        assert text[start:end] == case["words"].text()
        read = document(text)
        curated = curated_names(gazetteer, read)
        found, entities = unknown.read(read, curated)
        here = [c for c in found if c.span.start < end and start < c.span.end and not c.nested]
        names = [set(n.texts()) for n in case["names"].items()] if "names" in case else []
        types = case["types"].texts() if "types" in case else ()
        for candidate in here:
            words = text[candidate.span.start : candidate.span.end]
            key = candidate.readings[0][0]
            kind = entities[key].type if key in entities else knowledge.entities[key].type
            fits = any(straight(words) in map(straight, n) for n in names) and kind in types
            if candidate not in set(curated):
                right += fits
                wrong += [] if fits else [(words, kind)]
        if "optional" not in case:
            told = {straight(text[c.span.start : c.span.end]) for c in here}
            missed += [n for n in names if not told & set(map(straight, n))]
    assert right / (right + len(wrong)) >= PRECISION, wrong
    assert right / (right + len(missed)) >= RECALL, missed


# ---------------------------------------------------------------------- sound on any text

WORDS = ("Treaty", "of", "Hugo", "President", "Strand", "(", ")", "NGL", ",", ".", "and", "the")
HOSTILE = ("’s", "’", "—", "Österreich", "\u202eabc", "🎉", "J.", "Jr.", "II", "al-", "d’", "1868")
TEXTS = st.lists(
    st.one_of(
        st.sampled_from((*WORDS, *HOSTILE, "Kingdom", "Act", "in", "Secretary", "League")),
        st.text(max_size=8),
    ),
    max_size=30,
).map(" ".join)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=TEXTS)
def test_any_text_gives_names_that_stand_in_it(
    text: str, knowledge: Knowledge, gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    read = document(text)
    found, entities = unknown.read(read, curated_names(gazetteer, read))
    assert found == sorted(found, key=lambda c: (c.span.start, -c.span.end))
    for candidate in found:
        assert 0 <= candidate.span.start < candidate.span.end <= len(text)
        words = text[candidate.span.start : candidate.span.end]
        assert words == words.strip()
        assert all(key in entities or key in knowledge.entities for key, _ in candidate.readings)
    for key, entity in entities.items():
        assert key == entity.key
        assert key.startswith(f"{KINDS[entity.type]}/")
        assert entity.label.strip() == entity.label != ""


@pytest.mark.parametrize("word", ["Treaty of ", "President ", "Aa ", "(", "Kingdom of ", "and A "])
def test_endless_texts_take_time_in_proportion(
    word: str, gazetteer: Gazetteer, unknown: UnknownNames
) -> None:
    read = document((word * 20_000).strip())
    found, _ = unknown.read(read, curated_names(gazetteer, read))
    assert len(found) < 50_000


def test_a_text_of_many_names_is_read(gazetteer: Gazetteer, unknown: UnknownNames) -> None:
    letters = "abcdefghij"
    words = [
        f"{a}{b}{c}{d}ov".capitalize()
        for a in letters
        for b in letters
        for c in letters
        for d in "xyz"
    ]
    read = document(
        "\n".join(f"The {word} Treaty pleased President {word} Smith." for word in words)
    )
    found, entities = unknown.read(read, curated_names(gazetteer, read))
    assert len(entities) == 2 * len(words)
    assert len(found) == 2 * len(words)
