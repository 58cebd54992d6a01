"""``/sparql``: the query operation of the SPARQL 1.1 Protocol, as plain ASGI.

The way of most requests is kept short: an answer that was given already goes out after one
look-up. Requests without a query, and everything that fails, go to the framework's ways.
"""

import asyncio
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from server.answers import Answers, Fields, Kept, written
from server.direct.plain import Plain
from server.engine.engine import Answer, Engine, Gone
from server.engine.job import Job
from server.errors import BusyError, GoneError, ServerError
from server.exchange import Exchange, current, note_hit, note_query
from server.federation.outbound import ask
from server.federation.rewriting import Ask, with_remote_solutions
from server.headers import fields_for
from server.negotiation import encoding_for
from server.operations.clients import share_of
from server.problems import respond
from server.protocol import Operation, read_operation
from server.sending import entity_tag, gone, preflight, send_stream, send_whole

PATH = "/sparql"
_ALLOWED = "GET, HEAD, POST, OPTIONS"
_ALWAYS = [
    *((name.lower().encode(), value.encode()) for name, value in fields_for(PATH).items()),
    (b"access-control-expose-headers", b"ETag, Retry-After, X-Request-Id"),
    (b"cache-control", b"no-cache"),
]
_ASKING = (b"query=", b"update=")

STOPPING = "the service is stopping: try again in a little while"


