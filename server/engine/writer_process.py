"""The front's handle of the process that writes."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

from server.engine.conversation import Conversation
from server.engine.frames import Kind, pack
from server.engine.write_job import Write, Written
from server.errors import NotBegunError, WorkerError

_END_SECONDS = 2.0


class WriterProcess:
    """A process that writes; ``start`` makes one."""

    def __init__(self, process: "subprocess.Popen[bytes]", conversation: Conversation) -> None:
        self._process = process
        self._conversation = conversation

    @classmethod
    async def start(cls, directory: Path, memory: int) -> Self:
        """Start one, and wait until it is ready.

        Args:
            directory: the store.
            memory: how many bytes a write may take.

        Raises:
            NotBegunError: it died at once.
        """
        loop = asyncio.get_running_loop()
        ours, its = socket.socketpair()
        ours.setblocking(False)
        conversation = Conversation()
        await loop.create_unix_connection(lambda: conversation, sock=ours)
        with its:
            starting = loop.run_in_executor(None, _start, its, directory, memory)
            try:
                process = await asyncio.shield(starting)
            except asyncio.CancelledError:
                await cls(await starting, conversation).kill()
                raise
        writer = cls(process, conversation)
        try:
            await conversation.hello()
        except WorkerError as error:
            await writer.kill()
            raise NotBegunError("the process that was to write has ended: try again") from error
        except BaseException:
            await writer.kill()
            raise
        return writer

    async def ask(self, write: Write, body: bytes = b"") -> Written:
        """Have one thing done.

        Raises:
            NotBegunError: the process has died before it began, so that it was not.
            ServerError: it was not; the error says why. After a ``WorkerError`` nobody knows, and
                the process must be killed.
        """
        messages = pack(Kind.JOB, write.encode())
        if write.has_body:
            messages += pack(Kind.BODY, body)
        try:
            self._conversation.send(messages)
            await self._conversation.reply()  # it begins
        except WorkerError as error:
            raise NotBegunError("the process that was to write has ended: try again") from error
        _, payload = await self._conversation.reply()
        return Written.decode(payload)

    async def end(self) -> None:
        """Let it end, and remove its working copy; kill it where it does not."""
        self._conversation.close()
        try:
            await asyncio.to_thread(self._process.wait, _END_SECONDS)
        except subprocess.TimeoutExpired:
            await self.kill()

    async def kill(self) -> None:
        """End it, whatever it is doing."""
        self._conversation.close()
        self._process.kill()
        loop = asyncio.get_running_loop()
        await asyncio.shield(loop.run_in_executor(None, self._process.wait))


def _start(its: socket.socket, directory: Path, memory: int) -> "subprocess.Popen[bytes]":
    arguments = [str(its.fileno()), str(directory), str(memory)]
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "server.engine.writer", *arguments],
        pass_fds=[its.fileno()],
        stdin=subprocess.DEVNULL,
    )
