"""Records that pass between the front and its processes, as the payloads of messages."""

import json
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, Self


class Message:
    """A dataclass of two or more values that JSON has; its sequences are tuples.

    The values go as one list, in the order of the fields: both sides are the same program.
    """

    __slots__ = ()

    def encode(self) -> bytes:
        """As the payload of a message."""
        values = _values(type(self))  # type: ignore[arg-type]  # mypy doubts that classes are hashable
        return json.dumps(values(self)).encode()

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """From the payload of a message."""
        values = json.loads(payload.decode())
        return cls(*[tuple(v) if v.__class__ is list else v for v in values])


@cache
def _values(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))
