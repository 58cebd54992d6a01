"""Validation of a whole graph, one named graph at a time; what did not change is not run again."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

import pyoxigraph as ox

from accord.console import Progress
from accord.fingerprints import combined, digest, library_versions, room_fingerprint
from accord.output import to_nquads
from accord.result_memory import Results, from_json, to_json
from ontology.namespaces import Namespaces
from server.store import GraphStore
from shapes.errors import NothingToValidateError
from shapes.results import Report, Result, sort_results
from shapes.validator import Validator

VALIDATING = library_versions("pyoxigraph")
"""The versions of what validates."""

Named = ox.NamedNode | ox.BlankNode
GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

_AHEAD = 3
"""How many graphs are read before the one that is validated is done."""


class GraphValidation:
    """Validates named graphs against the shapes.

    Args:
        namespaces: the IRIs of this deployment.
        context: what the graphs may refer to: vocabulary, curated knowledge, links.
        store: remembers what validating a graph gave; ``None`` where nothing is to be remembered.
    """

    def __init__(
        self, namespaces: Namespaces, context: Sequence[ox.Quad], store: GraphStore | None = None
    ) -> None:
        self._namespaces = namespaces
        self._context = context
        self._store = store

    def validate(self, quads: Iterable[ox.Quad], progress: Progress) -> Report:
        """The report on all graphs that the shapes say something about.

        Raises:
            shapes.errors.NothingToValidateError: there is no such graph.
            StoreError: the store that remembers cannot be written.
        """
        graphs: dict[str, list[ox.Quad]] = defaultdict(list)
        about: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            graphs[str(quad.graph_name)].append(quad)
            about[quad.subject].append(quad)
        ordered = [graphs[name] for name in sorted(graphs)]
        return self._validate(ordered, len(graphs), lambda term: about.get(term, ()), progress)

    def validate_store(
        self, store: ox.Store, progress: Progress, changed: Collection[str] | None = None
    ) -> Report:
        """The report on the graphs of a store, which are read one after the other.

        A graph is validated with what it refers to in the context, and the inferred one with what
        it refers to anywhere: so a change of one affects its own results and those of the inferred
        one, and a change of the context those of all.

        Args:
            store: the store.
            progress: what is reported to.
            changed: IRIs of the graphs that changed, where only what this affects is to be
                validated; everything where ``None``.

        Raises:
            shapes.errors.NothingToValidateError: there is no graph that the shapes say something
                about.
        """
        names: list[GraphName] = [ox.DefaultGraph(), *sorted(store.named_graphs(), key=str)]
        of_context = {quad.graph_name for quad in self._context}
        if changed is not None and not any(ox.NamedNode(name) in of_context for name in changed):
            affected = {*changed, self._inferred.value}
            names = [
                name for name in names if isinstance(name, ox.NamedNode) and name.value in affected
            ]

        def about(term: Named) -> Iterable[ox.Quad]:
            return store.quads_for_pattern(term, None, None, None)

        return self._validate(_read_ahead(store, names), len(names), about, progress)

    def _validate(
        self,
        graphs: Iterable[list[ox.Quad]],
        count: int,
        about: Callable[[Named], Iterable[ox.Quad]],
        progress: Progress,
    ) -> Report:
        progress.begin("validating", count)
        results: set[Result] = set()
        resources: set[object] = set()
        looked_at = False
        some: list[ox.Quad] = []
        for graph in graphs:
            if graph:
                some = graph
                found = self._of(graph, about)._results(graph)
                looked_at |= found is not None
                results.update(found or ())
                resources.update(quad.subject for quad in graph)
            progress.step()
        if not looked_at:
            return self._validator.validate(some)  # which says why
        return Report(sort_results(results), len(resources))

    @cached_property
    def _inferred(self) -> ox.NamedNode:
        return ox.NamedNode(self._namespaces.graph("inferred"))

    def _of(
        self, graph: list[ox.Quad], about: Callable[[Named], Iterable[ox.Quad]]
    ) -> "GraphValidation":
        """What validates a graph: the inferred one refers to what documents describe, too."""
        if graph[0].graph_name != self._inferred:
            return self
        referred = {term for quad in graph for term in (quad.subject, quad.object)}
        described = [
            quad
            for term in referred
            if isinstance(term, ox.NamedNode | ox.BlankNode)
            for quad in about(term)
            if quad.graph_name != self._inferred
        ]
        described.sort(key=str)  # what is remembered must not depend on the order
        return GraphValidation(self._namespaces, [*self._context, *described], self._store)

    @cached_property
    def _validator(self) -> Validator:
        return Validator(self._namespaces, self._context)

    @cached_property
    def _depends_on(self) -> str:
        """The fingerprint of what a result depends on beside the graph itself."""
        return combined([digest(to_nquads(self._context)), room_fingerprint("shapes"), VALIDATING])

    def _results(self, graph: list[ox.Quad]) -> Results | None:
        """The results of one graph, remembered or made."""
        if self._store is None:
            return self._validated(graph)
        fingerprint = combined([digest(to_nquads(graph)), self._depends_on])
        remembered = self._store.cached(fingerprint)
        if remembered is not None:
            return from_json(remembered)
        results = self._validated(graph)
        self._store.put_cache(fingerprint, to_json(results))
        return results

    def _validated(self, graph: list[ox.Quad]) -> Results | None:
        try:
            return self._validator.validate(graph).results
        except NothingToValidateError:
            return None


def _read_ahead(store: ox.Store, names: Sequence[GraphName]) -> Iterator[list[ox.Quad]]:
    """The graphs, each read while those before it are validated: reading takes as long."""
    reading: deque[Future[list[ox.Quad]]] = deque()
    with ThreadPoolExecutor(max_workers=1) as reader:
        for name in names:
            reading.append(reader.submit(_read, store, name))
            if len(reading) > _AHEAD:
                yield reading.popleft().result()
        while reading:
            yield reading.popleft().result()


def _read(store: ox.Store, name: GraphName) -> list[ox.Quad]:
    return list(store.quads_for_pattern(None, None, None, name))
