"""Where a request is, and where it came to: paths and addresses that can be trusted in answers."""

import re
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request

MAX_PATH = 1_000
"""Longest path of anything here, in characters."""

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
_SAFE = "/%:@!$&'()*+,;=~"


def path_of(request: Request) -> str:
    """The path of a request below the root, as it was sent.

    It stays percent-encoded, so that it can stand in a header field.
    """
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    prefix: str = request.scope.get("root_path", "")
    return quote(raw.partition(b"?")[0], safe=_SAFE).removeprefix(prefix).removeprefix("/")


def root_of(request: Request) -> str:
    """How the landing page is reached from the URL of a request: a relative reference."""
    return "../" * path_of(request).count("/") or "./"


def address_of(request: Request) -> str:
    """URL of the landing page as the client sees it, by what it says of the host.

    Raises:
        HTTPException: it says nothing that could be a host.
    """
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise HTTPException(400, "the Host field names no host")
    return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}/"
