"""One request and its response, as whoever answers it and whoever runs the service see them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.engine.engine import Answer

SCOPE_KEY = "accord.exchange"
"""Where an ASGI scope has the exchange of a request that was begun before the framework got it."""


@dataclass(slots=True)
class Exchange:
    """A request and its response.

    Attributes:
        request_id: names it, in the response and in the logs.
        status: status of the response; 0 until it begins.
        sent: how many bytes of its body went out.
        whole: whether the response came to its end.
        hit: whether it is an answer that was given before.
        query: the query, the update, or what is done to which graph, where it was not answered
            before.
        began: when the request had come (``time.perf_counter``).
        outcome: what came of it already, before the framework got it.
    """

    request_id: str
    status: int = 0
    sent: int = 0
    whole: bool = False
    hit: bool = False
    query: str = ""
    began: float = field(default_factory=time.perf_counter)
    outcome: "Answer | Exception | None" = None


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)

begin = _current.set
"""Makes an exchange the one of the running task."""


@contextmanager
def of(exchange: Exchange) -> Iterator[None]:
    """Makes an exchange the current one for a while."""
    token = _current.set(exchange)
    try:
        yield
    finally:
        _current.reset(token)


current = _current.get
"""The exchange that the running task works on; None outside of one."""


def note_query(text: str) -> None:
    """Tell what is asked, for the log of slow queries."""
    exchange = current()
    if exchange is not None:
        exchange.query = text


def note_hit() -> None:
    """Tell that the answer was given before."""
    exchange = current()
    if exchange is not None:
        exchange.hit = True
