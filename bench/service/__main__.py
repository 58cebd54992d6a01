"""Measures the service and its peers, and prints the tables."""

import argparse
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph

from bench.service.agreement import disagreements
from bench.service.cases import Case, cases, goals
from bench.service.graph import BenchGraph
from bench.service.load import drive
from bench.service.measure import Figures, measure
from bench.service.peers import Peer, PeerError, Served, peers, running
from bench.service.queries import Queries
from bench.service.report import figures_table, goals_table
from ontology.knowledge import load_knowledge

ROOT = Path(__file__).parent.parent.parent
_SLOW_SECONDS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """The whole of it."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the servers end with it
    chosen = [p for p in peers(options.environment) if not options.only or p.name in options.only]
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as directory, ExitStack() as stack:
        graph = BenchGraph(load_knowledge(), options.quads, options.seed)
        data = Path(directory) / "data.nq"
        pyoxigraph.serialize(graph.quads(), data, pyoxigraph.RdfFormat.N_QUADS)
        _say(f"{graph.count:,} quads, {len(graph.subjects.documents):,} documents")
        served: dict[str, Served] = {}
        for peer in chosen:
            try:
                served[peer.name] = _start(peer, data, Path(directory) / peer.name, stack)
            except PeerError as error:
                _say(f"{peer.name}: left out, {error}")
        queries = Queries(graph.subjects, options.quads, options.seed)
        endpoints = {name: server.endpoint for name, server in served.items()}
        for sentence in disagreements(endpoints, queries):
            _say(f"differs: {sentence}")
        wanted = [
            case
            for case in cases(tuple(options.clients))
            if case.name in (options.case or case.name)
        ]
        results = _measure_all(wanted, served, queries, options.rounds, options.seconds)
    print()
    for line in (*figures_table(results), *goals_table(results, goals())):
        print(line)
    return 0


def _start(peer: Peer, data: Path, directory: Path, stack: ExitStack) -> Served:
    directory.mkdir()
    peer.load(data, directory)
    served = stack.enter_context(running(peer, directory))
    _say(f"{peer.name}: loaded and running")
    return served


def _measure_all(
    wanted: Sequence[Case],
    served: dict[str, Served],
    queries: Queries,
    rounds: int,
    seconds: float,
) -> dict[tuple[str, int], dict[str, list[Figures]]]:
    """Round after round, load after load, the servers in turn; what is very slow only once."""
    results: dict[tuple[str, int], dict[str, list[Figures]]] = {}
    for number in range(1, rounds + 1):
        for case in wanted:
            by_peer = results.setdefault((case.name, case.clients), defaultdict(list))
            for name, server in served.items():
                if any(figures.p99 > _SLOW_SECONDS * 1000 for figures in by_peer[name]):
                    continue
                by_peer[name].append(_measure(case, server, queries, number, seconds))
            _say(f"round {number}: {case.name}, {case.clients} clients")
    return results


def _measure(case: Case, server: Served, queries: Queries, number: int, seconds: float) -> Figures:
    asked = case.queries(queries, number)
    return measure(
        server.pid,
        lambda: drive(server.endpoint, asked, clients=case.clients, seconds=seconds),
        memory=case.single,
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.service", description=__doc__)
    add = parser.add_argument
    add("--quads", type=int, default=1_000_000, help="size of the graph")
    add("--seed", type=int, default=0, help="another one makes another graph")
    add("--seconds", type=float, default=3, help="how long each load lasts")
    add("--rounds", type=int, default=3, help="how often each is measured")
    add("--clients", type=int, nargs="+", default=[1, 8], help="how many ask at once, in turn")
    add("--only", action="append", metavar="PEER", help="leave the other servers out")
    add("--case", action="append", metavar="LOAD", help="leave the other loads out")
    add(
        "--environment",
        type=Path,
        default=ROOT / ".accord" / "bench-peers",
        help="virtual environment of the peers; made where it is missing",
    )
    return parser.parse_args(arguments)


def _say(what: str) -> None:
    """Progress goes to standard error: the tables are the output."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
