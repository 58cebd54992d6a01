"""A store with the little graph in it, and the real service over real sockets."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.server.graph import publish

ROOT = Path(__file__).parents[2]


class Service:
    """A running service, and a client for it.

    Args:
        store: directory of its store.
        endpoints: IRIs that SERVICE may ask.
        options: what else `serve` takes: of each of its records, what is not the usual.
        limits: those of ``server.limits.Limits`` that are not the usual ones.

    Attributes:
        store: directory of its store.
        process: its process.
        url: address of its landing page.
        http: the client.
    """

    def __init__(
        self,
        store: Path,
        *endpoints: str,
        options: Mapping[str, Mapping[str, Any]] = {},
        **limits: float,
    ) -> None:
        self.store = store
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.server.service", str(store)),
                *(json.dumps(limits), json.dumps(options), *endpoints),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        self.http = httpx2.Client(base_url=self.url, timeout=30, trust_env=False)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        url = httpx2.URL(self.url)
        assert url.port is not None
        return url.host, url.port

    def ask(self, query: str, accept: str | None = None, **more: str) -> httpx2.Response:
        """Sends a query by GET."""
        headers = {} if accept is None else {"Accept": accept}
        return self.http.get("/sparql", params={"query": query, **more}, headers=headers)

    def rows(
        self, query: str, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> list[dict[str, str]]:
        """The values of a query's solutions, over a dataset."""
        parameters = {
            "query": query,
            "default-graph-uri": list(default),
            "named-graph-uri": list(named),
        }
        response = self.http.get("/sparql", params=parameters)
        assert response.status_code == 200, response.text
        return [
            {name: term["value"] for name, term in row.items()}
            for row in response.json()["results"]["bindings"]
        ]

    def processes(self) -> list[int]:
        """Ids of all the processes that came from it and still run, itself left out."""
        return descendants(self.process.pid)

    def update(self, text: str, token: str | None = "whole", **more: str) -> httpx2.Response:
        """Sends an update, with a token of ``write_tokens``."""
        headers = {"Content-Type": "application/sparql-update", **bearer(token)}
        return self.http.post("/update", content=text, params=more, headers=headers)

    def send(
        self,
        method: str,
        path: str,
        body: str | bytes = b"",
        media_type: str | None = "text/turtle",
        token: str | None = "whole",
    ) -> httpx2.Response:
        """Sends a graph."""
        headers = bearer(token)
        if media_type is not None:
            headers["Content-Type"] = media_type
        return self.http.request(method, path, content=body, headers=headers)

    def stop(self) -> str:
        """Ends it, and gives what it said on its standard error."""
        self.http.close()
        self.process.terminate()
        _, errors = self.process.communicate(timeout=30)
        return errors


def descendants(pid: int) -> list[int]:
    """Ids of the processes below one, without those that have ended and wait to be reaped."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if fields[0] != "Z":
            parents[int(status.parent.name)] = int(fields[1])
    found, queue = [], [pid]
    while queue:
        above = queue.pop()
        below = [child for child, parent in parents.items() if parent == above]
        found += below
        queue += below
    return found


def bearer(token: str | None) -> dict[str, str]:
    """The field that a token is sent in."""
    return {} if token is None else {"Authorization": f"Bearer {token}"}


def write_tokens(directory: Path) -> dict[str, dict[str, str]]:
    """Options with tokens: "whole" may update and load, "updating" and "loading" may do one."""
    file = directory / "tokens"
    file.write_text(
        "# of the tests\n\nwhole update,load\nupdating update\nloading load\nroot admin\n"
    )
    file.chmod(0o600)
    return {"tokens": {"file": str(file)}}


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for a module that may be written to; at its end it must still run."""
    directory = tmp_path_factory.mktemp("writable")
    publish(directory / "store")
    running = Service(directory / "store", options=write_tokens(directory), seconds=3)
    yield running
    alive = running.process.poll() is None
    errors = running.stop()
    assert alive, errors
    assert not errors
    assert not list((directory / "store" / "working").iterdir())


@pytest.fixture
def store_directory(tmp_path: Path) -> Path:
    directory = tmp_path / "store"
    publish(directory)
    return directory


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for a module; at its end it must still run, and have had nothing to report."""
    store = tmp_path_factory.mktemp("service") / "store"
    publish(store)
    running = Service(store)
    yield running
    alive = running.process.poll() is None
    errors = running.stop()
    assert alive, errors
    assert set(errors.splitlines()) <= {"WARNING:  Invalid HTTP request received."}
