"""Percentiles, and the processor time and memory of a tree of processes."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from bench.service.load import Run
from bench.service.measure import cpu_seconds, descendants, measure, percentile, pss


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        (range(1, 101), 50, 50),
        (range(1, 101), 99, 99),
        (range(100, 0, -1), 99, 99),
        (range(1, 11), 99, 10),
        ([7], 50, 7),
        ([1, 2], 50, 1),
        ([], 99, 0),
    ],
)
def test_percentiles_are_values_that_were_measured(
    values: list[float], percent: float, expected: float
) -> None:
    assert percentile(values, percent) == expected


PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", '''
import time
data = bytearray(60_000_000)
until = time.process_time() + 0.3
while time.process_time() < until: pass
print("ready", flush=True)
time.sleep(60)
'''])
child.wait()
"""


def test_children_count() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        found = descendants(parent.pid)
        assert len(found) == 2
        assert found[0] == parent.pid
        assert cpu_seconds(parent.pid) >= 0.3
        assert pss(parent.pid) > 60
    finally:
        for pid in reversed(descendants(parent.pid)):
            os.kill(pid, 9)
        parent.communicate()
    assert cpu_seconds(parent.pid) == 0
    assert pss(parent.pid) == 0


def test_figures_are_made_of_a_run() -> None:
    run = Run(2.0, [0.001] * 98 + [0.5] * 2, Counter({"503": 3}))
    figures = measure(os.getpid(), lambda: run)
    assert (figures.rate, figures.p50, figures.p99) == (50, 1, 500)
    assert figures.faults == {"503": 3}
    assert figures.memory == 0


GROWING = """
import sys, time
print("ready", flush=True)
sys.stdin.readline()
data = bytearray(80_000_000)
time.sleep(1)
del data
print("done", flush=True)
sys.stdin.readline()
"""


def test_the_memory_of_a_load_is_its_peak() -> None:
    # In a process of its own: this one's memory also follows what earlier tests left behind.
    with subprocess.Popen(
        [sys.executable, "-c", GROWING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        stdin, stdout = server.stdin, server.stdout

        def load() -> Run:
            print(file=stdin, flush=True)
            assert stdout.readline() == "done\n"
            return Run(1.0, [1.0])

        assert 70 < measure(server.pid, load, memory=True).memory < 100


def test_a_run_without_answers_has_no_rate() -> None:
    figures = measure(os.getpid(), lambda: Run(1.0))
    assert (figures.rate, figures.p99, figures.cpu) == (0, 0, 0)
