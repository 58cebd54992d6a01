"""Answers from workers: a turn, a worker, a deadline, and the answer as it comes."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from server.admission import Admission, Place
from server.engine.generation import Generation, Worker
from server.engine.job import Head, Job
from server.engine.pool import Pool, Reason
from server.errors import BusyError, GoneError, ServerError, TooSlowError, WorkerError
from server.limits import Limits
from server.store import GraphStore

GATHERED = 2**19
"""Up to how many bytes of an answer are gathered before it begins to go out."""

_SLOW_SECONDS = 0.05
"""After this much of a processor's time a query takes long: it gives way to others."""

_FIRST_LOOK = 0.06
_LOOK_SECONDS = 0.25
"""How often a query is looked at, and whether its client is still there; the first time sooner."""

Gone = Callable[[], Awaitable[None]]
"""Returns when the client has gone away."""


@dataclass
class Answer:
    """An answer that has begun.

    Attributes:
        release: id of the release that it is from.
        head: how it begins.
        body: what was gathered of it.
        more: the rest, where there is more; who takes it must take it to its end or ``close`` it.
    """

    release: str
    head: Head
    body: bytes
    more: "Rest | None" = None


class Run:
    """A job in a worker, with its deadline.

    Attributes:
        reason: why it is ended, should it be before it is whole.
    """

    def __init__(self, engine: "Engine", place: Place, worker: Worker, seconds: float) -> None:
        self._engine = engine
        self._place = place
        self._worker = worker
        self._seconds = seconds
        self._began = time.monotonic()
        self._until = self._began + seconds
        self._paused_since: float | None = None
        self._used_before = worker.seconds()
        self._loop = asyncio.get_running_loop()
        self._look = self._loop.call_later(min(seconds, _FIRST_LOOK), self._look_at_it)
        self._gone: Gone | None = None
        self._watching: asyncio.Task[None] | None = None
        self._ended = False
        self.reason: Reason | None = None

    def watch(self, gone: Gone | None) -> None:
        """End the job when the client has gone away, should it take long."""
        self._gone = gone

    def _look_at_it(self) -> None:
        """From time to time: is the time over, is the client there, does it take long?"""
        left = self._until - time.monotonic()
        if left <= 0 and self._paused_since is None:
            self.reason = "time"
            self._worker.kill()
            return
        if self._gone is not None and self._watching is None:
            self._watching = self._loop.create_task(self._until_gone(self._gone))
        if not self._place.slow and self._worker.seconds() - self._used_before > _SLOW_SECONDS:
            self._engine.pool.slow_down(self._worker)
            if not self._engine.admission.slow_down(self._place):
                self.reason = "crowd"
                self._worker.kill()
                return
        pause = _LOOK_SECONDS if left <= 0 else min(left, _LOOK_SECONDS)
        self._look = self._loop.call_later(pause, self._look_at_it)

    async def _until_gone(self, gone: Gone) -> None:
        await gone()
        self.reason = "client"
        self._worker.conversation.close()

    def pause(self) -> None:
        """Stop the clock: the client is being waited for, not the worker."""
        self._paused_since = time.monotonic()

    def resume(self) -> None:
        """Let the clock go on."""
        if self._paused_since is not None:
            self._until += time.monotonic() - self._paused_since
            self._paused_since = None

    def explain(self, error: WorkerError) -> ServerError:
        """What a worker's end means."""
        if self.reason == "crowd":
            return BusyError(
                "too many queries that take long are running: try again in a little while, or ask"
                " for less"
            )
        if self.reason == "time":
            return TooSlowError(
                f"the query took longer than {self._seconds:g} seconds: ask for less, or more"
                " narrowly"
            )
        if self.reason == "client":
            return GoneError("the client has gone away")
        self.reason = "died"
        return WorkerError(
            "the process that was answering has ended: the query needs more memory than one"
            " may have, or the engine cannot cope with it"
        )

    def end(self, *, whole: bool) -> None:
        """Give back the worker, where it has done its job, and the place; only once."""
        if self._ended:
            return
        self._ended = True
        self._look.cancel()
        if self._watching is not None:
            self._watching.cancel()
        if whole:
            self._engine.pool.give_back(self._worker)
        else:
            self._engine.pool.discard(self._worker, self.reason or "client")
        self._engine.admission.leave(self._place, time.monotonic() - self._began)


class Rest:
    """What is still to come of an answer.

    Iterating over it ends with a ``ServerError`` where the answer breaks off.
    """

    def __init__(self, run: Run, pieces: AsyncIterator[bytes]) -> None:
        self.run = run
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces."""
        whole = False
        try:
            async for piece in self._pieces:
                yield piece
            whole = True
        except WorkerError as error:
            raise self.run.explain(error) from error
        finally:
            self.run.end(whole=whole)

    def close(self) -> None:
        """Take no more of it."""
        self.run.end(whole=False)


class Engine:
    """Answers jobs over the current release of a store.

    Args:
        store: the store.
        limits: what a job, and a client, may take.

    Attributes:
        limits: they.
        pool: the workers.
        admission: who may ask.
    """

    def __init__(self, store: GraphStore, limits: Limits) -> None:
        self.limits = limits
        self.pool = Pool(store, limits)
        self.admission = Admission(limits)

    async def answer(
        self,
        job: Job,
        client: str,
        *,
        seconds: float | None = None,
        most: float | None = None,
        gone: Gone | None = None,
        generation: Generation | None = None,
    ) -> Answer:
        """Have a job done.

        Args:
            job: the job.
            client: who asks, to share fairly.
            seconds: how long it may take; never longer than the limit.
            most: what the limit is, where it is not that of requests.
            gone: returns when the client has gone away; it may be called some time later.
            generation: the current release, where that has just been found out.

        Raises:
            OverloadError: not now, not for this client, or not in time.
            ServerError: it cannot be done; the error says why.
        """
        most = self.limits.seconds if most is None else most
        place = await self.admission.enter(client)
        try:
            worker = await self.pool.take(generation)
        except BaseException:
            self.admission.leave(place, 0)
            raise
        run = Run(self, place, worker, most if seconds is None else min(seconds, most))
        run.watch(gone)
        whole = False
        rest: Rest | None = None
        try:
            worker.conversation.start(job)
            head, short = await worker.conversation.begin()
            if short is not None:
                whole = True
                return Answer(worker.generation.release, head, short)
            pieces = worker.conversation.body()
            body = bytearray()
            async for piece in pieces:
                body += piece
                if len(body) >= GATHERED:
                    rest = Rest(run, pieces)
                    break
            else:
                whole = True
            return Answer(worker.generation.release, head, bytes(body), rest)
        except WorkerError as error:
            raise run.explain(error) from error
        except ServerError:
            whole = True  # the worker has told a fault, and is ready for another job
            raise
        finally:
            if rest is None:
                run.end(whole=whole)

    async def probe(self) -> None:
        """See that the graph is open and a worker answers; it takes nobody's turn.

        Raises:
            ServerError: it is not, or none does.
        """
        worker = await self.pool.take()
        answered = False
        try:
            worker.conversation.start(Job("query", "ASK {}"))
            await worker.conversation.begin()
            answered = True
        finally:
            if answered:
                self.pool.give_back(worker)
            else:
                self.pool.discard(worker, "died")
