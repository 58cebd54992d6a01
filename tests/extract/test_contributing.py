"""The example in CONTRIBUTING works as it says: a frame in a file, and the claim it yields."""

import re
from pathlib import Path

from extract.lexicon.frames import load_lexicon
from extract.pipeline import Extractor
from ontology.entities import Knowledge
from tests.extract.helpers import lines

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def test_the_frame_shown_yields_the_claim_shown(tmp_path: Path, knowledge: Knowledge) -> None:
    block = re.search(r"```yaml\n(\w+:\n  claim:.*?)```", CONTRIBUTING.read_text(), re.DOTALL)
    assert block is not None
    (tmp_path / "mine.yaml").write_text(block[1])
    lexicon = load_lexicon(tmp_path)
    (frame,) = lexicon.frames
    extractor = Extractor(knowledge, lexicon=lexicon)
    for example in frame.examples:
        assert [line.label for line in lines(extractor, example.text)] == [example.yields]
    for text in frame.counterexamples:
        assert lines(extractor, text) == []
