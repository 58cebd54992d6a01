"""One request to another server: to a public address only, with bounds, and no redirects."""

import http.client
import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from server.bodies import FORMATS
from server.errors import RemoteError
from server.loads import Document

MAX_ANSWER = 10 * 2**20
"""Largest answer of another endpoint, in bytes."""

_PIECE = 2**16
_GRAPHS = ", ".join(one.media_types[0] for one in FORMATS)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
AddressCheck = Callable[[Address], bool]
"""Whether an address may be reached."""


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet: not loopback, private or link-local."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_global and not address.is_multicast


def ask(url: str, query: str, seconds: float, allowed: AddressCheck = is_public) -> bytes:
    """Send a query to a SPARQL endpoint, and give its answer in JSON (blocking).

    Args:
        url: the endpoint.
        query: the query.
        seconds: how long all of it may take.
        allowed: says which addresses may be reached.

    Raises:
        RemoteError: there is no answer; the message says why.
    """
    fields = {
        "Accept": "application/sparql-results+json",
        "Content-Type": "application/sparql-query",
    }
    return _answer("POST", url, fields, query.encode(), seconds, MAX_ANSWER, allowed).data


def fetch(url: str, seconds: float, most: int, allowed: AddressCheck = is_public) -> Document:
    """Get a document of RDF (blocking).

    Args:
        url: its IRI.
        seconds: how long all of it may take.
        most: how many bytes it may have.
        allowed: says which addresses may be reached.

    Raises:
        RemoteError: it cannot be had; the message says why.
    """
    return _answer("GET", url, {"Accept": _GRAPHS}, None, seconds, most, allowed)


def _answer(
    method: str,
    url: str,
    fields: Mapping[str, str],
    body: bytes | None,
    seconds: float,
    most: int,
    allowed: AddressCheck,
) -> Document:
    """What is answered with status 200.

    The name is resolved once, and the connection made to an address that was checked.
    """
    until = time.monotonic() + seconds
    parts = urlsplit(url)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise RemoteError(f"{url} is no address that can be asked")
    try:
        connection = _connect(host, parts.port or (443 if secure else 80), secure, until, allowed)
        try:
            target = parts.path or "/"
            target = f"{target}?{parts.query}" if parts.query else target
            with _ended_at(until, connection.sock):
                connection.request(method, target, body=body, headers=fields)
                response = connection.getresponse()
                if response.status != 200:
                    also = ", and redirects are not followed" if response.status // 100 == 3 else ""
                    raise RemoteError(f"{host} answered with status {response.status}{also}")
                content_type = response.headers.get("Content-Type", "")
                return Document(content_type, _read(response, until, host, most))
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise RemoteError(f"{host} cannot be asked: {error}") from error


def _connect(
    host: str, port: int, secure: bool, until: float, allowed: AddressCheck
) -> http.client.HTTPConnection:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not allowed(ipaddress.ip_address(address.partition("%")[0])):
            raise RemoteError(f"{host} has an address that is not public: it is not asked")
    connection = http.client.HTTPConnection(host, port)
    plain = socket.create_connection((addresses[0], port), timeout=_left(until))
    try:
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        else:
            connection.sock = plain
    except BaseException:
        plain.close()
        raise
    return connection


def _read(response: http.client.HTTPResponse, until: float, host: str, most: int) -> bytes:
    answer = bytearray()
    while piece := response.read1(_PIECE):
        answer += piece
        if len(answer) > most:
            raise RemoteError(f"the answer of {host} is larger than {most / 2**20:.1f} MB")
    _left(until)  # or it broke off for that
    if response.length:
        raise RemoteError(f"the answer of {host} broke off")
    return bytes(answer)


@contextmanager
def _ended_at(until: float, connection: socket.socket) -> Iterator[None]:
    """Ends a connection when its time is over, however slowly anything still comes."""
    with socket.socket(fileno=os.dup(connection.fileno())) as same:

        def end() -> None:
            with suppress(OSError):
                same.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(_left(until), end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    return left
