"""From Oxigraph's terms to rdflib's, which pySHACL works on, and back."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.term import BNode, Literal, Node, URIRef

_STRING = "http://www.w3.org/2001/XMLSchema#string"

Triple = tuple[Node, Node, Node]


def to_triples(quads: Iterable[ox.Quad | ox.Triple]) -> Iterator[Triple]:
    """The same triples in rdflib's terms, without their graph names.

    Lexical forms are kept as they are written: rdflib would turn the integer ``007`` into ``7``.

    Raises:
        ValueError: a quad holds an RDF 1.2 triple term; the shapes are about RDF 1.1.
    """
    known: dict[str, URIRef] = {}
    for quad in quads:
        yield (
            _to_rdflib(quad.subject, known),
            _to_rdflib(quad.predicate, known),
            _to_rdflib(quad.object, known),
        )


def _to_rdflib(term: object, known: dict[str, URIRef]) -> Node:
    if isinstance(term, ox.NamedNode):
        iri = term.value
        node = known.get(iri)
        if node is None:
            node = known[iri] = URIRef(iri)
        return node
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


def to_oxigraph(node: Node | None) -> ox.NamedNode | ox.Literal | None:
    """The same term in Oxigraph's terms; ``None`` for a blank node, whose label means nothing."""
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    return None
