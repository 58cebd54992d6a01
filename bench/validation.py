"""How long validation takes: a whole graph, one document more, and pySHACL beside it.

Over graphs in the project's own shape, made up by ``bench.service.graph``. Each part runs in a
process of its own, whose memory is that part's. Run as ``python -m bench.validation [QUADS]``.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from accord.background import background_quads
from accord.console import Silence
from accord.release_validation import validate_release
from accord.validation import GraphValidation
from bench.service.graph import BenchGraph
from ontology.inference.engine import inferred_quads
from ontology.knowledge import load_knowledge
from ontology.namespaces import Namespaces
from shapes.loading import load_shapes
from shapes.validator import Validator

QUADS = 1_000_000
MANY = 400
ADDED = 15
"""How many documents are added, one at a time; the median counts."""
BESIDE = 3
"""How many documents pySHACL validates."""

NAMESPACES = Namespaces()


def megabytes() -> float:
    """The most memory that the process, and those it started together, can have held."""
    own, theirs = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return (own.ru_maxrss + (os.cpu_count() or 1) * theirs.ru_maxrss) / 1024


def make(directory: Path, quads: int) -> int:
    """Write a graph of that size to a database, and say how many quads it has."""
    graph = BenchGraph(load_knowledge(), quads)
    store = ox.Store(directory)
    store.bulk_extend(graph.quads())
    store.optimize()
    return graph.count


def whole(directory: Path) -> dict[str, float]:
    """Validate all of a database, as ``accord validate`` does."""
    began, before = time.perf_counter(), _cpu()
    report = validate_release(directory, NAMESPACES, Silence())
    return {
        "seconds": time.perf_counter() - began,
        "cpu": _cpu() - before,
        "megabytes": megabytes(),
        "resources": report.checked,
        "results": len(report.results),
    }


def _cpu() -> float:
    """CPU seconds of this process and of those it started and that have ended."""
    return sum(os.times()[:4])


def added(documents: int) -> float:
    """CPU seconds to validate a document that is added to a graph of so many."""
    graph = BenchGraph(load_knowledge(), 1)
    context = list(graph.background())
    before = [*context, *(quad for n in range(documents) for quad in graph.document(n))]
    known = set(inferred_quads(before, NAMESPACES))
    store = ox.Store()
    store.bulk_extend([*before, *known])

    def write(number: int) -> list[ox.Quad]:
        """A document, and what follows from it."""
        quads = graph.document(number)
        follows = set(inferred_quads([*context, *quads], NAMESPACES)) - known
        store.extend([*quads, *follows])
        return [*quads, *follows]

    validation = GraphValidation(NAMESPACES, context)
    times = []
    for number in range(documents, documents + 1 + ADDED):
        changed = write(number)
        began = time.process_time()
        validation.validate_store(store, Silence(), changed)
        times.append(time.process_time() - began)
    return median(times[1:])  # the first reads the shapes


def beside() -> dict[str, float]:
    """CPU seconds a document, by this validator and by pySHACL, over the same triples."""
    import pyshacl
    import rdflib

    from shapes.conversion import to_triples

    graph = BenchGraph(load_knowledge(), 1)
    background = list(background_quads(load_knowledge(), NAMESPACES))
    validator = Validator(NAMESPACES, background)
    validator.validate(graph.document(0))
    seconds = {"ours": 0.0, "pyshacl": 0.0}
    for number in range(BESIDE):
        quads = graph.document(number)
        began = time.process_time()
        validator.validate(quads)
        seconds["ours"] += (time.process_time() - began) / BESIDE
        terms = {term for quad in quads for term in (quad.subject, quad.object)}
        data = rdflib.Graph(bind_namespaces="none")
        began = time.process_time()
        known = [quad for quad in background if quad.subject in terms]
        data.addN((s, p, o, data) for s, p, o in to_triples([*quads, *known]))
        pyshacl.validate(data, shacl_graph=load_shapes(NAMESPACES))
        seconds["pyshacl"] += (time.process_time() - began) / BESIDE
    return seconds


def alone(*arguments: str) -> dict[str, float]:
    """The figures of one part, run in a process of its own."""
    command = [sys.executable, "-m", "bench.validation", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (ours)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


PARTS: dict[str, Callable[[Sequence[str]], object]] = {
    "--make": lambda rest: {"quads": make(Path(rest[0]), int(rest[1]))},
    "--whole": lambda rest: whole(Path(rest[0])),
    "--added": lambda rest: {"seconds": added(int(rest[0]))},
    "--beside": lambda _: beside(),
}


def main(arguments: Sequence[str]) -> int:
    """Measure and print; or one part of it, for ``alone``."""
    if arguments and arguments[0] in PARTS:
        print(json.dumps(PARTS[arguments[0]](arguments[1:])))
        return 0
    with TemporaryDirectory() as directory:
        size = arguments[0] if arguments else str(QUADS)
        made = alone("--make", directory, size)
        figures = alone("--whole", directory)
    print(
        f"a graph of {made['quads']:,.0f} quads, {figures['resources']:,.0f} resources: "
        f"{figures['seconds']:.1f} s ({figures['cpu']:.1f} CPU s), {figures['megabytes']:.0f} MB, "
        f"{figures['results']:.0f} results"
    )
    one, many = (alone("--added", str(documents))["seconds"] for documents in (1, MANY))
    print(
        f"a document added to a graph of 1: {one * 1000:.1f} CPU ms; to one of {MANY}: "
        f"{many * 1000:.1f} ms; ratio {many / one:.2f}"
    )
    seconds = alone("--beside")
    print(
        f"a document, beside pySHACL: {seconds['ours'] * 1000:.0f} CPU ms against "
        f"{seconds['pyshacl'] * 1000:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
