"""What the front asks of the writer."""

from dataclasses import dataclass
from typing import Literal

from server.engine.message import Message

WriteTask = Literal["update", "put", "post", "delete", "publish"]
"""A SPARQL update, an operation of the Graph Store Protocol, or to publish what was done."""


@dataclass(frozen=True, slots=True)
class Write(Message):
    """One thing to write. A message with the update or the graph follows, where there is one.

    Attributes:
        task: what kind of thing.
        using: IRIs of ``using-graph-uri``, and
        using_named: of ``using-named-graph-uri``.
        graph: IRI of the graph that is put, posted or deleted; None is the default graph.
        content_type: value of the ``Content-Type`` field of the graph.
        base: what relative IRIs of the graph are resolved against.
    """

    task: WriteTask
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    graph: str | None = None
    content_type: str = ""
    base: str = ""

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
