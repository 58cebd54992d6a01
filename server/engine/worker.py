"""What a worker process does: one job after the other, until the front closes its socket."""

import os
import signal
import threading
from collections.abc import Callable
from functools import cache
from socket import socket
from typing import IO, cast

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat

from ontology.namespaces import DEFAULT_BASE, Namespaces
from server.bodies import graph_name
from server.engine.confinement import limit_memory
from server.engine.faults import encode_fault
from server.engine.frames import Inbox, Kind, pack
from server.engine.job import Head, Job
from server.engine.output import Output
from server.errors import GraphMissingError, QueryRefusedError, QuerySyntaxError
from server.federation.places import tell_as_written
from server.negotiation import choose
from server.pages.tasks import PAGE_TASKS, write_result_page
from server.prefixes import prefixes
from server.query import Dataset, prepare, write_result
from server.store import OpenRelease
from server.threads import STACK_BYTES

_ALL = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def work(channel: socket, open_release: Callable[[], OpenRelease], memory: int) -> None:
    """Does the jobs that come through a socket; returns when the front closes it.

    A thread with a deep stack does them. The first message is the thread's id, by which the front
    may give it a lower priority.

    Args:
        channel: blocking socket to the front.
        open_release: gives the graph, in the thread that is to use it.
        memory: how many bytes the jobs may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the front's to act on
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=_loop, args=(channel, open_release, memory))
    thread.start()
    thread.join()


def _loop(channel: socket, open_release: Callable[[], OpenRelease], memory: int) -> None:
    try:
        release = open_release()
        limit_memory(memory)
        channel.sendall(pack(Kind.HEAD, str(threading.get_native_id()).encode()))
        inbox = Inbox(channel)
        while (message := inbox.receive()) is not None:
            _do(Job.decode(message[1]), release, channel)
    except OSError:
        pass  # the front has gone away, or has no more use for this worker
    except MemoryError:
        os._exit(1)


def _do(job: Job, release: OpenRelease, channel: socket) -> None:
    output = Output(channel, job.encoding, job.max_bytes)
    try:
        _TASKS[job.task](job, release, output)
        output.end()
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 (it goes to the front, which answers for it)
        channel.sendall(pack(Kind.FAULT, encode_fault(error)))


def _answer_query(job: Job, release: OpenRelease, output: Output) -> None:
    try:
        _answer_text(job, release, output)
    except (QuerySyntaxError, QueryRefusedError) as error:
        if job.written:
            tell_as_written(error, job.text, job.written)
        raise


def _answer_text(job: Job, release: OpenRelease, output: Output) -> None:
    prepared = prepare(
        job.text, lambda form: choose(form, accept=job.accept, name=job.format, page=True)
    )
    choice = prepared.choice
    headers = {"Vary": "Accept, Accept-Encoding"}
    if job.format:
        headers["Content-Disposition"] = f'inline; filename="accord.{choice.format.names[0]}"'
    output.begin(Head(choice.content_type, headers, prepared.query.volatile))
    dataset = None
    if job.default_graphs or job.named_graphs:
        dataset = Dataset(job.default_graphs, job.named_graphs)
    base = release.manifest.get("base", DEFAULT_BASE)
    write_result(
        release.store,
        prepared,
        output,  # type: ignore[arg-type]  # the engine only asks for write() and flush()
        dataset=dataset,
        union=job.union,
        prefixes=_prefixes(base),
        base=base,
        page=lambda results: write_result_page(results, job, release, output),
    )


def _send_graph(job: Job, release: OpenRelease, output: Output) -> None:
    choice = choose("CONSTRUCT", accept=job.accept, name=job.format)
    graph = graph_name(job.text or None)
    if isinstance(graph, NamedNode) and not release.store.contains_named_graph(graph):
        raise GraphMissingError(f"there is no graph {job.text}")
    output.begin(Head(choice.content_type, {"Vary": "Accept, Accept-Encoding"}))
    release.store.dump(
        cast("IO[bytes]", output),  # the engine only asks for write() and flush()
        cast(RdfFormat, choice.format.engine),
        from_graph=graph,
        prefixes=_prefixes(release.manifest.get("base", DEFAULT_BASE)),
    )


def _warm_up(job: Job, release: OpenRelease, output: Output) -> None:
    """Touches what queries touch: reading writes into the store's memory, and so copies pages."""
    output.begin(Head("text/plain"))
    for union in (False, True):
        counted = release.store.query(_ALL, use_default_graph_as_union=union)
        if isinstance(counted, QuerySolutions):
            list(counted)


@cache
def _prefixes(base: str) -> dict[str, str]:
    return dict(prefixes(Namespaces(base)))


_TASKS: dict[str, Callable[[Job, OpenRelease, Output], None]] = {
    "query": _answer_query,
    "graph": _send_graph,
    "warm": _warm_up,
    **PAGE_TASKS,
}
