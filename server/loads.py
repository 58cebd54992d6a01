"""LOAD in an update (SPARQL 1.1 Update, section 3.1.4): the operations, and what they load.

Whoever does an update fetches nothing. The documents come with it, and what they say takes the
place of the operations as INSERT DATA, so that the update stays one whole.
"""

import io
import re
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, RdfFormat

from server.bodies import read_alone, read_parts
from server.errors import BodyError, RemoteError
from server.tokens import NESTING, Edit, Token, edited, tokens

_LOAD = re.compile("load", re.IGNORECASE | re.ASCII)
_NO_NAME = re.compile("[\"'?$@]|_:")
_NOTHING = Token("symbol", "", 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was fetched.

    Attributes:
        content_type: value of its ``Content-Type`` field.
        data: its bytes.
    """

    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """An operation that loads.

    Attributes:
        start: offset at which it begins, and
        end: at which it ends.
        silent: whether it says SILENT.
        source: IRI of the document; None where it is not written as one in angle brackets.
        graph: name of the graph, as written; None of the default graph.
    """

    start: int
    end: int
    silent: bool
    source: str | None
    graph: str | None


def load_operations(text: str) -> list[Load]:
    """The operations of an update that load, in the order of the text.

    One that is not whole is none: the syntax of the update is looked at elsewhere.

    Raises:
        QuerySyntaxError: a string is left open.
    """
    if not _LOAD.search(text):
        return []
    found: list[Load] = []
    outside = []
    depth = 0
    for token in tokens(text):
        depth += NESTING.get(token.text, 0) if token.kind == "symbol" else 0
        if depth == 0:
            outside.append(token)
    for number, token in enumerate(outside):
        operation = _operation(outside[number : number + 6]) if _is(token, "LOAD") else None
        if operation is not None:
            found.append(operation)
    return found


def without_loads(text: str, loads: list[Load]) -> str:
    """The update with operations that insert nothing in the place of some that load.

    It has as many lines, and is as long where the names are not very short: whatever else stands in
    it stays in its place.
    """
    edits: list[Edit] = []
    for one in loads:
        said = text[one.start : one.end]
        nothing = inserting("", one.graph)
        blank = "\n" * said.count("\n")
        edits.append((one.start, one.end, nothing + blank.rjust(len(said) - len(nothing))))
    return edited(text, edits)


def inserting(triples: str, graph: str | None) -> str:
    """The operation that inserts triples into a graph."""
    return (
        f"INSERT DATA{{{triples}}}"
        if graph is None
        else f"INSERT DATA{{GRAPH {graph}{{{triples}}}}}"
    )


def triples_of(source: str, document: Document) -> str:
    """What a document says, as triples of an INSERT DATA; blank nodes have new names each time.

    Args:
        source: IRI of the document, against which its relative IRIs are resolved.
        document: it.

    Raises:
        RemoteError: it is in no format that is read, or not what it says, or could do harm.
    """
    base = source.partition("#")[0]
    try:
        parts = read_parts(document.content_type, document.data)
        store = read_alone(parts, DefaultGraph(), base)
    except BodyError as error:
        place = f" (line {error.line}, column {error.column})" if error.line else ""
        raise RemoteError(f"<{source}> cannot be loaded: {error}{place}") from error
    triples = io.BytesIO()
    store.dump(triples, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return triples.getvalue().decode()


def _operation(begun: list[Token]) -> Load | None:
    """The operation that begins with some tokens, if it is whole."""
    start, rest = begun[0].start, begun[1:]
    silent = bool(rest) and _is(rest[0], "SILENT")
    source, into, keyword, graph = (*rest[silent:], *[_NOTHING] * 5)[:4]
    if source.kind != "value" or _NO_NAME.match(source.text):
        return None
    named = source.text[1:-1] if source.text.startswith("<") else None
    if not _is(into, "INTO"):
        return Load(start, _end(source), silent, named, None)
    if not _is(keyword, "GRAPH") or graph.kind != "value" or _NO_NAME.match(graph.text):
        return None
    return Load(start, _end(graph), silent, named, graph.text)


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _end(token: Token) -> int:
    return token.start + len(token.text)
