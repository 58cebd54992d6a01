"""The tables: what each server did under each load, and the ratios against the goals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import TypeAlias

from bench.service.cases import MEMORY_AIM, MEMORY_FLOOR, Goal
from bench.service.measure import Figures

Results: TypeAlias = Mapping[tuple[str, int], Mapping[str, Sequence[Figures]]]
"""The figures of each round, by load (name and clients) and server."""

OURS = "accord"


def figures_table(results: Results) -> Iterator[str]:
    """A line for each load and server: medians over the rounds."""
    yield (
        f"{'load':10} {'clients':>7}  {'server':16} {'requests/s':>11} {'p50 ms':>10} "
        f"{'p99 ms':>10} {'CPU ms':>10} {'MB':>6}  faults"
    )
    for (name, clients), by_peer in results.items():
        for peer, rounds in by_peer.items():
            rate, p50, p99, cpu, memory = (
                median(getattr(figures, field) for figures in rounds)
                for field in ("rate", "p50", "p99", "cpu", "memory")
            )
            faults = sum((figures.faults for figures in rounds), Counter[str]())
            told = ", ".join(f"{count} x {what}" for what, count in faults.items())
            megabytes = f"{memory:.0f}" if memory else ""
            yield (
                f"{name:10} {clients:7}  {peer:16} {rate:11,.1f} {p50:10,.2f} {p99:10,.2f} "
                f"{cpu:10,.3f} {megabytes:>6}  {told}"
            ).rstrip()
        yield ""


def goals_table(results: Results, goals: Sequence[Goal]) -> Iterator[str]:
    """A line for each goal and load that was measured: the ratio, and whether it is reached."""
    yield f"{'goal':27} {'load':14} {'ratio':>9} {'floor':>6} {'aim':>5}"
    for goal in goals:
        for name, clients in goal.cases:
            found = ratio(results.get((name, clients), {}), goal.peer)
            if found is None:
                continue
            verdict = judged(found, goal.floor, goal.aim)
            yield (
                f"{goal.name:27} {f'{name} x {clients}':14} {found:9.2f} "
                f"{goal.floor:6g} {goal.aim:5g}  {verdict}"
            )
    ours = results.get(("rows", 1), {}).get(OURS)
    if ours:
        memory = median(figures.memory for figures in ours)
        verdict = judged(1 / max(memory, 1), 1 / MEMORY_FLOOR, 1 / MEMORY_AIM)
        yield (
            f"{'1 M-row SELECT, memory':27} {'rows x 1':14} {memory:6.0f} MB "
            f"{MEMORY_FLOOR:6} {MEMORY_AIM:5}  {verdict}"
        )


def ratio(by_peer: Mapping[str, Sequence[Figures]], peer: str) -> float | None:
    """Our requests a second against a peer's: the median over rounds that both were in.

    None where one of the two was not measured; infinite where only the peer answered nothing.
    """
    ratios = [
        ours.rate / theirs.rate if theirs.rate else float("inf")
        for ours, theirs in zip(by_peer.get(OURS, ()), by_peer.get(peer, ()), strict=False)
        if ours.rate or theirs.rate
    ]
    return median(ratios) if ratios else None


def judged(found: float, floor: float, aim: float) -> str:
    """What a ratio is worth."""
    if found >= aim:
        return "aim"
    return "floor" if found >= floor else "MISSED"
