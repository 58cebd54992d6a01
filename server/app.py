"""The HTTP service: SPARQL, a landing page, and a sign of health."""

import asyncio
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from server.headers import SecurityHeaders
from server.negotiation import choose
from server.problems import HANDLERS
from server.protocol import read_operation
from server.query import start_query
from server.releases import LiveRelease
from server.slots import QuerySlots
from server.store import GraphStore

_STATIC = Path(__file__).parent / "static"
_PREFLIGHT = {
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def create_app(store: Path) -> FastAPI:
    """The service over a store.

    A release that is published while it runs is served from the next request on.

    Args:
        store: directory of the store.

    Raises:
        StoreError: there is nothing to serve.
    """
    app = FastAPI(
        title="Accord",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers=dict(HANDLERS),
    )
    app.state.live = LiveRelease(GraphStore(store))
    app.state.slots = QuerySlots()
    app.add_route("/", landing)
    app.add_route("/health", health)
    app.add_route("/sparql", sparql, methods=["GET", "POST"])
    app.add_route("/sparql", preflight, methods=["OPTIONS"])
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.add_middleware(SecurityHeaders)
    return app


async def landing(request: Request) -> Response:
    """The landing page."""
    served = await live(request).current()
    page = await asyncio.to_thread(lambda: served.landing_page)
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-cache"})


async def health(request: Request) -> Response:
    """Whether the service is up, and with what."""
    manifest = (await live(request).current()).release.manifest
    told = {name: manifest[name] for name in ("release", "published", "quads")}
    return JSONResponse({"status": "ok", **told}, headers={"Cache-Control": "no-store"})


async def sparql(request: Request) -> Response:
    """The query operation of the SPARQL 1.1 Protocol."""
    operation = await read_operation(request)
    accept = ", ".join(request.headers.getlist("accept"))
    served = await live(request).current()
    slots: QuerySlots = request.app.state.slots
    result = await slots.run(
        partial(
            start_query,
            served.release.store,
            operation.query,
            partial(choose, accept=accept, name=operation.format),
            dataset=operation.dataset,
            prefixes=served.prefixes,
        )
    )
    choice = result.choice
    headers = {"Content-Type": choice.content_type, "Vary": "Accept"}
    if operation.format:
        headers["Content-Disposition"] = f'inline; filename="accord.{choice.format.names[0]}"'
    return Response(result.data, headers=headers)


async def preflight(request: Request) -> Response:
    """Lets pages of any origin ask queries (Fetch standard, CORS-preflight request)."""
    return Response(status_code=204, headers=_PREFLIGHT)


def live(request: Request) -> LiveRelease:
    """The release that the service of this request follows."""
    release: LiveRelease = request.app.state.live
    return release
