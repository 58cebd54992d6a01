"""Messages between the front and its worker processes: a kind, a length, a payload."""

import struct
from collections.abc import Iterator
from enum import IntEnum
from socket import socket

_HEADER = struct.Struct("!BI")
_LENGTH = struct.Struct("!I")
_RECEIVE = 2**16

MAX_PAYLOAD = 2**27
"""Longest payload, in bytes, that a reader takes."""


class Kind(IntEnum):
    """What a message is."""

    JOB = 1
    """To a worker: what to do (``engine.job.Job``)."""
    BODY = 2
    """To a worker: bytes that belong to the job before, such as a graph to store."""
    HEAD = 3
    """From a worker: status and type of the answer (``engine.job.Head``)."""
    DATA = 4
    """From a worker: a piece of the answer's body."""
    END = 5
    """From a worker: the answer is whole."""
    WHOLE = 7
    """From a worker: a short answer at once, as ``whole`` puts it together."""
    BEGUN = 8
    """From the writer: what was asked has come whole, and is being done."""
    FAULT = 6
    """From a worker: why there is no answer, or no more of it (``engine.faults``)."""


class FrameError(Exception):
    """What came is no message: the other side is broken."""


def pack(kind: Kind, payload: bytes | bytearray | memoryview = b"") -> bytes:
    """A message as bytes."""
    return _HEADER.pack(kind, len(payload)) + payload


def whole(head: bytes, body: bytes | bytearray) -> bytes:
    """A short answer as one message: the length of its head, its head, its body."""
    return pack(Kind.WHOLE, _LENGTH.pack(len(head)) + head + body)


def parts_of_whole(payload: bytes) -> tuple[bytes, bytes]:
    """Head and body of a short answer."""
    end = _LENGTH.size + _LENGTH.unpack_from(payload)[0]
    return payload[_LENGTH.size : end], payload[end:]


class FrameReader:
    """Puts messages together from the pieces in which they arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """The messages that are complete once some more bytes have arrived.

        Raises:
            FrameError: no message begins like that.
        """
        self._buffer += data
        while len(self._buffer) >= _HEADER.size:
            kind, length = _HEADER.unpack_from(self._buffer)
            if length > MAX_PAYLOAD:
                raise FrameError(f"a message of {length:,} bytes is too long")
            end = _HEADER.size + length
            if len(self._buffer) < end:
                return
            payload = bytes(self._buffer[_HEADER.size : end])
            del self._buffer[:end]
            try:
                yield Kind(kind), payload
            except ValueError as error:
                raise FrameError(f"{kind} is no kind of message") from error


def receive(channel: socket) -> tuple[Kind, bytes] | None:
    """The next message from a blocking socket; ``None`` where the other side has closed it.

    Raises:
        FrameError: what came is no message.
    """
    header = _exactly(channel, _HEADER.size)
    if header is None:
        return None
    kind, length = _HEADER.unpack(header)
    if length > MAX_PAYLOAD:
        raise FrameError(f"a message of {length:,} bytes is too long")
    payload = _exactly(channel, length)
    if payload is None:
        return None
    try:
        return Kind(kind), payload
    except ValueError as error:
        raise FrameError(f"{kind} is no kind of message") from error


def _exactly(channel: socket, length: int) -> bytes | None:
    received = bytearray()
    while len(received) < length:
        piece = channel.recv(min(_RECEIVE, length - len(received)))
        if not piece:
            return None
        received += piece
    return bytes(received)
