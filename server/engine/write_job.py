"""What the front asks of the writer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from server.engine.message import Message
from server.loads import Document

WriteTask = Literal["update", "put", "post", "delete", "publish"]
"""A SPARQL update, an operation of the Graph Store Protocol, or to publish what was done."""


@dataclass(frozen=True, slots=True)
class Write(Message):
    """One thing to write. A message with its body follows, where there is one.

    That is the graph, or the update and behind it the documents that it loads.

    Attributes:
        task: what kind of thing.
        using: IRIs of ``using-graph-uri``, and
        using_named: of ``using-named-graph-uri``.
        graph: IRI of the graph that is put, posted or deleted; None is the default graph.
        content_type: value of the ``Content-Type`` field of the graph.
        base: what relative IRIs of the graph are resolved against.
        sources: IRIs of the documents that the update loads, and
        content_types: their ``Content-Type`` fields, and
        sizes: how many bytes each has.
    """

    task: WriteTask
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    graph: str | None = None
    content_type: str = ""
    base: str = ""
    sources: tuple[str, ...] = ()
    content_types: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()

    @classmethod
    def of_update(
        cls,
        update: str,
        using: tuple[str, ...],
        using_named: tuple[str, ...],
        documents: Mapping[str, Document],
    ) -> tuple[Self, bytes]:
        """An update with the documents that it loads, and their body."""
        write = cls(
            "update",
            using=using,
            using_named=using_named,
            sources=tuple(documents),
            content_types=tuple(one.content_type for one in documents.values()),
            sizes=tuple(len(one.data) for one in documents.values()),
        )
        return write, b"".join([update.encode(), *(one.data for one in documents.values())])

    def parts(self, body: bytes) -> tuple[str, dict[str, Document]]:
        """The update of a body, and the documents that it loads by their IRIs."""
        at = len(body) - sum(self.sizes)
        update, documents = body[:at].decode(), {}
        for source, kind, size in zip(self.sources, self.content_types, self.sizes, strict=True):
            documents[source] = Document(kind, body[at : at + size])
            at += size
        return update, documents

    @property
    def has_body(self) -> bool:
        """Whether an update or a graph is sent with it."""
        return self.task in ("update", "put", "post")


@dataclass(frozen=True, slots=True)
class Written(Message):
    """What a write did.

    Attributes:
        created: whether it made a graph that was not there.
        release: the release that holds it; empty until there is one.
    """

    created: bool = False
    release: str = ""
