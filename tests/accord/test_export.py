from pathlib import Path

import pyoxigraph as ox
import pytest

from accord.output import FORMATS
from tests.accord.conftest import Accord

GRAPHS = [name for name in FORMATS if name != "ttl"]


@pytest.fixture(scope="module")
def quads(accord: Accord, built_store: Path) -> set[ox.Quad]:
    exported = accord("export", "--store", built_store)
    assert exported.code == 0
    return set(ox.parse(exported.out, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", GRAPHS)
def test_every_format_holds_the_same_graph(
    accord: Accord, built_store: Path, quads: set[ox.Quad], name: str
) -> None:
    exported = accord("export", "--store", built_store, "--format", name)
    assert set(ox.parse(exported.out, format=FORMATS[name])) == quads


def test_turtle_holds_the_triples_of_all_graphs(
    accord: Accord, built_store: Path, quads: set[ox.Quad]
) -> None:
    exported = accord("export", "--store", built_store, "--format", "ttl").out
    triples = {quad.triple for quad in ox.parse(exported, format=ox.RdfFormat.TURTLE)}
    assert triples == {quad.triple for quad in quads}
    assert "acc:State" in exported


def test_a_file_is_the_same_as_standard_output(
    accord: Accord, built_store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "graph.trig"
    options = ("--store", built_store, "--format", "trig")
    assert accord("export", *options, "-o", path).out == ""
    assert path.read_text("utf-8") == accord("export", *options).out


def test_an_unknown_format_is_refused(accord: Accord, built_store: Path) -> None:
    ended = accord("export", "--store", built_store, "--format", "pdf")
    assert ended.code == 2
    assert "pdf" in ended.err


def test_a_file_that_cannot_be_written(accord: Accord, built_store: Path, tmp_path: Path) -> None:
    ended = accord("export", "--store", built_store, "-o", tmp_path / "no" / "such" / "graph.nq")
    assert ended.code == 2
    assert "cannot be written" in ended.fault
