"""The front's side of a worker: one job at a time, and the answer as it comes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from functools import lru_cache
from typing import cast

from server.engine.faults import decode_fault
from server.engine.frames import FrameError, FrameReader, Kind, pack, parts_of_whole
from server.engine.job import Head, Job
from server.errors import ServerError, WorkerError

_MOST_BUFFERED = 2**19
"""How many bytes of an answer wait in the front before the worker is made to wait."""

_MOST_OF_A_KNOWN_HEAD = 1_000


class Conversation(asyncio.Protocol):
    """A connection to a worker process.

    Attributes:
        thread: id of the thread that does its jobs; 0 until it has said so.
        lost: whether the worker is gone, or nobody knows any more what it is saying.
    """

    def __init__(self) -> None:
        self.thread = 0
        self.lost = False
        self._transport: asyncio.Transport | None = None
        self._reader = FrameReader()
        self._messages: deque[tuple[Kind, bytes]] = deque()
        self._buffered = 0
        self._paused = False
        self._arrival: asyncio.Future[None] | None = None

    # ------------------------------------------------------------------ what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the transport."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are not subclasses

    def data_received(self, data: bytes) -> None:
        """Queues the messages that are complete, and wakes who waits for one."""
        try:
            for message in self._reader.feed(data):
                self._messages.append(message)
                self._buffered += len(message[1])
        except FrameError:
            self.close()
        if self._buffered > _MOST_BUFFERED and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tells who waits that nothing more comes."""
        self.lost = True
        self._wake()

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    # ------------------------------------------------------------------ what the pool calls

    async def hello(self) -> None:
        """Wait until the worker is ready.

        Raises:
            WorkerError: it died before.
        """
        _, payload = await self._next()
        self.thread = int(payload)

    def start(self, job: Job) -> None:
        """Hand a job to the worker, which has none."""
        self.send(pack(Kind.JOB, job.encode()))

    def send(self, messages: bytes) -> None:
        """Send one or several messages.

        Raises:
            WorkerError: nobody is there to read them.
        """
        if self._transport is None or self.lost:
            raise WorkerError("the process that was to answer has ended: try again")
        self._transport.write(messages)

    async def begin(self) -> tuple[Head, bytes | None]:
        """How the answer begins, and its body where it is short; else ``body`` gives it.

        Raises:
            ServerError: there is none; the error says why.
        """
        kind, payload = await self.reply()
        if kind is Kind.WHOLE:
            head, body = parts_of_whole(payload)
            return _head(head), body
        return _head(payload), None

    async def reply(self) -> tuple[Kind, bytes]:
        """The message that begins an answer, or is all of it.

        Raises:
            ServerError: there is none; the error says why.
        """
        kind, payload = await self._next()
        if kind is Kind.FAULT:
            raise self._fault(payload)
        return kind, payload

    async def body(self) -> AsyncIterator[bytes]:
        """The pieces of the body.

        Raises:
            ServerError: it breaks off; the error says why.
        """
        while True:
            kind, payload = await self._next()
            if kind is Kind.DATA:
                yield payload
            elif kind is Kind.END:
                return
            else:
                raise self._fault(payload)

    def close(self) -> None:
        """Say no more, and hear no more."""
        self.lost = True
        if self._transport is not None:
            self._transport.abort()

    def _fault(self, payload: bytes) -> ServerError:
        error = decode_fault(payload)
        if isinstance(error, WorkerError):
            self.lost = True  # nobody knows what state it is in
        return error

    async def _next(self) -> tuple[Kind, bytes]:
        while not self._messages:
            if self.lost:
                raise WorkerError("the process that was answering has ended")
            self._arrival = asyncio.get_running_loop().create_future()
            await self._arrival
        kind, payload = self._messages.popleft()
        self._buffered -= len(payload)
        if self._paused and self._buffered < _MOST_BUFFERED and self._transport is not None:
            self._paused = False
            if not self.lost:
                self._transport.resume_reading()
        return kind, payload


def _head(payload: bytes) -> Head:
    """How an answer begins; most begin as others did."""
    return _known_head(payload) if len(payload) < _MOST_OF_A_KNOWN_HEAD else Head.decode(payload)


_known_head = lru_cache(maxsize=256)(Head.decode)
