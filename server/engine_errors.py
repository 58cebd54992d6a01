"""What the engine says of a query it cannot run, in words and with the place, for people."""

import re

from server.errors import QueryError, QuerySyntaxError
from server.tokens import position

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)+\"")
_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
_KEYWORD = re.compile(r"[A-Z][A-Z_]+")
_MOST_NAMED = 8


def syntax_error(error: SyntaxError, query: str) -> QuerySyntaxError:
    """What is wrong with a query, and where.

    The engine names what it would have liked at the furthest place that it looked at. A keyword it
    looks for by reading as many characters ahead, so that place is then behind the fault.
    """
    match = _PLACE.match(str(error))
    if match is None:
        return QuerySyntaxError(str(error))
    offset = _offset(query, int(match[1]), int(match[2]))
    quoted = _QUOTED.findall(match[3])
    classes = set(_CLASS.findall(_QUOTED.sub("", match[3]))) - {"[_]"}
    others = [part.strip() for part in _CLASS.sub("", _QUOTED.sub("", match[3])).split(",")]
    told = [part for part in others if " " in part]
    keywords = [part for part in others if _KEYWORD.fullmatch(part)]
    if told:
        what = told[0]
    elif quoted and len(quoted) <= _MOST_NAMED:
        what = f"expected {' or '.join(quoted)} here"
    else:
        what = "the query cannot be understood from here on"
    if keywords and not (quoted or classes or told):
        offset -= max(len(keyword) for keyword in keywords)
    return QuerySyntaxError(what, *position(query, max(0, min(offset, len(query)))))


def evaluation_error(error: Exception) -> QueryError:
    """What kept a query that is SPARQL from being answered."""
    return QueryError(f"the query cannot be answered: {error}")


def _offset(query: str, line: int, column: int) -> int:
    lines = query.split("\n")
    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1
