"""The tokens of a SPARQL text, for a look at a query before it is run.

The engine parses; this only splits, as the terminals of SPARQL 1.1 (section 19.8) have it, in time
proportional to the length of the text whatever stands in it.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from server.errors import QuerySyntaxError

_LOCAL = r"(?: [\w:.\-] | %[0-9A-Fa-f]{2} | \\[_~.\-!$&'()*+,;=/?\#@%] )*+"
_TOKEN = re.compile(
    rf"""
    (?: [ \t\r\n]++ | \#[^\r\n]*+ )++
  | (?P<value>  < (?: [^<>"{{}}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{{4}} | \\U[0-9A-Fa-f]{{8}} )*+ >
              | \"{{3}} (?: \"{{0,2}} (?: [^"\\] | \\. ) )*+ \"{{3}}
              | '{{3}} (?: '{{0,2}} (?: [^'\\] | \\. ) )*+ '{{3}}
              | "" (?!") | " (?!"") (?: [^"\\\r\n] | \\. )*+ "
              | '' (?!') | ' (?!'') (?: [^'\\\r\n] | \\. )*+ '
              | [?$] \w++
              | @ [A-Za-z]++ (?: -[A-Za-z0-9]++ )*+
              | _: [\w.\-]++
              | : {_LOCAL} )
  | (?P<name>   [^\W\d] [\w.\-]*+ (?P<local> : {_LOCAL} )?+ )
  | (?P<symbol> << | >> | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5})")

MOST_OF_LINE = 300
"""How many characters of a line are shown before a fault, and how many behind it."""

NESTING = {"(": 1, "[": 1, "{": 1, "<<": 1, ")": -1, "]": -1, "}": -1, ">>": -1}
"""By how many levels a symbol goes deeper."""

Edit = tuple[int, int, str]
"""Offsets of a stretch of a text, and what is to stand there."""


class Token(NamedTuple):
    """A token, told apart only as far as a look at the query needs it.

    Attributes:
        kind: "word" is a bare word, such as a keyword; "value" an IRI, name, variable, literal or
            language tag; "symbol" a bracket, an operator, or part of one or of a number.
        text: it, as written.
        start: offset at which it begins.
    """

    kind: Literal["word", "value", "symbol"]
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a text in their order, without white space and comments.

    Raises:
        QuerySyntaxError: a string is not closed.
    """
    for match in _TOKEN.finditer(query):
        text, start = match.group(), match.start()
        if match["value"] or match["local"]:
            yield Token("value", text, start)
        elif match["name"]:
            for word in _WORD.finditer(text):
                yield Token("word", word.group(), start + word.start())
        elif match["symbol"]:
            if text in "'\"":
                raise QuerySyntaxError("this string is not closed", *position(query, start))
            yield Token("symbol", text, start)


def position(query: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, the column in characters."""
    before = query[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def excerpt(text: str, line: int, column: int) -> str:
    """The line where a fault is; of a long one what stands around the fault.

    The fault is at offset ``min(column - 1, MOST_OF_LINE)``.

    Args:
        text: what the line is of.
        line: number of the line, and
        column: column of the fault in it, both from 1.
    """
    lines = text.split("\n", line)
    if line > len(lines):
        return ""
    at = column - 1
    return lines[line - 1].removesuffix("\r")[max(0, at - MOST_OF_LINE) : at + 1 + MOST_OF_LINE]


def edited(text: str, edits: list[Edit]) -> str:
    """The text with stretches replaced that do not overlap."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def without_escapes(text: str) -> str:
    """The text with its codepoint escapes replaced (SPARQL 1.1, section 19.2)."""
    return _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), text)
