"""Every request gets an id, is counted, and told to the logs where they want to know."""

import asyncio
import logging
import os
import re
import time
from itertools import count

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.errors import ServerError
from server.exchange import SCOPE_KEY, Exchange, begin, of
from server.operations.logs import ACCESS, SLOW, Logs
from server.operations.tally import Tally

_log = logging.getLogger(__name__)
_SAFE = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_NOTHING_SENT = 499
"""Status that stands for a client that went away before it was answered, as nginx has it."""

MOST_OF_A_QUERY = 1_000
"""How many characters of a slow query are logged."""


class Observed:
    """The outermost ASGI application.

    Args:
        app: answers.
        logs: what is to be logged.
        tally: counts.
    """

    def __init__(self, app: ASGIApp, logs: Logs, tally: Tally) -> None:
        self._app = app
        self._logs = logs
        self._tally = tally
        self._prefix = os.urandom(4).hex()
        self._numbers = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and its response back with the request's id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = scope.get(SCOPE_KEY) or self.open(_given_id(scope))
        begin(exchange)  # a request has a task of its own: there is nothing to set back
        field = (b"x-request-id", exchange.request_id.encode())

        async def observe(message: Message) -> None:
            if "status" in message:
                exchange.status = message["status"]
                message["headers"] = [*message.get("headers", ()), field]
            else:
                exchange.sent += len(message.get("body", b""))
                exchange.whole = not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, observe)
        except (ServerError, OSError, asyncio.CancelledError) as error:
            if not exchange.status:
                raise
            # Returning now breaks the connection, by which the client knows. Only the end of the
            # service cancels a request: nothing is left that wants to know of that.
            self._tally.broken += 1
            _log.warning("an answer broke off after %d bytes: %s", exchange.sent, _why(error))
        finally:
            client = scope["client"]
            self.close(exchange, client[0] if client else "", scope["method"], scope["path"])

    def open(self, request_id: str = "") -> Exchange:
        """A request has come; whoever opens its exchange must ``close`` it.

        Args:
            request_id: the id that the client gave it; else it gets one.
        """
        self._tally.open += 1
        return Exchange(request_id or f"{self._prefix}-{next(self._numbers):x}")

    def close(self, exchange: Exchange, client: str, method: str, path: str) -> None:
        """The response to a request has gone out, or will not."""
        seconds = time.perf_counter() - exchange.began
        status = exchange.status or _NOTHING_SENT
        self._tally.open -= 1
        self._tally.count(path, status, seconds, exchange.sent)
        if not (self._logs.access or self._logs.slow_seconds):
            return
        told = {
            "client": client,
            "status": status,
            "milliseconds": round(seconds * 1000, 3),
            "bytes": exchange.sent,
        }
        with of(exchange):
            if self._logs.access:
                ends = {"whole": exchange.whole, "hit": exchange.hit}
                ACCESS.info("response", extra={**told, "method": method, "path": path, **ends})
            if self._logs.slow_seconds and seconds >= self._logs.slow_seconds and exchange.query:
                query = exchange.query[:MOST_OF_A_QUERY]
                SLOW.warning("slow query: %.1f s", seconds, extra={**told, "query": query})


def _why(error: BaseException) -> str:
    if isinstance(error, asyncio.CancelledError):
        return "the service is stopping"
    return str(error) or "the client takes nothing of it"


def _given_id(scope: Scope) -> str:
    """The id that a client gives its request, where it may stand in a log."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _SAFE.fullmatch(value):
            given: str = value.decode()
            return given
    return ""
