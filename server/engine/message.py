"""Records that pass between the front and its processes, as the payloads of messages."""

import json
from dataclasses import Field, fields
from typing import Any, ClassVar, Self


class Message:
    """A dataclass of values that JSON has; its sequences are tuples."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def encode(self) -> bytes:
        """As the payload of a message."""
        return json.dumps(
            {field.name: getattr(self, field.name) for field in fields(self)}
        ).encode()

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """From the payload of a message."""
        values = json.loads(payload)
        return cls(**{n: tuple(v) if isinstance(v, list) else v for n, v in values.items()})
