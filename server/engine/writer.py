"""The process that writes: one thing at a time into its working copy, and releases made from it.

Run by ``server.engine.writing`` as ``python -m server.engine.writer DESCRIPTOR DIRECTORY MEMORY``:
the descriptor is that of its socket to the front. It says when it begins with a ``Write``, and
answers it with what was done, or with why nothing was. What it did since the last "publish" is lost
with it, and nobody was told that it is there.
"""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode

from ontology.namespaces import DEFAULT_BASE
from server.bodies import graph_name, load, read_alone, read_parts
from server.engine.confinement import deny_network, die_with_parent, limit_memory
from server.engine.faults import encode_fault
from server.engine.frames import Inbox, Kind, pack
from server.engine.write_job import Write, Written
from server.errors import BusyError, GraphMissingError, ServerError, StoreBusyError, StoreError
from server.store import GraphStore
from server.threads import STACK_BYTES
from server.update import prepare_update, update_error
from server.working_copy import WorkingCopy

_DATABASE_BYTES = 512 * 2**20
"""What the database itself may take: caches, buffers, threads."""


def main() -> None:
    """Write what comes through the socket, until the front closes it."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the front's to act on
    descriptor, directory, memory = sys.argv[1:]
    channel = socket.socket(fileno=int(descriptor))
    deny_network()
    limit_memory(int(memory) + STACK_BYTES + _DATABASE_BYTES)
    threading.stack_size(STACK_BYTES)
    writer = Writer(GraphStore(Path(directory)))
    thread = threading.Thread(target=_loop, args=(channel, writer))
    thread.start()
    thread.join()
    writer.close()


def _loop(channel: socket.socket, writer: "Writer") -> None:
    channel.sendall(pack(Kind.HEAD, str(threading.get_native_id()).encode()))
    inbox = Inbox(channel)
    while (message := inbox.receive()) is not None:
        write = Write.decode(message[1])
        body = inbox.receive() if write.has_body else (Kind.BODY, b"")
        if body is None:
            return
        try:
            channel.sendall(pack(Kind.BEGUN))
        except OSError:
            return  # the front has gone away
        try:
            answer = pack(Kind.HEAD, writer.do(write, body[1]).encode())
        except MemoryError:
            os._exit(1)
        except ServerError as error:
            answer = pack(Kind.FAULT, encode_fault(error))
        try:
            channel.sendall(answer)
        except OSError:
            return  # the front has gone away


class Writer:
    """Does the writes.

    An error other than a ``ServerError`` means that nobody knows what was written: the process
    ends, and the working copy with it.

    Args:
        store: the store.
    """

    def __init__(self, store: GraphStore) -> None:
        self._copy = WorkingCopy(store)
        self._begun = False
        self._written = False

    def do(self, write: Write, body: bytes) -> Written:
        """Does one thing.

        Raises:
            ServerError: nothing was done; the error says why.
        """
        if write.task == "publish":
            return self._publish()
        if not self._begun:
            self._begin()
        done = _TASKS[write.task](self._copy, write, body)
        self._written = True
        return done

    def close(self) -> None:
        """Leaves nothing behind."""
        self._copy.end()
        self._copy.discard()

    def _begin(self) -> None:
        try:
            self._copy.begin()
        except StoreBusyError as error:
            raise BusyError(
                "the graph is being built anew at this moment: try again when that is done"
            ) from error
        except StoreError as error:
            raise _not_stored() from error
        self._begun = True

    def _publish(self) -> Written:
        """Makes a release of what was written since the last one, and lets builders in."""
        try:
            return Written(release=self._copy.publish() if self._written else "")
        except StoreError as error:
            self._copy.discard()
            raise _not_stored() from error
        finally:
            self._copy.end()
            self._begun = self._written = False


def _not_stored() -> BusyError:
    return BusyError("the graph cannot be written just now, and nothing was: try again later")


def _update(copy: WorkingCopy, write: Write, body: bytes) -> Written:
    update, documents = write.parts(body)
    text = prepare_update(update, write.using, write.using_named, documents)
    try:
        copy.database.update(text, base_iri=copy.base or DEFAULT_BASE)
    except (SyntaxError, RuntimeError, ValueError) as error:
        raise update_error(error) from error
    return Written()


def _put(copy: WorkingCopy, write: Write, body: bytes) -> Written:
    return _store_graph(copy, write, body, replace=True)


def _post(copy: WorkingCopy, write: Write, body: bytes) -> Written:
    return _store_graph(copy, write, body, replace=False)


def _store_graph(copy: WorkingCopy, write: Write, body: bytes, *, replace: bool) -> Written:
    graph, database = graph_name(write.graph), copy.database
    parts = read_parts(write.content_type, body)
    read_alone(parts, graph, write.base)  # a fault is found before anything changes
    created = isinstance(graph, NamedNode) and not database.contains_named_graph(graph)
    if replace and not created:
        database.clear_graph(graph)
    database.add_graph(graph)
    load(database, parts, graph, write.base)
    return Written(created=created)


def _delete(copy: WorkingCopy, write: Write, body: bytes) -> Written:
    graph = graph_name(write.graph)
    if isinstance(graph, NamedNode) and not copy.database.contains_named_graph(graph):
        raise GraphMissingError(f"there is no graph {write.graph}")
    copy.database.remove_graph(graph)
    return Written()


_TASKS: dict[str, Callable[[WorkingCopy, Write, bytes], Written]] = {
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
}


if __name__ == "__main__":
    main()
