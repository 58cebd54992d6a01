"""The workers of the release that is served: some idle, each with at most one job."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Literal, get_args

from server.engine.generation import Generation, Nursery, Worker
from server.engine.nursery import Nurture
from server.errors import StoreError, WorkerError
from server.limits import Limits
from server.store import GraphStore

Reason = Literal["time", "crowd", "client", "died"]
"""Why a worker is ended in the middle of a job: its deadline; too many others take long already;
nobody wants the answer any more; it died, since it took too much memory or the engine failed."""

_log = logging.getLogger(__name__)
_QUIET_SECONDS = 2.0
"""For how long a new release must stay the current one before it is loaded into memory."""

_AGAIN_SECONDS = (5.0, 60.0)
"""After how long loading into memory is tried again, where the process that did it has died."""


class Pool:
    """Hands out workers, and always follows the store's current release.

    Args:
        store: the store.
        limits: what a job may take.

    Attributes:
        killed: how many were ended in the middle of one, by reason.
        changed: are told when another release, or another copy of it, begins to be served.
    """

    def __init__(self, store: GraphStore, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._idle: deque[Worker] = deque()
        self._generation: Generation | None = None
        self._warm: asyncio.Future[Nursery] | None = None
        self._version: object = None
        self._following: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._refilling = False
        self._busy: set[Worker] = set()
        self.killed: dict[Reason, int] = dict.fromkeys(get_args(Reason), 0)
        self.changed: list[Callable[[Generation], None]] = []

    # ------------------------------------------------------------------ the release

    async def open(self, nursery: Nursery | None = None) -> None:
        """Open the current release.

        Args:
            nursery: a process to hold it; where there is none, one is started.

        Raises:
            StoreError: there is none, or it is damaged.
        """
        if nursery is not None:
            self._warm = asyncio.get_running_loop().create_future()
            self._warm.set_result(nursery)
        self._version = self._store.version()
        await self._serve_current()

    async def current(self) -> Generation:
        """The current release; where none was published since, this costs one ``stat``.

        A store that was damaged since leaves the last good release in service.
        """
        if not self.is_current():
            await self._catch_up()
        if self._generation is None:
            raise WorkerError("the graph is not open yet")
        return self._generation

    async def _catch_up(self) -> None:
        """Serve what is current by now; who waits for it may give up, and it goes on."""
        for _ in range(2):  # what is under way may have begun before the last publication
            if self.is_current():
                return
            if self._following is None or self._following.done():
                self._following = self._later(self._follow())
                # who waits is told of an error; perhaps nobody does any more
                self._following.add_done_callback(lambda task: task.cancelled() or task.exception())
            await asyncio.shield(self._following)

    def is_current(self) -> bool:
        """Whether what is served is the current release still."""
        return self._store.version() == self._version and not self._is_down()

    def _is_down(self) -> bool:
        return self._generation is None or not self._generation.alive

    async def _follow(self) -> None:
        version = self._store.version()
        try:
            await self._serve_current()
        except (StoreError, WorkerError) as error:
            if self._is_down():
                raise
            served = self._generation.release if self._generation else "none"
            _log.warning("still serving release %s: %s", served, error)
        self._version = version

    async def _serve_current(self) -> None:
        """Serve the current release from disk at once, then from memory where it fits."""
        changed = self._generation is not None
        release = self._store.current()
        manifest = self._store.manifest()
        await self._serve(release, in_memory=False)
        if manifest.get("quads", 0) <= self._limits.memory_quads:
            self._later(self._serve_from_memory(release, _QUIET_SECONDS if changed else 0))

    async def _serve_from_memory(self, release: str, quiet: float) -> None:
        for pause in (quiet, *_AGAIN_SECONDS):
            await asyncio.sleep(pause)
            if not self._serves(release):
                return
            try:
                generation = await self._open_generation(release, in_memory=True)
                if self._serves(release):
                    await self._replace(generation)
                else:
                    generation.close()
                return
            except (StoreError, WorkerError) as error:
                _log.warning("the graph is served from disk: %s", error)

    def _serves(self, release: str) -> bool:
        """Whether a release is still the one to serve."""
        return (
            self._generation is not None
            and self._generation.release == release
            and not self._closed
        )

    async def _serve(self, release: str, *, in_memory: bool) -> None:
        await self._replace(await self._open_generation(release, in_memory=in_memory))

    async def _open_generation(self, release: str, *, in_memory: bool) -> Generation:
        database, manifest = self._store.locate(release)
        nurture = Nurture(release, str(database), dict(manifest), in_memory, self._limits.memory)
        warm, self._warm = self._warm, None
        starting = warm or asyncio.ensure_future(asyncio.to_thread(Nursery))
        try:
            nursery = await asyncio.shield(starting)
        except asyncio.CancelledError:
            (await starting).close()
            raise
        holding = asyncio.ensure_future(asyncio.to_thread(nursery.hold, nurture))
        try:
            await asyncio.shield(holding)
        except asyncio.CancelledError:
            nursery.kill()  # which ends the waiting for it
            with suppress(WorkerError):
                await holding
            nursery.close()
            raise
        return Generation(nursery, nurture)

    async def _replace(self, generation: Generation) -> None:
        try:
            first = await self._fork_warm(generation)
        except BaseException:
            generation.close()
            raise
        before, self._generation = self._generation, generation
        old, self._idle = self._idle, deque([first])
        for worker in old:
            worker.kill()
        if before is not None:
            before.retire()
        for tell in self.changed:
            tell(generation)
        self.refill()
        if self._warm is None and not self._closed:
            self._warm = asyncio.ensure_future(asyncio.to_thread(Nursery))
        where = "memory" if generation.in_memory else "disk"
        _log.info("release %s is served from %s", generation.release, where)

    # ------------------------------------------------------------------ workers

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return len(self._idle)

    @property
    def generation(self) -> Generation | None:
        """What is being served, without a look at whether there is something newer."""
        return self._generation

    @property
    def busy(self) -> int:
        """How many workers have a job."""
        return len(self._busy)

    async def take(self, generation: Generation | None = None) -> Worker:
        """A worker of the current release that has nothing to do.

        Args:
            generation: it, where that has just been found out.

        Raises:
            StoreError: there is nothing to serve.
            WorkerError: no worker can be had.
        """
        generation = generation or await self.current()
        while self._idle:
            worker = self._idle.pop()
            if worker.generation is generation and not worker.conversation.lost:
                self._busy.add(worker)
                return worker
            worker.kill()
        try:
            worker = await generation.fork()
        except WorkerError:
            worker = await (await self.current()).fork()  # the nursery had died
        self._busy.add(worker)
        return worker

    def slow_down(self, worker: Worker) -> None:
        """Let others be preferred to a worker, and have another one stand in for it."""
        worker.slow_down()
        self.refill()

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that has done its job."""
        self._busy.discard(worker)
        stale = worker.generation is not self._generation or worker.conversation.lost
        is_useful = not (stale or self._closed) and worker.recover()
        if is_useful and worker.is_warm and self._missing() < 1:
            self._drop_stand_in()
        if not is_useful or self._missing() < 1:
            worker.kill()
            self.refill()
        else:
            self._idle.append(worker)

    def _drop_stand_in(self) -> None:
        """End an idle worker that was forked to stand in for a slow one."""
        stand_in = next((worker for worker in self._idle if not worker.is_warm), None)
        if stand_in is not None:
            self._idle.remove(stand_in)
            stand_in.kill()

    def discard(self, worker: Worker, reason: Reason) -> None:
        """End a worker in the middle of its job."""
        self._busy.discard(worker)
        self.killed[reason] += 1
        worker.kill()
        self.refill()

    def _missing(self) -> int:
        """How many more workers are needed for what does not take long."""
        quick = sum(not worker.slowed for worker in self._busy)
        return self._limits.quick - len(self._idle) - quick

    def refill(self) -> None:
        """Have workers forked where some are missing, without waiting for them."""
        if self._missing() > 0 and not (self._closed or self._refilling):
            self._refilling = True
            self._later(self._refill())

    async def _refill(self) -> None:
        try:
            await self._fork_spares()
        finally:
            self._refilling = False

    async def _fork_spares(self) -> None:
        generation = self._generation
        while generation is not None and self._missing() > 0 and not self._closed:
            stands_in = any(worker.slowed for worker in self._busy)
            try:
                # one that stands in takes no memory before it must
                worker = await (generation.fork() if stands_in else self._fork_warm(generation))
            except WorkerError:
                return  # the next request finds out, and opens the release anew
            if generation is self._generation and not self._closed:
                self._idle.appendleft(worker)
            else:
                worker.kill()
                return

    async def _fork_warm(self, generation: Generation) -> Worker:
        worker = await generation.fork()
        if generation.in_memory:
            try:
                await worker.warm_up()
            except WorkerError:
                worker.kill()
                raise
        return worker

    def _later(self, what: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._generation is not None:
            self._generation.close()
        if self._warm is not None:
            (await self._warm).close()
        await asyncio.sleep(0.01)  # the connections' sockets are closed by the loop
