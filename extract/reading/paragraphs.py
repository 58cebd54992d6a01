"""Plain text to blocks: paragraphs, headings and captions, as spans of the stored text.

Blank lines separate blocks. Within a group of lines, a line break of a hard-wrapped paragraph is
not a border; a break after a heading, a caption, a list item or a paragraph is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.claims import Span

Role = Literal["text", "heading", "skipped"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ITEM = re.compile(r"(?:[-*•–—]|\(?[0-9a-z]{1,2}[.)])[ \t\u00a0]")
_SENTENCE_END = ".?!…:;"
_CLOSERS = "\"'”’)]*_"
_WIDEST = 132  # columns: longer lines are not wrapped, each is a paragraph by itself
_LONGEST_HEADING = 80
_CAPITALIZED = 0.6  # share of capitalized words in a heading set in title case


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text, trimmed of the white space around it.

    Attributes:
        span: where it stands.
        role: ``text``, ``heading``, or ``skipped``: not prose (a table, code, a rule).
    """

    span: Span
    role: Role = "text"


def lines_of(text: str) -> list[Span]:
    r"""Spans of the lines, without their ends: ``\n``, ``\r\n`` or ``\r``."""
    lines = []
    for match in _LINE.finditer(text):
        if match.end() > match.start() or match.start() == 0:
            content = match[0].rstrip("\r\n")
            lines.append(Span(match.start(), match.start() + len(content)))
    return lines


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; an empty one where there is nothing else."""
    content = text[span.start : span.end]
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, start + len(content.strip()))


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text, in order."""
    return [
        Block(Span(lines[0].start, lines[-1].end))
        for group in _groups(text)
        for lines in _split(text, group)
    ]


def _groups(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank one between them."""
    group: list[Span] = []
    for line in lines_of(text):
        content = trimmed(text, line)
        if content.start < content.end:
            group.append(content)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _split(text: str, group: list[Span]) -> Iterator[list[Span]]:
    """The blocks of a group, each as its lines."""
    width = max(line.end - line.start for line in group)
    block = [group[0]]
    for line in group[1:]:
        if _is_border(text[block[-1].start : block[-1].end], text[line.start : line.end], width):
            yield block
            block = []
        block.append(line)
    yield block


def _is_border(line: str, following: str, width: int) -> bool:
    """Whether a line break separates blocks.

    A wrapped line is one that the next line's first word would not have fitted in; any other break
    was made on purpose.
    """
    first_word = following[: _WIDEST + 1].split(maxsplit=1)[0]
    on_purpose = len(line) > _WIDEST or len(line) + 1 + len(first_word) <= width
    ends = line[-8:].rstrip(_CLOSERS)[-1:] in tuple(_SENTENCE_END)
    if _ITEM.match(following):
        return on_purpose or ends
    begins_anew = not following.lstrip("\"'“‘([*_—–-")[:1].islower()
    return on_purpose and begins_anew and (ends or _is_heading(line))


def _is_heading(line: str) -> bool:
    """Whether a line without a sentence's end is set like a heading."""
    if len(line) > _LONGEST_HEADING or line[-1] in ",-–—":
        return False
    words = [word for word in line.split() if len(word) > 3 or word.isupper()]
    capitalized = sum(not word.lstrip("\"'“‘([*_")[:1].islower() for word in words)
    return capitalized >= _CAPITALIZED * len(words)
