"""Validation of a whole graph, one named graph at a time; what did not change is not run again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from accord.console import Progress
from accord.fingerprints import combined, digest, library_versions, room_fingerprint
from accord.output import to_nquads
from accord.result_memory import Results, from_json, to_json
from ontology.namespaces import Namespaces
from server.store import GraphStore
from shapes.errors import NothingToValidateError
from shapes.results import Report, Result, sort_results
from shapes.setwise.terms import RDF_TYPE
from shapes.validator import Validator

VALIDATING = library_versions("pyoxigraph")
"""The versions of what validates."""

Named = ox.NamedNode | ox.BlankNode
GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
About = Callable[[Named], Iterable[ox.Quad]]
"""From a resource to what is said of it, in any graph."""


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
        self, store: ox.Store, progress: Progress, changed: Collection[ox.Quad] | None = None
    ) -> Report:
        """The report on the graphs of a store, which are read one after the other.

        A graph is validated with what it refers to in the context, and the inferred one with what
        it refers to anywhere. So what a change affects is the graphs it is in, and of the inferred
        one what is said of or leads to what the change describes; a change of the context affects
        everything.

        Args:
            store: the store, after the change.
            progress: what is reported to.
            changed: the quads that were added or removed, where only what this affects is to be
                validated; everything where ``None``.

        Raises:
            shapes.errors.NothingToValidateError: everything is to be validated, and there is no
                graph that the shapes say something about.
        """
        names = graph_names(store)
        inferred: list[ox.Quad] = []
        if changed is not None:
            affected = {quad.graph_name for quad in changed}
            if affected.isdisjoint(quad.graph_name for quad in self._context):
                names = [name for name in names if name in affected and name != self._inferred]
                inferred = self._affected(store, changed)
        graphs = chain(_graphs(store, names), [inferred] if inferred else [])
        return self._validate(
            graphs, len(names) + 1, _about(store), progress, whole=changed is None
        )

    def results_in(self, store: ox.Store, names: Iterable[GraphName]) -> Results | None:
        """The results of some graphs of a store; ``None`` where no shape looks at any of them."""
        found = [results for _, results in self._found(_graphs(store, names), _about(store))]
        looked_at = [results for results in found if results is not None]
        return tuple(chain.from_iterable(looked_at)) if looked_at else None

    def _affected(self, store: ox.Store, changed: Collection[ox.Quad]) -> list[ox.Quad]:
        """The inferred triples about what a change describes, or infers something of."""
        said, described = set[Named](), set[Named]()
        for quad in changed:
            if isinstance(quad.subject, ox.NamedNode | ox.BlankNode):
                if quad.graph_name == self._inferred:
                    said.add(quad.subject)
                elif quad.predicate == RDF_TYPE or isinstance(quad.object, ox.Literal):
                    described.add(quad.subject)
        found: dict[ox.Quad, None] = {}
        for term in said | described:
            found.update(dict.fromkeys(store.quads_for_pattern(term, None, None, self._inferred)))
        for term in described:
            found.update(dict.fromkeys(store.quads_for_pattern(None, None, term, self._inferred)))
        return list(found)

    def _validate(
        self,
        graphs: Iterable[list[ox.Quad]],
        count: int,
        about: About,
        progress: Progress,
        *,
        whole: bool = True,
    ) -> Report:
        progress.begin("validating", count)
        results: set[Result] = set()
        resources: set[object] = set()
        looked_at = False
        graph: list[ox.Quad] = []
        for graph, found in self._found(graphs, about):
            looked_at |= found is not None
            results.update(found or ())
            resources.update(quad.subject for quad in graph)
            progress.step()
        if not looked_at and whole:
            return self._validator.validate(graph)  # which says why
        return Report(sort_results(results), len(resources))

    def _found(
        self, graphs: Iterable[list[ox.Quad]], about: About
    ) -> Iterator[tuple[list[ox.Quad], Results | None]]:
        for graph in graphs:
            yield graph, self._results(graph, self._described(graph, about))

    @cached_property
    def _inferred(self) -> ox.NamedNode:
        return ox.NamedNode(self._namespaces.graph("inferred"))

    def _described(self, graph: list[ox.Quad], about: About) -> list[ox.Quad]:
        """What the inferred graph refers to elsewhere than in the context."""
        if graph[0].graph_name != self._inferred:
            return []
        referred = {term for quad in graph for term in (quad.subject, quad.object)}
        described = [
            quad
            for term in referred
            if isinstance(term, ox.NamedNode | ox.BlankNode)
            for quad in about(term)
            if quad.graph_name != self._inferred
        ]
        return sorted(described, key=str)  # what is remembered must not depend on the order

    @cached_property
    def _validator(self) -> Validator:
        return Validator(self._namespaces, self._context)

    @cached_property
    def _depends_on(self) -> str:
        """The fingerprint of what a result depends on beside the graph itself."""
        return combined([digest(to_nquads(self._context)), room_fingerprint("shapes"), VALIDATING])

    def _results(self, graph: list[ox.Quad], described: list[ox.Quad]) -> Results | None:
        """The results of one graph, remembered or made."""
        if self._store is None:
            return self._validated(graph, described)
        parts = [digest(to_nquads(graph)), digest(to_nquads(described)), self._depends_on]
        fingerprint = combined(parts)
        remembered = self._store.cached(fingerprint)
        if remembered is not None:
            return from_json(remembered)
        results = self._validated(graph, described)
        self._store.put_cache(fingerprint, to_json(results))
        return results

    def _validated(self, graph: list[ox.Quad], described: list[ox.Quad]) -> Results | None:
        try:
            return self._validator.validate(graph, described).results
        except NothingToValidateError:
            return None


def graph_names(store: ox.Store) -> list[GraphName]:
    """The names of the graphs of a store, in one order; the default graph is one of them."""
    return [ox.DefaultGraph(), *sorted(store.named_graphs(), key=str)]


def _graphs(store: ox.Store, names: Iterable[GraphName]) -> Iterator[list[ox.Quad]]:
    """The graphs that are not empty, read one after the other."""
    for name in names:
        if graph := list(store.quads_for_pattern(None, None, None, name)):
            yield graph


def _about(store: ox.Store) -> About:
    return lambda term: store.quads_for_pattern(term, None, None, None)
