"""``/update``: the update operation of the SPARQL 1.1 Protocol (section 2.2)."""

import time

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.engine.write_job import Write
from server.exchange import note_query
from server.federation.loading import Fetch, documents_of
from server.loads import Document
from server.protocol import (
    FORM,
    UPDATE,
    decode,
    one_of,
    read_fields,
    read_media_type,
    read_seconds,
    read_target,
)
from server.sending import preflight
from server.writes import Writes, acknowledged

PATH = "/update"
_ALLOWED = "POST, OPTIONS"


class UpdateRoute:
    """Does updates, for whoever may.

    Args:
        writes: through what, and who may.
        sources: IRIs of the documents that LOAD may fetch; none, and it is refused.
        fetch: gets one.
    """

    def __init__(self, writes: Writes, sources: frozenset[str], fetch: Fetch) -> None:
        self._writes = writes
        self._sources = sources
        self._fetch = fetch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request: 204 once the update is there for good."""
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            response = preflight(PATH, _ALLOWED)
        elif request.method == "POST":
            response = await self._post(request)
        else:
            raise HTTPException(405, headers={"Allow": _ALLOWED})
        await response(scope, receive, send)

    async def _post(self, request: Request) -> Response:
        self._writes.check(request, "update")
        fields = read_target(request)
        if any(name == "update" for name, _ in fields):
            raise HTTPException(400, "an update is sent in the body, not in the URL")
        media_type = read_media_type(request, (UPDATE, FORM))
        body = await self._writes.body(request)
        if media_type == FORM:
            fields += read_fields(body, "the form")
            update = one_of(fields, "update")
            if update is None:
                raise HTTPException(400, "there is no update: give one in the parameter “update”")
        else:
            update = decode(body, "update")
        request.state.update = update  # for problems
        note_query(update)
        seconds, documents = read_seconds(fields), dict[str, Document]()
        if self._sources:
            seconds, documents = await self._documents(update, seconds)
        write, body = Write.of_update(
            update,
            tuple(value for name, value in fields if name == "using-graph-uri"),
            tuple(value for name, value in fields if name == "using-named-graph-uri"),
            documents,
        )
        return acknowledged(await self._writes.do(request, write, body, seconds))

    async def _documents(
        self, update: str, seconds: float | None
    ) -> tuple[float, dict[str, Document]]:
        """What an update loads, and how many seconds are left for it then."""
        limits = self._writes.engine.limits
        seconds = limits.seconds if seconds is None else min(seconds, limits.seconds)
        began = time.monotonic()
        documents = await documents_of(
            update, self._sources, seconds, limits.write_bytes, self._fetch
        )
        return seconds - (time.monotonic() - began) if documents else seconds, documents
