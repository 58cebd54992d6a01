"""Exchanges of requests and responses, as the manifests have them in the HTTP vocabulary in RDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tests.server.w3c.rdf import Node

_STATUS: Mapping[str, range] = MappingProxyType(
    {
        "OK": range(200, 201),
        "Created": range(201, 202),
        "NoContent": range(204, 205),
        "NotFound": range(404, 405),
        "StatusCode2xx": range(200, 300),
        "StatusCode3xx": range(300, 400),
        "StatusCode4xx": range(400, 500),
    }
)


@dataclass(frozen=True)
class Message:
    """The header fields and the body of a request or a response.

    Attributes:
        fields: the header fields; their names in lower case.
        body: the body, if there is one.
    """

    fields: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True)
class Exchange:
    """A request, and what is expected of its response.

    Attributes:
        method: the method.
        target: path and query.
        request: what is sent.
        response: fields and body that the response should have.
        status: codes that it may have.
        format: ``boolean``, ``tabular`` or ``RDF``: what kind of result it should have.
        boolean: what it should say, if it is a boolean.
        location: under what name later requests speak of its ``Location``.
    """

    method: str
    target: str
    request: Message
    response: Message
    status: frozenset[int]
    format: str | None
    boolean: bool | None
    location: str | None


def exchanges(action: Node) -> list[Exchange]:
    """The exchanges of a test, in their order."""
    return [_exchange(node) for node in action.one("ht:requests").members()]


def _exchange(node: Node) -> Exchange:
    response = node.one("ht:resp")
    status = [_STATUS[code.value.partition("#")[2]] for code in response.all("mf:expectedStatus")]
    boolean = response.get("mf:expectedBoolean")
    location, form = response.get("mf:expectedLocation"), response.get("mf:expectedFormat")
    return Exchange(
        method=node.one("ht:methodName").value,
        target=node.one("ht:absolutePath").value,
        request=_message(node),
        response=_message(response),
        status=frozenset(code for codes in status for code in codes),
        format=form.value if form else None,
        boolean=None if boolean is None else boolean.value == "true",
        location=location.value if location else None,
    )


def _message(node: Node) -> Message:
    headers, body = node.get("ht:headers"), node.get("ht:body")
    fields = {
        header.one("ht:fieldName").value.lower(): header.one("ht:fieldValue").value
        for header in (headers.members() if headers else [])
    }
    if body is None:
        return Message(fields, None)
    encoding = body.one("cnt:characterEncoding").value
    return Message(fields, body.one("cnt:chars").value.encode(encoding))
