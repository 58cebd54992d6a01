"""Markdown to blocks, as spans of the stored text.

CommonMark (https://spec.commonmark.org/0.31.2/) with tables, read by markdown-it-py. Spans are of
the raw text: emphasis and links keep their marks, so that every offset is true; the marks of
headings, list items and quotes before a block stand outside its span.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.claims import Span
from extract.reading.paragraphs import Block, Role, lines_of, trimmed

_SKIPPED = frozenset({"fence", "code_block", "html_block", "hr", "table_open"})
_FRONT_MATTER = re.compile(r"---[ \t]*")
_FRONT_MATTER_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_FRONT_MATTER_LINES = 100

_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])  # blocks only: no inline parsing


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order; front matter, tables, code and HTML are skipped."""
    lines = lines_of(text)
    blocks = []
    if front := _front_matter(text, lines):
        blocks.append(Block(Span(0, lines[front - 1].end), "skipped"))
        del lines[:front]
    role: Role = "text"
    in_table = False
    for token in _PARSER.parse(text[lines[0].start :] if lines else ""):
        if token.type == "heading_open":
            role = "heading"
        elif token.type == "paragraph_open":
            role = "text"
        elif token.type == "table_close":
            in_table = False
        elif token.map and not in_table:
            if token.type in _SKIPPED:
                in_table = token.type == "table_open"
                first, following = token.map
                blocks.append(Block(Span(lines[first].start, lines[following - 1].end), "skipped"))
            elif token.type == "inline":
                is_image = _is_image(token.content)
                blocks.append(Block(_content(text, lines, token), "skipped" if is_image else role))
    blocks = [Block(trimmed(text, block.span), block.role) for block in blocks]
    return [block for block in blocks if block.span.start < block.span.end]


def _content(text: str, lines: Sequence[Span], token: Token) -> Span:
    """Where the content of a heading or paragraph stands, without the marks before it."""
    assert token.map is not None  # noqa: S101 - block tokens have one
    rows = token.content.split("\n")
    first, last = lines[token.map[0]], lines[token.map[0] + len(rows) - 1]
    start = max(text.rfind(rows[0], first.start, first.end), first.start)
    return Span(start, start + len(rows[0]) if len(rows) == 1 else last.end)


def _is_image(content: str) -> bool:
    return content.startswith("![") and content.endswith(")") and content.count("](") == 1


def _front_matter(text: str, lines: Sequence[Span]) -> int:
    """Number of lines of the YAML block that some tools put before a text; 0 without one."""
    head = [text[line.start : line.end] for line in lines[:_FRONT_MATTER_LINES]]
    if _FRONT_MATTER.fullmatch(head[0]):
        for number, line in enumerate(head[1:], start=2):
            if _FRONT_MATTER_END.fullmatch(line):
                return number
    return 0