class SparqlRoute:
    """Answers queries.

    Args:
        engine: answers what is not known yet.
        union: whether a query without a dataset sees the union of the named graphs.
        describe: answers a request by GET that asks nothing.
        endpoints: those that SERVICE may ask; none, and it is refused.
        ask: asks one.

    Attributes:
        answers: those that are kept.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        union: bool,
        describe: ASGIApp,
        endpoints: frozenset[str] = frozenset(),
        ask: Ask = ask,
    ) -> None:
        self._engine = engine
        self._union = union
        self._describe = describe
        self._endpoints = endpoints
        self._ask = ask
        self.answers = Answers(engine.limits.cache_bytes)
        engine.pool.changed.append(lambda _: self.answers.clear())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        method: str = scope["method"]
        if method in ("GET", "HEAD"):
            if not any(field in scope["query_string"] for field in _ASKING):
                await self._describe(scope, receive, send)
                return
            await self._get(scope, receive, send)
        elif method == "POST":
            await self._answer(scope, receive, send, None)
        elif method == "OPTIONS":
            await preflight(PATH, _ALLOWED)(scope, receive, send)
        else:
            error = HTTPException(405, headers={"Allow": _ALLOWED})
            await (await respond(Request(scope), error))(scope, receive, send)

    async def _get(self, scope: Scope, receive: Receive, send: Send) -> None:
        accept = encodings = known = b""
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = accept + b"," + value if accept else value
            elif name == b"accept-encoding":
                encodings = value
            elif name == b"if-none-match":
                known = value
        generation = await self._engine.pool.current()
        encoding = encoding_for(encodings.decode("latin-1"))
        key = (generation.release, scope["query_string"], accept, encoding)
        kept = None if _is_begun() else self.answers.get(key)
        if kept is not None:
            note_hit()
            await send_whole(send, kept, known)
        else:
            await self._answer(scope, receive, send, key)

    # ---------------------------------------------------------------------- for server.direct

    def known(self, request: bytes) -> Kept | None:
        """The answer to a request that came before with the very same bytes, over this release."""
        kept = self.answers.recall(request)
        return kept if kept is not None and self._engine.pool.is_current() else None

    def takes(self, plain: Plain) -> bool:
        """Whether a plain query can be answered without asking others."""
        return not (self._endpoints and "service" in plain.query.lower())

    async def answer_plain(
        self, plain: Plain, request: bytes, exchange: Exchange, client: str, gone: Gone
    ) -> Kept | Answer:
        """Answers a plain query; what is not short comes as it is.

        Args:
            plain: the query.
            request: the bytes that asked it.
            exchange: is told what is asked.
            client: who asks, to share fairly.
            gone: returns when the client has gone away.

        Raises:
            ServerError: there is no answer; the error says why.
        """
        generation = await self._engine.pool.current()
        key = (generation.release, plain.target, plain.accept, plain.encoding)
        kept = self.answers.get(key)
        if kept is None:
            exchange.query = plain.query
            job = Job(
                "query",
                plain.query,
                union=self._union,
                accept=plain.accept.decode(),
                encoding=plain.encoding,
                max_bytes=self._engine.limits.result_bytes,
            )
            answer = await self._engine.answer(job, client, gone=gone, generation=generation)
            if answer.more is not None:
                return answer
            kept = self._keep(answer, key)
        else:
            exchange.hit = True
        self.answers.remember(request, key)
        return kept

    # -------------------------------------------------------------------------------------------

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, key: tuple[Any, ...] | None
    ) -> None:
        request = Request(scope, receive)
        try:
            operation = await read_operation(request)
            written = operation.query
            request.state.query = written  # for pages
            note_query(written)
            if self._endpoints and "service" in operation.query.lower():
                key = None  # what others say may change at any time
                operation = await self._federated(operation)
            answer = _begun() or await self._engine.answer(
                self._job(operation, written, request.headers),
                share_of(request.client.host) if request.client else "",
                seconds=operation.timeout,
                gone=partial(gone, receive),
            )
        except (ClientDisconnect, GoneError):
            return
        except asyncio.CancelledError:  # only the end of the service cancels a request
            await (await respond(request, BusyError(STOPPING)))(scope, receive, send)
            return
        except (HTTPException, ServerError) as error:
            await (await respond(request, error))(scope, receive, send)
            return
        if answer.more is not None:
            fields, _ = _begins(answer.head.content_type, tuple(answer.head.headers.items()))
            fields = [*fields, *_tag(answer, key)]
            await send_stream(send, fields, answer, scope["method"], self._engine.limits.stall)
            return
        kept = self._keep(answer, key)
        await send_whole(send, kept, request.headers.get("if-none-match", "").encode())

    def _keep(self, answer: Answer, key: tuple[Any, ...] | None) -> Kept:
        fields, head = _begins(answer.head.content_type, tuple(answer.head.headers.items()))
        own = [*_tag(answer, key), (b"content-length", str(len(answer.body)).encode())]
        kept = Kept([*fields, *own], answer.body, head + written(own))
        if key is not None and not answer.head.volatile and key[0] == answer.release:
            self.answers.put(key, kept)
        return kept

    async def _federated(self, operation: Operation) -> Operation:
        """The operation with the solutions of other endpoints in it."""
        most = self._engine.limits.seconds
        seconds = most if operation.timeout is None else min(most, operation.timeout)
        text = await with_remote_solutions(operation.query, self._endpoints, seconds, self._ask)
        return replace(operation, query=text)

    def _job(self, operation: Operation, written: str, headers: Headers) -> Job:
        dataset = operation.dataset
        return Job(
            "query",
            operation.query,
            default_graphs=dataset.default_graphs if dataset else (),
            named_graphs=dataset.named_graphs if dataset else (),
            union=self._union,
            accept=", ".join(headers.getlist("accept")),
            format=operation.format,
            encoding=encoding_for(headers.get("accept-encoding", "")),
            max_bytes=self._engine.limits.result_bytes,
            written=written if written != operation.query else "",
        )


@lru_cache(maxsize=64)
def _begins(content_type: str, headers: tuple[tuple[str, str], ...]) -> tuple[Fields, bytes]:
    """The fields that many answers have in common, and these ``written``."""
    fields = [(b"content-type", content_type.encode()), *_ALWAYS]
    fields += [(name.lower().encode(), value.encode()) for name, value in headers]
    return fields, written(fields)


def _tag(answer: Answer, key: tuple[Any, ...] | None) -> Fields:
    """The entity tag of an answer that is the same the next time."""
    if key is None or answer.head.volatile:
        return []
    release, query, accept, encoding = key
    return [(b"etag", entity_tag(release.encode(), query, accept, encoding.encode()))]


def _is_begun() -> bool:
    """Whether something came of a request on the direct way already."""
    exchange = current()
    return exchange is not None and exchange.outcome is not None


def _begun() -> Answer | None:
    """The answer that has begun to come on the direct way already; it is taken from there.

    Raises:
        Exception: what else came of it there.
    """
    exchange = current()
    if exchange is None:
        return None
    outcome, exchange.outcome = exchange.outcome, None
    try:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome
    finally:
        del outcome  # an error knows this frame: together they would wait for the collector
