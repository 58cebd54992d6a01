"""What the front asks of a worker, and how the worker's answer begins."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from server.engine.message import Message
from server.negotiation import Encoding

Task = Literal["query", "graph", "warm", "count", "page", "find", "thing"]
"""What a worker can do: answer a query, send a graph, get ready, count what the graph holds, make a
page of it, find out whether it knows a thing, or describe it."""


@dataclass(frozen=True, slots=True)
class Job(Message):
    """One thing to do.

    Attributes:
        task: what kind of thing.
        text: the query; the name of the page; the path of the thing under the base; or the IRI of
            the graph, empty for the default graph.
        default_graphs: IRIs of ``default-graph-uri`` (SPARQL 1.1 Protocol, section 2.1.4), and
        named_graphs: of ``named-graph-uri``; where one of them is given, both together take the
            place of the query's own dataset.
        union: whether a query without a dataset sees the union of the named graphs.
        accept: value of the ``Accept`` field.
        format: what ``format=`` names, if anything.
        encoding: how the answer's body is to be encoded.
        max_bytes: largest answer, in bytes before it is encoded.
        written: the query as the client wrote it, where the text is another.
        address: URL of the landing page, where the answer names it.
        root: how the landing page is reached from the answer, as a relative reference.
        writable: whether there are clients that may write.
        counts: what the graph holds, as ``count`` answers it, for pages that tell of it.
    """

    task: Task
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    union: bool = True
    accept: str = ""
    format: str | None = None
    encoding: Encoding = "identity"
    max_bytes: int = 2**30
    written: str = ""
    address: str = ""
    root: str = ""
    writable: bool = False
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Head(Message):
    """How an answer begins.

    Attributes:
        content_type: media type of the body, with its parameters.
        headers: further fields of the response.
        volatile: whether the same request may get another answer from the same graph (it asks for
            the time, a random number, a new name), so that the answer may not be kept.
    """

    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    volatile: bool = False

    def encode(self) -> bytes:
        """As the payload of a message."""
        return _encoded(self.content_type, tuple(self.headers.items()), self.volatile)


@lru_cache(maxsize=256)
def _encoded(content_type: str, headers: tuple[tuple[str, str], ...], volatile: bool) -> bytes:
    """Most answers begin as others did."""
    return json.dumps([content_type, dict(headers), volatile]).encode()
