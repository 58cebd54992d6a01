"""What ``docs/consistency.md`` walks a newcomer through happens as it says."""

import re
from pathlib import Path
from textwrap import dedent

from tests.accord.conftest import Accord

ROOT = Path(__file__).parents[2]
ALL_KNOWN = {"ACCORD_KNOWLEDGE": str(ROOT / "ontology" / "knowledge")}


def blocks(heading: str) -> list[str]:
    """The indented blocks of a section of the page."""
    page = (ROOT / "docs" / "consistency.md").read_text("utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"(?:^    .*\n)+(?:\n(?:^    .*\n)+)*", section, re.MULTILINE)
    return [dedent(block) for block in found]


def test_a_fault_is_found_and_fixed(accord: Accord, tmp_path: Path) -> None:
    text, report, curation = blocks("Finding a fault, and fixing it")
    war, store = tmp_path / "war", tmp_path / "war-graph"
    war.mkdir()
    (war / "ghent.txt").write_text(text, encoding="utf-8")
    assert accord("build", war, "--store", store, env=ALL_KNOWN).code == 0
    assert report in accord("validate", "--store", store).out
    (war / "ghent.curation.yaml").write_text(curation, encoding="utf-8")
    assert accord("build", war, "--store", store, env=ALL_KNOWN).code == 0
    assert accord("validate", "--store", store).out.startswith("The graph is valid: no faults in")
