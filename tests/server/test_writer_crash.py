"""Processes that are killed while somebody writes, and builds that come in between."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2
import pytest

from server.store import GraphStore
from tests.server.conftest import ROOT, Service, write_tokens
from tests.server.graph import publish

EX = "http://example.org/"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    publish(tmp_path / "store")
    return tmp_path


def start(directory: Path, **limits: float) -> Service:
    return Service(directory / "store", options=write_tokens(directory), **limits)


def writers_of(service: Service) -> list[int]:
    """Process ids of the writers that the service has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = path.read_bytes().split(b"\0")
            parent = int((path.parent / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"server.engine.writer" in arguments and parent == service.process.pid:
            found.append(int(path.parent.name))
    return found


def insert(service: Service, number: int) -> httpx2.Response:
    text = (
        f"INSERT DATA {{ <{EX}s> <{EX}a> {number} }} ; INSERT DATA {{ <{EX}s> <{EX}b> {number} }}"
    )
    return service.update(text)


def stored(service: Service) -> tuple[set[int], set[int]]:
    """What both halves of the updates have left."""
    first, second = (
        {int(row["o"]) for row in service.rows(f"SELECT ?o {{ <{EX}s> <{EX}{half}> ?o }}")}
        for half in "ab"
    )
    return first, second


def test_a_writer_that_is_killed_while_idle_costs_no_write(directory: Path) -> None:
    service = start(directory)
    try:
        assert insert(service, 1).status_code == 204
        for number in (2, 3):
            (writer,) = writers_of(service)
            os.kill(writer, signal.SIGKILL)
            assert insert(service, number).status_code == 204
        assert stored(service) == ({1, 2, 3}, {1, 2, 3})
    finally:
        service.stop()


@pytest.mark.parametrize("victim", ["writer", "front"])
def test_what_was_acknowledged_outlives_any_kill(directory: Path, victim: str) -> None:
    acknowledged: set[int] = set()
    number = 0
    for delay in (0.31, 0.52, 0.73, 0.94):
        service = start(directory)
        assert insert(service, number).status_code == 204
        acknowledged.add(number)
        number += 1
        (writer,) = writers_of(service)
        pid = writer if victim == "writer" else service.process.pid
        timer = threading.Timer(delay, os.kill, (pid, signal.SIGKILL))
        timer.start()
        began = time.monotonic()
        while time.monotonic() - began < delay + 0.2:
            try:
                if insert(service, number).status_code == 204:
                    acknowledged.add(number)
            except httpx2.TransportError:
                break
            number += 1
        timer.join()
        service.stop()
    again = start(directory)
    try:
        one, other = stored(again)
        assert one == other
        assert acknowledged <= one
        assert not insert(again, number).is_error
        assert len(list((directory / "store" / "working").iterdir())) == 1
    finally:
        again.stop()


def test_no_writer_outlives_its_front(directory: Path) -> None:
    service = start(directory)
    insert(service, 1)
    (writer,) = writers_of(service)
    service.process.kill()
    service.stop()
    for _ in range(50):
        if not Path(f"/proc/{writer}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the writer lives on")


def test_while_a_build_runs_nobody_writes(directory: Path) -> None:
    service = start(directory)
    builder = subprocess.Popen(
        [sys.executable, "-m", "tests.server.builder", str(directory / "store"), "hold"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        assert builder.stdout is not None
        assert builder.stdout.readline() == b"locked\n"
        response = insert(service, 1)
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert "built" in response.json()["detail"]
        assert str(directory) not in response.text
        builder.communicate(b"")
        assert insert(service, 1).status_code == 204
    finally:
        builder.kill()
        builder.wait()
        service.stop()


def test_a_write_goes_into_what_was_built_meanwhile(directory: Path) -> None:
    service = start(directory)
    try:
        assert insert(service, 1).status_code == 204
        built = publish(directory / "store", russia="Rossija")
        assert insert(service, 2).status_code == 204
        assert stored(service) == ({2}, {2})
        assert service.ask("ASK { ?s ?p 'Rossija' }").json()["boolean"]
        manifest = GraphStore(directory / "store").manifest()
        assert manifest["derived_from"] == built
        assert manifest["fingerprint"] == "Rossija"
        assert "validation" not in manifest
    finally:
        service.stop()


def test_an_update_that_takes_too_much_memory_dies_alone(directory: Path) -> None:
    service = start(directory, memory=2**26, seconds=20)
    try:
        assert insert(service, 1).status_code == 204
        nine = "?o, " * 9
        doubling = (
            f"INSERT {{ <{EX}s> <{EX}c> ?x }}"
            f" WHERE {{ <{EX}s> <{EX}c> ?o BIND(CONCAT({nine} ?o) AS ?x) }}"
        )
        text = f"INSERT DATA {{ <{EX}s> <{EX}c> '{'x' * 10**6}' }} ; {' ; '.join([doubling] * 5)}"
        response = service.update(text)
        assert response.status_code == 500
        assert "memory" in response.json()["detail"]
        assert insert(service, 2).status_code == 204
        assert stored(service) == ({1, 2}, {1, 2})
    finally:
        service.stop()


def test_writes_cost_no_readers_answer(directory: Path) -> None:
    service = start(directory)
    statuses: list[int] = []
    stop = threading.Event()

    def read() -> None:
        with httpx2.Client(base_url=service.url, timeout=30, trust_env=False) as http:
            while not stop.is_set():
                query = f"SELECT * {{ <{EX}s> ?p ?o }} # {time.monotonic()}"
                statuses.append(http.get("/sparql", params={"query": query}).status_code)

    readers = [threading.Thread(target=read) for _ in range(2)]
    try:
        for reader in readers:
            reader.start()
        assert {insert(service, number).status_code for number in range(25)} == {204}
    finally:
        stop.set()
        for reader in readers:
            reader.join()
        service.stop()
    assert len(statuses) > 10
    assert set(statuses) == {200}
