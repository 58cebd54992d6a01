"""From Oxigraph's terms to rdflib's, which pySHACL, the reference, works on."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.term import BNode, Identifier, Literal, Node, URIRef

_STRING = "http://www.w3.org/2001/XMLSchema#string"

Triple = tuple[Node, Node, Node]


def to_triples(quads: Iterable[ox.Quad | ox.Triple]) -> Iterator[Triple]:
    """The same triples in rdflib's terms, without their graph names.

    Raises:
        ValueError: a quad holds an RDF 1.2 triple term; the shapes are about RDF 1.1.
    """
    known: dict[ox.NamedNode, Node] = {}
    for quad in quads:
        yield (
            _known_or_new(quad.subject, known),
            _known_or_new(quad.predicate, known),
            _known_or_new(quad.object, known),
        )


def _known_or_new(term: object, known: dict[ox.NamedNode, Node]) -> Node:
    if not isinstance(term, ox.NamedNode):
        return to_rdflib(term)
    node = known.get(term)
    if node is None:
        node = known[term] = URIRef(term.value)
    return node


def to_rdflib(term: object) -> Identifier:
    """The same term in rdflib's terms.

    Lexical forms are kept as they are written: rdflib would turn the integer ``007`` into ``7``.

    Raises:
        ValueError: it is an RDF 1.2 triple term; the shapes are about RDF 1.1.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        if datatype == _STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(datatype), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise ValueError(
        f"the term {term} belongs to RDF 1.2; only RDF 1.1 graphs can be validated:"
        " describe claims as resources instead"
    )
