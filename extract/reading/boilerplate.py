"""Boilerplate: which blocks of a text belong to the page it was taken from.

What page furniture says is data (``boilerplate.yaml``). How it stands is told here:

- certain phrases are furniture wherever they stand; others only in one run with certain ones,
  since a text may use the same words ("We are offering free and open access to the Black Sea");
- a heading such as "Related Articles" takes the list under it along, and in the tail of a text all
  that follows it, unless that is long prose;
- a block that repeats an earlier one, whole or cut off, is a remnant of the page; the first stays.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from extract.claims import Span
from ontology.yaml_source import Node, load_yaml

_FILE = Path(__file__).with_name("boilerplate.yaml")
_FIELDS = (
    "certainty", "heading", "equals", "starts", "contains", "examples", "counterexamples",
)  # fmt: skip

_FURNITURE_WORDS, _FURNITURE_CHARACTERS = 60, 600  # the longest furniture
_PROSE_WORDS = 40  # from this length on, what follows the end of a page is prose
_TEASER_WORDS = 25  # the longest item of a list of articles
_REPEATED_WORDS = 5  # a shorter block may well be said twice
_CUT_WORDS = 8  # a shorter beginning may well be shared by two blocks
_CANDIDATES = 16  # earlier blocks of the same beginning that are compared
_VOUCHING_WORDS = 3  # so many uncertain words in a row are certain ("Share", "Email", "Print")
_TAIL = 0.5  # the tail of a page is at most so long, measured by the text before it

_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
_MARKS = " \t\"'*_#[]|<>«»•·:;,.!?…–—-→›"
_PLAIN = str.maketrans("‘’“”\u00a0", "''\"\" ")
_ELLIPSIS = re.compile(r"\[?(?:…|\.\.\.|\. \. \.)\]?\Z")
_SENTENCE_END = (".", "?", "!", ".”", "?”", "!”", '."', '?"', '!"')


class Certainty(IntEnum):
    """How sure it is that a block is furniture."""

    PROSE = 0
    SENTENCE = 1  # only among furniture, and might be a sentence of the text
    WORD = 2  # only among furniture
    ALONE = 3
    HEADING = 4


@dataclass(frozen=True, slots=True)
class Furniture:
    """One kind of page furniture, as ``boilerplate.yaml`` describes it.

    Attributes:
        name: what it is.
        certainty: of a block that equals one of its phrases.
        part_certainty: of a block that begins with or contains one.
        equals: whole blocks, in the form of ``plain()``.
        parts: matches the beginnings and contained phrases.
        examples: blocks that are of this kind.
        counterexamples: blocks that are not.
    """

    name: str
    certainty: Certainty
    part_certainty: Certainty
    equals: frozenset[str]
    parts: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def judge(self, block: str) -> Certainty:
        """How sure it is that a short block, in the form of ``plain()``, is of this kind."""
        if block in self.equals:
            return self.certainty
        return self.part_certainty if self.parts.search(block) else Certainty.PROSE


def find_boilerplate(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Those of a text's blocks that belong to the page, in order."""
    contents = [text[block.start : block.end] for block in blocks]
    certainties = [certainty(content) for content in contents]
    marked = _repeated(contents)
    _mark_runs(certainties, marked)
    for number, found in enumerate(certainties):
        if found == Certainty.HEADING:
            _mark_list(number, contents, certainties, marked)
    _mark_tail(blocks, contents, certainties, marked)
    return [block for block, is_marked in zip(blocks, marked, strict=True) if is_marked]


def certainty(block: str) -> Certainty:
    """How sure it is that a block is furniture, by its words alone."""
    if len(block) > _FURNITURE_CHARACTERS or len(block.split()) > _FURNITURE_WORDS:
        return Certainty.PROSE
    words = plain(block)
    return max(kind.judge(words) for kind in furniture())


def plain(block: str) -> str:
    """A short block for comparison: lower case, plain quotes, no marks at its ends."""
    return _spaced(_LINK_TARGET.sub("", block)).strip(_MARKS)


def _spaced(text: str) -> str:
    return " ".join(text.translate(_PLAIN).lower().split())


