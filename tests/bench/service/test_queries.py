"""The queries: SPARQL, all distinct, with answers, and repeated as the law of Zipf has it."""

from collections import Counter
from itertools import islice
from random import Random

import pyoxigraph
import pytest

from bench.service.graph import BenchGraph
from bench.service.queries import KINDS, Kind, Queries, zipf
from ontology.knowledge import load_knowledge

SIZE = 34_000


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    return pyoxigraph.Store()


@pytest.fixture(scope="module")
def queries(store: pyoxigraph.Store) -> Queries:
    graph = BenchGraph(load_knowledge(), SIZE)
    store.bulk_extend(graph.quads())
    return Queries(graph.subjects, SIZE)


def count(store: pyoxigraph.Store, query: str) -> int:
    results = store.query(query, use_default_graph_as_union=True)
    assert not isinstance(results, pyoxigraph.QueryBoolean)
    return sum(1 for _ in results)


@pytest.mark.parametrize("kind", KINDS)
def test_queries_have_answers(kind: Kind, queries: Queries, store: pyoxigraph.Store) -> None:
    assert any(count(store, query.text) for query in islice(queries.distinct(kind), 5))


def test_the_large_select_has_the_rows(queries: Queries, store: pyoxigraph.Store) -> None:
    assert count(store, queries.query("rows", 0).text) == SIZE


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_numbers_give_the_same_text(kind: Kind, queries: Queries) -> None:
    texts = [query.text for query in islice(queries.distinct(kind, 7), 5000)]
    assert len(set(texts)) == len(texts)


def test_the_same_words_ask_for_a_thing_again_when_all_were_asked_for(queries: Queries) -> None:
    assert queries.query("joins", 3).text == queries.query("joins", 3).text


def test_few_queries_are_repeated(queries: Queries) -> None:
    drawn = Counter(islice(queries.repeated(), 160))
    assert set(drawn.values()) == {10}
    assert len(drawn) == 16


def test_the_mixed_workload_is_the_same_each_time_and_other_from_another_start(
    queries: Queries,
) -> None:
    first, again, other = (list(islice(queries.mixed(start), 500)) for start in (5, 5, 9_000_000))
    assert first == again
    assert not set(first) & set(other)


def test_the_mixed_workload_has_repeats_and_all_kinds(queries: Queries) -> None:
    drawn = Counter(islice(queries.mixed(), 5000))
    assert 500 < len(drawn) < 2000
    assert max(drawn.values()) > 300
    for word in ("?p0", "?certainty ?quote", "skos:broader*", "CONSTRUCT", "DESCRIBE", "regex"):
        assert any(word in query.text for query in drawn), word


def test_ranks_follow_zipf() -> None:
    drawn = Counter(islice(zipf(Random(1), 100, 1.0), 50_000))
    assert set(drawn) <= set(range(100))
    for rank in (1, 3, 9):
        assert drawn[0] / drawn[rank] == pytest.approx(rank + 1, rel=0.15)
