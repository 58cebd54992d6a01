"""The servers: how each is installed, given the graph, and started."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Protocol

import pyoxigraph

from bench.service.load import Endpoint
from server.store import GraphStore

_REQUIREMENTS = Path(__file__).parent / "requirements-peers.txt"
_READY_SECONDS = 600
_STOP_SECONDS = 20
_BULK_LOAD = (
    "ld_dir('DIRECTORY', 'data.nq', 'urn:default'); rdf_loader_run(); checkpoint; "
    "SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;"
)


class PeerError(Exception):
    """A server cannot be had, does not take the graph, or does not start."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server.

    Attributes:
        endpoint: where it answers.
        pid: its first process.
    """

    endpoint: Endpoint
    pid: int


class Peer(Protocol):
    """A server of SPARQL queries.

    Attributes:
        name: what the tables call it.
        path: path of its endpoint.
    """

    name: str
    path: str

    def load(self, data: Path, directory: Path) -> None:
        """Installs it where needed, and gives it the graph.

        Args:
            data: the graph as N-Quads.
            directory: an empty one, for it alone.
        """

    def command(self, directory: Path, port: int) -> Sequence[str | Path]:
        """What starts it in the foreground."""


class Accord:
    """Ours: ``accord serve``."""

    name = "accord"
    path = "/sparql"

    def load(self, data: Path, directory: Path) -> None:
        """Publishes the graph as a build does."""
        quads = pyoxigraph.parse(path=data, format=pyoxigraph.RdfFormat.N_QUADS)
        GraphStore(directory / "store").publish(quads, {})

    def command(self, directory: Path, port: int) -> Sequence[str | Path]:
        """Serves it without limits on time, as the others have none, and as it comes otherwise."""
        accord = Path(sys.executable).parent / "accord"
        return [
            *(accord, "serve", "--store", directory / "store", "--port", str(port)),
            *("--query-seconds", "600", "--client-seconds", "1000000000"),
        ]


class Oxigraph:
    """Oxigraph's own server, on the same database format as ours."""

    name = "oxigraph"
    path = "/query"

    def __init__(self, environment: Path) -> None:
        self._environment = environment
        self._program = environment / "bin" / "oxigraph"

    def load(self, data: Path, directory: Path) -> None:
        """Loads in bulk, and optimizes."""
        install(self._environment)
        location = directory / "database"
        run([self._program, "load", "--location", location, "--file", data])
        run([self._program, "optimize", "--location", location])

    def command(self, directory: Path, port: int) -> Sequence[str | Path]:
        """Read-only; the default graph is the union, as with the others."""
        return [
            *(self._program, "serve-read-only", "--location", directory / "database"),
            *("--bind", f"127.0.0.1:{port}", "--union-default-graph"),
        ]


class RdflibEndpoint:
    """rdflib-endpoint as it comes: it parses the graph into memory on each start."""

    name = "rdflib-endpoint"
    path = "/"

    def __init__(self, environment: Path) -> None:
        self._environment = environment

    def load(self, data: Path, directory: Path) -> None:
        """Puts the file where it will find it."""
        install(self._environment)
        (directory / "data.nq").symlink_to(data)

    def command(self, directory: Path, port: int) -> Sequence[str | Path]:
        """Its own command line."""
        program = self._environment / "bin" / "rdflib-endpoint"
        return [program, "serve", "--port", str(port), directory / "data.nq"]


class Virtuoso:
    """Virtuoso's open-source server, from Debian: the binaries alone, and no service."""

    name = "virtuoso"
    path = "/sparql"

    def load(self, data: Path, directory: Path) -> None:
        """Loads in bulk over its SQL port, and ends it again, so that it starts like the others."""
        if shutil.which("virtuoso-t") is None:
            apt_install("virtuoso-opensource-7-bin")
        (directory / "data.nq").symlink_to(data)
        with running(self, directory, answers="SELECT (1 AS ?one) WHERE {}"):
            isql = ("isql-vt", str(_sql_port(directory)), "dba", "dba", "VERBOSE=OFF")
            told = run([*isql, "EXEC=" + _BULK_LOAD.replace("DIRECTORY", str(directory))])
        if told.split()[-1:] != ["0"]:
            raise PeerError(f"virtuoso does not take the graph: {told}")

    def command(self, directory: Path, port: int) -> Sequence[str | Path]:
        """With memory for the whole graph, and no limit on rows or time."""
        configuration = directory / "virtuoso.ini"
        template = (Path(__file__).parent / "virtuoso.ini").read_text("utf-8")
        text = template.format(directory=directory, port=port, sql_port=free_port())
        configuration.write_text(text, "utf-8")
        return ["virtuoso-t", "+foreground", "+configfile", configuration]


def _sql_port(directory: Path) -> int:
    lines = (directory / "virtuoso.ini").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("ServerPort")).split("=")[1])


def peers(environment: Path) -> list[Peer]:
    """All of them, ours first.

    Args:
        environment: virtual environment for those that are Python packages.
    """
    return [Accord(), Oxigraph(environment), RdflibEndpoint(environment), Virtuoso()]


@contextmanager
def running(peer: Peer, directory: Path, answers: str = "ASK {}") -> Iterator[Served]:
    """A server, from its first answer on.

    Raises:
        PeerError: it does not start.
    """
    port = free_port()
    with (directory / "log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 (the commands are written above)
            peer.command(directory, port), stdout=log, stderr=log, cwd=directory
        )
    try:
        endpoint = Endpoint(port, peer.path)
        _wait(peer, endpoint, process, answers)
        yield Served(endpoint, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(peer: Peer, endpoint: Endpoint, process: subprocess.Popen[bytes], answers: str) -> None:
    give_up = time.monotonic() + _READY_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise PeerError(f"{peer.name} ended with {process.returncode} before it answered")
        try:
            if ask(endpoint, answers, "application/sparql-results+json")[0] == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.2)
    raise PeerError(f"{peer.name} does not answer")


def ask(endpoint: Endpoint, query: str, accept: str) -> tuple[int, str, bytes]:
    """Status, content type and body of a query's answer."""
    connection = HTTPConnection("127.0.0.1", endpoint.port, timeout=600)
    try:
        connection.request("GET", endpoint.target(query), headers={"Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), answer.read()
    finally:
        connection.close()


def install(environment: Path) -> None:
    """Makes the peers' own environment, unless it is there with just these versions."""
    stamp = environment / "installed.txt"
    wanted = _REQUIREMENTS.read_text("utf-8")
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    run([sys.executable, "-m", "venv", environment])
    python = environment / "bin" / "python"
    uv = Path(sys.executable).parent / "uv"
    run([uv, "pip", "install", "--quiet", "--python", python, "--requirements", _REQUIREMENTS])
    stamp.write_text(wanted, "utf-8")


def apt_install(package: str) -> None:
    """Installs a Debian package, where this is a Debian and we may.

    Raises:
        PeerError: it is not to be had here.
    """
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise PeerError(f"{package} is not installed, and only root on Debian can install it")
    run(["apt-get", "update", "--quiet"])
    run(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package])


def run(command: Sequence[str | Path]) -> str:
    """What a command says.

    Raises:
        PeerError: it failed.
    """
    done = subprocess.run(  # noqa: S603 (the commands are written above)
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PeerError(f"{command[0]} failed: {(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
