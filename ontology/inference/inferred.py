"""The graph of what is inferred: what follows from the facts, and what a comparison shows."""

from collections.abc import Iterable

import pyoxigraph as ox

from ontology.inference.comparison import finding_quads
from ontology.inference.engine import inferred_quads
from ontology.inference.facts import FACTUAL_GRAPHS, needed_predicates
from ontology.namespaces import Namespaces


def inferred_graph(quads: Iterable[ox.Quad], namespaces: Namespaces) -> list[ox.Quad]:
    """``…/graph/inferred`` of a graph, in a fixed order.

    Args:
        quads: the graph.
        namespaces: its IRIs.

    Raises:
        InferenceError: it would be too much.
    """
    needed = {ox.NamedNode(iri) for iri in needed_predicates(namespaces)}
    factual = {ox.NamedNode(namespaces.graph(name)) for name in FACTUAL_GRAPHS}
    relevant = [quad for quad in quads if quad.predicate in needed or quad.graph_name in factual]
    return [*inferred_quads(relevant, namespaces), *finding_quads(relevant, namespaces)]
