"""Whether events that are one are told as one: on pairs that a reader labelled."""

import pytest

from bench.identity import CORPUS, Outcome, Pair, Told, load_pairs, measure, table
from extract.claims import make_event
from extract.pipeline import Extractor
from ontology.knowledge import load_knowledge


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load_knowledge())


def test_the_pairs_are_as_the_module_says() -> None:
    pairs = load_pairs()
    assert len(pairs) == 92
    assert sum(pair.within for pair in pairs) == 38


def test_as_good_as_measured(extractor: Extractor) -> None:
    if not CORPUS.is_file():
        pytest.skip("the corpus (../shared/corpus) is not on this machine")
    outcomes = measure(extractor, load_pairs())
    joined = [o for o in outcomes if o.joined]
    right = sum(o.pair.same for o in joined)
    assert right / len(joined) >= 0.86
    assert right / sum(o.pair.same for o in outcomes) >= 0.65


def test_table() -> None:
    here, there = Told("a", 0), Told("b", 0)
    outcomes = [
        Outcome(Pair("War", True, (here, here)), True),
        Outcome(Pair("War", True, (here, there)), False),
    ]
    assert table(outcomes).splitlines()[-1].split() == ["all", "2", "2", "1", "100.0", "50.0"]


def test_what_happens_once_is_one_event_in_all_documents_and_without_a_date() -> None:
    def key(document: str, event_type: str, agent: str) -> str:
        return make_event(document, event_type, agents=(agent,)).key

    union = "state/soviet-union"
    assert key("a", "Dissolution", union) == key("b", "Dissolution", union)
    assert key("a", "Attack", union) != key("b", "Attack", union)
    assert key("a", "Dissolution", "government/diet") != key("b", "Dissolution", "government/diet")
