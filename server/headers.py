"""Fields that every response carries, so that a browser does no more than it must."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_FIELDS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_OPEN_PATHS = ("/sparql", "/update", "/store")


def fields_for(path: str) -> dict[str, str]:
    """The fields for what stands at a path. Pages of any origin may call the three protocols.

    That allows nobody more than a token does: no cookie and no login goes with such a call.
    """
    is_open = path in _OPEN_PATHS or path.startswith("/store/")
    return {**_FIELDS, "Access-Control-Allow-Origin": "*"} if is_open else _FIELDS


class SecurityHeaders:
    """ASGI middleware that adds the fields, to errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and its response back with the fields."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_fields(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(fields_for(scope["path"]))
            await send(message)

        await self._app(scope, receive, send_with_fields)
