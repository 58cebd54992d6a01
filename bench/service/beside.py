"""Point queries beside eight cross products that are cut off, over and over.

``python -m bench.service.beside`` makes a graph, serves it with a limit of two seconds a query, and
asks points by one client: first alone, then while eight others ask for cross products. It prints
the percentiles of both; the goal is 50 ms for the 99th.
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pyoxigraph

from bench.service.graph import BenchGraph
from bench.service.load import Run, drive
from bench.service.measure import percentile
from bench.service.peers import Accord, Served, running
from bench.service.queries import ROWS, Queries, Query
from ontology.knowledge import load_knowledge

_HEAVY_CLIENTS = 8
_LIMIT = "2"
_GOAL_MILLISECONDS = 50


class _Limited(Accord):
    """Ours, as it comes but for the limit of a query."""

    def command(self, directory: Path, port: int) -> Sequence[str | Path]:
        usual = super().command(directory, port)
        return [_LIMIT if before == "--query-seconds" else word for before, word in _pairs(usual)]


def _pairs(words: Sequence[str | Path]) -> Iterator[tuple[str | Path, str | Path]]:
    """Each word, with the one before it."""
    return zip(["", *words], words, strict=False)


def _cross_products() -> Iterator[Query]:
    """Cross products without end, none like another."""
    for number in count():
        text = f"SELECT (COUNT(*) AS ?n{number}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"
        yield Query(text, ROWS)


def _measure(server: Served, queries: Queries, seconds: float) -> tuple[Run, Run, Run]:
    """Points alone, points beside cross products, and these."""
    alone = drive(server.endpoint, queries.distinct("point"), clients=1, seconds=seconds)
    heavy: list[Run] = []

    def ask() -> None:
        asked = _cross_products()
        heavy.append(drive(server.endpoint, asked, clients=_HEAVY_CLIENTS, seconds=seconds + 2))

    thread = threading.Thread(target=ask)
    thread.start()
    points = queries.distinct("point", 1_000_000)
    beside = drive(server.endpoint, points, clients=1, seconds=seconds)
    thread.join()
    return alone, beside, heavy[0]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.service.beside", description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000, help="size of the graph")
    parser.add_argument("--seconds", type=float, default=20, help="how long each load lasts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as directory:
        graph = BenchGraph(load_knowledge(), options.quads, 0)
        data, home = Path(directory) / "data.nq", Path(directory) / "accord"
        pyoxigraph.serialize(graph.quads(), data, pyoxigraph.RdfFormat.N_QUADS)
        home.mkdir()
        peer = _Limited()
        peer.load(data, home)
        with running(peer, home) as server:
            queries = Queries(graph.subjects, options.quads)
            alone, beside, heavy = _measure(server, queries, options.seconds)
    for name, run in (("alone", alone), ("beside cross products", beside)):
        p50, p99 = (percentile(run.latencies, percent) * 1000 for percent in (50, 99))
        told = f"{len(run.latencies):,} points, p50 {p50:.2f} ms, p99 {p99:.2f} ms"
        print(f"{name}: {told}, faults {dict(run.faults)}")
    print(f"cross products: {dict(heavy.faults)}; goal: p99 under {_GOAL_MILLISECONDS} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
