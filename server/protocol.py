"""What a request asks for: the query operation of the SPARQL 1.1 Protocol (section 2.1)."""

from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from server.errors import QueryRefusedError
from server.query import Dataset

MAX_BODY_BYTES = 2**20
"""Largest body of a request, in bytes."""

MAX_TARGET_BYTES = 32 * 2**10
"""Longest path and query string of a URL together, in bytes."""

_MAX_FIELDS = 1000
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation.

    Attributes:
        query: the query.
        dataset: the dataset that the request names, if it names one.
        format: the format that the request names, if it names one.
        timeout: for how many seconds the client would wait, if it says so.
    """

    query: str
    dataset: Dataset | None
    format: str | None
    timeout: float | None = None


async def read_operation(request: Request) -> Operation:
    """Reads the operation from a request by GET or POST.

    Raises:
        HTTPException: 400, 413, 414 or 415, with what is wrong.
        QueryRefusedError: it is an update.
    """
    target = request.scope["query_string"]
    if len(request.scope.get("raw_path") or b"") + len(target) > MAX_TARGET_BYTES:
        raise HTTPException(414, "the URL is too long: send the query by POST")
    fields = _fields(target, "the URL")
    if request.method == "POST":
        media_type = _media_type(request)
        body = await _body(request)
        if media_type == _FORM:
            fields += _fields(body, "the form")
        else:
            fields.append(("query", _decode(body)))
    if any(name == "update" for name, _ in fields):
        raise QueryRefusedError("this endpoint is read-only: it takes no updates")
    query = _one(fields, "query")
    if query is None:
        raise HTTPException(400, "there is no query: give one in the parameter “query”")
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    dataset = Dataset(default, named) if default or named else None
    format_name = _one(fields, "format") or _one(fields, "output")
    return Operation(query, dataset, format_name, _seconds(_one(fields, "timeout")))


def _seconds(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise HTTPException(400, f"timeout={value} is no number of seconds: give one, like 2.5")
    return seconds


def _fields(encoded: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise HTTPException(400, f"{where} is not in percent-encoded UTF-8") from error


def _one(fields: list[tuple[str, str]], name: str) -> str | None:
    values = [value for field, value in fields if field == name]
    if len(values) > 1:
        raise HTTPException(400, f"there are {len(values)} parameters “{name}”: give one")
    return values[0] if values else None


def _media_type(request: Request) -> str:
    """Media type of the body, one of the two that the protocol has."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    media_type = header.get_content_type() if header["Content-Type"] else ""
    charset = str(header.get_param("charset", "utf-8")).lower()
    offer = {"Accept-Post": f"{_QUERY}, {_FORM}"}
    if media_type == _UPDATE:
        raise HTTPException(415, "this endpoint is read-only: it takes no updates", offer)
    if media_type not in (_FORM, _QUERY):
        named = f"a body of type {media_type}" if media_type else "a body without Content-Type"
        raise HTTPException(415, f"{named} is not understood: send {_QUERY} or {_FORM}", offer)
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"the charset {charset} is not understood: send UTF-8", offer)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "a compressed body is not understood: send it as it is", offer)
    return media_type


async def _body(request: Request) -> bytes:
    """The whole body, up to the limit."""
    too_large = HTTPException(413, f"the body is larger than {MAX_BODY_BYTES // 2**20} MB")
    if int(request.headers.get("content-length", "0")) > MAX_BODY_BYTES:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise too_large
    return bytes(body)


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8: byte {error.start} is wrong") from error
