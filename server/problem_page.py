"""A problem as a page, for people who look with a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from server.pages.templates import render
from server.urls import root_of

_MOST_OF_LINE = 300


@dataclass(frozen=True, slots=True)
class Faulty:
    """The line of a query where the fault is.

    Attributes:
        before: what stands before it.
        at: the character where it begins.
        after: what stands after that.
    """

    before: str
    at: str
    after: str


def problem_page(request: Request, problem: Mapping[str, Any]) -> str:
    """The page.

    Args:
        request: what was asked.
        problem: what is wrong, as problem details (RFC 9457).
    """
    query = asked(request)
    line, column = problem.get("line"), problem.get("column")
    shown = {
        "root": root_of(request),
        "title": problem["title"],
        "status": problem["status"],
        "detail": problem["detail"],
        "line": line,
        "column": column,
        "query": query,
        "faulty": _faulty(query, line, column) if line and column else None,
    }
    return render("problem.html", shown)


def asked(request: Request) -> str:
    """The query that a request asks; empty where there is none that is known."""
    return getattr(request.state, "query", "") or request.query_params.get("query", "")


def _faulty(query: str, line: int, column: int) -> Faulty | None:
    lines = query.split("\n")
    if line > len(lines):
        return None
    text, at = lines[line - 1], column - 1
    start, end = max(0, at - _MOST_OF_LINE), at + 1 + _MOST_OF_LINE
    return Faulty(text[start:at], text[at : at + 1] or " ", text[at + 1 : end])
