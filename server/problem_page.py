"""A problem as a page, for people who look with a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from server.pages.templates import render
from server.tokens import MOST_OF_LINE
from server.urls import root_of


@dataclass(frozen=True, slots=True)
class Faulty:
    """The line where the fault is.

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
    column, near = problem.get("column"), problem.get("excerpt")
    shown = {
        "root": root_of(request),
        "title": problem["title"],
        "status": problem["status"],
        "detail": problem["detail"],
        "line": problem.get("line"),
        "column": column,
        "query": asked(request),
        "faulty": _faulty(near, column) if near and column else None,
    }
    return render("problem.html", shown)


def asked(request: Request) -> str:
    """The query that a request asks; empty where there is none that is known."""
    return getattr(request.state, "query", "") or request.query_params.get("query", "")


def _faulty(excerpt: str, column: int) -> Faulty:
    at = min(column - 1, MOST_OF_LINE)
    return Faulty(excerpt[:at], excerpt[at : at + 1] or " ", excerpt[at + 1 :])
