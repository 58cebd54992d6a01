"""Logs on standard error: a line each for people, or a JSON object each for machines.

Nothing in them is secret: of a request they have the path, but neither its query string nor its
header fields (``Authorization`` among them) nor its body, save the text of a slow query.
"""

import json
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from server.exchange import current

Format = Literal["text", "json"]
Level = Literal["debug", "info", "warning", "error"]

ACCESS = logging.getLogger("server.access")
"""A record for each response."""

SLOW = logging.getLogger("server.slow")
"""A record for each query that took long."""

_OF_EVERY_RECORD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "color_message"}
_TOLD_OTHERWISE = "ASGI callable returned without completing response."


@dataclass(frozen=True, slots=True)
class Logs:
    """What is logged, and how.

    Attributes:
        format: a line of text each, or a JSON object.
        level: the least that is logged.
        access: whether every response is.
        slow_seconds: from how many seconds on a query is; 0 for none.
    """

    format: Format = "text"
    level: Level = "warning"
    access: bool = False
    slow_seconds: float = 0.0


def configure(logs: Logs) -> None:
    """Send what is logged to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_AsJson() if logs.format == "json" else _AsText())
    handler.addFilter(lambda record: record.getMessage() != _TOLD_OTHERWISE)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logs.level.upper())
    ACCESS.setLevel(logging.INFO)
    SLOW.setLevel(logging.WARNING)


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        exchange = current()
        if exchange is not None:
            told["request_id"] = exchange.request_id
        told |= _more(record)
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class _AsText(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage().replace("\n", "\\n").replace("\r", "\\r")
        line = f"{record.levelname}:  {message}"
        exchange = current()
        if exchange is not None:
            line += f" [{exchange.request_id}]"
        # a value is quoted as JSON has it: what a client sends cannot make up a line
        line += "".join(f" {name}={json.dumps(value)}" for name, value in _more(record).items())
        if record.exc_info:
            line += f"\n{self.formatException(record.exc_info)}"
        return line


def _more(record: logging.LogRecord) -> Mapping[str, object]:
    """What was given as ``extra``."""
    return {n: value for n, value in record.__dict__.items() if n not in _OF_EVERY_RECORD}
