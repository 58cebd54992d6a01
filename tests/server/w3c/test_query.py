"""The suites of queries: what is no query is refused, what is one is taken, and answered right."""

import re
from pathlib import PurePath
from urllib.parse import urljoin

import pytest

from tests.server.w3c.data import Data, Source, data_of
from tests.server.w3c.endpoint import Endpoint, is_syntax_error, result_of
from tests.server.w3c.manifest import Case, parameters, path_of, text_of
from tests.server.w3c.results import MEDIA_TYPES, check, expected_result

_FROM = re.compile(r"^\s*FROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE | re.MULTILINE)


def _data(case: Case) -> Data:
    """The data of a test, or what its query has in FROM, which we take from our store only."""
    action = case.node.one("mf:action")
    query = action.one("qt:query").value
    named = {urljoin(query, iri) for iri in _FROM.findall(text_of(query))}
    return data_of(action, "qt") or tuple(Source(iri, iri) for iri in sorted(named))


@pytest.mark.parametrize(
    "case", parameters("QueryEvaluationTest", "CSVResultFormatTest", order=_data)
)
def test_evaluation(case: Case, endpoint: Endpoint) -> None:
    query = case.node.one("mf:action").one("qt:query").value
    result = case.node.one("mf:result").value
    endpoint.load(_data(case))
    ending = PurePath(result).suffix
    response = endpoint.query(
        f"BASE <{query}>\n{text_of(query)}",
        MEDIA_TYPES[ending],
        "application/sparql-results+json;q=0.5",
    )
    lax = case.node.get("mf:resultCardinality") is not None
    check(expected_result(path_of(result), result), result_of(response), lax=lax)


@pytest.mark.parametrize("case", parameters("PositiveSyntaxTest"))
def test_what_is_a_query(case: Case, endpoint: Endpoint) -> None:
    response = endpoint.query(text_of(case.node.one("mf:action").value))
    assert not is_syntax_error(response), response.text


@pytest.mark.parametrize("case", parameters("NegativeSyntaxTest"))
def test_what_is_no_query(case: Case, endpoint: Endpoint) -> None:
    response = endpoint.query(text_of(case.node.one("mf:action").value))
    assert is_syntax_error(response), response.text
