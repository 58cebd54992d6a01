"""A look at the union of a graph's named graphs, one resource at a time."""

from collections.abc import Iterator
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from ontology.namespaces import Namespaces

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"

TYPE = NamedNode(f"{RDF}type")
LABEL = NamedNode(f"{RDFS}label")
_LABELS = (LABEL, NamedNode(f"{DCTERMS}title"), NamedNode(f"{SKOS}prefLabel"))

Resource = NamedNode | BlankNode
Term = Resource | Literal | Triple


class View:
    """Reads a store.

    Args:
        store: it.
        namespaces: the IRIs of this deployment.
    """

    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self.store = store
        self.namespaces = namespaces
        self._labels: dict[Term, str] = {}

    def term(self, name: str) -> NamedNode:
        """A term of our vocabulary."""
        return NamedNode(self.namespaces.term(name))

    def knows(self, iri: NamedNode) -> bool:
        """Whether the graph holds an IRI anywhere: in a statement, or as the name of a graph."""
        patterns = (
            (iri, None, None, None),
            (None, None, iri, None),
            (None, None, None, iri),
            (None, iri, None, None),
        )
        return any(
            next(iter(self.store.quads_for_pattern(*pattern)), None) is not None
            for pattern in patterns
        )

    def about(self, subject: Resource) -> list[Triple]:
        """What is said of something, in one order for one graph."""
        found = {quad.triple for quad in self.store.quads_for_pattern(subject, None, None)}
        return sorted(found, key=str)

    def incoming(self, value: Term, most: int) -> list[Triple]:
        """What is said by naming something, up to so many statements."""
        quads = islice(self.store.quads_for_pattern(None, None, value), most)
        return sorted({quad.triple for quad in quads}, key=str)

    def size(self, graph: NamedNode) -> int:
        """How many statements a named graph holds."""
        rows = self.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        return sum(int(count.value) for (count,) in rows if isinstance(count, Literal))

    def values(self, subject: Resource, predicate: NamedNode) -> list[Term]:
        """The values of a property."""
        quads = self.store.quads_for_pattern(subject, predicate, None)
        return sorted({quad.object for quad in quads}, key=str)

    def value(self, subject: Resource, predicate: NamedNode) -> Term | None:
        """One value of a property, where it has any."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: Resource, predicate: NamedNode) -> str:
        """One value of a property as text; empty where there is none."""
        value = self.value(subject, predicate)
        return value.value if isinstance(value, Literal) else ""

    def label(self, term: Term) -> str:
        """What the graph calls something, English first; empty where it has no name."""
        if not isinstance(term, NamedNode | BlankNode):
            return ""
        if term not in self._labels:
            self._labels[term] = next(self._find_labels(term), "")
        return self._labels[term]

    def _find_labels(self, subject: Resource) -> Iterator[str]:
        for predicate in _LABELS:
            named = [v for v in self.values(subject, predicate) if isinstance(v, Literal)]
            named.sort(key=lambda literal: (literal.language or "") not in ("en", ""))
            yield from (literal.value for literal in named)

    def select(self, query: str) -> list[tuple[Term | None, ...]]:
        """The solutions of a query over all graphs; ``acc:`` is declared in it."""
        text = f"PREFIX acc: <{self.namespaces.vocabulary}> {query}"
        results = self.store.query(text, use_default_graph_as_union=True)
        return [tuple(row) for row in results] if isinstance(results, QuerySolutions) else []
