"""Faults that a user can do something about, and the exit codes they end in."""

from collections.abc import Mapping

from extract.reading import ReadingError
from extract.syntax.parsing import ModelError
from ontology.yaml_source import SourceError
from server.errors import ServerError

DONE = 0
DATA_FAULT = 1
CALL_FAULT = 2
INTERRUPTED = 130

EXIT_CODES: Mapping[int, str] = {
    DONE: "done, perhaps with warnings",
    DATA_FAULT: "a fault in the data (a text, a curated file, a graph that breaks a shape)",
    CALL_FAULT: "a fault in the call or in what it needs (an option, a path, a port, the store)",
    INTERRUPTED: "stopped by Ctrl-C",
}
"""What each exit code means; the last is 128 + SIGINT, as shells have it."""


class AccordError(Exception):
    """Something that stops a command; its text is for the user.

    Attributes:
        exit_code: what the process exits with.
    """

    exit_code = CALL_FAULT


class CallError(AccordError):
    """How Accord was called, or what it stands on, does not allow it."""


class DataError(AccordError):
    """The data does not allow it."""

    exit_code = DATA_FAULT


def exit_code_of(error: Exception) -> int | None:
    """The exit code of a fault that a user can do something about; ``None`` of any other."""
    match error:
        case AccordError():
            return error.exit_code
        case SourceError() | ReadingError():
            return DATA_FAULT
        case ServerError() | ModelError() | OSError():
            return CALL_FAULT
    return None
