"""The W3C SHACL suite: the set-wise validator passes it, and finds what pySHACL finds."""

from collections import Counter
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from _pytest.mark import ParameterSet

from shapes.errors import ShapesError
from shapes.setwise.shape import Finding
from shapes.setwise.terms import Term, sh
from tests.shapes.outcomes import Key, Outcome, outcome_of, pyshacl_outcome, reported, setwise
from tests.shapes.w3c.suite import FAILURE, SUITE, Case, cases, known_failures

pytestmark = pytest.mark.skipif(not cases(), reason=f"the W3C SHACL suite is not at {SUITE}")

LEAST = 118
"""How many of the tests the validator that users call must pass."""


def params(validator: str) -> list[ParameterSet]:
    """The tests; one that is known to fail must fail."""
    causes = known_failures(validator)

    def failing(cause: str) -> pytest.MarkDecorator:
        return pytest.mark.xfail(reason=cause, strict=True)

    return [
        pytest.param(
            case, id=case.id, marks=[failing(causes[case.id])] if case.id in causes else []
        )
        for case in cases()
    ]


def test_the_suite_is_whole_and_nearly_all_of_it_passes() -> None:
    ids = [case.id for case in cases()]
    assert len(ids) == len(set(ids)) == 121
    assert len(ids) - len(known_failures("setwise")) >= LEAST
    assert {*known_failures("setwise"), *known_failures("pyshacl")} <= set(ids)


@pytest.mark.parametrize("case", params("setwise"))
def test_setwise(case: Case) -> None:
    """Results, and the messages that the test asks for."""
    findings: list[Finding] = []

    def run() -> Outcome:
        findings.extend(setwise(case.data, case.shapes))
        return outcome_of(findings)

    assert outcome(case, run) == expected(case)
    asked = messages(case)
    told = {message for finding in findings for message in finding.messages}
    assert asked <= told


@pytest.mark.filterwarnings("ignore")  # pySHACL's, about shapes that are meant to be odd
@pytest.mark.parametrize("case", params("pyshacl"))
def test_pyshacl_finds_the_same(case: Case) -> None:
    found = outcome(case, lambda: pyshacl_outcome(case.data, case.shapes))
    assert found == expected(case)
    assert found == outcome(case, lambda: outcome_of(setwise(case.data, case.shapes)))


def outcome(case: Case, run: Callable[[], Outcome]) -> Outcome | None:
    """What a validator finds; none where it says that it cannot run the shapes."""
    try:
        return comparable(case, run())
    except ShapesError:
        return None


def expected(case: Case) -> Outcome | None:
    if case.report == FAILURE:
        return None
    return comparable(case, reported(case.expected, case.report))


def messages(case: Case) -> set[Term]:
    if case.report == FAILURE:
        return set()
    results = case.expected.objects(case.report, sh("result"))
    return {
        text for result in results for text in case.expected.objects(result, sh("resultMessage"))
    }


def comparable(case: Case, found: Outcome) -> Outcome:
    """With blank nodes told apart only where all graphs are read from one file."""
    if case.data is case.shapes:
        return found

    def same(term: Term) -> Term:
        return ox.BlankNode("any") if isinstance(term, ox.BlankNode) else term

    counted: Outcome = Counter()
    for key, times in found.items():
        value = None if key.value is None else same(key.value)
        counted[
            Key(same(key.focus), key.path, value, key.constraint, same(key.shape), key.severity)
        ] += times
    return counted
