"""The process that holds a release and forks the workers that read it.

A worker begins as a copy of this process, which has the graph in its memory already: it is ready in
some 10 ms and shares all of the graph's pages. Run by ``server.engine.generation`` as
``python -m server.engine.nursery DESCRIPTOR``, before it is known what for: the descriptor is that
of its control socket.

There the front first tells what to hold. Then it sends ``F`` with a socket for a new worker, and
gets its process id (4 bytes, big-endian); ``R`` with a process id that it has done with, to be
reaped.
"""

import gc
import json
import os
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pyoxigraph

from server.engine.confinement import deny_network, die_with_parent, low_priority
from server.engine.frames import Inbox
from server.engine.worker import work
from server.store import OpenRelease

PID = struct.Struct("!i")
READY = b"!"
FORK = b"F"
REAP = b"R"

_PREDICATES = "SELECT DISTINCT ?p { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@dataclass(frozen=True, slots=True)
class Nurture:
    """What a nursery is to hold.

    Attributes:
        release: id of the release.
        database: its directory.
        manifest: its manifest.
        in_memory: whether to hold the graph in memory; else each worker opens the database.
        memory: how many bytes a job may take.
    """

    release: str
    database: str
    manifest: dict[str, Any]
    in_memory: bool
    memory: int


def main() -> int:
    """Hold the release and serve the control socket until the front closes it."""
    die_with_parent()
    control = socket.socket(fileno=int(sys.argv[1]))
    told = Inbox(control).receive()  # nothing else comes before it answers
    if told is None:
        return 0  # the front has ended before it needed this process
    nurture = Nurture(**json.loads(told[1]))
    held = _load(nurture.database) if nurture.in_memory else None
    deny_network()
    gc.freeze()  # what is there now is never collected: forks go on sharing its pages
    with suppress(OSError):  # the front has gone away
        control.sendall(READY)
        _serve(control, nurture, held)
    return 0


def _serve(control: socket.socket, nurture: Nurture, held: pyoxigraph.Store | None) -> None:
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 + PID.size, 1)
        if not message:
            return
        if message[:1] == FORK:
            pid = _fork(control, descriptors[0], nurture, held)
            control.sendall(PID.pack(pid))
        elif message[:1] == REAP:
            with suppress(ChildProcessError):
                os.waitpid(PID.unpack(message[1:])[0], 0)


def _fork(
    control: socket.socket, descriptor: int, nurture: Nurture, held: pyoxigraph.Store | None
) -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    code = 1
    try:
        die_with_parent()
        control.close()

        def open_release() -> OpenRelease:
            store = pyoxigraph.Store.read_only(nurture.database) if held is None else held
            return OpenRelease(nurture.release, store, nurture.manifest)

        work(socket.socket(fileno=descriptor), open_release, nurture.memory)
        code = 0
    finally:
        os._exit(code)


def _load(database: str) -> pyoxigraph.Store:
    """The graph of a database in memory, one predicate after the other.

    What is loaded together lies together, and what is read together mostly has its predicate in
    common: so a scan of one takes less than half the time that it takes in a dump's order.

    Another process reads the database: RocksDB leaves threads behind, and a process that has some
    must not fork.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            low_priority()
            os.close(reading)
            with open(writing, "wb") as file:  # noqa: PTH123 (a descriptor)
                held = pyoxigraph.Store.read_only(database)
                names = [
                    g.value for g in held.named_graphs() if isinstance(g, pyoxigraph.NamedNode)
                ]
                file.write(json.dumps(names).encode() + b"\n")  # for those that are empty
                for row in cast(pyoxigraph.QuerySolutions, held.query(_PREDICATES)):
                    of_one = held.quads_for_pattern(None, row[0], None, None)
                    pyoxigraph.serialize(of_one, file, pyoxigraph.RdfFormat.N_QUADS)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    store = pyoxigraph.Store()
    is_whole = True
    with open(reading, "rb") as file:  # noqa: PTH123 (a descriptor)
        try:
            for name in json.loads(file.readline()):
                store.add_graph(pyoxigraph.NamedNode(name))
            store.bulk_load(file, pyoxigraph.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError):
            is_whole = False  # the other process ended in the middle of a line
    _, status = os.waitpid(pid, 0)
    if status or not is_whole:
        raise SystemExit(f"cannot read {Path(database).name}")
    return store


if __name__ == "__main__":
    sys.exit(main())
