"""Boilerplate: page furniture goes, prose that uses the same words stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import Span
from extract.reading.boilerplate import Certainty, Furniture, find_boilerplate, furniture, plain
from extract.reading.paragraphs import plain_blocks
from ontology.yaml_source import Node, load_yaml

PAGES = load_yaml(Path(__file__).parent / "data" / "boilerplate_pages.yaml").fields()
PROSE = (
    "The ministers of the two states met in Geneva to discuss the withdrawal of their troops from"
    " the border, which had been agreed on in the spring. Moscow refused to withdraw any before the"
    " other side had done so. The talks are to go on when the snow has gone and the pass is open."
)
SENTENCES = [
    "We are offering free and open access to the Black Sea.",
    "Read more about the treaty, the minister told them, and sign it.",
    "Days of talks followed.",
    "States that subscribe to the accord met in Geneva.",
    "The commission wants rules for sites that use cookies.",
]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_page(page: Node) -> None:
    fields = page.fields(required=("blocks", "boilerplate"))
    blocks = [node.text() for node in fields["blocks"].items()]
    expected = [node.text() for node in fields["boilerplate"].items()]
    assert boilerplate_of([PROSE if block == "PROSE" else block for block in blocks]) == expected


def boilerplate_of(contents: list[str]) -> list[str]:
    text, blocks = "", []
    for content in contents:
        blocks.append(Span(len(text), len(text) + len(content)))
        text += content + "\n\n"
    return [text[span.start : span.end] for span in find_boilerplate(text, blocks)]


@pytest.mark.parametrize("kind", furniture(), ids=lambda kind: kind.name)
def test_examples_of_the_data(kind: Furniture) -> None:
    assert kind.examples
    assert kind.counterexamples
    for example in kind.examples:
        assert kind.judge(plain(example)) > Certainty.PROSE, example
    for counterexample in kind.counterexamples:
        assert kind.judge(plain(counterexample)) == Certainty.PROSE, counterexample


@given(st.lists(st.sampled_from(SENTENCES), unique=True), st.integers(0, 5))
def test_sentences_among_prose_stay(sentences: list[str], place: int) -> None:
    contents = [*sentences[:place], PROSE, *sentences[place:]]
    assert boilerplate_of(contents) == []


@given(st.lists(st.sampled_from(["Related Articles", "Days", "Share", *SENTENCES, PROSE])))
def test_the_first_long_prose_always_stays(contents: list[str]) -> None:
    assert boilerplate_of(contents).count(PROSE) == max(contents.count(PROSE) - 1, 0)


@given(st.text())
def test_boilerplate_is_some_of_the_blocks(text: str) -> None:
    blocks = [block.span for block in plain_blocks(text)]
    found = find_boilerplate(text, blocks)
    assert found == [block for block in blocks if block in set(found)]
