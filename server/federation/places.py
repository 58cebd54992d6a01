"""Where a fault is in a query as its client wrote it, before solutions of others came into it."""

from server.errors import QueryRefusedError, QuerySyntaxError
from server.tokens import position


def tell_as_written(error: QuerySyntaxError | QueryRefusedError, text: str, written: str) -> None:
    """Moves the place of an error from a query that was rewritten to the query as it was written.

    A fault before what was rewritten, or behind it, has a place there; any other is left without.

    Args:
        error: tells of the text.
        text: the query as it was evaluated.
        written: the query as its client wrote it.
    """
    if error.line is None or error.column is None:
        return
    before = text.split("\n", error.line)[: error.line - 1]
    offset = sum(len(line) + 1 for line in before) + error.column - 1
    if written.startswith(text[:offset]):
        return
    if written.endswith(text[offset:]):
        error.line, error.column = position(written, len(written) - len(text) + offset)
    else:
        error.line = error.column = None
