"""Connections that answer plain queries themselves."""

import asyncio
from dataclasses import dataclass
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from server.answers import Kept
from server.direct.plain import BEGINS, Plain, read_plain
from server.engine.engine import Answer
from server.errors import GoneError
from server.exchange import SCOPE_KEY, Exchange, begin
from server.operations.clients import share_of
from server.operations.connections import BoundedProtocol, Doors
from server.operations.observed import Observed
from server.sparql_route import PATH, STOPPING, SparqlRoute


@dataclass(frozen=True, slots=True)
class Direct:
    """What the direct way needs of the service.

    Attributes:
        route: answers queries.
        observed: counts and logs.
    """

    route: SparqlRoute
    observed: Observed


class DirectProtocol(BoundedProtocol):
    """A connection that answers plain queries itself.

    While it does, whatever else comes is held. The framework's parser never sees such a request,
    unless it is handed over with what came of it.

    Args:
        doors: counts it.
        direct: answers.
        config, server_state, app_state, _loop: uvicorn's.
    """

    def __init__(
        self,
        doors: Doors,
        direct: Direct,
        *,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(
            doors, config=config, server_state=server_state, app_state=app_state, _loop=_loop
        )
        self._direct = direct
        self._task: asyncio.Task[None] | None = None
        self._held = bytearray()
        self._handed_over: Exchange | None = None
        self._in_message = False
        self._used_at = 0.0
        self._is_stopping = False
        self._is_lost = False
        self._loss: asyncio.Event | None = None

    # ------------------------------------------------------------------------- what uvloop calls

    def data_received(self, data: bytes) -> None:
        """Answer a plain query; hold what comes meanwhile; hand over everything else."""
        if self._task is not None:
            self._hold(data)
        elif not (data.startswith(BEGINS) and self._is_between_requests() and self._take(data)):
            super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._is_lost = True
        if self._loss is not None:
            self._loss.set()
        super().connection_lost(exc)

    # ---------------------------------------------------------- what the parser and uvicorn call

    def on_message_begin(self) -> None:
        """The framework's parser has begun to read a request."""
        self._in_message = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """It has read it."""
        self._in_message = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401
        if self._handed_over is not None:
            cast(dict[str, Any], cycle.scope)[SCOPE_KEY] = self._handed_over
            self._handed_over = None
        super()._start_asgi_task(cycle, app)

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection, if it was not used in the meantime."""
        idle = self.loop.time() - self._used_at
        if self._task is None and idle >= self.timeout_keep_alive:
            super().timeout_keep_alive_handler()
        else:
            self._close_later(self.timeout_keep_alive - (0 if self._task else idle))

    def shutdown(self) -> None:
        """Answer what is asked already, and close."""
        self._is_stopping = True
        if self._task is None:
            super().shutdown()

    # ------------------------------------------------------------------------------ a plain query

    def _is_between_requests(self) -> bool:
        """Whether all that was asked before is answered, and taken by the client."""
        is_answered = self.cycle is None or self.cycle.response_complete
        is_stuck = self.flow.write_paused or self.transport.is_closing()
        return is_answered and not (self._in_message or is_stuck)

    def _take(self, request: bytes) -> bool:
        """Begin to answer, or not."""
        kept = self._direct.route.known(request)
        plain = read_plain(request) if kept is None else None
        if kept is None and (plain is None or not self._direct.route.takes(plain)):
            return False
        self._set_request_timer(None)
        exchange = self._direct.observed.open()
        if kept is not None:
            exchange.hit = True
            self._write(kept, exchange)
        elif plain is not None:
            self._task = self.loop.create_task(self._answer(plain, request, exchange))
            self.tasks.add(self._task)
            self._task.add_done_callback(self.tasks.discard)
        return True

    async def _answer(self, plain: Plain, request: bytes, exchange: Exchange) -> None:
        outcome: Kept | Answer | Exception
        begin(exchange)
        try:
            outcome = await self._direct.route.answer_plain(
                plain, request, exchange, share_of(self._peer), self._until_lost
            )
        except asyncio.CancelledError:  # only the end of the service cancels
            exchange.status = 503
            self._refuse(503, STOPPING)
            self._close(exchange)
            return
        except Exception as error:  # noqa: BLE001 (the framework answers for it)
            outcome = error
        self._task = None
        try:
            self._conclude(outcome, request, exchange)
        finally:
            del outcome  # an error knows this frame: together they would wait for the collector
        self._release()

    def _conclude(
        self, outcome: Kept | Answer | Exception, request: bytes, exchange: Exchange
    ) -> None:
        """Do what is due with what came of a query."""
        if self.transport.is_closing() or isinstance(outcome, GoneError):
            if isinstance(outcome, Answer) and outcome.more is not None:
                outcome.more.close()
            self._close(exchange)
        elif isinstance(outcome, Kept):
            self._write(outcome, exchange)
        else:
            exchange.outcome = outcome
            self._handed_over = exchange
            super().data_received(request)

    async def _until_lost(self) -> None:
        """Returns when the client has gone away."""
        if self._loss is None:
            self._loss = asyncio.Event()
        if not self._is_lost:
            await self._loss.wait()

    def _write(self, kept: Kept, exchange: Exchange) -> None:
        own = self.server_state.default_headers
        if self._is_stopping:
            own = [*own, (b"connection", b"close")]
        self.transport.write(
            b"HTTP/1.1 200 OK\r\n%s%sx-request-id: %s\r\n\r\n%s"
            % (
                b"".join([b"%s: %s\r\n" % field for field in own]),
                kept.head,
                exchange.request_id.encode(),
                kept.body,
            )
        )
        exchange.status, exchange.sent, exchange.whole = 200, len(kept.body), True
        self._close(exchange)
        if self._is_stopping:
            self.transport.close()
            return
        self._used_at = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._close_later(self.timeout_keep_alive)

    def _close(self, exchange: Exchange) -> None:
        self._direct.observed.close(exchange, self._peer, "GET", PATH)

    def _close_later(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(
            seconds, self.timeout_keep_alive_handler
        )

    @property
    def _peer(self) -> str:
        return self.client[0] if self.client else ""

    # ------------------------------------------------------------------- what comes in the meantime

    def _hold(self, data: bytes) -> None:
        self._held += data
        if len(self._held) > self._bounds.head_bytes:
            self.flow.pause_reading()

    def _release(self) -> None:
        if not self._held:
            return
        held, self._held = bytes(self._held), bytearray()
        if not self.transport.is_closing():
            self.flow.resume_reading()
            self.data_received(held)
