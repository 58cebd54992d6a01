"""Ratios, verdicts, and what is said of servers that answer differently."""

from collections import Counter
from pathlib import Path

import pytest

from bench.service.agreement import size
from bench.service.cases import Goal, cases, goals
from bench.service.graph import Subjects
from bench.service.measure import Figures
from bench.service.peers import peers
from bench.service.queries import KINDS, ROWS, TRIPLES, Queries, Query
from bench.service.report import figures_table, goals_table, judged, ratio


def figures(rate: float, memory: float = 0, faults: int = 0) -> Figures:
    return Figures(rate, 1, 2, 0.5, memory, Counter({"503": faults} if faults else {}))


def test_a_ratio_is_the_median_over_rounds() -> None:
    rounds = {
        "accord": [figures(30), figures(10), figures(90)],
        "oxigraph": [figures(10), figures(10), figures(10)],
    }
    assert ratio(rounds, "oxigraph") == 3


def test_rounds_that_only_one_was_in_do_not_count() -> None:
    rounds = {"accord": [figures(10), figures(1000)], "oxigraph": [figures(5)]}
    assert ratio(rounds, "oxigraph") == 2
    assert ratio(rounds, "virtuoso") is None
    assert ratio({"accord": [figures(0)], "oxigraph": [figures(0)]}, "oxigraph") is None
    assert ratio({"accord": [figures(1)], "oxigraph": [figures(0)]}, "oxigraph") == float("inf")


@pytest.mark.parametrize(("found", "verdict"), [(3.0, "aim"), (1.2, "floor"), (1.19, "MISSED")])
def test_verdicts(found: float, verdict: str) -> None:
    assert judged(found, 1.2, 3) == verdict


def test_the_tables_tell_what_was_measured() -> None:
    results = {
        ("mixed", 8): {"accord": [figures(40)], "oxigraph": [figures(10, faults=2)]},
        ("rows", 1): {"accord": [figures(2, 150)], "oxigraph": [figures(4, 20)]},
    }
    lines = [" ".join(line.split()) for line in figures_table(results)]
    assert "mixed 8 accord 40.0 1.00 2.00 0.500" in lines
    assert "mixed 8 oxigraph 10.0 1.00 2.00 0.500 2 x 503" in lines
    assert "rows 1 accord 2.0 1.00 2.00 0.500 150" in lines
    told = [" ".join(line.split()) for line in goals_table(results, goals())]
    assert told[1:] == [
        "mixed workload, 8 clients mixed x 8 4.00 1.2 3 aim",
        "1 M-row SELECT rows x 1 0.50 0.8 1.2 MISSED",
        "1 M-row SELECT, memory rows x 1 150 MB 200 100 floor",
    ]


def test_goals_are_about_loads_and_servers_that_there_are(tmp_path: Path) -> None:
    measured = {(case.name, case.clients) for case in cases((1, 8))}
    names = {peer.name for peer in peers(tmp_path)}
    for goal in goals():
        assert isinstance(goal, Goal)
        assert set(goal.cases) <= measured
        assert goal.peer in names
        assert goal.floor < goal.aim


def test_no_load_asks_what_another_or_another_round_asked() -> None:
    subjects = Subjects(["d"], ["a"], ["c"], ["s"])
    seen: set[Query] = set()
    for case in cases((1, 8)):
        if case.name not in KINDS:
            continue
        for number in (1, 2):
            asked = case.queries(Queries(subjects, 10), number)
            drawn = {next(asked) for _ in range(50)}
            assert len(drawn) == 50
            assert not drawn & seen
            seen |= drawn


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, ROWS, b'{"head": {}, "results": {"bindings": [{}, {}]}}'), 2),
        (
            (200, ROWS, b'{"head": {}, "results": {"bindings": [{}'),
            f"broken {ROWS} (JSONDecodeError)",
        ),
        ((200, "text/turtle", b"<a:a> <a:b> <a:c>, <a:d>, <a:c> ."), 2),
        ((200, "text/ntriples", b"<a:a> <a:b> <a:c> ."), 1),
        ((200, "text/html", b"<p>"), "text/html for Accept: application/n-triples"),
        ((503, "text/plain", b""), "HTTP 503"),
    ],
)
def test_the_size_of_an_answer(answer: tuple[int, str, bytes], expected: int | str) -> None:
    assert size(Query("", TRIPLES), *answer) == expected
