"""RDF files as graphs that one follows from node to node."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

Term = NamedNode | BlankNode | Literal | Triple

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "cnt": "http://www.w3.org/2011/content#",
        "dawgt": "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#",
        "ht": "http://www.w3.org/2011/http#",
        "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
        "qt": "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rs": "http://www.w3.org/2001/sw/DataAccess/tests/result-set#",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
    }
)

FORMATS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        ".ttl": RdfFormat.TURTLE,
        ".nt": RdfFormat.N_TRIPLES,
        ".rdf": RdfFormat.RDF_XML,
        ".trig": RdfFormat.TRIG,
        ".nq": RdfFormat.N_QUADS,
    }
)
"""Formats by the ending of a file's name."""


def read(path: Path, base: str) -> list[pyoxigraph.Quad]:
    """The quads of a file, with blank nodes of its own."""
    found = pyoxigraph.parse(
        path.read_bytes(), FORMATS[path.suffix], base_iri=base, rename_blank_nodes=True
    )
    return list(found)


def expand(name: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


class Graph:
    """The triples of a graph, by subject and predicate.

    Attributes:
        triples: they.
    """

    def __init__(self, quads: list[pyoxigraph.Quad]) -> None:
        self.triples = [quad.triple for quad in quads]
        self._objects: dict[tuple[object, str], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[str, object], list[Term]] = defaultdict(list)
        for quad in quads:
            self._objects[quad.subject, quad.predicate.value].append(quad.object)
            self._subjects[quad.predicate.value, quad.object].append(quad.subject)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """The objects of a subject and a predicate."""
        return self._objects.get((subject, expand(predicate)), [])

    def node(self, term: Term) -> "Node":
        """A node by its name."""
        return Node(self, term)

    def having(self, predicate: str, value: str) -> "list[Node]":
        """The nodes with a property that has an IRI as its value."""
        found = self._subjects.get((expand(predicate), NamedNode(expand(value))), [])
        return [Node(self, term) for term in found]


class Node:
    """A node of a graph.

    Attributes:
        term: its name.
    """

    def __init__(self, graph: Graph, term: Term) -> None:
        self._graph = graph
        self.term = term

    @property
    def value(self) -> str:
        """Its IRI, label or lexical form."""
        assert not isinstance(self.term, Triple)
        return self.term.value

    def all(self, predicate: str) -> "list[Node]":
        """The values of a property."""
        return [Node(self._graph, term) for term in self._graph.objects(self.term, predicate)]

    def get(self, predicate: str) -> "Node | None":
        """The value of a property that has one at most."""
        found = self.all(predicate)
        assert len(found) <= 1, (self.term, predicate)
        return found[0] if found else None

    def one(self, predicate: str) -> "Node":
        """The value of a property that has one."""
        found = self.get(predicate)
        assert found is not None, (self.term, predicate)
        return found

    def members(self) -> "list[Node]":
        """The members of a list."""
        found = []
        node = self
        while (first := node.get("rdf:first")) is not None:
            found.append(first)
            node = node.one("rdf:rest")
        return found
