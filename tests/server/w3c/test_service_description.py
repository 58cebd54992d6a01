"""The suite of the SPARQL 1.1 Service Description; its manifest says in words what to look for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat

from tests.server.w3c.endpoint import Endpoint
from tests.server.w3c.manifest import Case, parameters
from tests.server.w3c.rdf import PREFIXES, Graph

_SD = PREFIXES["sd"]
_CLASSES = frozenset(
    {
        *("Service", "Dataset", "Graph", "NamedGraph", "GraphCollection", "Language"),
        *("Function", "Aggregate", "EntailmentRegime", "EntailmentProfile", "Feature"),
    }
)
_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        "endpoint": "Service",
        "feature": "Service",
        "defaultEntailmentRegime": "Service",
        "defaultSupportedEntailmentProfile": "Service",
        "entailmentRegime": "NamedGraph",
        "supportedEntailmentProfile": "NamedGraph",
        "extensionFunction": "Service",
        "extensionAggregate": "Service",
        "languageExtension": "Service",
        "supportedLanguage": "Service",
        "propertyFeature": "Service",
        "resultFormat": "Service",
        "inputFormat": "Service",
        "defaultDataset": "Service",
        "availableGraphs": "Service",
        "defaultGraph": "Dataset",
        "namedGraph": "GraphCollection",
        "name": "NamedGraph",
        "graph": "NamedGraph",
    }
)
"""The properties of the vocabulary (section 3.2), and the class that each belongs to."""


def _returns_rdf(graph: Graph, endpoint: str) -> None:
    assert graph.having("rdf:type", "sd:Service")


def _has_endpoint_triple(graph: Graph, endpoint: str) -> None:
    services = graph.having("rdf:type", "sd:Service")
    assert endpoint in [node.value for one in services for node in one.all("sd:endpoint")]


def _conforms_to_schema(graph: Graph, endpoint: str) -> None:
    """Terms are of the vocabulary, and said of what they are for; a dataset is a collection too."""
    for triple in graph.triples:
        if triple.predicate.value == PREFIXES["rdf"] + "type":
            assert isinstance(triple.object, NamedNode)
            if triple.object.value.startswith(_SD):
                assert triple.object.value.removeprefix(_SD) in _CLASSES
        elif triple.predicate.value.startswith(_SD):
            domain = _PROPERTIES[triple.predicate.value.removeprefix(_SD)]
            assert isinstance(triple.object, NamedNode | BlankNode)
            types = {node.value for node in graph.node(triple.subject).all("rdf:type")}
            fitting = {domain} | ({"Dataset"} if domain == "GraphCollection" else set())
            assert types & {_SD + name for name in fitting}, triple


_CHECKS: Mapping[str, Callable[[Graph, str], None]] = MappingProxyType(
    {
        "sparql11/service-description#returns-rdf": _returns_rdf,
        "sparql11/service-description#has-endpoint-triple": _has_endpoint_triple,
        "sparql11/service-description#conforms-to-schema": _conforms_to_schema,
    }
)


@pytest.mark.parametrize("case", parameters("ServiceDescriptionTest"))
def test_service_description(case: Case, endpoint: Endpoint) -> None:
    response = endpoint.describe("text/turtle")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    url = str(response.url)
    quads = list(pyoxigraph.parse(response.content, RdfFormat.TURTLE, base_iri=url))
    _CHECKS[case.id](Graph(quads), url)
