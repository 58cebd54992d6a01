"""Constructions, reference, offices and attribution, each shown by a sentence and its claim."""

from pathlib import Path

import pytest

from extract.claims import AUTHOR
from extract.pipeline import Extractor
from ontology.yaml_source import Node, load_yaml
from tests.extract.helpers import lines

CASES = load_yaml(Path(__file__).parent / "data" / "claims.yaml").fields()


@pytest.mark.parametrize("case", [pytest.param(node, id=name) for name, node in CASES.items()])
def test_sentence(case: Node, extractor: Extractor) -> None:
    fields = case.fields(("text", "yields", "lacks", "by"))
    found = lines(extractor, fields["text"].text(), reference_date="2016-12")
    by_label = {line.label: line for line in found}
    if "lacks" in fields:
        assert found, "there is nothing it could have been mistaken for"
        assert fields["lacks"].text() not in by_label
        return
    assert fields["yields"].text() in by_label
    source = fields["by"].text() if "by" in fields else AUTHOR
    assert by_label[fields["yields"].text()].sources == (source,)
