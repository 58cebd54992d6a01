"""Who says what in the documents of a graph, how certainly, and when."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ontology.namespaces import Namespaces
from ontology.terms import Factuality, Property

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
CREATOR = ox.NamedNode("http://purl.org/dc/terms/creator")

EVIDENCE_PROPERTIES = (Property.FACTUALITY, Property.ATTRIBUTED_TO, Property.DOCUMENT)
"""What decides whether evidence is a fact."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Values = dict[ox.NamedNode, list[Term]]
"""What is said of one thing, by property."""


def date_properties(namespaces: Namespaces) -> list[ox.NamedNode]:
    """What says when a document says something, the most telling first."""
    dcterms = ("http://purl.org/dc/terms/date", "http://purl.org/dc/terms/issued")
    return [*map(ox.NamedNode, dcterms), ox.NamedNode(namespaces.term(Property.REFERENCE_DATE))]


class Sources:
    """The documents of a graph: what their authors assert, and on which evidence.

    Args:
        quads: the graph.
        namespaces: its IRIs.
    """

    def __init__(self, quads: Collection[ox.Quad], namespaces: Namespaces) -> None:
        self._namespaces = namespaces
        self._evidence_of: dict[Term, list[Term]] = defaultdict(list)
        self._said: dict[Term, Values] = defaultdict(lambda: defaultdict(list))
        evidence = self._term(Property.EVIDENCE)
        self._dates = date_properties(namespaces)
        told = {CREATOR, *self._dates, *map(self._term, EVIDENCE_PROPERTIES)}
        for quad in quads:
            if quad.predicate == evidence:
                self._evidence_of[quad.subject].append(quad.object)
            elif quad.predicate in told:
                self._said[quad.subject][quad.predicate].append(quad.object)

    def is_asserted(self, evidence: Term) -> bool:
        """Whether a document's author asserts it in this place."""
        return self._term(Factuality.ASSERTED) in self.factualities(evidence) and self.is_of_author(
            evidence
        )

    def is_of_author(self, evidence: Term) -> bool:
        """Whether its document's author vouches for it."""
        return any(
            author in self.vouchers(evidence)
            for document in self._of(evidence, Property.DOCUMENT)
            for author in self._said[document][CREATOR]
        )

    def factualities(self, evidence: Term) -> list[Term]:
        """How certain it is said to be: one concept, where the graph is valid."""
        return self._of(evidence, Property.FACTUALITY)

    def vouchers(self, evidence: Term) -> list[Term]:
        """Who vouches for it."""
        return self._of(evidence, Property.ATTRIBUTED_TO)

    def dates(self, evidence: Term) -> list[Term]:
        """When its document says so: the date of publication, else of reference; or nothing."""
        for document in self._of(evidence, Property.DOCUMENT):
            for date in self._dates:
                if self._said[document][date]:
                    return sorted(self._said[document][date], key=str)[:1]
        return []

    def evidence(self) -> Iterator[tuple[Term, Term]]:
        """Each claim with each of its pieces of evidence."""
        for claim, places in self._evidence_of.items():
            for place in places:
                yield claim, place

    def asserted_claims(self) -> set[Term]:
        """The claims that the author of some document asserts."""
        return {
            claim
            for claim, places in self._evidence_of.items()
            if any(self.is_asserted(place) for place in places)
        }

    def _of(self, evidence: Term, name: Property) -> list[Term]:
        return self._said[evidence][self._term(name)]

    def _term(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(self._namespaces.term(name))
