"""The truth table of factuality: each operator, then scopes and combinations."""

from pathlib import Path

import pytest

from extract.pipeline import Extractor
from ontology.yaml_source import Node, load_yaml
from tests.extract.helpers import lines

CASES = load_yaml(Path(__file__).parent / "data" / "factuality.yaml").fields()


@pytest.mark.parametrize("case", [pytest.param(node, id=name) for name, node in CASES.items()])
def test_factuality(case: Node, extractor: Extractor) -> None:
    fields = case.fields(("text", "rule", "is", "cues"))
    rule = fields["rule"].text()
    found = [line for line in lines(extractor, fields["text"].text()) if line.rule == rule]
    assert found, "the rule made no claim"
    cues = fields["cues"].texts() if "cues" in fields else ()
    assert {line.factuality for line in found} == {fields["is"].text()}
    assert {line.cues for line in found} == {cues}


def test_a_condition_names_the_claim_of_its_clause(extractor: Extractor) -> None:
    found = lines(
        extractor, "If Ukraine rejects elections in Crimea, Russia could leave the treaty."
    )
    withdrawal = next(line for line in found if line.rule == "leave-pact")
    rejection = next(line for line in found if line.rule == "reject")
    assert withdrawal.factuality == "Hypothetical"
    assert withdrawal.evidence.condition == rejection.claim.key
