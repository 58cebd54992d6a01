"""A long mixed load, good and hostile, against the real service; at its end nothing may have grown.

``python -m bench.soak --minutes 30`` builds a little store, serves it, and asks: point queries,
repeated ones, large results that are read to the end and some that are not, queries without end,
queries that want too much memory, syntax errors, slow sockets, half requests, nonsense. Now and
then a process of the engine is killed, and a release published. Every half minute it prints the
service's figures. It fails where a good query got no answer, or where memory, descriptors or
processes grew between the first quarter and the end, or a zombie stayed.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from server.operations.processes import tree
from server.store import GraphStore

_STATEMENTS = 20_000
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_HUNGRY = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"
_LARGE = "SELECT * { ?a ?b ?c } LIMIT 20000"
_QUERY_SECONDS = 5
_MOST_GROWTH = 1.2
_MEMORY_SLACK = 24 * 2**20
_TRIES = 3


@dataclass(frozen=True)
class Figures:
    """The service at one moment: bytes of its processes together (PSS), and what it holds."""

    memory: int
    descriptors: int
    processes: int
    zombies: int


class Soak:
    """The service, and those who load it.

    Args:
        directory: for the store.
        minutes: for how long.
    """

    def __init__(self, directory: Path, minutes: float) -> None:
        self._store = directory / "store"
        self._end = time.monotonic() + minutes * 60
        self._minutes = minutes
        self._told: Counter[str] = Counter()
        self._failures: list[str] = []
        self._lock = threading.Lock()
        _publish(self._store, 0)
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [
                *(sys.executable, "-m", "accord", "serve", "--store", str(self._store)),
                *("--port", "0", "--query-seconds", str(_QUERY_SECONDS), "--workers", "8"),
                *("--query-memory", "128", "--client-seconds", "1000000", "--cache-size", "8"),
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None  # noqa: S101 (it was asked for)
        line = self._process.stderr.readline()
        self._url = line.split()[1]
        self._address = ("127.0.0.1", int(self._url.rstrip("/").rpartition(":")[2]))
        threading.Thread(target=self._listen, daemon=True).start()

    def run(self) -> int:
        """Load it until the time is over; returns an exit code."""
        loads = [self._point, self._repeat, self._large, self._hostile, self._sockets, self._harm]
        threads = [threading.Thread(target=self._forever, args=(load,)) for load in loads]
        for thread in threads:
            thread.start()
        seen = []
        step = min(30.0, self._minutes * 60 / 12)
        while time.monotonic() < self._end:
            time.sleep(step)
            seen.append(self._figures())
            print(f"{len(seen) * step:6.0f} s  {seen[-1]}", flush=True)
        for thread in threads:
            thread.join()
        time.sleep(_QUERY_SECONDS + 2)
        seen.append(self._figures())
        print(f"at rest   {seen[-1]}")
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(30)
        left = [process for process in tree() if process.pid != os.getpid()]
        self._failures += [f"left behind: {process}" for process in left]
        self._failures += [f"the service ended with {code}"] if code else []
        self._failures += _grown(seen)
        print(json.dumps(dict(sorted(self._told.items()))))
        for failure in self._failures[:20]:
            print(f"FAILED: {failure}")
        return 1 if self._failures else 0

    # -------------------------------------------------------------------------------- loads

    def _forever(self, load: Callable[[random.Random], None]) -> None:
        chance = random.Random(load.__name__)  # noqa: S311 (no secret)
        while time.monotonic() < self._end:
            load(chance)

    def _point(self, chance: random.Random) -> None:
        number = chance.randrange(_STATEMENTS)
        self._good("point", f"SELECT ?o {{ <http://example.org/{number}> ?p ?o }}")

    def _repeat(self, chance: random.Random) -> None:
        self._good("repeated", f"SELECT ?o {{ <http://example.org/{chance.randrange(20)}> ?p ?o }}")
        time.sleep(0.002)

    def _large(self, chance: random.Random) -> None:
        self._good("large", f"{_LARGE} OFFSET {chance.randrange(100)}")
        time.sleep(0.5)

    def _good(self, name: str, query: str) -> None:
        """A query that must be answered; one whose process was killed may be asked again."""
        status = 0
        for _ in range(_TRIES):
            status = self._ask(query)
            self._tell(f"{name} {status}")
            if status == 200:
                return
            time.sleep(0.2)
        self._failures.append(f"{name}: {status}")

    def _hostile(self, chance: random.Random) -> None:
        query = chance.choice([_ENDLESS, _HUNGRY, "SELECT", "SELECT * {" + "{" * 5000, "\0"])
        self._tell(f"hostile {self._ask(query)}")

    def _sockets(self, chance: random.Random) -> None:
        ways = [b"", b"GET / HT", b"\0\1\2\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nX: "]
        ways.append(b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nquery=")
        large = urllib.parse.quote(_LARGE)
        unread = f"GET /sparql?query={large} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        opened = []
        for number in range(50):
            try:
                connection = socket.create_connection(self._address, timeout=5)
                connection.sendall(chance.choice(ways) if number else unread)
                opened.append(connection)
            except OSError:
                self._tell("socket refused")
        time.sleep(chance.random())
        for connection in opened:
            connection.close()
        self._tell("50 sockets")

    def _harm(self, chance: random.Random) -> None:
        time.sleep(4)
        engine = [process for process in tree(self._process.pid) if process.role != "front"]
        if engine and chance.random() < 0.5:
            victim = chance.choice(engine)
            try:
                os.kill(victim.pid, signal.SIGKILL)
                self._tell(f"killed a {victim.role}")
            except ProcessLookupError:
                pass
        else:
            _publish(self._store, chance.randrange(1000))
            self._tell("published")

    # ------------------------------------------------------------------------------- service

    def _ask(self, query: str) -> int:
        url = f"{self._url}sparql?{urllib.parse.urlencode({'query': query})}"
        try:
            with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310 (http, our own)
                while response.read(2**16):
                    pass
                status: int = response.status
                return status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except (OSError, ValueError, http.client.HTTPException):
            return 0  # it broke off

    def _tell(self, what: str) -> None:
        with self._lock:
            self._told[what] += 1

    def _listen(self) -> None:
        assert self._process.stderr is not None  # noqa: S101
        for line in self._process.stderr:
            self._tell(f"logged: {' '.join(line.split()[:4])}")
            if "Traceback" in line:
                self._failures.append("a traceback in the log")

    def _figures(self) -> Figures:
        processes = tree(self._process.pid)
        return Figures(
            sum(process.memory for process in processes) // 2**20 * 2**20,
            sum(1 for _ in Path(f"/proc/{self._process.pid}/fd").iterdir()),
            sum(not process.ended for process in processes),
            sum(process.ended for process in processes),
        )


def _grown(seen: list[Figures]) -> Iterator[str]:
    """What grew, from the least of the first quarter to that of the last: load comes in waves."""
    quarter = max(1, len(seen) // 4)
    early, late = seen[:quarter], seen[-quarter - 1 :]
    for name, slack in (("memory", _MEMORY_SLACK), ("descriptors", 40), ("processes", 6)):
        before = min(getattr(figures, name) for figures in early)
        after = min(getattr(figures, name) for figures in late)
        if after > before * _MOST_GROWTH + slack:
            yield f"{name} grew from {before} to {after}"
    if seen[-1].zombies:
        yield f"{seen[-1].zombies} zombies at rest"


def _publish(directory: Path, value: int) -> None:
    graph = pyoxigraph.NamedNode("http://example.org/graph")
    predicate = pyoxigraph.NamedNode("http://example.org/value")
    GraphStore(directory).publish(
        (
            pyoxigraph.Quad(
                pyoxigraph.NamedNode(f"http://example.org/{number}"),
                predicate,
                pyoxigraph.Literal(f"{value} {number}"),
                graph,
            )
            for number in range(_STATEMENTS)
        ),
        {"base": "http://example.org/"},
    )


def main() -> int:
    """Runs it as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        return Soak(Path(directory), arguments.minutes).run()


if __name__ == "__main__":
    sys.exit(main())
