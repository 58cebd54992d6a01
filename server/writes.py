"""What the ways that write have in common."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from server.engine.engine import Engine
from server.engine.write_job import Write, Written
from server.engine.writing import Writing
from server.operations.clients import share_of
from server.protocol import read_body
from server.write_tokens import Scope, WriteTokens, check_write_access


@dataclass(frozen=True, slots=True)
class Writes:
    """Who may write into a service, and through what.

    Attributes:
        engine: what answers; it serves the release that holds a write before that is acknowledged.
        writing: what writes.
        tokens: who may; None where nobody may.
    """

    engine: Engine
    writing: Writing
    tokens: WriteTokens | None

    def check(self, request: Request, scope: Scope) -> None:
        """Lets a request write.

        Raises:
            HTTPException: 401 or 403.
            QuotaError: the client has used its share.
        """
        check_write_access(request, self.tokens, scope)
        self.engine.admission.check(_client(request))

    async def body(self, request: Request) -> bytes:
        """The body of a request that may write; raises 413 where it is too large."""
        return await read_body(request, self.engine.limits.write_bytes)

    async def do(
        self, request: Request, write: Write, body: bytes, seconds: float | None = None
    ) -> Written:
        """Have written what a request asks for; raises as ``Writing.write``."""
        return await self.writing.write(write, body, seconds, _client(request))


def _client(request: Request) -> str:
    return share_of(request.client.host) if request.client else ""


def acknowledged(written: Written, location: str | None = None) -> Response:
    """The response to a write that is there for good: 201 where it made a graph, else 204."""
    headers = {"Cache-Control": "no-store"}
    if written.created and location is not None:
        headers["Location"] = location
    return Response(status_code=201 if written.created else 204, headers=headers)
