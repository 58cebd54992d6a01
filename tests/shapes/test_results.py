"""Results in one order, each fault once."""

from shapes.results import Result, sort_results

FAULT = Result("Warning", "urn:event", "a visit", "Too early.", "urn:shape", "urn:sparql", None)
IN_TEXT = Result(
    "Warning",
    "urn:event",
    "a visit",
    "Too early.",
    "urn:shape",
    "urn:sparql",
    None,
    document="urn:a",
)
OTHER = Result(
    "Warning", "urn:other", "a call", "Too late.", "urn:shape", "urn:sparql", None, document="urn:0"
)


def test_a_fault_that_inference_repeats_is_told_once_with_its_document() -> None:
    assert sort_results([FAULT, OTHER, IN_TEXT]) == (OTHER, IN_TEXT)
    assert sort_results([IN_TEXT, FAULT]) == (IN_TEXT,)


def test_a_fault_without_a_document_stays() -> None:
    assert sort_results([OTHER, FAULT]) == (FAULT, OTHER)
