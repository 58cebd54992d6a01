"""The body of an answer on its way from a worker to the front, in pieces."""

import zlib
from dataclasses import replace
from socket import socket
from typing import TYPE_CHECKING

import brotli

from server.engine.frames import Kind, pack, whole
from server.engine.job import Head
from server.errors import ResultTooLargeError
from server.negotiation import Encoding

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PIECE = 2**16
"""Bytes of a piece; what is shorter goes out with the end."""

WORTH_ENCODING = 1_000
"""Bytes of a body from which on it is compressed, where the client takes that."""

_GZIP = 31
_LEVEL = 1
"""Of both encodings: on results, br takes less time than gzip at its lowest, and leaves less."""


class _Gzip:
    """Compresses a body (RFC 1952)."""

    def __init__(self) -> None:
        compressor = zlib.compressobj(_LEVEL, wbits=_GZIP)
        self.compress, self.flush = compressor.compress, compressor.flush


class _Brotli:
    """Compresses a body (RFC 7932)."""

    def __init__(self) -> None:
        compressor = brotli.Compressor(quality=_LEVEL)
        self.compress, self.flush = compressor.process, compressor.finish


_COMPRESSORS: dict[Encoding, type[_Gzip | _Brotli]] = {"gzip": _Gzip, "br": _Brotli}


class Output:
    """A file to write an answer to; each full piece is sent, and waits where the front is slow.

    Args:
        channel: the socket to the front.
        encoding: how the body may be encoded.
        max_bytes: most bytes that may be written.
    """

    def __init__(self, channel: socket, encoding: Encoding, max_bytes: int) -> None:
        self._channel = channel
        self._encoding = encoding
        self._left = max_bytes
        self._most = max_bytes
        self._head: Head | None = None
        self._settled: bytes | None = None
        self._body = bytearray()
        self._compressor: _Gzip | _Brotli | None = None

    def begin(self, head: Head) -> None:
        """Says how the answer begins; it goes out with the first piece."""
        self._head = head

    def write(self, data: "ReadableBuffer", /) -> int:
        """Takes some bytes of the body.

        Raises:
            ResultTooLargeError: there are more than the limit.
            OSError: the front has gone away.
        """
        view = memoryview(data).cast("B")
        self._left -= len(view)
        if self._left < 0:
            raise ResultTooLargeError(
                f"the result is larger than {self._most / 2**20:g} MB: add a LIMIT, or select less"
            )
        self._body += view if self._compressor is None else self._compressor.compress(view)
        if self._head is not None and len(self._body) >= WORTH_ENCODING:
            self._settle(encode=self._encoding != "identity")
        if len(self._body) >= PIECE:
            self._send()
        return len(view)

    def flush(self) -> None:
        """Does nothing: pieces go out when they are full."""

    def end(self) -> None:
        """Sends what is left, and that the answer is whole."""
        self._settle(encode=False)
        if self._compressor is not None:
            self._body += self._compressor.flush()
        if self._settled is not None:
            self._channel.sendall(whole(self._settled, self._body))
        else:
            self._channel.sendall(pack(Kind.DATA, self._body) + pack(Kind.END))

    def _settle(self, *, encode: bool) -> None:
        """Decides on the encoding, once, and with it the head."""
        if self._head is None:
            return
        head, self._head = self._head, None
        if encode:
            head = replace(head, headers={**head.headers, "Content-Encoding": self._encoding})
            compressor = self._compressor = _COMPRESSORS[self._encoding]()
            self._body = bytearray(compressor.compress(self._body))
        self._settled = head.encode()

    def _send(self) -> None:
        if self._settled is not None:
            self._channel.sendall(pack(Kind.HEAD, self._settled))
            self._settled = None
        self._channel.sendall(pack(Kind.DATA, self._body))
        self._body.clear()
