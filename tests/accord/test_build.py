import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from server.store import GraphStore
from server.working_copy import WorkingCopy
from tests.accord.conftest import Accord, write_text
from tests.accord.texts import INVASION


def release_of(store: Path) -> bytes:
    return (store / "store.json").read_bytes()


def test_what_did_not_change_is_not_built_again(
    accord_process: Accord, store: Path, texts: Path
) -> None:
    before = release_of(store)
    ended = accord_process("build", texts, "--store", store, env={"PYTHONPROFILEIMPORTTIME": "1"})
    told = [line for line in ended.err.splitlines() if not line.startswith("import time:")]
    assert ended.code == 0
    assert len(told) == 1
    assert told[0].startswith("Up to date: 2 texts")
    assert release_of(store) == before
    imported = {line.rpartition("|")[2].strip() for line in ended.err.splitlines()}
    assert "accord.build" in imported
    assert not imported & {"spacy", "pyshacl"}


def test_only_a_text_that_changed_is_parsed(accord: Accord, store: Path, own_texts: Path) -> None:
    (own_texts / "invasion.txt").write_text(INVASION.replace("2014", "2022"), encoding="utf-8")
    ended = accord("build", own_texts, "--store", store)
    assert ended.code == 0, ended.err
    assert "1 parsed" in ended.err
    dates = accord(
        "query", "SELECT ?d { ?e acc:startDate ?d }", "--store", store, "--format", "csv"
    )
    assert dates.out.split() == ["d", "2022"]


def test_what_was_written_through_the_service_stays_until_the_inputs_change(
    accord: Accord, store: Path, own_texts: Path
) -> None:
    copy = WorkingCopy(GraphStore(store))
    copy.begin()
    copy.database.update("INSERT DATA { <x:s> <x:p> <x:o> }")
    written = copy.publish()
    copy.end()
    ended = accord("build", own_texts, "--store", store)
    assert ended.err.startswith("Up to date")
    assert GraphStore(store).current() == written
    (own_texts / "invasion.meta.yaml").write_text("title: Another\ndate: 2015\n", "utf-8")
    ended = accord("build", own_texts, "--store", store)
    assert ended.code == 0
    assert "written through the service is not in the new graph" in ended.err
    assert written in ended.err
    ended = accord("build", own_texts, "--store", store)
    assert "written through" not in ended.err


@pytest.mark.parametrize("change", ["metadata", "knowledge", "base"])
def test_a_change_beside_the_text_is_a_change(
    accord: Accord, store: Path, own_texts: Path, tmp_path: Path, change: str
) -> None:
    before = release_of(store)
    options: list[str | Path] = []
    if change == "metadata":
        (own_texts / "invasion.meta.yaml").write_text(
            "title: Another\ndate: 2015\n", encoding="utf-8"
        )
    elif change == "knowledge":
        knowledge = Path(shutil.copytree(Path(__file__).with_name("knowledge"), tmp_path / "known"))
        with (knowledge / "states.yaml").open("a", encoding="utf-8") as file:
            file.write("\nstate/georgia:\n  label: Georgia\n")
        options = ["--knowledge", knowledge]
    else:
        options = ["--base-iri", "https://example.org/graph/"]
    ended = accord("build", own_texts, "--store", store, *options)
    assert ended.code == 0, ended.err
    assert ended.err.startswith("Built: 2 texts")
    assert f"({1 if change == 'metadata' else 2} parsed" in ended.err
    assert release_of(store) != before


def test_the_graph_holds_the_texts_that_are_named_and_no_others(
    accord: Accord, store: Path, texts: Path
) -> None:
    ended = accord("build", texts / "opposition.txt", "--store", store)
    assert ended.code == 0, ended.err
    assert "(0 parsed" in ended.err
    found = accord("query", "SELECT ?d { ?d a acc:Document }", "--store", store, "--format", "csv")
    assert found.out.split() == ["d", "https://w3id.org/accord/doc/opposition"]


