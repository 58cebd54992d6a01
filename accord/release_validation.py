"""Validation of all of a release: its graphs are shared out among processes."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

import pyoxigraph as ox

from accord.background import BACKGROUND_GRAPHS
from accord.console import Progress
from accord.result_memory import Results, from_json, to_json
from accord.validation import GraphName, GraphValidation, graph_names
from ontology.namespaces import Namespaces
from shapes.results import Report, sort_results

FEW = 100
"""Up to how many graphs one process validates them faster than several that must be started."""

_SHARE = 20
"""How many graphs a process is given at a time."""
_MOST_PROCESSES = 4

_RESOURCES = "SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def validate_release(directory: Path, namespaces: Namespaces, progress: Progress) -> Report:
    """The report on all graphs of a database.

    Args:
        directory: the database, which nobody writes to.
        namespaces: the IRIs of the deployment.
        progress: what is reported to.

    Raises:
        shapes.errors.NothingToValidateError: there is no graph that the shapes say something about.
    """
    store = ox.Store.read_only(str(directory))
    names = graph_names(store)
    if len(names) <= FEW:
        return _validation(store, namespaces).validate_store(store, progress)
    progress.begin("validating", len(names))
    shares = [names[start : start + _SHARE] for start in range(0, len(names), _SHARE)]
    found: list[Results] = []
    with ProcessPoolExecutor(
        min(cpu_count() or 1, _MOST_PROCESSES),
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(str(directory), namespaces.base),
    ) as processes:
        for data, share in zip(processes.map(_results, shares), shares, strict=True):
            results = from_json(data)
            if results is not None:
                found.append(results)
            for _ in share:
                progress.step()
    if not found:
        return _validation(store, namespaces).validate_store(store, progress)  # which says why
    return Report(sort_results({result for results in found for result in results}), _count(store))


def _validation(store: ox.Store, namespaces: Namespaces) -> GraphValidation:
    """What validates the graphs of a store, with its own background."""
    names = [ox.NamedNode(namespaces.graph(name)) for name in BACKGROUND_GRAPHS]
    context = [q for name in names for q in store.quads_for_pattern(None, None, None, name)]
    return GraphValidation(namespaces, context)


def _count(store: ox.Store) -> int:
    """How many resources are described in a store."""
    solutions = store.query(_RESOURCES)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("only SELECT queries have solutions")
    return sum(int(solution["n"].value) for solution in solutions)


class _Process:
    """What one of the processes works with."""

    store: ox.Store
    validation: GraphValidation


def _begin(directory: str, base: str) -> None:
    _Process.store = ox.Store.read_only(directory)
    _Process.validation = _validation(_Process.store, Namespaces(base))


def _results(names: Sequence[GraphName]) -> bytes:
    return to_json(_Process.validation.results_in(_Process.store, names))
