"""Faults that a user can do something about."""

from accord.exit_codes import CALL_FAULT, DATA_FAULT
from server.errors import ServerError


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
    # Late, for a service that starts should not have to wait for what reads texts.
    from extract.reading import ReadingError
    from extract.syntax.parsing import ModelError
    from ontology.yaml_source import SourceError

    match error:
        case AccordError():
            return error.exit_code
        case SourceError() | ReadingError():
            return DATA_FAULT
        case ServerError() | ModelError() | OSError():
            return CALL_FAULT
    return None
