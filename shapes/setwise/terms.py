"""RDF terms, and the names of the vocabularies that SHACL is written in."""

import pyoxigraph as ox

Subject = ox.NamedNode | ox.BlankNode
Term = Subject | ox.Literal

SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

RDF_TYPE = ox.NamedNode(f"{_RDF}type")
RDF_FIRST = ox.NamedNode(f"{_RDF}first")
RDF_REST = ox.NamedNode(f"{_RDF}rest")
RDF_NIL = ox.NamedNode(f"{_RDF}nil")
RDF_LANG_STRING = ox.NamedNode(f"{_RDF}langString")
RDFS_CLASS = ox.NamedNode(f"{_RDFS}Class")
RDFS_SUBCLASS = ox.NamedNode(f"{_RDFS}subClassOf")
OWL_IMPORTS = ox.NamedNode("http://www.w3.org/2002/07/owl#imports")


def sh(name: str) -> ox.NamedNode:
    """The term of the SHACL vocabulary with this local name."""
    return ox.NamedNode(SH + name)


def plain(term: Term) -> str:
    """The characters of a term, as SPARQL's ``STR`` gives them; the label of a blank node."""
    return term.value


def readable(term: object) -> str:
    """A term as an error message names it."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(SH):
        return f"sh:{term.value.removeprefix(SH)}"
    return str(term)
