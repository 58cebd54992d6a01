"""Plain queries: what a look at the bytes of a request must show for the direct way."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_plus

from server.negotiation import Encoding, encoding_for
from server.protocol import MAX_TARGET_BYTES

BEGINS = b"GET /sparql?query="

_REQUEST = re.compile(
    rb"GET /sparql\?(query=[A-Za-z0-9%+._~*!'(),:;@/?$=-]*+) HTTP/1\.1\r\n"
    rb"((?:[A-Za-z-]++:[ -~]*+\r\n)++)\r\n"
)
_HARMLESS = frozenset(
    {b"host", b"connection", b"accept", b"accept-encoding", b"accept-language", b"user-agent"}
    | {b"cache-control", b"pragma", b"cookie", b"referer", b"origin", b"dnt", b"priority"}
    | {b"upgrade-insecure-requests", b"sec-gpc", b"sec-fetch-dest", b"sec-fetch-mode"}
    | {b"sec-fetch-site", b"sec-fetch-user", b"sec-ch-ua", b"sec-ch-ua-mobile"}
    | {b"sec-ch-ua-platform"}
)
"""Fields that change nothing about the answer, and those that are read here."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain query.

    Attributes:
        query: it.
        target: the query string of its URL.
        accept: value of the ``Accept`` field; empty where there is none.
        encoding: how the answer's body may be encoded.
    """

    query: str
    target: bytes
    accept: bytes
    encoding: Encoding


def read_plain(request: bytes) -> Plain | None:
    """The plain query that a request is, if it is one.

    Args:
        request: all that came at once on a connection that has nothing else to do.
    """
    match = _REQUEST.fullmatch(request)
    if match is None or match.end(1) > MAX_TARGET_BYTES:
        return None
    fields: dict[bytes, bytes] = {}
    for line in match[2].split(b"\r\n")[:-1]:
        name, _, value = line.partition(b":")
        name = name.lower()
        if name not in _HARMLESS or name in fields:
            return None
        fields[name] = value.strip()
    if b"host" not in fields or fields.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    target = match[1]
    try:
        query = unquote_plus(target[len("query=") :].decode(), errors="strict")
    except UnicodeDecodeError:
        return None
    encoding = encoding_for(fields.get(b"accept-encoding", b"").decode())
    return Plain(query, target, fields.get(b"accept", b""), encoding)
