"""The HTTP service: SPARQL, a landing page, and signs of health."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from server.direct.protocol import Direct
from server.engine.engine import Engine
from server.engine.generation import Nursery
from server.engine.writing import Writing
from server.federation.loading import Fetch
from server.federation.outbound import ask, fetch
from server.federation.rewriting import Ask
from server.graph_store_route import PATH as STORE_PATH
from server.graph_store_route import GraphStoreRoute
from server.headers import SecurityHeaders
from server.limits import Limits
from server.operations.connections import Bounds, Doors
from server.operations.health import Health
from server.operations.logs import Logs
from server.operations.metrics import Metrics
from server.operations.observed import Observed
from server.operations.tally import Tally
from server.pages_route import Pages
from server.problems import HANDLERS
from server.sparql_route import PATH, SparqlRoute
from server.store import GraphStore
from server.update_route import PATH as UPDATE_PATH
from server.update_route import UpdateRoute
from server.write_tokens import WriteTokens
from server.writes import Writes

_STATIC = Path(__file__).parent / "static"


class Service:
    """The ASGI application: a way of its own for queries, the framework for the rest."""

    def __init__(self, pages: ASGIApp, sparql: ASGIApp) -> None:
        self._pages = pages
        self._sparql = sparql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] == "http" and scope["path"] == PATH:
            await self._sparql(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Application:
    """The service.

    Attributes:
        asgi: answers every request.
        direct: for connections that answer plain queries themselves.
    """

    asgi: ASGIApp
    direct: Direct


def create_app(
    store: Path,
    limits: Limits | None = None,
    *,
    union: bool = True,
    endpoints: frozenset[str] = frozenset(),
    ask: Ask = ask,
    sources: frozenset[str] = frozenset(),
    fetch: Fetch = fetch,
    logs: Logs | None = None,
    doors: Doors | None = None,
    tokens: WriteTokens | None = None,
    nursery: Nursery | None = None,
    ready: Callable[[], None] | None = None,
) -> Application:
    """The service over a store.

    A release that is published while it runs is served from the next request on.

    Args:
        store: directory of the store.
        limits: what a request, and a client, may take.
        union: whether a query without a dataset sees the union of the named graphs.
        endpoints: those that SERVICE may ask; none, and it is refused.
        ask: asks one.
        sources: documents that LOAD may fetch; none, and it is refused.
        fetch: gets one.
        logs: what is to be logged.
        doors: the connections, for their figures.
        tokens: who may write; None where nobody may.
        nursery: a process that was started already, to hold the graph.
        ready: is called when the service can answer.

    Raises:
        StoreError: there is nothing to serve.
    """
    graph_store = GraphStore(store)
    graph_store.manifest()
    engine = Engine(graph_store, limits or Limits())
    writing = Writing(graph_store, engine.limits, engine.admission)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await engine.pool.open(nursery)
        if ready is not None:
            ready()
        yield
        await writing.close()
        await engine.pool.close()

    pages = FastAPI(
        title="Accord",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers=dict(HANDLERS),
        lifespan=lifespan,
    )
    sparql = SparqlRoute(engine, union=union, describe=pages, endpoints=endpoints, ask=ask)
    tally = Tally()
    figures = Metrics(engine, sparql.answers, tally, doors or Doors(Bounds()))
    health = Health(engine, figures)
    pages.add_route("/health", health.live)
    pages.add_route("/ready", health.ready)
    pages.add_route("/metrics", health.metrics)
    pages.router.routes.extend(Pages(engine, union=union, writable=tokens is not None).routes())
    writes = Writes(engine, writing, tokens)
    graphs = GraphStoreRoute(writes)
    pages.router.routes += [
        Route(UPDATE_PATH, UpdateRoute(writes, sources, fetch)),
        Route(STORE_PATH, graphs),
        Route(f"{STORE_PATH}/{{name:path}}", graphs),
    ]
    pages.mount("/static", StaticFiles(directory=_STATIC))
    pages.add_middleware(SecurityHeaders)
    observed = Observed(Service(pages, sparql), logs or Logs(), tally)
    return Application(observed, Direct(sparql, observed))
