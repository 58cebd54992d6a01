"""Plain queries: what a look at the bytes of a request must show for the direct way."""

import re
import string
from binascii import a2b_qp
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from server.negotiation import Encoding, encoding_for
from server.protocol import MAX_TARGET_BYTES

_TARGET = b"GET /sparql?"
BEGINS = _TARGET + b"query="

_ENDS = b" HTTP/1.1\r\n"
_IN_A_TARGET = (string.ascii_letters + string.digits + "%+._~*!'(),:;@/?$=-").encode()
_FIELDS = re.compile(rb"((?:[A-Za-z-]++:[ -~]*+\r\n)++)\r\n")
_MOST_OF_KNOWN_FIELDS = 2_000
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
    ends = request.find(_ENDS)
    target = request[len(_TARGET) : max(0, ends)]
    is_target = request.startswith(BEGINS) and not target.translate(None, _IN_A_TARGET)
    if not is_target or ends > MAX_TARGET_BYTES:
        return None
    fields = request[ends + len(_ENDS) :]
    read = _known_fields if len(fields) < _MOST_OF_KNOWN_FIELDS else _read_fields
    accepted = read(fields)
    if accepted is None:
        return None
    try:
        query = unquoted(target[len(b"query=") :].replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
    return Plain(query, target, *accepted)


def unquoted(text: bytes) -> bytes:
    """Bytes with their percent-encoding undone (RFC 3986, section 2.1), as ``urllib.parse`` does.

    Quoted-printable (RFC 2045) has the same escapes behind another sign, and the library decodes
    them in C. It shortens the text by two bytes for each, unless one is no escape in fact.
    """
    escaped = text.replace(b"=", b"%3D")
    plain = a2b_qp(escaped.replace(b"%", b"="))
    if len(plain) == len(escaped) - 2 * escaped.count(b"%"):
        return plain
    return unquote_to_bytes(text)


def _read_fields(text: bytes) -> tuple[bytes, Encoding] | None:
    """What is accepted, where the fields of a request make nothing special of it."""
    match = _FIELDS.fullmatch(text)
    if match is None:
        return None
    fields: dict[bytes, bytes] = {}
    for line in match[1].split(b"\r\n")[:-1]:
        name, _, value = line.partition(b":")
        name = name.lower()
        if name not in _HARMLESS or name in fields:
            return None
        fields[name] = value.strip()
    if b"host" not in fields or fields.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    encoding = encoding_for(fields.get(b"accept-encoding", b"").decode())
    return fields.get(b"accept", b""), encoding


_known_fields = lru_cache(maxsize=1024)(_read_fields)
