"""How many queries run at once, and how long one waits for them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

from server.errors import BusyError, TooSlowError

T = TypeVar("T")


class QuerySlots:
    """Bounds what queries can take of the machine.

    A query cannot be stopped: one that did not end in time gets no answer, and its thread keeps its
    slot until it ends.

    Args:
        count: how many queries run at once.
        patience: for how many seconds a query waits for a slot.
        limit: after how many seconds one that runs is given up.
    """

    def __init__(self, count: int = 8, patience: float = 10, limit: float = 30) -> None:
        self._free = asyncio.Semaphore(count)
        self._patience = patience
        self._limit = limit

    async def run(self, start: Callable[[], Future[T]]) -> T:
        """Starts something when a slot is free, and waits for what it gives.

        Raises:
            BusyError: no slot became free, the machine has no room for another thread, or the
                service is stopping.
            TooSlowError: it did not end in time.
        """
        try:
            return await self._run(start)
        except asyncio.CancelledError as error:  # only the end of the service cancels a request
            raise BusyError("the service is stopping: try again in a little while") from error

    async def _run(self, start: Callable[[], Future[T]]) -> T:
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise BusyError("too many queries are running: try again in a little while") from error
        try:
            future = start()
        except RuntimeError as error:
            self._free.release()
            raise BusyError("the machine is full: try again in a little while") from error
        loop = asyncio.get_running_loop()

        def ended(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the service has ended before the query
                loop.call_soon_threadsafe(self._free.release)

        future.add_done_callback(ended)
        try:
            async with asyncio.timeout(self._limit):
                return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise TooSlowError(
                f"the query took longer than {self._limit:g} seconds: "
                "ask for less, or more narrowly"
            ) from error
