"""``/store``: the SPARQL 1.1 Graph Store HTTP Protocol."""

import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin
from uuid import uuid4

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.answers import Kept, written
from server.engine.job import Job
from server.engine.write_job import Write, WriteTask
from server.errors import GoneError
from server.exchange import note_query
from server.negotiation import encoding_for
from server.operations.clients import share_of
from server.protocol import Fields, one_of, read_seconds, read_target
from server.sending import entity_tag, gone, preflight, send_stream, send_whole
from server.writes import Writes, acknowledged

PATH = "/store"
_ALLOWED = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_TASKS: dict[str, WriteTask] = {"PUT": "put", "POST": "post", "DELETE": "delete"}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """The graph that a request is about (section 4).

    Attributes:
        graph: its IRI; None of the default graph, which is the store's own and not the union
            that queries see.
        is_new: whether it is to be made, under an IRI that nobody has yet.
    """

    graph: str | None
    is_new: bool = False

    def __str__(self) -> str:
        """For the log."""
        return "the default graph" if self.graph is None else f"<{self.graph}>"


class GraphStoreRoute:
    """Gives graphs to everybody, and takes them from whoever may.

    Args:
        writes: through what, and who may.
    """

    def __init__(self, writes: Writes) -> None:
        self._writes = writes
        self._engine = writes.engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            await preflight(scope["path"], _ALLOWED)(scope, receive, send)
        elif request.method in ("GET", "HEAD"):
            await self._get(request, receive, send)
        elif request.method in _TASKS:
            response = await self._write(request)
            await response(scope, receive, send)
        else:
            raise HTTPException(405, headers={"Allow": _ALLOWED})

    async def _get(self, request: Request, receive: Receive, send: Send) -> None:
        """Sections 5.2 and 5.6."""
        fields = read_target(request)
        target = read_graph(request, fields)
        note_query(f"{request.method} {target}")
        headers = request.headers
        job = Job(
            "graph",
            target.graph or "",
            accept=", ".join(headers.getlist("accept")),
            format=one_of(fields, "format"),
            encoding=encoding_for(headers.get("accept-encoding", "")),
            max_bytes=self._engine.limits.result_bytes,
        )
        client = share_of(request.client.host) if request.client else ""
        try:
            answer = await self._engine.answer(
                job, client, seconds=read_seconds(fields), gone=partial(gone, receive)
            )
        except GoneError:
            return
        depends = (answer.release, target.graph or "", answer.head.content_type, job.encoding)
        tag = entity_tag(*(one.encode() for one in depends))
        sent = [
            (b"content-type", answer.head.content_type.encode()),
            (b"cache-control", b"no-cache"),
            (b"etag", tag),
            *((k.lower().encode(), v.encode()) for k, v in answer.head.headers.items()),
        ]
        if answer.more is not None:
            limits = self._engine.limits
            await send_stream(send, sent, answer, request.method, limits.stall)
            return
        sent.append((b"content-length", str(len(answer.body)).encode()))
        body = b"" if request.method == "HEAD" else answer.body
        await send_whole(
            send, Kept(sent, body, written(sent)), headers.get("if-none-match", "").encode()
        )

    async def _write(self, request: Request) -> Response:
        """Sections 5.3 to 5.5."""
        self._writes.check(request, "load")
        fields = read_target(request)
        target = read_graph(request, fields)
        note_query(f"{request.method} {target}")
        write = Write(
            _TASKS[request.method],
            graph=target.graph,
            content_type=request.headers.get("content-type", ""),
            base=target.graph or f"{_origin(request)}{PATH}",
        )
        body = await self._writes.body(request) if write.has_body else b""
        written = await self._writes.do(request, write, body, read_seconds(fields))
        return acknowledged(written, target.graph if target.is_new else None)


def read_graph(request: Request, fields: Fields) -> Target:
    """Which graph a request is about.

    Below ``/store/`` stand graphs that have their own URL as their IRI (direct identification);
    else ``default`` or ``graph`` names one (indirect identification).

    Raises:
        HTTPException: 400, it names none, or more than one.
    """
    own = _origin(request) + (request.scope.get("raw_path") or b"").decode("ascii", "replace")
    direct = len(request.scope["path"]) > len(f"{PATH}/")
    default = one_of(fields, "default") is not None
    graph = one_of(fields, "graph")
    if direct + default + (graph is not None) > 1:
        raise HTTPException(400, "the request names several graphs: name one")
    if default:
        return Target(None)
    if direct:
        return Target(_checked(own))
    if graph is not None:
        return Target(_checked(graph if _ABSOLUTE.match(graph) else urljoin(own, graph)))
    if request.method == "POST":
        return Target(_checked(f"{_origin(request)}{PATH}/{uuid4()}"), is_new=True)
    raise HTTPException(400, "the request names no graph: give ?graph=IRI or ?default")


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _checked(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise HTTPException(400, f"the graph's name {iri!r} is no IRI") from error
