"""Answers that were given already, kept whole, within a bound of memory."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

MOST_OF_ALL = 0.125
"""Largest share of the memory that one answer may take, and all the requests together."""

_OVERHEAD = 1_000

Fields = list[tuple[bytes, bytes]]
"""Fields of a response as ASGI has them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A response of status 200.

    Attributes:
        fields: its header fields.
        body: its body.
        head: the fields as they are ``written``.
    """

    fields: Fields
    body: bytes
    head: bytes


def written(fields: Fields) -> bytes:
    """Fields as HTTP/1.1 has them, a line each (RFC 9112, section 5)."""
    return b"".join([b"%s: %s\r\n" % field for field in fields])


class Answers:
    """The answers that were asked for last.

    Args:
        capacity: how many bytes they may take together.

    Attributes:
        hits: how often one was asked for that was kept, and
        misses: that was not.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._requests: OrderedDict[bytes, Hashable] = OrderedDict()
        self._requests_size = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """How many bytes they take together."""
        return self._size

    def get(self, key: Hashable) -> Kept | None:
        """The answer to a request, where it was kept."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            self.hits += 1
        else:
            self.misses += 1
        return kept

    def recall(self, request: bytes) -> Kept | None:
        """The answer to a request that was remembered, as it came over the wire."""
        key = self._requests.get(request)
        if key is None or key not in self._kept:
            return None
        self._requests.move_to_end(request)
        return self.get(key)

    def remember(self, request: bytes, key: Hashable) -> None:
        """Remember what asks for an answer that is kept; what was asked longest ago is forgotten.

        Args:
            request: all its bytes.
            key: that of the answer.
        """
        if key not in self._kept or request in self._requests:
            return
        self._requests[request] = key
        self._requests_size += len(request) + _OVERHEAD
        while self._requests_size > self._capacity * MOST_OF_ALL:
            old, _ = self._requests.popitem(last=False)
            self._requests_size -= len(old) + _OVERHEAD

    def put(self, key: Hashable, answer: Kept) -> None:
        """Keep an answer; those asked for longest ago make room."""
        size = len(answer.body) + _OVERHEAD
        if size > self._capacity * MOST_OF_ALL:
            return
        self.drop(key)
        self._kept[key] = answer
        self._size += size
        while self._size > self._capacity:
            _, old = self._kept.popitem(last=False)
            self._size -= len(old.body) + _OVERHEAD

    def drop(self, key: Hashable) -> None:
        """Forget one."""
        old = self._kept.pop(key, None)
        if old is not None:
            self._size -= len(old.body) + _OVERHEAD

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._requests.clear()
        self._size = self._requests_size = 0


def is_known(fields: Fields, known: bytes) -> bool:
    """Whether a client has an answer already (RFC 9110, section 13.1.2).

    Args:
        fields: of the answer.
        known: value of the client's ``If-None-Match`` field.
    """
    if not known:
        return False
    tag = next((value for name, value in fields if name == b"etag"), None)
    tags = [one.strip() for one in known.split(b",")]
    return tag is not None and (tag in tags or tag.removeprefix(b"W/") in tags or b"*" in tags)
