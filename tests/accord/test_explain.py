from pathlib import Path

import pytest

from tests.accord.conftest import Accord


def test_mentions_claims_and_the_rule_behind_each(accord: Accord) -> None:
    ended = accord("explain", "Russia has long opposed NATO expansion.")
    assert ended.code == 0
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert "Russia: Russia (state/russia), by its name" in lines
    at = lines.index("Russia Opposes NATO expansion")
    told = dict(line.split(": ", 1) for line in lines[at + 1 : at + 6])
    assert told["is a"].startswith("position (position/")
    assert told["certainty"] == "Asserted"
    assert told["told by"] == "the author"
    assert told["words"] == "“Russia has long opposed NATO expansion”"
    name, place = told["rule"].split(" ", 1)
    assert name == "oppose"
    assert place.startswith("(positions-unfavourable.yaml:")


def test_what_makes_it_less_than_certain(accord: Accord) -> None:
    ended = accord("explain", "Russia might invade Ukraine.")
    assert "Possible, because of “might”" in ended.out


def test_what_refers_back_is_counted(accord: Accord) -> None:
    ended = accord("explain", "Russia said it would stay. They said Russia invaded Ukraine.")
    assert "it: 1 resolved, 0 not clear or no entity" in ended.out
    assert "they: 0 resolved, 1 not clear or no entity" in ended.out
    assert "invade: 1 left out, as it is not clear who says so" in ended.out


def test_a_sentence_that_says_nothing(accord: Accord) -> None:
    ended = accord("explain", "The weather was fine.")
    assert ended.code == 0
    assert ended.out.count("none") == 2


@pytest.mark.parametrize(
    ("text", "says"), [("  ", "nothing to explain"), ("word " * 3_000, "give a sentence")]
)
def test_what_is_no_sentence(accord: Accord, text: str, says: str) -> None:
    ended = accord("explain", text)
    assert ended.code == 2
    assert says in ended.fault


def test_rules_of_ones_own_come_beside_the_shipped_ones(accord: Accord, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "snub:\n"
        "  claim: event\n"
        "  concept: Reject\n"
        "  verbs: [snub]\n"
        "  roles: {agent: [subject], recipient: [object]}\n"
        "  examples: [{text: France snubbed Italy., yields: 'Reject: France → Italy'}]\n"
        "  counterexamples: [It rained.]\n"
    )
    told = accord(
        "explain", "--rules", str(tmp_path), "Russia snubbed Ukraine. Russia invaded Ukraine."
    )
    assert "Reject: Russia → Ukraine" in told.out
    assert "rule:       snub (mine.yaml:1)" in told.out
    assert "Invasion: Russia → Ukraine" in told.out


def test_a_broken_rule_of_ones_own_is_told_with_file_and_line(
    accord: Accord, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text("snub:\n  claim: event\n")
    told = accord("explain", "--rules", str(tmp_path), "France snubbed Italy.")
    assert told.code == 1
    assert f"{tmp_path / 'mine.yaml'}:1:" in told.fault