def test_two_builds_on_two_machines_export_the_same_bytes(
    accord: Accord, accord_process: Accord, built_store: Path, texts: Path, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copytree(texts, tmp_path / "deep" / "elsewhere"))
    other = tmp_path / "other"
    environment = {"PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    ended = accord_process("build", elsewhere, "--store", other, env=environment)
    assert ended.code == 0, ended.err
    first, second = (
        accord_process("export", "--store", store).out for store in (built_store, other)
    )
    assert first == second
    assert first.splitlines() == sorted(set(first.splitlines()))
    assert str(tmp_path) not in first


def test_an_incremental_build_equals_one_from_nothing(
    accord: Accord, built_store: Path, texts: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    assert accord("build", texts / "opposition.txt", "--store", store).code == 0
    assert accord("build", texts, "--store", store).code == 0
    assert accord("export", "--store", store).out == accord("export", "--store", built_store).out


def test_the_graph_has_the_graphs_of_the_data_model(accord: Accord, built_store: Path) -> None:
    exported = accord("export", "--store", built_store).out
    graphs = {str(quad.graph_name) for quad in ox.parse(exported, format=ox.RdfFormat.N_QUADS)}
    base = "https://w3id.org/accord/"
    names = ("ontology", "curated", "links", "inferred", "catalog", "validation")
    assert graphs == {
        *(f"<{base}graph/{name}>" for name in names),
        f"<{base}doc/opposition>",
        f"<{base}doc/invasion>",
    }


def test_too_much_to_infer_stops_the_build_and_leaves_what_was_served(
    accord: Accord, store: Path, own_texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = release_of(store)
    (own_texts / "invasion.meta.yaml").write_text("title: Another\ndate: 2015\n", "utf-8")
    monkeypatch.setattr("ontology.inference.engine.MAX_DERIVED", 1)
    ended = accord("build", own_texts, "--store", store)
    assert ended.code == 1
    assert ended.fault.startswith("more than 1 triples follow, the most by the rule ")
    assert ended.fault.endswith(
        "Nothing was loaded; the graph that was served before, if any, still is."
    )
    assert release_of(store) == before


def test_a_violation_stops_the_build_and_leaves_what_was_served(
    accord: Accord, store: Path, own_texts: Path
) -> None:
    before = release_of(store), accord("export", "--store", store).out
    (own_texts / "invasion.curation.yaml").write_text(
        "claims:\n"
        "  - id: thinking-issue\n"
        "    add: position\n"
        "    holder: issue/nato-expansion\n"
        "    stance: Opposes\n"
        "    topics: [state/russia]\n"
        "    quote: Russia invaded Ukraine in 2014\n",
        encoding="utf-8",
    )
    ended = accord("build", own_texts, "--store", store)
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "The graph is not valid: 1 violation" in ended.err
    assert "sentence:  [[Russia invaded Ukraine in 2014]]." in ended.err
    assert "curation-thinking-issue" in ended.err
    assert "Nothing was loaded" in ended.err
    assert (release_of(store), accord("export", "--store", store).out) == before


def test_a_text_without_metadata_is_built_with_a_warning(accord: Accord, tmp_path: Path) -> None:
    text = write_text(tmp_path, "bare", INVASION)
    (tmp_path / "bare.meta.yaml").unlink()
    ended = accord("build", text, "--store", tmp_path / "store")
    assert ended.code == 0
    warning, _ = ended.err.splitlines()
    assert warning.startswith(f"warning: {text}: ")
    assert "bare.meta.yaml" in warning


def test_a_warning_is_given_as_long_as_its_cause_is_there(
    accord: Accord, store: Path, own_texts: Path
) -> None:
    (own_texts / "opposition.meta.yaml").unlink()
    (own_texts / "invasion.curation.yaml").write_text(
        "claims:\n"
        "  - id: no-coup\n"
        "    reject: event\n"
        "    type: Coup\n"
        "    quote: Russia invaded Ukraine in 2014\n",
        encoding="utf-8",
    )

    def warnings() -> list[str]:
        ended = accord("build", own_texts, "--store", store)
        assert ended.code == 0, ended.err
        return [line for line in ended.err.splitlines() if line.startswith("warning: ")]

    first = warnings()
    assert len(first) == 2
    assert any("no-coup" in warning for warning in first)
    assert any("opposition.meta.yaml" in warning for warning in first)
    assert warnings() == first, "where nothing is built again"
    write_text(own_texts, "third", INVASION)
    assert warnings() == first, "where the graphs come from the cache"