def _mark_runs(certainties: Sequence[Certainty], marked: list[bool]) -> None:
    """Mark what is certain, and in a run with it what is not.

    A run without anything certain counts where enough single words vouch for each other. At the
    ends of a run, what might be a sentence of the text is left to the text.
    """
    start = 0
    while start < len(certainties):
        end = start
        while end < len(certainties) and certainties[end] > Certainty.PROSE:
            end += 1
        run = certainties[start:end]
        if max(run, default=0) >= Certainty.ALONE or run.count(Certainty.WORD) >= _VOUCHING_WORDS:
            inner = [n for n in range(start, end) if certainties[n] > Certainty.SENTENCE]
            last = end if end == len(certainties) else inner[-1] + 1
            marked[inner[0] : last] = [True] * (last - inner[0])
        start = end + 1


def _mark_list(
    heading: int, contents: Sequence[str], certainties: Sequence[Certainty], marked: list[bool]
) -> None:
    """Mark the items under a heading of the page, as far as the first prose or next heading."""
    for number in range(heading + 1, len(contents)):
        content = contents[number]
        is_item = len(content.split(maxsplit=_TEASER_WORDS)) <= _TEASER_WORDS
        is_prose = certainties[number] == Certainty.PROSE and (
            not is_item or content.endswith(_SENTENCE_END)
        )
        if is_prose or certainties[number] == Certainty.HEADING:
            break
        marked[number] = True


def _mark_tail(
    blocks: Sequence[Span],
    contents: Sequence[str],
    certainties: Sequence[Certainty],
    marked: list[bool],
) -> None:
    """Mark all that follows a heading of the page in a text's tail, unless it is long prose."""
    for number in range(len(blocks) - 1, -1, -1):
        body, tail = blocks[number].start - blocks[0].start, blocks[-1].end - blocks[number].start
        long = len(contents[number].split(maxsplit=_PROSE_WORDS)) > _PROSE_WORDS
        if tail > _TAIL * body or (long and not marked[number]):
            break
        if certainties[number] == Certainty.HEADING:
            marked[number:] = [True] * (len(marked) - number)


def _repeated(contents: Sequence[str]) -> list[bool]:
    """Which blocks repeat an earlier one, or are a cut-off beginning of it."""
    seen: set[str] = set()
    beginnings: dict[str, list[str]] = {}
    marks = []
    for content in contents:
        words = content.split()
        whole = " ".join(words)
        cut = _ELLIPSIS.sub("", whole).rstrip()
        earlier = beginnings.setdefault(" ".join(words[:_CUT_WORDS]), [])
        is_cut = len(words) >= _CUT_WORDS and any(text.startswith(cut) for text in earlier)
        is_repeated = len(words) >= _REPEATED_WORDS and whole in seen
        marks.append(is_cut or is_repeated)
        seen.add(whole)
        if len(earlier) < _CANDIDATES and not is_cut:
            earlier.append(whole)
    return marks


@cache
def furniture() -> tuple[Furniture, ...]:
    """The kinds of page furniture that the data file describes."""
    return tuple(_furniture(name, node) for name, node in load_yaml(_FILE).fields().items())


def _furniture(name: str, node: Node) -> Furniture:
    fields = node.fields(allowed=_FIELDS, required=("certainty", "examples", "counterexamples"))
    is_alone = fields["certainty"].choice(("alone", "together")) == "alone"
    is_heading = "heading" in fields and fields["heading"].boolean()
    if is_heading:
        whole, part = Certainty.HEADING, Certainty.PROSE
    elif is_alone:
        whole = part = Certainty.ALONE
    else:
        whole, part = Certainty.WORD, Certainty.SENTENCE
    starts, contains = _alternatives(fields, "starts"), _alternatives(fields, "contains")
    return Furniture(
        name=name,
        certainty=whole,
        part_certainty=part,
        equals=frozenset(plain(phrase) for phrase in _texts(fields, "equals")),
        parts=re.compile(rf"(?:\A(?:{starts})|(?<!\w)(?:{contains}))(?![^\W\d_])"),
        examples=_texts(fields, "examples"),
        counterexamples=_texts(fields, "counterexamples"),
    )


def _alternatives(fields: Mapping[str, Node], key: str) -> str:
    """A pattern that matches each phrase; one that matches nothing where there is none."""
    return "|".join(re.escape(_spaced(phrase)) for phrase in _texts(fields, key)) or "(?!)"


def _texts(fields: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return fields[key].texts() if key in fields else ()
