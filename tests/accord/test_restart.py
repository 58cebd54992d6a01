"""The front is killed, and a supervisor starts it anew, as systemd and Docker do."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store import GraphStore
from tests.accord.conftest import environment
from tests.server.builder import quads
from tests.server.conftest import descendants

MOST_SECONDS = 20
"""Some two seconds on an idle machine; tests often run on one that is not. `pytest -s` tells."""


class Supervisor:
    """Starts a command whenever it ends."""

    def __init__(self, *command: str) -> None:
        self._command = command
        self._stopped = False
        self.started: list[subprocess.Popen[bytes]] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped:
            process = subprocess.Popen(
                self._command, env=environment(), stderr=subprocess.DEVNULL, start_new_session=True
            )
            self.started.append(process)
            process.wait()

    def stop(self) -> None:
        """Start it no more."""
        self._stopped = True
        self.started[-1].terminate()
        self._thread.join(timeout=30)


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[Supervisor, str, Path]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = tmp_path / "store"
    GraphStore(store).publish(quads("before", 100), {"base": "http://example.org/"})
    supervisor = Supervisor(
        *(sys.executable, "-m", "accord", "serve", "--store", str(store), "--port", str(port))
    )
    yield supervisor, f"http://127.0.0.1:{port}/", store
    supervisor.stop()


def seconds_until_ready(address: str) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 60:
        try:
            with urllib.request.urlopen(f"{address}ready", timeout=5):
                return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    pytest.fail("it is not back")


def test_it_is_back_soon_after_the_front_was_killed(
    supervised: tuple[Supervisor, str, Path],
) -> None:
    supervisor, address, store = supervised
    seconds_until_ready(address)
    first = supervisor.started[-1]
    below = descendants(first.pid)
    assert below
    release = GraphStore(store).publish(quads("after", 100), {"base": "http://example.org/"})
    os.kill(first.pid, signal.SIGKILL)
    first.wait(10)
    took = seconds_until_ready(address)
    print(f"back after {took:.2f} s")
    assert took < MOST_SECONDS
    with urllib.request.urlopen(f"{address}ready", timeout=5) as response:
        assert release.encode() in response.read()
    assert not [pid for pid in below if Path(f"/proc/{pid}/exe").exists()]
