"""Connections: how many there may be, and how long each may take to say what it wants.

uvicorn waits for ever for a request that comes a byte at a time, and for a client that does not
read its answer. Here every wait has an end.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from server.operations.clients import Network, is_within, share_of

_SLOWEST_BODY = 500
"""Fewest bytes a second in which a body may come."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What connections may take.

    Attributes:
        connections: how many may be open.
        client_connections: how many of them from one address; trusted proxies are exempt.
        head_seconds: how long the head of a request may take to come.
        head_bytes: how large it may be.
        body_seconds: in each such stretch of time, a body must have grown at a modem's rate.
        idle_seconds: for how long a connection without a request stays open.
        stall_seconds: for how long a client may take nothing of an answer.
        proxies: networks whose word is taken for who the client is.
    """

    connections: int = 4096
    client_connections: int = 1024
    head_seconds: float = 10.0
    head_bytes: int = 2**17
    body_seconds: float = 20.0
    idle_seconds: float = 65.0
    stall_seconds: float = 15.0
    proxies: tuple[Network, ...] = ()


class Doors:
    """The connections that are open.

    Args:
        bounds: what they may take.

    Attributes:
        bounds: it.
        open: how many there are.
        refused: how many were turned away, and
        ended: how many were ended for being too slow or too large, by reason.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.open = 0
        self.refused = 0
        self.ended: Counter[str] = Counter(head=0, body=0, reading=0, size=0)
        self._of: Counter[str] = Counter()

    def enter(self, host: str) -> bool:
        """Let a connection in, which must ``leave``; or not."""
        share = share_of(host)
        most = self.bounds.client_connections
        if self.open >= self.bounds.connections or (
            self._of[share] >= most and not is_within(host, self.bounds.proxies)
        ):
            self.refused += 1
            return False
        self.open += 1
        self._of[share] += 1
        return True

    def leave(self, host: str) -> None:
        """A connection that was let in is closed."""
        share = share_of(host)
        self.open -= 1
        self._of[share] -= 1
        if not self._of[share]:
            del self._of[share]


class BoundedProtocol(HttpToolsProtocol):
    """A connection whose every wait has an end.

    Args:
        doors: counts it.
        config, server_state, app_state, _loop: uvicorn's.
    """

    def __init__(
        self,
        doors: Doors,
        *,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._doors = doors
        self._bounds = doors.bounds
        self._host: str | None = None
        self._answering: RequestResponseCycle | None = None
        self._in_body = False
        self._head_bytes = 0
        self._body_bytes = 0
        self._request_timer: asyncio.TimerHandle | None = None
        self._writing_timer: asyncio.TimerHandle | None = None
        self._unsent = 0

    # ------------------------------------------------------------------------- what uvloop calls

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in, or say why not."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        if not self._doors.enter(host):
            self._refuse(503, "too many connections are open: try again in a little while")
            return
        self._host = host
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        for timer in (self._request_timer, self._writing_timer):
            if timer is not None:
                timer.cancel()
        if self._host is not None:
            self._doors.leave(self._host)
            self._host = None
        if self._answering is not None and not self._answering.response_complete:
            # uvicorn only tells the last of several requests that came at once
            self._answering.disconnected = True
            self._answering.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what has come."""
        if self.transport.is_closing():
            return
        if not self._in_body:
            self._head_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_body:
            if self._request_timer is None:
                self._await_body()
        elif self._head_bytes > self._bounds.head_bytes:
            self._doors.ended["size"] += 1
            most = self._bounds.head_bytes // 1024
            self._refuse(431, f"the head of a request may have {most} KB: send the query by POST")
        elif self._head_bytes and self._request_timer is None:
            self._await_head()

    def pause_writing(self) -> None:
        """The client reads more slowly than it is written to."""
        super().pause_writing()
        self._watch_writing()

    def resume_writing(self) -> None:
        """It has read."""
        super().resume_writing()
        if self._writing_timer is not None:
            self._writing_timer.cancel()
            self._writing_timer = None

    # --------------------------------------------------------------------- what the parser calls

    def on_headers_complete(self) -> None:
        """The head of a request is there."""
        self._set_request_timer(None)
        self._head_bytes = 0
        self._in_body = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body is there."""
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._set_request_timer(None)
        self._in_body = False
        super().on_message_complete()

    # -------------------------------------------------------------------- what uvicorn's part does

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        """A response is written, if perhaps not read yet."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._watch_writing()

    def timeout_keep_alive_handler(self) -> None:
        """There was no request for a while."""
        super().timeout_keep_alive_handler()
        self._watch_writing()

    # ------------------------------------------------------------------------------------- bounds

    def _set_request_timer(self, timer: asyncio.TimerHandle | None) -> None:
        if self._request_timer is not None:
            self._request_timer.cancel()
        self._request_timer = timer

    def _await_head(self) -> None:
        self._set_request_timer(self.loop.call_later(self._bounds.head_seconds, self._no_head))

    def _no_head(self) -> None:
        self._doors.ended["head"] += 1
        if self._head_bytes:
            self._refuse(408, "the head of the request did not come in time")
        else:
            self.transport.abort()

    def _await_body(self) -> None:
        self._body_bytes = 0
        self._set_request_timer(self.loop.call_later(self._bounds.body_seconds, self._check_body))

    def _check_body(self) -> None:
        slow = self._body_bytes < self._bounds.body_seconds * _SLOWEST_BODY
        if slow and not self.flow.read_paused:
            self._doors.ended["body"] += 1
            self._refuse(408, "the body of the request comes too slowly")
        else:
            self._await_body()

    def _watch_writing(self) -> None:
        if self._writing_timer is None:
            self._unsent = self.transport.get_write_buffer_size()
            self._writing_timer = self.loop.call_later(
                self._bounds.stall_seconds, self._check_writing
            )

    def _check_writing(self) -> None:
        self._writing_timer = None
        if self.transport.get_write_buffer_size() >= self._unsent:
            self._doors.ended["reading"] += 1
            self.transport.abort()
        else:
            self._watch_writing()

    def _refuse(self, status: int, detail: str) -> None:
        """Say why, where the request was not answered yet, and close."""
        answering = self._answering
        is_answered = answering is not None and answering.response_started
        is_over = answering is None or answering.response_complete
        if not is_answered or (is_over and not self._in_body):
            self.transport.write(_problem(status, detail))
        self.transport.close()
        self._watch_writing()


def _problem(status: int, detail: str) -> bytes:
    """A whole response: a problem (RFC 9457), and that the connection is closed."""
    phrase = HTTPStatus(status).phrase
    body = json.dumps({"title": phrase, "status": status, "detail": detail}).encode() + b"\n"
    retry = "Retry-After: 10\r\n" if status == HTTPStatus.SERVICE_UNAVAILABLE else ""
    head = (
        f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\n{retry}Connection: close\r\n\r\n"
    )
    return head.encode() + body
