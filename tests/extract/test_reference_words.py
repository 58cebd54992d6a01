"""Whom pronouns and definite descriptions mean: by cases, and as measured on a labelled sample."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pipeline import Extractor
from extract.reference.gazetteer import Gazetteer
from extract.reference.referents import Referents
from extract.reference.unknown import UnknownNames
from extract.syntax.parsing import Parser
from ontology.entities import Knowledge
from ontology.yaml_source import Node, load_yaml
from tests.extract.helpers import document
from tests.extract.reference_texts import CORPUS, Reader, corpus, unmark

DATA = Path(__file__).parent / "data"
CASES = [
    pytest.param(node.fields(), id=f"{group}-{number}")
    for group, nodes in load_yaml(DATA / "reference_cases.yaml").fields().items()
    for number, node in enumerate(nodes.items(), 1)
]
MEANINGS = [node.fields() for node in load_yaml(DATA / "reference_meanings.yaml").items()]


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge, gazetteer: Gazetteer) -> Reader:
    return Reader(knowledge, gazetteer, UnknownNames(knowledge), Parser())


@pytest.mark.parametrize("case", CASES)
def test_whom_a_word_means(case: Mapping[str, Node], reader: Reader) -> None:
    text, start = unmark(case["text"].text())
    wanted = list(case["means"].texts()) if "means" in case else []
    (meant,) = [
        [referents.label(key) for key in referents.resolve(token)]
        for at, token, referents, _ in reader.tokens(document(text))
        if at == start
    ]
    assert meant == wanted


@pytest.mark.parametrize("case", MEANINGS, ids=lambda case: case["text"].text())
def test_which_bearer_of_a_name(case: Mapping[str, Node], reader: Reader) -> None:
    text, start = unmark(case["text"].text())
    names = {name.mention for *_, here in reader.tokens(document(text)) for name in here}
    meant = [m.entity for m in names if m.span.start <= start < m.span.end]
    assert meant == [case["means"].text()]


# ---------------------------------------------------------------------- as measured


@dataclass(frozen=True)
class Measured:
    """How many of the labelled words were resolved, and how."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def plain(label: str) -> str:
    return label.replace("’", "'").lower().removeprefix("the ")


def names_of(key: str, referents: Referents) -> set[str]:
    """What an entity is called, in the same form as the labels."""
    entity = referents.knowledge.entities.get(key) or referents.entities[key]
    return {plain(name) for name in (entity.label, *entity.names)}


def fits(keys: tuple[str, ...], wanted: list[set[str]], referents: Referents) -> bool:
    called = [names_of(key, referents) for key in keys]
    return len(called) == len(wanted) and all(any(w & c for c in called) for w in wanted)


def measure(cases: tuple[Node, ...], reader: Reader) -> Measured:
    """Resolve the labelled words of a sample."""
    by_text: dict[str, dict[int, list[set[str]]]] = {}
    for node in cases:
        case = node.fields()
        wanted = (
            [set(map(plain, m.texts())) for m in case["means"].items()] if "means" in case else []
        )
        text = corpus()[case["text"].text()]
        start = case["start"].integer()
        assert text[start:].startswith(case["word"].text())
        by_text.setdefault(case["text"].text(), {})[start] = wanted
    counts: Counter[str] = Counter()
    for title, words in by_text.items():
        for at, token, referents, _ in reader.tokens(document(corpus()[title])):
            if at not in words:
                continue
            keys = referents.resolve(token)
            right = fits(keys, words[at], referents)
            counts["right" if keys and right else "wrong" if keys else "none"] += 1
            counts["missed"] += bool(words[at]) and not (keys and right)
    return Measured(counts["right"], counts["wrong"], counts["missed"])


@pytest.mark.parametrize(
    ("sample", "precision", "recall"), [("first", 0.93, 0.68), ("second", 0.93, 0.73)]
)
def test_as_good_as_measured(sample: str, precision: float, recall: float, reader: Reader) -> None:
    if not CORPUS.is_file():
        pytest.skip("the corpus (../shared/corpus) is not on this machine")
    of = measure(load_yaml(DATA / "reference_words.yaml").fields()[sample].items(), reader)
    assert of.precision >= precision, of
    assert of.recall >= recall, of


# ---------------------------------------------------------------------- counted, and sound


def test_what_is_resolved_and_what_is_not_is_counted(extractor: Extractor) -> None:
    text = "Putin said he would go. They left. “We agree,” Putin said. It was clear that it won."
    counts = extractor.read(document(text)).references
    assert counts.resolved == Counter({"he": 1, "we": 1})
    assert counts.unresolved == Counter({"it": 1, "they": 1})


WORDS = (
    *("he", "They", "its", "the two countries", "the latter", "both sides", "who", ",", ".", "the"),
    *("said", "Putin", "and", "Abe", "Russia", "“", "the treaty", "himself", "as for", "of"),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=PIECES)
def test_any_text_is_read_and_every_meaning_is_known(text: str, reader: Reader) -> None:
    for _, token, referents, _ in reader.tokens(document(text)):
        for key in referents.resolve(token):
            assert key in referents.entities or key in reader.knowledge.entities


@pytest.mark.parametrize("piece", ["He said they saw it and ", "the two countries of his and "])
def test_an_endless_sentence_is_read(piece: str, reader: Reader) -> None:
    assert sum(1 for _ in reader.tokens(document((piece * 400).strip()))) > 400
