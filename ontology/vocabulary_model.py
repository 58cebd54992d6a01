"""The vocabulary graph, with the questions that what is generated from it asks."""

import re
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SDO, SKOS, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import Namespaces
from ontology.vocabulary import load_vocabulary, vocabulary_turtle

NAMESPACES = Namespaces()
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def iri(name: str) -> URIRef:
    """IRI of a vocabulary term under the default base."""
    return URIRef(NAMESPACES.term(name))


def local_name(node: Node) -> str | None:
    """Local name of a vocabulary term; ``None`` for anything else."""
    text, prefix = str(node), NAMESPACES.vocabulary
    return text.removeprefix(prefix) if text.startswith(prefix) else None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabulary under the default base.

    Attributes:
        graph: all its triples.
        order: local names of the terms, as they follow one another in the Turtle file.
    """

    graph: Graph
    order: tuple[str, ...]

    def names(self, *types: URIRef) -> list[str]:
        """Local names of the terms of one of these types, in file order."""
        return [
            name
            for name in self.order
            if any((iri(name), RDF.type, type_) in self.graph for type_ in types)
        ]

    def concepts(self, scheme: str, *, top: bool | None = None) -> list[str]:
        """Local names of a scheme's concepts: all, only the top ones, or only the others."""
        return [
            name
            for name in self.names(SKOS.Concept)
            if (iri(name), SKOS.inScheme, iri(scheme)) in self.graph
            and top in (None, (iri(name), SKOS.topConceptOf, iri(scheme)) in self.graph)
        ]

    def values(self, name: str, *predicates: URIRef) -> list[Node]:
        """What a term has as values of these properties: own terms in file order, then others."""
        found = {node for p in predicates for node in self.graph.objects(iri(name), p)}
        return sorted(found, key=lambda node: (self._rank(node), str(node)))

    def _rank(self, node: Node) -> int:
        name = local_name(node)
        return self.order.index(name) if name in self.order else len(self.order)

    def text(self, name: str, *predicates: URIRef) -> str:
        """The one literal that a term has as value of these properties."""
        (value,) = self.values(name, *predicates)
        return str(value)

    def domain(self, name: str) -> list[Node]:
        """The classes a property is used of."""
        return self.values(name, RDFS.domain, SDO.domainIncludes)

    def range(self, name: str) -> list[Node]:
        """The classes or datatypes of a property's values."""
        return self.values(name, RDFS.range, SDO.rangeIncludes)

    def broader(self, name: str) -> str | None:
        """The next broader concept; ``None`` of a top concept."""
        return next((local_name(node) for node in self.values(name, SKOS.broader)), None)

    def top_concept(self, name: str) -> str:
        """The top concept above a concept, or the concept itself."""
        broader = self.broader(name)
        return self.top_concept(broader) if broader else name

    def plain_property(self, name: str) -> str | None:
        """The property of the plain triple that claims with this concept yield."""
        values = self.values(name, iri("plainProperty"))
        return next((local_name(node) for node in values), None)

    def superclasses(self, name: str) -> list[str]:
        """A class's superclasses within the vocabulary, nearest first."""
        found = [name]
        for current in found:
            parents = [local_name(node) for node in self.values(current, RDFS.subClassOf)]
            found += [parent for parent in parents if parent and parent not in found]
        return found[1:]

    def compact(self, node: Node) -> str:
        """A node as people write it: ``acc:Actor``, ``foaf:Agent``."""
        return node.n3(self.graph.namespace_manager)


def read_vocabulary() -> Vocabulary:
    """The vocabulary, its terms in the order of the Turtle file."""
    order = re.findall(r"^acc:(\w+)$", vocabulary_turtle(NAMESPACES), re.MULTILINE)
    return Vocabulary(load_vocabulary(NAMESPACES), tuple(order))
