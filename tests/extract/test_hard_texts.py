"""Texts that are no plain prose, or do not end: offsets stay true, cost in proportion to length."""

import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

from extract.documents import Document
from extract.labels import describe
from extract.pipeline import Extractor
from extract.rdf import document_quads
from extract.reading import read_document
from extract.syntax.parsing import BATCH, MAX_SENTENCE, batches
from ontology.namespaces import Namespaces
from tests.extract.helpers import document, labels_of

OPENING = """The ministers met for three days to talk about the war and what it had done to the
trade of their countries. They did not agree on how to end it, and they said that they would meet
again after the summer. It was not clear to those who had been there what had been won by the talks.
"""
PROSE = "Russia invaded Georgia in 2008, and it has long opposed the expansion of NATO."
NAMES = [f"{first}{middle}ov" for first in "BDFGKLMNPRSTVZ" for middle in ("a", "il", "ur", "en")]

BESIDE = {
    "a table": "| State | Treaty |\n|---|---|\n| Iran | no |\n\nState\tYear\nIran\t70\nIraq\t69",
    "HTML": '<div class="a"><p>Home &gt; News</p><script>if (a < b) { go(); }</script></div>',
    "right-to-left script": "وقعت روسيا على المعاهدة. רוסיה פלשה לגאורגיה.",
    "another script": "Россия вторглась в Грузию в 2008 году.",
    "emoji": "🎉🇷🇺👨‍👩‍👧‍👦 " * 40,
    "soft hyphens and ligatures": "The of\u00adfi\u00adcial \ufb01rst signed a paci\ufb01c pact.",
    "zero-width characters": "\u200bIran\u200d and\u2060 Iraq\u200b met\ufeff.",
    "direction marks": "\u202bIran\u202c met \u2067Iraq\u2069.",
    "quotation marks": "“”\"'«»„‟" * 200,
    "open quotation marks": '"“' * 300 + " he said",
    "combining marks": "I\u0300\u0301\u0302" * 200 + "ran met Iraq.",
    "a sentence with 200 names": ", ".join((NAMES * 4)[:200]) + " and Iraq met.",
    "a word that does not end": "a" * 5_000,
    "a line of marks": "-" * 5_000,
    "a web address": "https://example.org/" + "declarations-of-ministers/" * 15,
}
NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


def read(path: Path, text: str) -> Document:
    """A text as it is read from a file."""
    path.write_bytes(text.encode())
    return read_document(path)


@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_prose_is_read_whatever_stands_beside_it(
    beside: str, newline: str, extractor: Extractor, tmp_path: Path
) -> None:
    text = f"\ufeff{OPENING}\n{beside}\n\n{PROSE}\n".replace("\n", newline)
    source = read(tmp_path / "text.txt", text)
    extraction = extractor.extract(source)
    name = labels_of(extraction, extractor.knowledge).__getitem__
    told = {describe(claim, name): claim for claim in extraction.claims}
    (evidence,) = told["Invasion: Russia → Georgia, 2008"].evidence
    quote = source.text[evidence.span.start : evidence.span.end]
    assert quote.startswith("Russia invaded Georgia in 2008")
    for first, second in pairwise(extraction.sentences):
        assert first.end <= second.start
    for mention in extraction.mentions:
        words = source.text[mention.span.start : mention.span.end]
        assert words == words.strip() != ""
    assert document_quads(extraction, source, extractor.knowledge, Namespaces())


ENDLESS = {
    "nested clauses": "Putin said that ",
    "relative clauses": "Putin, who met Abe, and ",
    "relative clauses in one another": "the treaty that the man who ",
    "descriptions in one another": "the president of ",
    "agreements in one another": "agreements such as treaties, ",
    "infinitives": "wanted to try to ",
    "possessors": "Putin's ",
    "verbs": "attacked Ukraine and ",
    "names": "Russia, Georgia, Japan, ",
    "conditions": "If Russia attacked, ",
    "pronouns": "Russia and Iran met and they said they supported them and ",
    "dates": "in May 1994, on June 3, 1995 and ",
    "brackets": "(Russia opposed ",
    "quotation marks": '"“',
    "emoji": "🎉",
    "marks": "-",
    "letters": "A.",
}


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_what_does_not_end_costs_in_proportion_to_its_length(
    piece: str, extractor: Extractor
) -> None:
    size = min(2 * MAX_SENTENCE // len(piece.split()), 8_000 // len(piece))
    once, twice = (_calls(extractor, piece * n + "Russia left Iran.") for n in (size, 2 * size))
    assert twice < 3 * once


def _calls(extractor: Extractor, text: str) -> int:
    """How many functions are called to extract a text: its cost, the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    source = document(text)
    sys.setprofile(count)
    try:
        extractor.extract(source)
    finally:
        sys.setprofile(None)
    return calls


def test_a_sentence_without_an_end_falls_into_several(extractor: Extractor) -> None:
    reading = extractor.read(document("Russia attacked Ukraine and " * 1_000 + "left."))
    assert len(reading.sentences) > 3
    for sentence in reading.sentences:
        tokens = list(sentence.parse)
        assert len(tokens) <= MAX_SENTENCE
        assert all(token.head.sentence is sentence.parse for token in tokens)


def test_a_long_text_is_parsed_a_little_at_a_time(tmp_path: Path) -> None:
    source = read(tmp_path / "long.txt", f"{PROSE} {PROSE}\n\n" * 6_400)
    assert len(source.text) > 1_000_000
    lengths = [sum(p.end - p.start for p in pieces) for pieces in batches(source)]
    assert max(lengths) <= BATCH
    assert sum(lengths) == sum(p.end - p.start for p in source.paragraphs)
