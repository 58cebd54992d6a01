"""Errors on their way from a worker to the front: by name, with what they know."""

import json
from typing import Any

from server import errors

_KNOWN = ("line", "column", "excerpt", "offered")


def encode_fault(error: BaseException) -> bytes:
    """An error as the payload of a message.

    What is no ``ServerError`` is a fault of the program: only its kind is told.
    """
    if not isinstance(error, errors.ServerError):
        return json.dumps({"type": "WorkerError", "message": type(error).__name__}).encode()
    told: dict[str, Any] = {"type": type(error).__name__, "message": str(error)}
    told |= {name: getattr(error, name) for name in _KNOWN if hasattr(error, name)}
    return json.dumps(told).encode()


def decode_fault(payload: bytes) -> errors.ServerError:
    """The error that a message tells of."""
    told = json.loads(payload)
    kind = getattr(errors, told.pop("type"), None)
    message = told.pop("message")
    if not (isinstance(kind, type) and issubclass(kind, errors.ServerError)):
        return errors.WorkerError(message)
    if "offered" in told:
        told["offered"] = tuple(told["offered"])
    error: errors.ServerError = kind(message, **told)
    return error
