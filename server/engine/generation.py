"""One release being served: its nursery, and the workers that came from it."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from server.engine.conversation import Conversation
from server.engine.frames import Kind, pack
from server.engine.job import Job
from server.engine.nursery import FORK, PID, READY, REAP, Nurture
from server.errors import WorkerError

_NICE = 15
_CPU_CLOCK = 2
_READY_SECONDS = 120


class Worker:
    """A worker process, as the front sees it.

    Attributes:
        pid: its process id.
        conversation: the connection to it.
        slowed: whether it was told to give way to others.
        is_warm: whether it has copies of the pages that every query touches.
    """

    def __init__(self, pid: int, conversation: Conversation, generation: "Generation") -> None:
        self.pid = pid
        self.conversation = conversation
        self.slowed = False
        self.is_warm = False
        self.generation = generation

    def seconds(self) -> float:
        """How much of the processors' time it has used (clock_getcpuclockid(3))."""
        try:
            return time.clock_gettime((~self.pid << 3) | _CPU_CLOCK)
        except OSError:
            return 0.0  # it has ended

    def slow_down(self) -> None:
        """Let the machine prefer others."""
        self.slowed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.conversation.thread, _NICE)

    def recover(self) -> bool:
        """Let it be as quick as others again; whether this user may do that."""
        if self.slowed:
            try:
                os.setpriority(os.PRIO_PROCESS, self.conversation.thread, 0)
            except OSError:
                return False
            self.slowed = False
        return True

    async def warm_up(self) -> None:
        """Have it read the graph once: its own copies of pages are made before they are needed.

        Raises:
            WorkerError: it died.
        """
        self.conversation.start(Job("warm", ""))
        await self.conversation.begin()
        self.is_warm = True

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.conversation.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.generation.forget(self)


class Nursery:
    """A process that will hold a release: started early, so that it is there when one comes.

    Attributes:
        control: the socket to it.
    """

    def __init__(self) -> None:
        self.control, its_end = socket.socketpair()
        self.control.settimeout(_READY_SECONDS)
        with its_end:
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "server.engine.nursery", str(its_end.fileno())],
                pass_fds=[its_end.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def hold(self, nurture: Nurture) -> None:
        """Have it hold a release, and wait until it does.

        Raises:
            WorkerError: it cannot.
        """
        try:
            self.control.sendall(pack(Kind.JOB, json.dumps(asdict(nurture)).encode()))
            ready = self.control.recv(1) == READY
        except OSError:
            ready = False
        if not ready:
            self.close()
            raise WorkerError(f"release {nurture.release} cannot be opened")

    def kill(self) -> None:
        """Let it end, whatever it is doing."""
        self._process.kill()

    def close(self) -> None:
        """End it."""
        self.control.close()
        self.kill()
        self._process.wait()


class Generation:
    """A release that is served.

    Args:
        nursery: holds it.
        nurture: what it holds.

    Attributes:
        release: its id.
        manifest: its manifest.
        in_memory: whether the nursery holds the graph in memory.
        alive: whether the nursery is there.
    """

    def __init__(self, nursery: Nursery, nurture: Nurture) -> None:
        self.release = nurture.release
        self.manifest: Mapping[str, Any] = nurture.manifest
        self.in_memory = nurture.in_memory
        self.alive = True
        self._nursery = nursery
        self._control = nursery.control
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
        self._retired = False

    async def fork(self) -> Worker:
        """A new worker, ready for a job.

        Raises:
            WorkerError: the nursery has died.
        """
        ours, its = socket.socketpair()
        ours.setblocking(False)
        pid: int | None = None
        try:
            pid = await asyncio.to_thread(self._fork, its)
        except OSError as error:
            self.alive = False
            raise WorkerError("the process that holds the graph has ended") from error
        finally:
            its.close()
            if pid is None:
                ours.close()
        conversation = Conversation()
        await asyncio.get_running_loop().create_unix_connection(lambda: conversation, sock=ours)
        worker = Worker(pid, conversation, self)
        self._workers.add(worker)
        try:
            await conversation.hello()
        except WorkerError:
            worker.kill()
            raise
        return worker

    def _fork(self, its: socket.socket) -> int:
        with self._lock:
            socket.send_fds(self._control, [FORK], [its.fileno()])
            answer = self._control.recv(PID.size, socket.MSG_WAITALL)
        if len(answer) < PID.size:
            raise OSError("the nursery has closed its socket")
        pid: int = PID.unpack(answer)[0]
        return pid

    def forget(self, worker: Worker) -> None:
        """Let the nursery reap a worker that was killed."""
        if worker not in self._workers:
            return
        self._workers.discard(worker)
        with suppress(OSError):
            self._control.send(REAP + PID.pack(worker.pid))
        if self._retired and not self._workers:
            self.close()

    def retire(self) -> None:
        """Close once the last worker is gone: another release is served now."""
        self._retired = True
        if not self._workers:
            self.close()

    def close(self) -> None:
        """End the nursery and all its workers now."""
        self.alive = False
        for worker in list(self._workers):
            worker.kill()
        self._nursery.close()
