"""What the front asks of a worker, and how the worker's answer begins."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

Task = Literal["query", "page", "warm"]
"""What a worker can do: answer a query, make a page of the graph it holds, or get ready."""

Encoding = Literal["identity", "gzip"]
"""How an answer's body may be encoded (RFC 9110, section 8.4)."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do.

    Attributes:
        task: what kind of thing.
        text: the query; or the name of the page.
        default_graphs: IRIs of ``default-graph-uri`` (SPARQL 1.1 Protocol, section 2.1.4), and
        named_graphs: of ``named-graph-uri``; where one of them is given, both together take the
            place of the query's own dataset.
        union: whether a query without a dataset sees the union of the named graphs.
        accept: value of the ``Accept`` field.
        format: what ``format=`` names, if anything.
        encoding: how the answer's body is to be encoded.
        max_bytes: largest answer, in bytes before it is encoded.
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

    def encode(self) -> bytes:
        """As the payload of a message."""
        return json.dumps({f.name: getattr(self, f.name) for f in fields(self)}).encode()

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """From the payload of a message."""
        values = json.loads(payload)
        for name in ("default_graphs", "named_graphs"):
            values[name] = tuple(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Head:
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
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """From the payload of a message."""
        values: dict[str, Any] = json.loads(payload)
        return cls(**values)
