"""The suites of updates: what is no update is refused, what is one is taken, and does its work."""

import pytest

from tests.server.w3c.data import data_of, quads_of
from tests.server.w3c.endpoint import Endpoint, is_syntax_error
from tests.server.w3c.manifest import Case, parameters, text_of
from tests.server.w3c.results import check, quad_rows


@pytest.mark.parametrize("case", parameters("UpdateEvaluationTest"))
def test_evaluation(case: Case, endpoint: Endpoint) -> None:
    action, result = case.node.one("mf:action"), case.node.one("mf:result")
    update = action.one("ut:request").value
    endpoint.load(data_of(action, "ut"))
    response = endpoint.update(f"BASE <{update}>\n{text_of(update)}")
    assert response.is_success, response.text
    check(quad_rows(quads_of(data_of(result, "ut"))), endpoint.dump())


@pytest.mark.parametrize("case", parameters("PositiveUpdateSyntaxTest"))
def test_what_is_an_update(case: Case, endpoint: Endpoint) -> None:
    response = endpoint.update(text_of(case.node.one("mf:action").value))
    assert not is_syntax_error(response), response.text


@pytest.mark.parametrize("case", parameters("NegativeUpdateSyntaxTest"))
def test_what_is_no_update(case: Case, endpoint: Endpoint) -> None:
    response = endpoint.update(text_of(case.node.one("mf:action").value))
    assert response.status_code == 400, response.text  # LOAD is refused before it is parsed
