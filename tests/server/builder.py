"""A builder in a process of its own: ``python -m tests.server.builder STORE WHAT [VALUE]``.

It says on its output what it is doing, so that a test can act at exactly that moment.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from server.errors import StoreBusyError
from server.store import GraphStore


def quads(value: str, count: int = 1) -> Iterator[pyoxigraph.Quad]:
    """So many statements that the value is current."""
    for number in range(count):
        yield pyoxigraph.Quad(
            pyoxigraph.NamedNode(f"http://example.org/{number}"),
            pyoxigraph.NamedNode("http://example.org/value"),
            pyoxigraph.Literal(value),
            pyoxigraph.NamedNode("http://example.org/graph"),
        )


def _stall(value: str) -> Iterator[pyoxigraph.Quad]:
    yield from quads(value, 1000)
    _say("halfway")
    time.sleep(60)


def _say(what: str) -> None:
    print(what, flush=True)


def main(directory: str, what: str, value: str = "") -> None:
    """Does one thing to a store."""
    store = GraphStore(Path(directory))
    if what == "stall":
        store.publish(_stall(value), {"value": value})
    elif what == "hold":
        with store.lock():
            _say("locked")
            sys.stdin.read()
    elif what == "publish":
        store.publish(quads(value), {"value": value})
        _say("published")
    elif what == "forever":
        number = 0
        while True:
            try:
                store.publish(quads(f"{value}{number}", 500), {"value": value, "number": number})
                _say(f"published {number}")
            except StoreBusyError:
                _say("busy")
            number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
