"""Validation of a whole graph, one named graph at a time; what did not change is not run again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from accord.console import Progress
from accord.fingerprints import combined, digest, library_versions, room_fingerprint
from accord.output import to_nquads
from accord.result_memory import Results, from_json, to_json
from ontology.namespaces import Namespaces
from server.store import GraphStore
from shapes.results import Report, sort_results

if TYPE_CHECKING:
    from shapes.validator import Validator

VALIDATING = library_versions("pyshacl", "rdflib")
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
            shapes.validator.NothingToValidateError: there is no such graph.
            StoreError: the store that remembers cannot be written.
        """
        graphs: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            graphs[str(quad.graph_name)].append(quad)
        progress.begin("validating", len(graphs))
        found: list[Results | None] = []
        for name in sorted(graphs):
            found.append(self._of(name, graphs)._results(graphs[name]))
            progress.step()
        if all(results is None for results in found):
            return self._validator.validate(quad for graph in graphs.values() for quad in graph)
        resources = {quad.subject for graph in graphs.values() for quad in graph}
        return Report(
            sort_results({result for results in found for result in results or ()}),
            len(resources),
        )

    def _of(self, name: str, graphs: Mapping[str, Sequence[ox.Quad]]) -> "GraphValidation":
        """What validates a graph: the inferred one refers to what documents describe, too."""
        if name != f"<{self._namespaces.graph('inferred')}>":
            return self
        referred = {term for quad in graphs[name] for term in (quad.subject, quad.object)}
        described = [
            quad
            for other, graph in graphs.items()
            if other != name
            for quad in graph
            if quad.subject in referred
        ]
        return GraphValidation(self._namespaces, [*self._context, *described], self._store)

    @cached_property
    def _validator(self) -> "Validator":
        from shapes.validator import Validator  # imports pySHACL: a second

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
        from shapes.validator import NothingToValidateError

        try:
            return self._validator.validate(graph).results
        except NothingToValidateError:
            return None
