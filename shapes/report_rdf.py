"""A validation report as a SHACL validation report (SHACL §3.6), without blank nodes."""

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from ontology.namespaces import Namespaces
from shapes.results import Report, Result

_SH = "http://www.w3.org/ns/shacl#"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


def report_quads(report: Report, namespaces: Namespaces) -> list[ox.Quad]:
    """The report as the graph ``graph/validation``.

    The same report gives the same quads: a result's IRI is a hash of what it says.

    Args:
        report: the report.
        namespaces: the IRIs of this deployment.
    """
    graph = ox.NamedNode(namespaces.graph("validation"))
    node = ox.NamedNode(f"{graph.value}#report")
    conforms = ox.Literal("true" if report.conforms else "false", datatype=_BOOLEAN)
    quads = [
        ox.Quad(node, _RDF_TYPE, _sh("ValidationReport"), graph),
        ox.Quad(node, _sh("conforms"), conforms, graph),
    ]
    for result in report.results:
        described = list(_describe(result, graph))
        content = "\n".join(f"{predicate} {value}" for predicate, value in described)
        digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        result_node = ox.NamedNode(f"{graph.value}#result-{digest}")
        quads.append(ox.Quad(node, _sh("result"), result_node, graph))
        quads += [ox.Quad(result_node, predicate, value, graph) for predicate, value in described]
    return list(dict.fromkeys(quads))


def _describe(
    result: Result, graph: ox.NamedNode
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _RDF_TYPE, _sh("ValidationResult")
    yield _sh("resultSeverity"), _sh(result.severity)
    # A blank node has no name to report; one name stands for all of them.
    yield _sh("focusNode"), result.focus or ox.NamedNode(f"{graph.value}#unnamed")
    if result.path is not None:
        yield _sh("resultPath"), ox.NamedNode(result.path)
    if result.value is not None:
        yield _sh("value"), result.value
    yield _sh("sourceShape"), ox.NamedNode(result.shape)
    yield _sh("sourceConstraintComponent"), ox.NamedNode(result.constraint)
    yield _sh("resultMessage"), ox.Literal(result.message, language="en")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
