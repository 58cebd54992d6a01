"""Fetches what an update loads, for sources that the operator allows."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from server.errors import QuerySyntaxError, RemoteError, UpdateRefusedError, UpdateSyntaxError
from server.inspection import MAX_LENGTH
from server.loads import Document, Load, load_operations
from server.tokens import position

Fetch = Callable[[str, float, int], Document]
"""Gets a document, for at most some seconds, of at most some bytes (``outbound.fetch``)."""

MOST_LOADS = 8
"""How many LOAD operations an update may have."""

_fetching = ThreadPoolExecutor(MOST_LOADS, "load")
"""Threads of their own: a slow source keeps nothing else waiting."""


async def documents_of(
    text: str, sources: frozenset[str], seconds: float, most: int, fetch: Fetch
) -> dict[str, Document]:
    """The documents that an update loads, by their IRIs.

    Of an operation that says SILENT there may be none. An update that is longer than a query may be
    is not looked at: it gets none.

    Args:
        text: the update.
        sources: IRIs of the documents that may be fetched.
        seconds: how long all of them together may take, and
        most: how many bytes they may have.
        fetch: gets one.

    Raises:
        UpdateSyntaxError: it is no update.
        UpdateRefusedError: it loads what is not allowed, or too often.
        RemoteError: a source did not answer, and its operation does not say SILENT.
    """
    if len(text) > MAX_LENGTH:
        return {}
    try:
        loads = load_operations(text)
    except QuerySyntaxError as error:
        raise UpdateSyntaxError(str(error), error.line, error.column) from error
    if len(loads) > MOST_LOADS:
        raise UpdateRefusedError(f"an update may have {MOST_LOADS} LOAD operations at the most")
    for load in loads:
        if not load.silent:
            _check(text, load, sources)
    needed = {load.source for load in loads if not load.silent}
    until = time.monotonic() + seconds
    documents: dict[str, Document] = {}
    for source in dict.fromkeys(load.source for load in loads):
        if source is None or source not in sources:
            continue
        left = until - time.monotonic()
        room = most - sum(len(document.data) for document in documents.values())
        try:
            documents[source] = await _fetched(source, left, room, fetch)
        except RemoteError:
            if source in needed:
                raise
    return documents


async def _fetched(source: str, seconds: float, most: int, fetch: Fetch) -> Document:
    getting = asyncio.get_running_loop().run_in_executor(_fetching, fetch, source, seconds, most)
    try:
        async with asyncio.timeout(seconds):
            return await getting
    except TimeoutError as error:
        raise RemoteError(f"<{source}> did not come in time") from error


def _check(text: str, load: Load, sources: frozenset[str]) -> None:
    if load.source is None:
        what = "write the source of LOAD as an IRI in angle brackets"
    elif load.source not in sources:
        what = f"LOAD is refused: <{load.source}> is not among the allowed sources"
    else:
        return
    raise UpdateRefusedError(what, *position(text, load.start))
