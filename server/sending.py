"""Answers on their way to the client: whole, as they come, or not at all since it has them."""

import asyncio
import hashlib

from starlette.responses import Response
from starlette.types import Receive, Send

from server.answers import Fields, Kept, is_known
from server.engine.engine import Answer
from server.headers import fields_for


async def send_whole(send: Send, kept: Kept, known: bytes) -> None:
    """Send a whole answer, or that the client has it already (RFC 9110, section 13.1.2).

    Args:
        send: where to.
        kept: the answer.
        known: value of the ``If-None-Match`` field.
    """
    status, fields, body = 200, kept.fields, kept.body
    if is_known(kept.fields, known):
        status, body = 304, b""
        fields = [field for field in fields if field[0] not in (b"content-length", b"content-type")]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})


async def send_stream(
    send: Send, fields: Fields, answer: Answer, method: str, stall: float
) -> None:
    """Send an answer as it comes; where it breaks off, so does the connection.

    Args:
        send: where to.
        fields: header fields.
        answer: an answer of which there is more.
        method: what was asked with: HEAD gets no body.
        stall: for how many seconds the client may take nothing.
    """
    rest = answer.more
    if rest is None:
        raise ValueError("a whole answer is not sent as it comes")
    try:
        await send({"type": "http.response.start", "status": 200, "headers": fields})
        if method == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.body", "body": answer.body, "more_body": True})
        async for piece in rest:
            rest.run.pause()
            async with asyncio.timeout(stall):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            rest.run.resume()
        await send({"type": "http.response.body", "body": b""})
    finally:
        rest.close()


def entity_tag(*parts: bytes) -> bytes:
    """The ``ETag`` of an answer, from all that it depends on."""
    digest = hashlib.blake2b(b"\0".join(parts), digest_size=12).hexdigest()
    return f'W/"{digest}"'.encode()


def preflight(path: str, methods: str) -> Response:
    """What a browser is told that asks whether a page of another origin may call a path."""
    fields = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers={**fields_for(path), **fields})


async def gone(receive: Receive) -> None:
    """Returns when the client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass
