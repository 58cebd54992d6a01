"""Writes on their way through the front: in line, with a deadline each, published together."""

import asyncio
import logging
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from server.admission import Admission
from server.engine.write_job import Write, Written
from server.engine.writer_process import WriterProcess
from server.errors import BusyError, NotBegunError, ServerError, TooSlowError, WorkerError
from server.limits import Limits
from server.store import GraphStore

_log = logging.getLogger(__name__)

_MOST_TOGETHER = 64
"""How many writes share one publication at most."""

_TOGETHER_SECONDS = 1.0
"""For how long more writes are taken in before what was done is published."""

_PUBLISH_SECONDS = 120.0
"""How long a publication may take: it waits for the disk."""


@dataclass(eq=False)
class _Waiting:
    """A write in the line.

    Attributes:
        write: it.
        body: the graph that was sent with it.
        seconds: how long it may take.
        client: who sent it.
        begun: is set when its turn has come.
        done: what it did, once that is published.
        written: the same, before that.
        again: whether it was given to another process already, for one that died before it began.
    """

    write: Write
    body: bytes
    seconds: float
    client: str
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    done: "asyncio.Future[Written]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    written: Written = field(default_factory=Written)
    again: bool = False

    def fail(self, error: ServerError) -> None:
        """Tell that nothing was written."""
        self.done.set_exception(error)
        self.done.exception()  # whoever asked may have gone away


class Writing:
    """Writes into a store, one after the other, through one process.

    A write is acknowledged once a release that holds it is current and on the disk.

    Args:
        store: the store.
        limits: what a write may take.
        admission: counts what each client uses.
    """

    def __init__(self, store: GraphStore, limits: Limits, admission: Admission) -> None:
        self._store = store
        self._limits = limits
        self._admission = admission
        self._line: deque[_Waiting] = deque()
        self._process: WriterProcess | None = None
        self._running: asyncio.Task[None] | None = None
        self._closed = False

    async def write(
        self, write: Write, body: bytes = b"", seconds: float | None = None, client: str = ""
    ) -> Written:
        """Have something written, and wait until it is there for good.

        Args:
            write: what.
            body: the graph that belongs to it.
            seconds: how long it may take; never longer than the limit.
            client: who sent it: what the process works on it counts as used by that client.

        Raises:
            OverloadError: not now, or not in time; nothing was written.
            ServerError: it cannot be done; the error says why, and nothing was written.
            WorkerError: a process failed; after one while publishing it may be there.
        """
        if self._closed or len(self._line) >= self._limits.waiting:
            raise BusyError("too many writes are waiting: try again in a little while")
        most = self._limits.seconds
        waiting = _Waiting(write, body, most if seconds is None else min(seconds, most), client)
        self._line.append(waiting)
        if self._running is None or self._running.done():
            self._running = asyncio.get_running_loop().create_task(self._run())
        try:
            async with asyncio.timeout(self._limits.patience):
                await waiting.begun.wait()
        except TimeoutError as error:
            if not waiting.begun.is_set():
                self._line.remove(waiting)
                raise BusyError("other writes take long: try again in a little while") from error
        except asyncio.CancelledError:
            with suppress(ValueError):
                self._line.remove(waiting)
            raise
        return await asyncio.shield(waiting.done)

    async def close(self) -> None:
        """End the process; what is in the line is not done."""
        self._closed = True
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        for waiting in self._line:
            waiting.begun.set()
            waiting.fail(BusyError("the service is stopping: try again in a little while"))
        if self._process is not None:
            await self._process.end()

    # ------------------------------------------------------------------ in turn

    async def _run(self) -> None:
        while self._line:
            await self._group()

    async def _group(self) -> None:
        """Do what waits, and publish it together."""
        loop = asyncio.get_running_loop()
        until = float("inf")  # the first may have to wait for the process
        taken: list[_Waiting] = []
        done: list[_Waiting] = []
        try:
            while self._line and len(taken) < _MOST_TOGETHER and loop.time() < until:
                waiting = self._line.popleft()
                taken.append(waiting)
                waiting.begun.set()
                done = await self._do([*done, waiting])
                until = min(until, loop.time() + _TOGETHER_SECONDS)
            try:
                await self._publish(done)
            except NotBegunError:
                await self._publish(await self._again(done))
        except Exception:  # noqa: BLE001 (whatever it is, those who wait get an answer)
            _log.exception("a write has failed")
            await self._kill()
        finally:
            for waiting in taken:  # after a fault of ours, or when the service stops
                if not waiting.done.done():
                    waiting.fail(WorkerError("the write has failed: look what is there"))

    async def _do(self, group: list[_Waiting]) -> list[_Waiting]:
        """Do the last of a group, whose others are done; gives those that are done then.

        Where the process dies of it, what the others did is lost with it and is done again: nobody
        was told yet. Where it has died before, the last gets another process too, but only once.
        """
        *done, last = group
        try:
            last.written = await self._ask(last)
        except NotBegunError as error:
            done = await self._again(done)
            if last.again:
                last.fail(error)
                return done
            last.again = True
            return await self._do([*done, last])
        except (TooSlowError, WorkerError) as error:
            last.fail(error)
            return await self._again(done)
        except ServerError as error:
            last.fail(error)
            return done
        return [*done, last]

    async def _again(self, done: list[_Waiting]) -> list[_Waiting]:
        """Do again, in another process, what a process did that has died or must."""
        await self._kill()
        again: list[_Waiting] = []
        for waiting in done:
            again = await self._do([*again, waiting])
        return again

    async def _ask(self, waiting: _Waiting) -> Written:
        if self._process is None:
            self._process = await WriterProcess.start(self._store.directory, self._limits.memory)
        began = time.monotonic()
        try:
            async with asyncio.timeout(waiting.seconds):
                return await self._process.ask(waiting.write, waiting.body)
        except TimeoutError as error:
            raise TooSlowError(
                f"this took longer than {waiting.seconds:g} seconds, and nothing was written:"
                " write less at a time"
            ) from error
        except NotBegunError:
            raise
        except WorkerError as error:
            raise WorkerError(
                "the process that was writing has ended, and nothing was written: this needs more"
                " memory than one may have, or the engine cannot cope with it"
            ) from error
        finally:
            self._admission.count(waiting.client, time.monotonic() - began)

    async def _publish(self, done: list[_Waiting]) -> None:
        """Make a release of what was done, and tell those who wait for it.

        Raises:
            NotBegunError: the process has died before; nobody was told.
        """
        if self._process is None:
            return
        try:
            async with asyncio.timeout(_PUBLISH_SECONDS):
                published = await self._process.ask(Write("publish"))
        except NotBegunError:
            raise
        except (TimeoutError, WorkerError):
            _log.exception("a release could not be published")
            await self._kill()
            for waiting in done:
                waiting.fail(
                    WorkerError("the process that was writing has ended: look what is there")
                )
        except ServerError as error:
            for waiting in done:
                waiting.fail(error)
        else:
            for waiting in done:
                waiting.done.set_result(Written(waiting.written.created, published.release))

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.kill()
