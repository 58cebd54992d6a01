"""A new release is served without a restart, and without a failed request."""

import asyncio
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from server.app import create_app
from server.engine import pool as module
from server.engine.pool import Pool
from server.errors import ServerError, StoreMissingError
from server.limits import Limits
from server.store import GraphStore
from tests.server.builder import quads
from tests.server.conftest import Service, descendants
from tests.server.graph import publish

VALUES = """
SELECT ?value (COUNT(*) AS ?n) { ?s <http://example.org/value> ?value } GROUP BY ?value
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Service]:
    directory = tmp_path / "store"
    GraphStore(directory).publish(quads("0", 1000), {})
    service = Service(directory)
    yield service
    service.stop()


def test_the_next_request_gets_the_new_release(running: Service) -> None:
    for number in range(1, 4):
        release = GraphStore(running.store).publish(quads(str(number), 3), {})
        assert running.rows(VALUES) == [{"value": str(number), "n": "3"}]
        told = running.http.get("/ready").json()
        assert (told["release"], told["quads"]) == (release, 3)
        assert release in running.http.get("/").text


def test_every_request_during_swaps_sees_one_whole_release(running: Service) -> None:
    stop = threading.Event()
    seen: list[tuple[int, int]] = []
    faults: list[object] = []

    def ask() -> None:
        with httpx2.Client(base_url=running.url, timeout=30, trust_env=False) as client:
            while not stop.is_set():
                response = client.get("/sparql", params={"query": VALUES, "format": "csv"})
                lines = response.text.split()
                if response.status_code != 200 or len(lines) != 2:
                    faults.append(response.text)
                else:
                    value, count = lines[1].split(",")
                    seen.append((int(value), int(count)))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 9):
        GraphStore(running.store).publish(quads(str(number), 1000 + number), {"n": number})
        deadline = time.monotonic() + 30
        while (number, 1000 + number) not in seen and time.monotonic() < deadline:
            time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {count - value for value, count in seen} == {1000}
    assert {value for value, _ in seen} >= set(range(1, 9))


def test_old_releases_are_closed(running: Service) -> None:
    def open_files() -> int:
        return len(list(Path(f"/proc/{running.process.pid}/fd").iterdir()))

    running.rows(VALUES)
    before = open_files()
    for number in range(8):
        GraphStore(running.store).publish(quads(str(number)), {})
        running.rows(VALUES)
    deadline = time.monotonic() + 5
    while open_files() > before + 5 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert open_files() <= before + 5


def test_a_store_that_was_damaged_leaves_the_good_release_in_service(running: Service) -> None:
    (running.store / "store.json").write_text("{")
    assert running.rows(VALUES)[0]["value"] == "0"
    (running.store / "store.json").unlink()
    assert running.rows(VALUES)[0]["value"] == "0"
    assert "still serving release" in running.stop()


def test_nothing_is_opened_while_nothing_changes(store_directory: Path) -> None:
    async def scenario() -> None:
        pool = Pool(GraphStore(store_directory), Limits(memory_quads=0))
        await pool.open()
        first = await pool.current()
        assert await pool.current() is first
        publish(store_directory)
        second, third = await asyncio.gather(pool.current(), pool.current())
        assert second is third
        assert second is not first
        assert second.release != first.release
        await pool.close()

    asyncio.run(scenario())


def test_a_slow_worker_that_is_done_takes_the_place_of_its_stand_in(store_directory: Path) -> None:
    async def scenario() -> None:
        limits = Limits()
        pool = Pool(GraphStore(store_directory), limits)
        await pool.open()
        async with asyncio.timeout(60):
            while not (pool.generation and pool.generation.in_memory and pool.idle == limits.quick):
                await asyncio.sleep(0.02)
            worker = await pool.take()
            assert worker.is_warm
            pool.slow_down(worker)
            while pool.idle < limits.quick:
                await asyncio.sleep(0.02)
            pool.give_back(worker)
            assert pool.idle == limits.quick
            taken = [await pool.take() for _ in range(limits.quick)]
        may_recover = not worker.slowed  # it takes a right that not every user has
        assert (worker in taken) == all(one.is_warm for one in taken) == may_recover
        await pool.close()

    asyncio.run(scenario())


def test_who_gives_up_waiting_for_a_release_does_not_end_its_opening(store_directory: Path) -> None:
    async def scenario() -> None:
        pool = Pool(GraphStore(store_directory), Limits(memory_quads=0))
        await pool.open()
        release = publish(store_directory)
        served = ""
        async with asyncio.timeout(30):
            while served != release:
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.002):
                        served = (await pool.current()).release
        await pool.close()

    asyncio.run(scenario())


def test_a_release_that_cannot_be_opened_is_told_to_all_who_wait(store_directory: Path) -> None:
    async def scenario() -> None:
        pool = Pool(GraphStore(store_directory), Limits(memory_quads=0))
        await pool.open()
        assert pool.generation is not None
        pool.generation.close()
        shutil.rmtree(store_directory)
        told = await asyncio.gather(pool.current(), pool.current(), return_exceptions=True)
        assert all(isinstance(one, ServerError) for one in told)
        publish(store_directory)
        assert (await pool.current()).alive
        await pool.close()

    asyncio.run(scenario())


def test_a_graph_that_fits_is_served_from_memory(store_directory: Path) -> None:
    async def scenario() -> None:
        pool = Pool(GraphStore(store_directory), Limits())
        await pool.open()
        first = await pool.current()
        async with asyncio.timeout(30):
            while not (await pool.current()).in_memory:
                await asyncio.sleep(0.01)
        assert (await pool.current()).release == first.release
        await pool.close()

    asyncio.run(scenario())


async def loading_nursery(pool: Pool) -> int:
    """The process that loads the graph into memory, stopped before it has done so."""
    async with asyncio.timeout(30):
        while True:
            serving = pool.generation._nursery._process.pid if pool.generation else 0
            others = [pid for pid in nurseries() if pid != serving]
            if others and pool._warm is None:
                os.kill(others[0], signal.SIGSTOP)
                return others[0]
            await asyncio.sleep(0.001)


def nurseries() -> list[int]:
    """The nurseries of this process."""
    found = []
    for pid in descendants(os.getpid()):
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
            if b"server.engine.nursery" in words and int(parent) == os.getpid():
                found.append(pid)
    return found


def test_a_pool_that_is_closed_while_it_loads_leaves_no_process(store_directory: Path) -> None:
    async def scenario() -> None:
        pool = Pool(GraphStore(store_directory), Limits())
        await pool.open()
        await loading_nursery(pool)
        async with asyncio.timeout(30):
            await pool.close()
        assert nurseries() == []

    asyncio.run(scenario())


def test_a_load_into_memory_that_is_killed_is_tried_again(
    store_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AGAIN_SECONDS", (0.01,))

    async def scenario() -> None:
        pool = Pool(GraphStore(store_directory), Limits())
        await pool.open()
        os.kill(await loading_nursery(pool), signal.SIGKILL)
        async with asyncio.timeout(30):
            while not (await pool.current()).in_memory:
                await asyncio.sleep(0.01)
        await pool.close()

    asyncio.run(scenario())


def test_there_must_be_something_to_serve(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="accord build"):
        create_app(tmp_path)
