"""The suites of the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol."""

import httpx2
import pytest

from tests.server.w3c.data import data_of
from tests.server.w3c.endpoint import Endpoint, result_of
from tests.server.w3c.exchange import Exchange, exchanges
from tests.server.w3c.isomorphism import isomorphic
from tests.server.w3c.manifest import Case, parameters
from tests.server.w3c.results import Solutions, turtle

_KINDS = {"boolean": bool, "tabular": Solutions, "RDF": list}


@pytest.mark.parametrize("case", parameters("ProtocolTest"))
def test_protocol(case: Case, endpoint: Endpoint) -> None:
    endpoint.load(data_of(case.node, "ut"))
    for exchange in exchanges(case.node.one("mf:action")):
        query = "sparql-query" in exchange.request.fields.get("content-type", "")
        path = "/sparql" if query or "update" not in case.id else "/update"
        target = exchange.target.replace("/sparql/", path)
        response = endpoint.send(exchange, target)
        assert response.status_code in exchange.status, response.text
        if exchange.format is not None:
            assert isinstance(result_of(response), _KINDS[exchange.format])
        if exchange.boolean is not None:
            assert result_of(response) == exchange.boolean


@pytest.mark.parametrize("case", parameters("GraphStoreProtocolTest"))
def test_graph_store_protocol(case: Case, endpoint: Endpoint) -> None:
    endpoint.load(())
    locations: dict[str, str] = {}
    for exchange in exchanges(case.node.one("mf:action")):
        target = exchange.target.replace("/gsp", "/store", 1)
        for name, location in locations.items():
            target = target.replace(name, location)
        response = endpoint.send(exchange, target)
        assert response.status_code in exchange.status, response.text
        _check_graph(exchange, response)
        if exchange.location is not None:
            locations[exchange.location] = response.headers["location"]


def _check_graph(exchange: Exchange, response: httpx2.Response) -> None:
    expected = exchange.response
    for name, value in expected.fields.items():
        assert response.headers[name].lower() == value.lower()
    if expected.body is not None:
        base = str(response.url)
        assert isomorphic(turtle(expected.body, base), turtle(response.content, base))
