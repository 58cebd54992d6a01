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
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_UPDATES = "updates are sent to /update"


Fields = list[tuple[str, str]]
"""Names and values of a request's parameters."""


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
    fields = read_target(request)
    if request.method == "POST":
        media_type = read_media_type(request, (QUERY, FORM))
        body = await read_body(request, MAX_BODY_BYTES)
        if media_type == FORM:
            fields += read_fields(body, "the form")
        else:
            fields.append(("query", decode(body, "query")))
    if any(name == "update" for name, _ in fields):
        raise QueryRefusedError(f"this endpoint takes no updates: {_UPDATES}")
    query = one_of(fields, "query")
    if query is None:
        raise HTTPException(400, "there is no query: give one in the parameter “query”")
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    dataset = Dataset(default, named) if default or named else None
    format_name = one_of(fields, "format") or one_of(fields, "output")
    return Operation(query, dataset, format_name, read_seconds(fields))


def read_target(request: Request) -> Fields:
    """The parameters in a request's URL.

    Raises:
        HTTPException: 400, or 414 where the URL is too long.
    """
    target = request.scope["query_string"]
    if len(request.scope.get("raw_path") or b"") + len(target) > MAX_TARGET_BYTES:
        raise HTTPException(414, "the URL is too long: send a query or an update by POST")
    return read_fields(target, "the URL")


def read_seconds(fields: Fields) -> float | None:
    """For how many seconds a client would wait (``timeout``), where it says so.

    Raises:
        HTTPException: 400, it is no number of seconds.
    """
    value = one_of(fields, "timeout")
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise HTTPException(400, f"timeout={value} is no number of seconds: give one, like 2.5")
    return seconds


def read_fields(encoded: bytes, where: str) -> Fields:
    """The parameters in what is encoded as a form is.

    Raises:
        HTTPException: 400, it is not.
    """
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise HTTPException(400, f"{where} is not in percent-encoded UTF-8") from error


def one_of(fields: Fields, name: str) -> str | None:
    """Value of a parameter that may be given once.

    Raises:
        HTTPException: 400, it is given more often.
    """
    values = [value for field, value in fields if field == name]
    if len(values) > 1:
        raise HTTPException(400, f"there are {len(values)} parameters “{name}”: give one")
    return values[0] if values else None


def read_media_type(request: Request, known: tuple[str, ...]) -> str:
    """Media type of the body, one of those that are known.

    Raises:
        HTTPException: 415, it is another, or not in UTF-8.
    """
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    media_type = header.get_content_type() if header["Content-Type"] else ""
    charset = str(header.get_param("charset", "utf-8")).lower()
    offer = {"Accept-Post": ", ".join(known)}
    if media_type == UPDATE and UPDATE not in known:
        raise HTTPException(415, f"this endpoint takes no updates: {_UPDATES}", offer)
    if media_type not in known:
        named = f"a body of type {media_type}" if media_type else "a body without Content-Type"
        raise HTTPException(415, f"{named} is not understood: send {' or '.join(known)}", offer)
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"the charset {charset} is not understood: send UTF-8", offer)
    return media_type


async def read_body(request: Request, most: int) -> bytes:
    """The whole body.

    Args:
        request: the request.
        most: how many bytes it may have.

    Raises:
        HTTPException: 413, it has more, or 415, it is compressed.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "a compressed body is not understood: send it as it is")
    too_large = HTTPException(413, f"the body is larger than {most / 2**20:g} MB")
    if int(request.headers.get("content-length", "0")) > most:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise too_large
    return bytes(body)


def decode(body: bytes, what: str) -> str:
    """A body as text.

    Raises:
        HTTPException: 400, it is not UTF-8.
    """
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the {what} is not UTF-8: byte {error.start} is wrong") from error
