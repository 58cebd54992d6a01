"""``/health``, ``/ready`` and ``/metrics``: for supervisors, load balancers and Prometheus."""

import asyncio
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.engine.engine import Engine
from server.errors import ServerError
from server.operations.metrics import MEDIA_TYPE, Metrics
from server.problems import RETRY_SECONDS, problem

_FRESH = {"Cache-Control": "no-store"}
_PATIENCE = 2.0
"""For how many seconds a worker may keep ``/ready`` waiting."""

_HOLDS = 1.0
"""For how many seconds what ``/ready`` found out holds, so that asking often costs nothing."""


class Health:
    """Tells how the service is.

    Args:
        engine: what must answer for the service to be ready.
        metrics: its figures.
    """

    def __init__(self, engine: Engine, metrics: Metrics) -> None:
        self._engine = engine
        self._metrics = metrics
        self._checking = asyncio.Lock()
        self._checked = float("-inf")
        self._fault = ""

    async def live(self, request: Request) -> Response:
        """``/health``: this process answers. It asks nobody else."""
        return JSONResponse({"status": "ok"}, headers=_FRESH)

    async def ready(self, request: Request) -> Response:
        """``/ready``: the graph is open and a worker answers; else 503."""
        async with self._checking:
            if time.monotonic() - self._checked > _HOLDS:
                self._fault = await self._check()
                self._checked = time.monotonic()
        if self._fault:
            fields = {**_FRESH, "Retry-After": str(RETRY_SECONDS)}
            return problem(503, f"not ready: {self._fault}", headers=fields)
        manifest: Mapping[str, object] = (await self._engine.pool.current()).manifest
        told = {name: manifest[name] for name in ("release", "published", "quads")}
        return JSONResponse({"status": "ready", **told}, headers=_FRESH)

    async def metrics(self, request: Request) -> Response:
        """``/metrics``: the figures, in Prometheus' text format."""
        text = await asyncio.to_thread(self._metrics.text)
        return Response(text, media_type=MEDIA_TYPE, headers=_FRESH)

    async def _check(self) -> str:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._engine.probe()
        except TimeoutError:
            return f"no process has answered within {_PATIENCE:g} seconds"
        except ServerError as error:
            return str(error)
        return ""
