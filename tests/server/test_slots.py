"""How many queries run at once, and how long one waits."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.app import create_app
from server.errors import BusyError, TooSlowError
from server.slots import QuerySlots
from server.threads import run_deep

TEN = "{ 0 1 2 3 4 5 6 7 8 9 }"
SLOW = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{n} {TEN}" for n in range(7)) + " }"


def waiting(event: threading.Event, value: str) -> Callable[[], Future[str]]:
    """Starts something that gives a value when an event comes."""

    def run() -> str:
        assert event.wait(10)
        return value

    return lambda: run_deep(run)


def test_slots_are_given_in_turn() -> None:
    async def scenario() -> list[str]:
        slots = QuerySlots(count=2, patience=5, limit=5)
        events = [threading.Event() for _ in range(4)]
        tasks = [
            asyncio.create_task(slots.run(waiting(event, f"{number}")))
            for number, event in enumerate(events)
        ]
        events[2].set()  # it waits for a slot all the same
        await asyncio.sleep(0.1)
        assert not any(task.done() for task in tasks)
        for event in events:
            event.set()
        return await asyncio.gather(*tasks)

    # in debug mode a loop refuses to be used from another thread
    assert asyncio.run(scenario(), debug=True) == ["0", "1", "2", "3"]


def test_a_full_service_says_so_and_recovers() -> None:
    async def scenario() -> str:
        slots = QuerySlots(count=1, patience=0.05, limit=5)
        event = threading.Event()
        first = asyncio.create_task(slots.run(waiting(event, "first")))
        await asyncio.sleep(0.02)
        with pytest.raises(BusyError, match="try again"):
            await slots.run(waiting(event, "second"))
        event.set()
        assert await first == "first"
        return await slots.run(waiting(event, "third"))

    assert asyncio.run(scenario()) == "third"


def test_what_takes_too_long_keeps_its_slot_until_it_ends() -> None:
    async def scenario() -> str:
        slots = QuerySlots(count=1, patience=0.05, limit=0.05)
        event = threading.Event()
        with pytest.raises(TooSlowError, match=r"longer than 0\.05 seconds"):
            await slots.run(waiting(event, "slow"))
        with pytest.raises(BusyError):
            await slots.run(waiting(event, "other"))
        event.set()
        await asyncio.sleep(0.1)
        return await slots.run(waiting(event, "next"))

    assert asyncio.run(scenario()) == "next"


def test_a_fault_is_passed_on_and_frees_its_slot() -> None:
    def fail() -> str:
        raise KeyError("fault")

    async def scenario() -> None:
        slots = QuerySlots(count=1, patience=1, limit=1)
        for _ in range(3):
            with pytest.raises(KeyError, match="fault"):
                await slots.run(lambda: run_deep(fail))

    asyncio.run(scenario())


def test_a_machine_without_room_for_a_thread_is_full() -> None:
    def start() -> Future[str]:
        raise RuntimeError("can't start new thread")

    async def scenario() -> None:
        slots = QuerySlots(count=1, patience=1, limit=1)
        for _ in range(2):
            with pytest.raises(BusyError, match="the machine is full"):
                await slots.run(start)

    asyncio.run(scenario())


def test_a_query_outlives_its_loop_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    event = threading.Event()
    futures: list[Future[str]] = []

    async def scenario() -> None:
        def start() -> Future[str]:
            futures.append(waiting(event, "late")())
            return futures[0]

        with pytest.raises(TooSlowError):
            await QuerySlots(count=1, patience=1, limit=0.01).run(start)

    asyncio.run(scenario())
    event.set()
    assert futures[0].result(5) == "late"
    assert caplog.text == ""


def test_over_http_both_are_503_with_when_to_try_again(store_directory: Path) -> None:
    app = create_app(store_directory)
    with TestClient(app) as client:
        app.state.slots = QuerySlots(count=1, patience=0.01, limit=0.05)
        for detail in ("the query took longer than 0.05 seconds", "too many queries are running"):
            response = client.get("/sparql", params={"query": SLOW})
            assert response.status_code == 503
            assert response.headers["content-type"] == "application/problem+json"
            assert int(response.headers["retry-after"]) > 0
            assert response.json()["detail"].startswith(detail)
        assert client.get("/health").status_code == 200


def test_a_fault_of_the_service_is_500_and_shows_nothing_of_it(store_directory: Path) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a secret")

    app = create_app(store_directory)
    app.state.slots.run = fail
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/sparql", params={"query": "ASK {}"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert "fault of the server" in response.json()["detail"]
    assert response.headers["x-content-type-options"] == "nosniff"
