"""The line of writes in the front, with the real process behind it."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QuerySolutions

from server.admission import Admission
from server.engine import writing as module
from server.engine.write_job import Write, Written
from server.engine.writer_process import WriterProcess
from server.engine.writing import Writing
from server.errors import (
    BusyError,
    NotBegunError,
    ServerError,
    TooSlowError,
    UpdateError,
    WorkerError,
)
from server.limits import Limits
from server.store import GraphStore
from tests.server.graph import publish

UPDATE = Write("update")
SLOW = b"INSERT { ?a ?b 1 } WHERE { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m } }"


def writing_into(directory: Path, **limits: Any) -> Writing:
    most = Limits(**limits)
    return Writing(GraphStore(directory), most, Admission(most))


def insert(value: int) -> bytes:
    return f"INSERT DATA {{ <x:s> <x:p> {value} }}".encode()


def stored(directory: Path) -> set[str]:
    store = GraphStore(directory).open_current().store
    found = store.query("SELECT ?o { <x:s> <x:p> ?o }")
    assert isinstance(found, QuerySolutions)
    return {solution["o"].value for solution in found}


async def all_of(
    writing: Writing, *bodies: bytes, seconds: float = 10
) -> list[Written | ServerError]:
    """What comes of writes that are in the line together."""

    async def one(body: bytes) -> Written | ServerError:
        try:
            return await writing.write(UPDATE, body, seconds)
        except ServerError as error:
            return error

    try:
        return await asyncio.gather(*map(one, bodies))
    finally:
        await writing.close()


def test_writes_in_the_line_share_a_release(tmp_path: Path) -> None:
    publish(tmp_path)
    done = asyncio.run(all_of(writing_into(tmp_path), *map(insert, range(9))))
    assert len({one.release for one in done if isinstance(one, Written)}) == 1
    assert stored(tmp_path) == set("012345678")


def test_one_that_fails_or_hangs_costs_the_others_nothing(tmp_path: Path) -> None:
    publish(tmp_path)
    bodies = [insert(1), b"DROP GRAPH <x:none>", insert(2), SLOW, insert(3)]
    done = asyncio.run(all_of(writing_into(tmp_path), *bodies, seconds=1.5))
    kinds = [type(one) for one in done]
    assert kinds == [Written, UpdateError, Written, TooSlowError, Written]
    assert stored(tmp_path) == {"1", "2", "3"}


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_kill_between_two_writes_of_a_group_or_behind_the_last_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    publish(tmp_path)
    monkeypatch.setattr(module, "_TOGETHER_SECONDS", 60.0)
    ask, asked = WriterProcess.ask, []

    async def killed(process: WriterProcess, write: Write, body: bytes = b"") -> Written:
        written = await ask(process, write, body)
        asked.append(body)
        if len(asked) == after:
            os.kill(process._process.pid, signal.SIGKILL)
            while not process._conversation.lost:
                await asyncio.sleep(0.01)
        return written

    monkeypatch.setattr(WriterProcess, "ask", killed)
    bodies = [insert(value) for value in (1, 2, 3)]
    done = asyncio.run(all_of(writing_into(tmp_path), *bodies))
    assert [type(one) for one in done] == [Written] * 3
    assert stored(tmp_path) == {"1", "2", "3"}


def test_a_line_that_is_full_or_slow_is_told(tmp_path: Path) -> None:
    publish(tmp_path)
    writing = writing_into(tmp_path, waiting=2, patience=0.5)
    began = time.monotonic()
    done = asyncio.run(all_of(writing, SLOW, insert(1), insert(2), insert(3), seconds=3))
    assert time.monotonic() - began < 20
    assert [type(one) for one in done].count(BusyError) >= 2
    assert stored(tmp_path) <= {"1"}


def pids_of(writing: Writing) -> set[int]:
    """The process that writes now, if there is one."""
    return set() if writing._process is None else {writing._process._process.pid}


def is_stopped(pid: int) -> bool:
    """Whether all threads of a process stand still."""
    stats = Path(f"/proc/{pid}/task").glob("*/stat")
    return {stat.read_text().rpartition(")")[2].split()[0] for stat in stats} == {"T"}


def test_a_write_that_its_process_never_began_is_done_by_another(tmp_path: Path) -> None:
    """It was stopped, so that what it was sent is surely not read, and is killed then."""
    publish(tmp_path)

    async def scenario() -> None:
        writing = writing_into(tmp_path)
        await writing.write(UPDATE, insert(1))
        for value in (2, 3):
            (pid,) = pids_of(writing)
            os.kill(pid, signal.SIGSTOP)
            async with asyncio.timeout(30):
                while not is_stopped(pid):
                    await asyncio.sleep(0.01)
            task = asyncio.create_task(writing.write(UPDATE, insert(value)))
            await asyncio.sleep(0.05)
            os.kill(pid, signal.SIGKILL)
            assert (await task).release
            assert pids_of(writing).isdisjoint({pid})
        await writing.close()

    asyncio.run(scenario())
    assert stored(tmp_path) == {"1", "2", "3"}


def test_a_write_that_was_begun_is_not_done_again(tmp_path: Path) -> None:
    publish(tmp_path)

    async def scenario() -> None:
        writing = writing_into(tmp_path)
        task = asyncio.create_task(writing.write(UPDATE, SLOW))
        async with asyncio.timeout(30):
            while not list((tmp_path / "working").glob("*/database")):
                await asyncio.sleep(0.01)
        (pid,) = pids_of(writing)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(WorkerError, match="nothing was written"):
            await task
        assert pids_of(writing) == set()
        await writing.close()

    asyncio.run(scenario())


def test_a_process_that_dies_at_once_is_replaced_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    started = []
    start = subprocess.Popen

    def dead(*arguments: Any, **more: Any) -> "subprocess.Popen[bytes]":
        process: subprocess.Popen[bytes] = start(*arguments, **more)
        process.kill()
        started.append(process.pid)
        return process

    monkeypatch.setattr(subprocess, "Popen", dead)
    (done,) = asyncio.run(all_of(writing_into(tmp_path), insert(1)))
    assert isinstance(done, NotBegunError)
    assert len(started) == 2
