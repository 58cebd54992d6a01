"""The load: clients that ask one query after the other over connections that stay open.

One thread serves all clients, and looks at no more of an answer than it must to know where it ends.
So it costs a server's processors little, and the same whatever server answers.
"""

import re
import select
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import quote_plus

from bench.service.queries import Query

_RECEIVE = 1 << 16
_ENCODED = str.maketrans({chr(code): quote_plus(chr(code), safe="") for code in range(128)})
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class BrokenAnswerError(Exception):
    """What came is no whole HTTP answer."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server answers queries.

    Attributes:
        port: its port on this machine.
        path: its path.
    """

    port: int
    path: str

    def request(self, query: Query) -> bytes:
        """A query as HTTP (SPARQL 1.1 Protocol, 2.1.1: query via GET)."""
        return (
            f"GET {self.target(query.text)} HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{self.port}\r\nAccept: {query.accept}\r\n\r\n"
        ).encode()

    def target(self, query: str) -> str:
        """Path and query string of a SPARQL query."""
        told = query.translate(_ENCODED) if query.isascii() else quote_plus(query)
        return f"{self.path}?query={told}"


@dataclass(slots=True)
class Run:
    """What came of a load.

    Attributes:
        seconds: how long it took, to the end of the last answer.
        latencies: seconds of each request that was answered with 200.
        faults: how many requests ended otherwise, by what happened.
        bytes: size of all answers.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    bytes: int = 0


class Answer:
    """Finds the end of one HTTP/1.1 answer in the bytes that come.

    Attributes:
        status: its status, once known.
        closes: whether the server closes the connection after it.
    """

    def __init__(self) -> None:
        self.status = ""
        self.closes = False
        self._head = b""
        self._left: int | None = None
        self._chunked = False
        self._line = b""
        self._last = False

    def feed(self, data: bytes) -> bool:
        """Takes what came; whether the answer has ended.

        Raises:
            BrokenAnswerError: there is no end to be found in it.
        """
        if not self.status:
            self._head += data
            head, found, data = self._head.partition(b"\r\n\r\n")
            if not found:
                return False
            self._read_head(head)
        if self._chunked:
            return self._feed_chunks(data)
        if self._left is None:
            return False
        self._left -= len(data)
        return self._left <= 0

    def closed(self) -> bool:
        """Whether the answer is whole now that the server has closed the connection."""
        return bool(self.status) and not self._chunked and self._left is None

    def _read_head(self, head: bytes) -> None:
        self.status = head[9:12].decode("ascii", "replace")
        self.closes = _CLOSE.search(head) is not None or head.startswith(b"HTTP/1.0")
        self._chunked = _CHUNKED.search(head) is not None
        length = _LENGTH.search(head)
        if length is not None and not self._chunked:
            self._left = int(length[1])

    def _feed_chunks(self, data: bytes) -> bool:
        position = 0
        while position < len(data):
            if self._left:
                step = min(self._left, len(data) - position)
                self._left -= step
                position += step
                continue
            end = data.find(b"\n", position)
            if end < 0:
                self._line += data[position:]
                return False
            line = (self._line + data[position:end]).strip()
            self._line, position = b"", end + 1
            if self._last and not line:
                return True
            if line and not self._last:
                self._begin_chunk(line)
        return False

    def _begin_chunk(self, line: bytes) -> None:
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError as error:
            raise BrokenAnswerError(f"{line[:40]!r} is no size of a chunk") from error
        self._last = size == 0
        self._left = size


class _Client:
    """One connection, with one request on its way."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._socket: socket.socket | None = None
        self.answer = Answer()
        self.began = 0.0

    def connect(self) -> int | None:
        """Opens the connection where it is not open; gives the descriptor of a new one."""
        if self._socket is not None:
            return None
        self._socket = socket.create_connection(("127.0.0.1", self._endpoint.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket.fileno()

    def send(self, request: bytes) -> None:
        """Sends a request."""
        self.answer = Answer()
        self.began = perf_counter()
        if self._socket is not None:
            self._socket.sendall(request)

    def receive(self) -> bytes:
        """What came since."""
        return self._socket.recv(_RECEIVE) if self._socket is not None else b""

    def close(self) -> None:
        """Ends the connection; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def drive(
    endpoint: Endpoint,
    queries: Iterable[Query],
    *,
    clients: int,
    seconds: float,
    patience: float = 600,
) -> Run:
    """Asks for so many seconds, and waits for what is then still on its way.

    Args:
        endpoint: where.
        queries: what; the load also ends with them.
        clients: how many at once.
        seconds: how long new requests are sent.
        patience: for how many seconds an answer is waited for.
    """
    return _Drive(endpoint, iter(queries), seconds, patience).run(clients)


class _Drive:
    def __init__(
        self, endpoint: Endpoint, queries: Iterator[Query], seconds: float, patience: float
    ) -> None:
        self._endpoint = endpoint
        self._queries = queries
        self._patience = patience
        self._run = Run()
        self._began = perf_counter()
        self._until = self._began + seconds
        self._poll = select.epoll()
        self._open: dict[int, _Client] = {}
        self._waiting: set[_Client] = set()

    def run(self, clients: int) -> Run:
        idle = [_Client(self._endpoint) for _ in range(clients)]
        try:
            for client in idle:
                self._next(client)
            while self._waiting:
                ready = self._poll.poll(1)
                for descriptor, _ in ready:
                    self._receive(self._open[descriptor])
                if not ready:
                    self._give_up()
            self._run.seconds = perf_counter() - self._began
        finally:
            for client in idle:
                client.close()
            self._poll.close()
        return self._run

    def _next(self, client: _Client) -> None:
        if perf_counter() > self._until:
            return
        query = next(self._queries, None)
        if query is None:
            return
        try:
            descriptor = client.connect()
            if descriptor is not None:
                self._open[descriptor] = client
                self._poll.register(descriptor, select.EPOLLIN)
            client.send(self._endpoint.request(query))
        except OSError as error:
            client.close()
            self._run.faults[f"{type(error).__name__} on sending"] += 1
            return
        self._waiting.add(client)

    def _receive(self, client: _Client) -> None:
        if client not in self._waiting:  # the server closes a connection that is done with
            client.close()
            return
        try:
            data = client.receive()
            self._run.bytes += len(data)
            ended = client.answer.feed(data) if data else client.answer.closed()
        except (OSError, BrokenAnswerError) as error:
            self._end(client, type(error).__name__)
            return
        if ended:
            self._end(client, client.answer.status, keep=bool(data))
        elif not data:
            self._end(client, "broken off")

    def _end(self, client: _Client, outcome: str, *, keep: bool = False) -> None:
        self._waiting.remove(client)
        if outcome == "200":
            self._run.latencies.append(perf_counter() - client.began)
        else:
            self._run.faults[outcome] += 1
        if not keep or client.answer.closes:
            client.close()
        self._next(client)

    def _give_up(self) -> None:
        now = perf_counter()
        for client in list(self._waiting):
            if now - client.began > self._patience:
                self._end(client, f"no answer within {self._patience:g} s")
