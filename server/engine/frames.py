"""Messages between the front and its worker processes: a kind, a length, a payload."""

import struct
from collections import deque
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


_KINDS = {int(kind): kind for kind in Kind}


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


Frame = tuple[Kind, bytes]
"""A message: its kind and its payload."""


class FrameReader:
    """Puts messages together from the pieces in which they arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The messages that are complete once some more bytes have arrived.

        Raises:
            FrameError: no message begins like that.
        """
        if not self._buffer and len(data) >= _HEADER.size:
            kind, length = _HEADER.unpack_from(data)
            if len(data) == _HEADER.size + length and kind in _KINDS:
                return [(_KINDS[kind], data[_HEADER.size :])]  # as most come
        self._buffer += data
        found: list[Frame] = []
        at = 0
        while len(self._buffer) - at >= _HEADER.size:
            kind, length = _HEADER.unpack_from(self._buffer, at)
            if length > MAX_PAYLOAD:
                raise FrameError(f"a message of {length:,} bytes is too long")
            end = at + _HEADER.size + length
            if len(self._buffer) < end:
                break
            if kind not in _KINDS:
                raise FrameError(f"{kind} is no kind of message")
            found.append((_KINDS[kind], bytes(self._buffer[at + _HEADER.size : end])))
            at = end
        del self._buffer[:at]
        return found


class Inbox:
    """The messages that come through a blocking socket."""

    def __init__(self, channel: socket) -> None:
        self._channel = channel
        self._reader = FrameReader()
        self._messages: deque[Frame] = deque()

    def receive(self) -> Frame | None:
        """The next message; ``None`` where the other side has closed the socket.

        Raises:
            FrameError: what came is no message.
        """
        while not self._messages:
            data = self._channel.recv(_RECEIVE)
            if not data:
                return None
            self._messages.extend(self._reader.feed(data))
        return self._messages.popleft()
