"""Errors over HTTP: one shape for all of them, that of RFC 9457."""

import json
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.errors import (
    BodyError,
    GraphMissingError,
    MediaTypeError,
    NotAcceptableError,
    OverloadError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QuotaError,
    RemoteError,
    ResultTooLargeError,
    StoreError,
    UnknownThingError,
    UpdateError,
    UpdateRefusedError,
    UpdateSyntaxError,
    WorkerError,
)
from server.exchange import current
from server.headers import fields_for
from server.negotiation import prefers_page
from server.problem_page import asked, problem_page
from server.tokens import excerpt

MEDIA_TYPE = "application/problem+json"

RETRY_SECONDS = 10
"""After how many seconds a client may try again what cannot be had now."""

_OF_BODY = ("content-type", "content-length")

_TITLES: Mapping[type[QueryError], str] = {
    QuerySyntaxError: "Not a SPARQL query",
    QueryRefusedError: "Query refused",
    ResultTooLargeError: "Result too large",
    UpdateSyntaxError: "Not a SPARQL update",
    UpdateRefusedError: "Update refused",
    UpdateError: "Update not done",
}


def problem(
    status: int,
    detail: str,
    *,
    title: str | None = None,
    headers: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - whatever JSON can say
) -> Response:
    """A problem as a response.

    Args:
        status: its status code.
        detail: what is wrong with this request, and what to do.
        title: what kind of problem it is; by default the name of the status.
        headers: further fields of the response.
        more: further members of the problem; one that is None is left out.
    """
    exchange = current()
    more["request_id"] = exchange.request_id if exchange is not None else None
    content = {"title": title or HTTPStatus(status).phrase, "status": status, "detail": detail}
    content |= {name: value for name, value in more.items() if value is not None}
    body = json.dumps(content, ensure_ascii=False).encode() + b"\n"
    return Response(body, status, headers, media_type=MEDIA_TYPE)


async def on_http_exception(request: Request, error: HTTPException) -> Response:
    """Answers what the framework refuses: an unknown path, a method that is not allowed."""
    detail = {
        404: f"there is nothing at {request.url.path}",
        405: f"{request.method} is not possible at {request.url.path}",
    }.get(error.status_code, error.detail)
    return problem(error.status_code, detail, headers=error.headers)


async def on_query_error(request: Request, error: QueryError) -> Response:
    """Answers a query or an update that is at fault: 400, with the place where it is known."""
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    written = getattr(request.state, "update", "") or asked(request)
    near = excerpt(written, line, column) if line and column else ""
    title = next((_TITLES[kind] for kind in type(error).__mro__ if kind in _TITLES), None)
    return problem(
        400,
        str(error),
        title=title or "Query not answered",
        line=line,
        column=column,
        excerpt=near or None,
    )


async def on_body_error(request: Request, error: BodyError) -> Response:
    """Answers a graph that is not taken: 400, or 415 where its format is not read."""
    status = 415 if isinstance(error, MediaTypeError) else 400
    return problem(status, str(error), line=error.line, column=error.column, excerpt=error.excerpt)


async def on_graph_missing(request: Request, error: GraphMissingError) -> Response:
    """Answers a request about a graph that is not there: 404."""
    return problem(404, str(error))


async def on_not_acceptable(request: Request, error: NotAcceptableError) -> Response:
    """Answers a query whose result the client cannot have as it wants it: 406, with what it can."""
    return problem(406, str(error), offered=error.offered)


async def on_unknown_thing(request: Request, error: UnknownThingError) -> Response:
    """Answers who asks for a thing that the graph does not know: 404."""
    return problem(404, str(error))


async def on_overload(request: Request, error: OverloadError) -> Response:
    """Answers what cannot be had now: 503, with when to try again."""
    return problem(503, str(error), headers={"Retry-After": str(RETRY_SECONDS)})


async def on_quota(request: Request, error: QuotaError) -> Response:
    """Answers a client that has had its share for now: 429, with when it may ask again."""
    return problem(429, str(error), headers={"Retry-After": str(error.retry_after)})


async def on_remote_error(request: Request, error: RemoteError) -> Response:
    """Answers a query for which another endpoint was asked in vain: 502."""
    return problem(502, str(error))


async def on_worker_error(request: Request, error: WorkerError) -> Response:
    """Answers a request whose process died: 500."""
    return problem(500, str(error))


async def on_store_error(request: Request, error: StoreError) -> Response:
    """Answers a request while there is nothing to serve: 503."""
    detail = "the graph cannot be served just now"
    return problem(503, detail, headers={"Retry-After": str(RETRY_SECONDS)})


async def on_fault(request: Request, error: Exception) -> Response:
    """Answers a fault of our own: 500, and nothing of its inside, which the server logs.

    The framework does this outside all middleware.
    """
    detail = "this is a fault of the server; the request may be fine"
    return problem(500, detail, headers=fields_for(request.url.path))


_Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]


def _for_people(handler: _Handler) -> _Handler:
    """Gives a browser the page of a problem."""

    async def handle(request: Request, error: Exception) -> Response:
        response = await handler(request, error)
        response.headers["Vary"] = "Accept"
        if not prefers_page(", ".join(request.headers.getlist("accept"))):
            return response
        page = problem_page(request, json.loads(bytes(response.body)))
        kept = {k: v for k, v in response.headers.items() if k not in _OF_BODY}
        return HTMLResponse(page, response.status_code, kept)

    return handle


_HANDLERS: Mapping[type[Exception], _Handler] = {
    HTTPException: on_http_exception,
    QueryError: on_query_error,
    BodyError: on_body_error,
    GraphMissingError: on_graph_missing,
    NotAcceptableError: on_not_acceptable,
    UnknownThingError: on_unknown_thing,
    QuotaError: on_quota,
    OverloadError: on_overload,
    RemoteError: on_remote_error,
    WorkerError: on_worker_error,
    StoreError: on_store_error,
    Exception: on_fault,
}

HANDLERS: Mapping[int | type[Exception], _Handler] = {
    kind: _for_people(handler) for kind, handler in _HANDLERS.items()
}
"""Which exceptions end in which problem."""


async def respond(request: Request, error: Exception) -> Response:
    """The problem for an error, with the fields that every response has."""
    handler = next(HANDLERS[kind] for kind in type(error).__mro__ if kind in HANDLERS)
    response = await handler(request, error)
    response.headers.update(fields_for(request.url.path))
    return response
