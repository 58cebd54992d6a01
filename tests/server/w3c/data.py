"""The data that a test wants in the store, and what is in the store after it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from tests.server.w3c.manifest import path_of
from tests.server.w3c.rdf import Node, read


class Source(NamedTuple):
    """A file, and the graph that it goes into.

    Attributes:
        file: its IRI.
        graph: IRI of the graph; empty for the default graph.
    """

    file: str
    graph: str = ""


Data = tuple[Source, ...]


def data_of(node: Node, prefix: str) -> Data:
    """The data that an action or a result names.

    Args:
        node: the action or the result.
        prefix: ``qt`` for queries, ``ut`` for updates.
    """
    found = [Source(file.value) for file in node.all(f"{prefix}:data")]
    for graph in node.all(f"{prefix}:graphData"):
        file = graph.get(f"{prefix}:graph")
        if file is None:
            found.append(Source(graph.value, graph.value))
        else:
            found.append(Source(file.value, graph.one("rdfs:label").value))
    return tuple(sorted(found))


@cache
def quads_of(data: Data) -> tuple[Quad, ...]:
    """The quads of some data."""
    return tuple(quad for source in data for quad in _quads(source))


def insert_data(quads: Iterable[Quad]) -> str:
    """An update that puts quads into the store."""
    graphs: dict[object, list[Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    parts = []
    for graph, triples in graphs.items():
        text = _n_triples(triples)
        parts.append(text if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{text}}}\n")
    return f"INSERT DATA {{\n{''.join(parts)}}}"


def _n_triples(triples: list[Triple]) -> str:
    written = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written.decode()


def _quads(source: Source) -> Iterable[Quad]:
    for quad in read(path_of(source.file), source.file):
        if source.graph:
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(source.graph))
        else:
            yield quad
