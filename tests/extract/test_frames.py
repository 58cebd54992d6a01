"""Every frame's examples yield their claim, and its counterexamples do not evoke it."""

import pytest

from extract.lexicon.frames import Frame, shipped_lexicon
from extract.pipeline import Extractor
from tests.extract.helpers import lines

EXAMPLES = [
    pytest.param(frame, example.text, example.yields, id=f"{frame.name}-{number}")
    for frame in shipped_lexicon().frames
    for number, example in enumerate(frame.examples, 1)
]
COUNTEREXAMPLES = [
    pytest.param(frame, text, id=f"{frame.name}-{number}")
    for frame in shipped_lexicon().frames
    for number, text in enumerate(frame.counterexamples, 1)
]


@pytest.mark.parametrize(("frame", "text", "yields"), EXAMPLES)
def test_example_yields_its_claim(
    frame: Frame, text: str, yields: str, extractor: Extractor
) -> None:
    found = lines(extractor, text)
    by_this_frame = [
        line.label + ("" if line.factuality == "Asserted" else f" [{line.factuality}]")
        for line in found
        if line.rule == frame.name
    ]
    assert yields in by_this_frame, [(line.rule, line.label) for line in found]


@pytest.mark.parametrize(("frame", "text"), COUNTEREXAMPLES)
def test_counterexample_does_not_evoke_it(frame: Frame, text: str, extractor: Extractor) -> None:
    assert [line.label for line in lines(extractor, text) if line.rule == frame.name] == []


def test_every_frame_has_both() -> None:
    for frame in shipped_lexicon().frames:
        assert frame.examples, frame.name
        assert frame.counterexamples, frame.name
