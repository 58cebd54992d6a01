"""One request and its response, as whoever answers it and whoever runs the service see them."""

from contextvars import ContextVar
from dataclasses import dataclass


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
    """

    request_id: str
    status: int = 0
    sent: int = 0
    whole: bool = False
    hit: bool = False
    query: str = ""


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)

begin = _current.set
"""Makes an exchange the one of the running task."""

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
