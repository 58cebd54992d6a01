"""What the graph is worth against the annotated texts: the bounds that must hold."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import score
from tests.accord.conftest import Accord

needs_gold = pytest.mark.skipif(
    not (score.GOLD / "score.py").is_file(),
    reason="the annotated texts (../shared/gold) are absent",
)
SHIPPED = ("--knowledge", score.ROOT / "ontology" / "knowledge")
SEED = score.ROOT / "seeds" / f"{score.SEED}.txt"


def figures(graph: Path) -> Any:
    out = graph.with_suffix(".json")
    subprocess.run(
        [
            *(sys.executable, score.GOLD / "score.py", "--gold", score.GOLD / "dev"),
            *("--rdf", graph, "--docs", score.SEED, "--json", out),
        ],
        check=True,
        capture_output=True,
    )
    return json.loads(out.read_text("utf-8"))["overall"]


@needs_gold
def test_the_seed_article_by_rules_alone(accord: Accord, tmp_path: Path) -> None:
    graph = tmp_path / "rules.nq"
    assert accord("extract", "--no-curation", SEED, "-o", graph, *SHIPPED).code == 0
    found = figures(graph)
    assert found["lenient"]["f1"] >= 0.35
    assert found["entities"]["recall"] >= 0.95
    assert found["entities"]["link_acc"] >= 0.98


@needs_gold
def test_the_seed_article_with_its_curation(accord: Accord, tmp_path: Path) -> None:
    graph = tmp_path / "curated.nq"
    assert accord("extract", SEED, "-o", graph, *SHIPPED).code == 0
    found = figures(graph)
    assert found["lenient"]["recall_s1"] >= 0.90
    assert found["lenient"]["precision"] >= 0.85


def test_without_the_annotated_texts_nothing_is_scored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(score, "GOLD", tmp_path)
    assert score.main() == 0
    assert "skipped" in capsys.readouterr().out
