"""The generated graph: always the same, valid, and of the size that was asked for."""

import pytest
from pyoxigraph import NamedNode, Quad

from bench.service.graph import SENTENCES, BenchGraph
from ontology.entities import Knowledge
from ontology.knowledge import load_knowledge
from ontology.namespaces import Namespaces
from shapes.validator import Validator

SIZE = 32_000


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def graph(knowledge: Knowledge) -> BenchGraph:
    return BenchGraph(knowledge, SIZE)


@pytest.fixture(scope="module")
def quads(graph: BenchGraph) -> list[Quad]:
    return list(graph.quads())


def test_it_has_the_size(graph: BenchGraph, quads: list[Quad]) -> None:
    assert graph.count == len(quads)
    assert len({quad.triple for quad in quads}) >= SIZE


def test_it_is_the_same_each_time(knowledge: Knowledge, graph: BenchGraph) -> None:
    again = BenchGraph(knowledge, SIZE)
    assert again.document(3) == graph.document(3)
    assert list(again.background()) == list(graph.background())


def test_another_seed_gives_another_graph(knowledge: Knowledge, graph: BenchGraph) -> None:
    assert BenchGraph(knowledge, SIZE, seed=1).document(3) != graph.document(3)


def test_a_document_is_valid(knowledge: Knowledge, graph: BenchGraph) -> None:
    validator = Validator(Namespaces(), graph.background())
    report = validator.validate(graph.document(5))
    assert report.conforms, report.results


def test_it_holds_what_the_subjects_say(graph: BenchGraph, quads: list[Quad]) -> None:
    held = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    subjects = graph.subjects
    for iris in (subjects.documents, subjects.actors, subjects.claims, subjects.spans):
        assert iris
        assert held.issuperset(iris)
    assert len(subjects.spans) == 3 * SENTENCES * len(subjects.documents)
    assert len(subjects.documents) == len({quad.graph_name for quad in quads}) - 2
