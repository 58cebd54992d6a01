"""Validation of a whole graph, one named graph at a time; what did not change is not run again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
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
        for quad in quads:
            graphs[str(quad.graph_name)].append(quad)
        return self._validate([graphs[name] for name in sorted(graphs)], len(graphs), progress)

    def validate_store(
        self, store: ox.Store, progress: Progress, changed: Collection[str] | None = None
    ) -> Report:
        """The report on the graphs of a store, which are read one after the other.

        A graph is validated with what it refers to in the context, and with no other: so a change
        of one affects its own results alone, and a change of the context those of all.

        Args:
            store: the store.
            progress: what is reported to.
            changed: IRIs of the graphs that changed, where only what this affects is to be
                validated; everything where ``None``.

        Raises:
            shapes.errors.NothingToValidateError: there is no graph that the shapes say something
                about.
        """
        names: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.DefaultGraph()]
        names += sorted(store.named_graphs(), key=str)
        of_context = {quad.graph_name for quad in self._context}
        if changed is not None and not any(ox.NamedNode(name) in of_context for name in changed):
            names = [ox.NamedNode(name) for name in sorted(changed)]
        graphs = (list(store.quads_for_pattern(None, None, None, name)) for name in names)
        return self._validate(graphs, len(names), progress)

    def _validate(self, graphs: Iterable[list[ox.Quad]], count: int, progress: Progress) -> Report:
        progress.begin("validating", count)
        results: set[Result] = set()
        resources: set[object] = set()
        looked_at = False
        some: list[ox.Quad] = []
        for graph in graphs:
            if graph:
                some = graph
                found = self._results(graph)
                looked_at |= found is not None
                results.update(found or ())
                resources.update(quad.subject for quad in graph)
            progress.step()
        if not looked_at:
            return self._validator.validate(some)  # which says why
        return Report(sort_results(results), len(resources))

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
