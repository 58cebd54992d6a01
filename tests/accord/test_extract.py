from pathlib import Path

import pyoxigraph as ox

from tests.accord.conftest import Accord, write_text

BASE = "https://w3id.org/accord/"


def graph(quads: list[ox.Quad], name: str) -> list[ox.Quad]:
    return [quad for quad in quads if quad.graph_name == ox.NamedNode(f"{BASE}{name}")]


def test_the_same_texts_give_the_same_bytes_in_every_process(
    accord_process: Accord, texts: Path
) -> None:
    one, other = (
        accord_process("extract", texts, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")
    )
    assert one.code == 0, one.err
    assert one.out == other.out
    assert one.out.splitlines() == sorted(set(one.out.splitlines()))
    assert len(one.out.splitlines()) > 1_000


def test_the_output_can_be_read_by_itself(accord: Accord, texts: Path, tmp_path: Path) -> None:
    output = tmp_path / "texts.nq"
    ended = accord("extract", texts, "-o", output)
    assert (ended.code, ended.out) == (0, "")
    quads = list(ox.parse(path=output))
    used = {
        quad.object
        for quad in graph(quads, "doc/opposition")
        if quad.predicate.value in (f"{BASE}ns#holder", f"{BASE}ns#topic")
    }
    assert ox.NamedNode(f"{BASE}id/state/russia") in used
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert used <= {quad.subject for quad in quads if quad.predicate == label}
    assert graph(quads, "graph/links")
    assert graph(quads, "graph/ontology")


def test_literals_are_written_as_a_store_keeps_them(accord: Accord, texts: Path) -> None:
    quads = set(ox.parse(accord("extract", texts).out, format=ox.RdfFormat.N_QUADS))
    store = ox.Store()
    store.extend(quads)
    assert set(store) == quads


def test_a_curation_is_applied_unless_rules_alone_are_asked_for(
    accord: Accord, tmp_path: Path
) -> None:
    text = write_text(tmp_path, "quiet", "The weather in Ukraine was fine. Russia was far away.\n")
    text.with_name("quiet.curation.yaml").write_text(
        "claims:\n"
        "  - id: far-away\n"
        "    add: relationship\n"
        "    type: DisputesWith\n"
        "    subject: state/russia\n"
        "    object: state/ukraine\n"
        "    quote: Russia was far away\n",
        encoding="utf-8",
    )
    with_it, without = (
        accord("extract", text, *options).out for options in ((), ("--no-curation",))
    )
    assert f"<{BASE}ns#disputesWith>" in with_it
    assert f"<{BASE}ns#disputesWith> <{BASE}id/state/ukraine>" not in without


def test_another_base_is_in_every_iri_of_ours(accord: Accord, texts: Path) -> None:
    ended = accord("extract", texts, env={"ACCORD_BASE_IRI": "https://example.org/graph/"})
    assert ended.code == 0
    assert "<https://example.org/graph/id/state/russia>" in ended.out
    assert BASE not in ended.out
