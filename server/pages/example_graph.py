"""The example queries as data: ``sh:SPARQLExecutable`` (SHACL-SPARQL, section 5.1)."""

import re

from pyoxigraph import Literal, NamedNode, Triple

from ontology.namespaces import Namespaces
from server.examples import load_examples
from server.inspection import inspect
from server.pages.statements import OWL, SCHEMA, SH, XSD, Statements, english
from server.pages.view import DCTERMS, RDF, RDFS

_A = f"{RDF}type"
_KINDS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
    "DESCRIBE": ("SPARQLExecutable", "describe"),
}
_PREFIX = re.compile(r"^PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)


def example_graph(namespaces: Namespaces, *, address: str) -> list[Triple]:
    """All example queries, each ready to be sent as it is.

    Args:
        namespaces: the IRIs of this deployment.
        address: URL of the landing page.
    """
    document = f"{namespaces.base}examples"
    prefixes = f"{document}#prefixes"
    declared: dict[str, str] = {}
    told = Statements()
    told.say(document, f"{DCTERMS}title", english("Example queries for an Accord graph"))
    for example in load_examples():
        one = example.rebased(namespaces)
        node = f"{document}#{one.name}"
        kind, prop = _KINDS[inspect(one.query).form]
        told.say(document, f"{DCTERMS}hasPart", node)
        told.say(node, _A, *dict.fromkeys((f"{SH}SPARQLExecutable", f"{SH}{kind}")))
        told.say(node, f"{RDFS}label", english(one.title))
        told.say(node, f"{RDFS}comment", english(one.description))
        told.say(node, f"{SH}prefixes", prefixes)
        told.say(node, f"{SH}{prop}", Literal(one.query))
        told.say(node, f"{SCHEMA}target", f"{address}sparql")
        declared |= dict(_PREFIX.findall(one.query))
    told.say(prefixes, _A, f"{OWL}Ontology")
    for prefix, namespace in sorted(declared.items()):
        declaration = f"{document}#prefix-{prefix}"
        told.say(prefixes, f"{SH}declare", declaration)
        told.say(declaration, f"{SH}prefix", Literal(prefix))
        iri = Literal(namespace, datatype=NamedNode(f"{XSD}anyURI"))
        told.say(declaration, f"{SH}namespace", iri)
    return told.triples
