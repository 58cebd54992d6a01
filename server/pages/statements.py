"""Statements about the service that stand in no graph, and the words for them."""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from ontology.namespaces import Namespaces
from server.prefixes import prefixes

DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
FORMATS = "http://www.w3.org/ns/formats/"
OWL = "http://www.w3.org/2002/07/owl#"
SCHEMA = "https://schema.org/"
SD = "http://www.w3.org/ns/sparql-service-description#"
SH = "http://www.w3.org/ns/shacl#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_FURTHER = {
    "dcat": DCAT,
    "formats": FORMATS,
    "sd": SD,
    "sh": SH,
    "void": VOID,
}


def description_prefixes(namespaces: Namespaces) -> Mapping[str, str]:
    """The prefixes that descriptions are written with."""
    return {**prefixes(namespaces), **_FURTHER}


class Statements:
    """Triples, in the order in which they are said.

    Attributes:
        triples: they.
    """

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def say(self, subject: str, predicate: str, *values: NamedNode | Literal | str | int) -> None:
        """Says something of something; a plain string is an IRI."""
        for value in values:
            if isinstance(value, int):
                value = Literal(value)
            elif isinstance(value, str):
                value = NamedNode(value)
            self.triples.append(Triple(NamedNode(subject), NamedNode(predicate), value))


def english(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")
