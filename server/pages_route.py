"""The pages and descriptions over HTTP: which URL is which, and what was made already is kept.

Workers make them (``server.pages``), each once a release for all who ask alike. The IRIs of the
graph are found by their path under its base, whatever host the base names.
"""

import asyncio
import hashlib

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.answers import Answers, Kept, is_known, written
from server.engine.engine import Answer, Engine
from server.engine.job import Job, Task
from server.formats import GRAPH_FORMATS, PAGE
from server.negotiation import encoding_for
from server.operations.clients import share_of
from server.urls import MAX_PATH, address_of, path_of, root_of

_CAPACITY = 16 * 2**20
_MOST_SECONDS = 60.0
_OURSELVES = "the service itself"
_ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Retry-After",
}
_CHECK_AGAIN = {"Cache-Control": "no-cache"}
_THINGS = ("id", "doc", "rule", "graph")
_ENDINGS = {name for one in (*GRAPH_FORMATS, PAGE) for name in one.names}


class Pages:
    """Answers requests for pages.

    Args:
        engine: has them made.
        union: whether a query without a dataset sees the union of the named graphs.
        writable: whether there are clients that may write.
    """

    def __init__(self, engine: Engine, *, union: bool, writable: bool = False) -> None:
        self._engine = engine
        self._union = union
        self._writable = writable
        self._kept = Answers(_CAPACITY)
        self._counted = ("", "")
        self._counting = asyncio.Lock()
        engine.pool.changed.append(lambda _: self._kept.clear())

    def routes(self) -> list[Route]:
        """The URLs."""
        return [
            Route("/", self.landing),
            Route("/sparql", self.service),
            Route("/.well-known/void", self.dataset),
            Route("/context.jsonld", self.context),
            Route("/examples", self.examples),
            Route("/examples.{ending}", self.examples),
            Route("/ns", self.vocabulary),
            Route("/ns.{ending}", self.vocabulary),
            Route("/data/{path:path}", self.data),
            Route("/ns/{path:path}", self.thing),
            *(Route(f"/{kind}/{{path:path}}", self.thing) for kind in _THINGS),
        ]

    async def landing(self, request: Request) -> Response:
        """The landing page; only browsers of its own origin need it."""
        return await self._answer(request, "page", "landing", negotiated=False, open_=False)

    async def service(self, request: Request) -> Response:
        """The description of the endpoint, to who asks it nothing."""
        return await self._answer(request, "page", "service", counts=await self._count())

    async def dataset(self, request: Request) -> Response:
        """The description of the dataset."""
        return await self._answer(request, "page", "void", counts=await self._count())

    async def context(self, request: Request) -> Response:
        """The JSON-LD context."""
        return await self._answer(request, "page", "context", negotiated=False)

    async def examples(self, request: Request) -> Response:
        """The example queries."""
        return await self._answer(request, "page", "examples")

    async def vocabulary(self, request: Request) -> Response:
        """The vocabulary."""
        return await self._answer(request, "page", "vocabulary")

    async def data(self, request: Request) -> Response:
        """The description of a thing."""
        path, ending = _split(_checked_path(request).removeprefix("data/"))
        return await self._answer(request, "thing", path, ending=ending)

    async def thing(self, request: Request) -> Response:
        """From a thing to its description, where the graph knows the thing."""
        path = _checked_path(request)
        await self._answer(request, "find", path, negotiated=False)
        there = f"{root_of(request)}data/{path}"
        fields = {"Location": there, "Link": f'<{there}>; rel="describedby"', "Vary": "Accept"}
        return Response(status_code=303, headers={**fields, **_ANY_ORIGIN, **_CHECK_AGAIN})

    # ------------------------------------------------------------------ how it is answered

    async def _count(self) -> str:
        """What the graph holds: counted once a release, whoever asks first."""
        async with self._counting:
            generation = await self._engine.pool.current()
            release, counts = self._counted
            if release != generation.release:
                answer = await self._engine.answer(Job("count", ""), _OURSELVES, most=_MOST_SECONDS)
                counts = (await _whole(answer)).decode()
                self._counted = (answer.release, counts)
        return counts

    async def _answer(
        self,
        request: Request,
        task: Task,
        text: str,
        *,
        ending: str | None = None,
        negotiated: bool = True,
        open_: bool = True,
        counts: str = "",
    ) -> Response:
        headers = request.headers
        named = self._named(request, ending) if negotiated else None
        job = Job(
            task,
            text,
            union=self._union,
            accept=", ".join(headers.getlist("accept")) if negotiated and not named else "",
            format=named,
            encoding=encoding_for(headers.get("accept-encoding", "")),
            max_bytes=self._engine.limits.result_bytes,
            address=address_of(request) if negotiated else "",
            root=root_of(request),
            writable=self._writable,
            counts=counts,
        )
        generation = await self._engine.pool.current()
        key = (generation.release, job)
        kept = self._kept.get(key)
        if kept is None:
            client = share_of(request.client.host) if request.client else ""
            answer = await self._engine.answer(job, client)
            kept = await self._keep(key, answer, open_=open_)
        if is_known(kept.fields, headers.get("if-none-match", "").encode()):
            return _response(304, kept, b"")
        return _response(200, kept, kept.body)

    def _named(self, request: Request, ending: str | None) -> str | None:
        """What format the URL names: by its ending, or by a parameter."""
        ending = ending or request.path_params.get("ending")
        if ending is not None and ending not in _ENDINGS:
            raise HTTPException(404)
        query = request.query_params
        return ending or query.get("format") or query.get("output") or None

    async def _keep(self, key: tuple[str, Job], answer: Answer, *, open_: bool) -> Kept:
        body = await _whole(answer)
        release, job = key
        digest = hashlib.blake2b(repr((answer.release, job)).encode(), digest_size=12).hexdigest()
        fields = {
            "Content-Type": answer.head.content_type,
            **answer.head.headers,
            **_CHECK_AGAIN,
            **(_ANY_ORIGIN if open_ else {}),
            "ETag": f'W/"{digest}"',
            "Content-Length": str(len(body)),
        }
        encoded = [(name.lower().encode(), value.encode()) for name, value in fields.items()]
        kept = Kept(encoded, body, written(encoded))
        if release == answer.release:
            self._kept.put(key, kept)
        return kept


async def _whole(answer: Answer) -> bytes:
    """The body of an answer."""
    body = bytearray(answer.body)
    if answer.more is not None:
        async for piece in answer.more:
            body += piece
    return bytes(body)


def _response(status: int, kept: Kept, body: bytes) -> Response:
    response = Response(body, status)
    left_out = (b"content-type", b"content-length") if status == 304 else ()
    response.raw_headers = [field for field in kept.fields if field[0] not in left_out]
    return response


def _checked_path(request: Request) -> str:
    path = path_of(request)
    if len(path) > MAX_PATH:
        raise HTTPException(414, "the path is too long")
    return path


def _split(path: str) -> tuple[str, str | None]:
    """The path of a thing, and the format's ending where the path has one."""
    before, dot, ending = path.rpartition(".")
    return (before, ending) if dot and ending in _ENDINGS else (path, None)
