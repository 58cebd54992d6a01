"""Who may ask now: a bounded number at once, in fair turns, and no client more than its share."""

import asyncio
import time
from collections import OrderedDict, deque
from contextlib import suppress
from math import ceil

from server.errors import BusyError, QuotaError
from server.limits import Limits

_MOST_CLIENTS = 10_000


class Place:
    """A place that a request holds, from ``Admission.enter`` until it is left.

    Attributes:
        client: who holds it.
        slow: whether it is one of those for what takes long.
    """

    __slots__ = ("client", "slow")

    def __init__(self, client: str) -> None:
        self.client = client
        self.slow = False


class Admission:
    """Lets requests in.

    A few run at once, as many as the machine has processors for; what turns out to take long moves
    to the places for that, and makes room. Where all places are taken, clients get theirs in turns,
    whoever asks most often. What a client uses is counted in query-seconds: a bucket that fills up
    again with time.

    Args:
        limits: how many run at once, wait, and how much one client may use.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._free = limits.quick
        self._free_slow = limits.running - limits.quick
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._count = 0
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self._count

    async def enter(self, client: str) -> Place:
        """Wait for a place. Whoever got one must ``leave``.

        Raises:
            QuotaError: the client has used its share.
            BusyError: too many wait, or its turn did not come in time.
        """
        self.check(client)
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return Place(client)
        if self._count >= self._limits.waiting:
            raise BusyError("too many queries are waiting: try again in a little while")
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._count += 1
        timer = loop.call_later(self._limits.patience, _lose_patience, turn)
        try:
            await turn
        except BaseException:
            self._give_up(client, turn)
            raise
        finally:
            timer.cancel()
        return Place(client)

    def slow_down(self, place: Place) -> bool:
        """Move what takes long to a place for that; whether there is one.

        Where there is none it must end, or it would hold up what does not take long. Where there
        are no such places at all it stays where it is.
        """
        if place.slow or self._limits.running == self._limits.quick:
            return True
        if self._free_slow < 1:
            return False
        place.slow = True
        self._free_slow -= 1
        self._free += 1
        self._next()
        return True

    def leave(self, place: Place, seconds: float) -> None:
        """Give a place back, and count what was used of it."""
        self.count(place.client, seconds)
        if place.slow:
            self._free_slow += 1
        else:
            self._free += 1
            self._next()

    def check(self, client: str) -> None:
        """Let a client ask that has not used its share yet.

        Raises:
            QuotaError: it has.
        """
        over = self._used_now(client) - self._limits.client_seconds
        if over > 0:
            wait = max(1, ceil(over / self._limits.client_refill))
            raise QuotaError(
                f"your queries and updates have taken more than {self._limits.client_seconds:g}"
                f" seconds of this service's time: try again in {wait} s",
                retry_after=wait,
            )

    def count(self, client: str, seconds: float) -> None:
        """Count what a client has used."""
        self._used[client] = (self._used_now(client) + seconds, time.monotonic())
        self._used.move_to_end(client)
        while len(self._used) > _MOST_CLIENTS:
            self._used.popitem(last=False)

    def _next(self) -> None:
        while self._free > 0 and self._waiting:
            client, turns = next(iter(self._waiting.items()))
            turn = turns.popleft()
            self._count -= 1
            if turns:
                self._waiting.move_to_end(client)
            else:
                del self._waiting[client]
            if not turn.done():
                self._free -= 1
                turn.set_result(None)

    def _give_up(self, client: str, turn: "asyncio.Future[None]") -> None:
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self._free += 1  # the turn came at the very moment
            self._next()
            return
        with suppress(KeyError, ValueError):
            self._waiting[client].remove(turn)
            self._count -= 1
            if not self._waiting[client]:
                del self._waiting[client]

    def _used_now(self, client: str) -> float:
        used, when = self._used.get(client, (0.0, 0.0))
        return max(0.0, used - (time.monotonic() - when) * self._limits.client_refill)


def _lose_patience(turn: "asyncio.Future[None]") -> None:
    if not turn.done():
        busy = BusyError("too many queries are running: try again in a little while")
        turn.set_exception(busy)
