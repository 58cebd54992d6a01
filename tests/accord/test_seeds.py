"""The graph that comes with the project: built from its own seeds and its own knowledge."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from server.examples import Example, load_examples
from tests.accord.conftest import Accord

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seed_store(accord: Accord, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("seeds") / "store"
    knowledge = ROOT / "ontology" / "knowledge"
    ended = accord("build", ROOT / "seeds", "--store", store, "--knowledge", knowledge)
    assert ended.code == 0, ended.err
    return store


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.title)
def test_the_examples_of_the_landing_page_answer(
    accord: Accord, seed_store: Path, example: Example
) -> None:
    ended = accord("query", example.query, "--store", seed_store, "--format", "json")
    assert ended.code == 0, ended.err
    assert len(json.loads(ended.out)["results"]["bindings"]) >= 2


def test_the_graph_has_no_blank_nodes_and_nothing_of_this_machine(
    accord: Accord, seed_store: Path
) -> None:
    exported = accord("export", "--store", seed_store).out
    quads = list(ox.parse(exported, format=ox.RdfFormat.N_QUADS))
    assert len(quads) > 30_000
    terms = {term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]
    assert str(ROOT) not in exported
