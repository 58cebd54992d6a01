"""Runs one query against a release and serializes its result.

All of a query happens in one thread of its own: the engine's result objects end the process when
another thread touches them, and it needs a deep stack. There is no time limit here, since only the
end of the process stops the engine.
"""

import io
import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from server.engine_errors import evaluation_error, syntax_error
from server.errors import QueryError, QueryRefusedError, ResultTooLargeError
from server.formats import QueryForm
from server.inspection import Query, inspect
from server.negotiation import Choice
from server.threads import run_deep

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MAX_RESULT_BYTES = 64 * 2**20
"""Largest result, in bytes."""

_NO_PREFIXES: Mapping[str, str] = MappingProxyType({})
_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
_NOTHING = Store()
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5})")
_MASK = "\N{LATIN SMALL LETTER LONG S}ervice"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The dataset that a request asks for (SPARQL 1.1 Protocol, section 2.1.4).

    It replaces the one that the query's FROM and FROM NAMED describe.

    Attributes:
        default_graphs: IRIs of the graphs whose union is the default graph.
        named_graphs: IRIs of the graphs that GRAPH sees.
    """

    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A whole result.

    Attributes:
        choice: its format.
        data: it, serialized.
    """

    choice: Choice
    data: bytes


def start_query(
    store: Store,
    text: str,
    choose: Callable[[QueryForm], Choice],
    *,
    dataset: Dataset | None = None,
    prefixes: Mapping[str, str] = _NO_PREFIXES,
) -> Future[Result]:
    """Starts a query, which cannot be stopped.

    A query that names no dataset sees the union of all graphs as its default graph, and every named
    graph.

    Args:
        store: what it is run against.
        text: the query.
        choose: gives the format for a query of some form.
        dataset: what takes the place of the query's own dataset.
        prefixes: namespaces by prefix, for the formats that can use them.

    Returns:
        The result to come; it raises QueryError, or what ``choose`` raises.
    """
    return run_deep(lambda: _evaluate(store, text, choose, dataset, prefixes))


def run_query(
    store: Store,
    text: str,
    choose: Callable[[QueryForm], Choice],
    *,
    dataset: Dataset | None = None,
    prefixes: Mapping[str, str] = _NO_PREFIXES,
) -> Result:
    """Runs a query and waits for its result; see ``start_query``.

    Raises:
        QuerySyntaxError: it is not SPARQL.
        QueryRefusedError: it is of a kind that is not run here.
        ResultTooLargeError: its result passes the limit.
        QueryError: it cannot be evaluated.
    """
    return start_query(store, text, choose, dataset=dataset, prefixes=prefixes).result()


def _evaluate(
    store: Store,
    text: str,
    choose: Callable[[QueryForm], Choice],
    dataset: Dataset | None,
    prefixes: Mapping[str, str],
) -> Result:
    query = inspect(text)
    choice = choose(query.form)
    _refuse_hidden_service(text)
    output = _LimitedBuffer()
    try:
        match _start(store, query, dataset), choice.format.engine:
            case (QuerySolutions() | QueryBoolean()) as results, QueryResultsFormat() as engine:
                results.serialize(output, engine)
            case QueryTriples() as results, RdfFormat() as engine if engine in _WITH_PREFIXES:
                pyoxigraph.serialize(results, output, engine, prefixes=dict(prefixes))
            case QueryTriples() as results, RdfFormat() as engine:
                results.serialize(output, engine)
            case _:
                raise TypeError(f"{choice.format.label} is no format for {query.form}")
    except SyntaxError as error:
        raise syntax_error(error, text) from error
    except (RuntimeError, ValueError) as error:
        raise evaluation_error(error) from error
    return Result(choice, output.getvalue())


def _start(
    store: Store, query: Query, dataset: Dataset | None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    if dataset is None:
        return store.query(query.text, use_default_graph_as_union=not query.names_dataset)
    default: list[NamedNode | BlankNode | DefaultGraph] = [
        _node("default-graph-uri", iri) for iri in dataset.default_graphs
    ]
    named: list[NamedNode | BlankNode] = [
        _node("named-graph-uri", iri) for iri in dataset.named_graphs
    ]
    return store.query(query.text, default_graph=default, named_graphs=named)


def _node(parameter: str, iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{parameter} {iri!r} is no absolute IRI") from error


def _refuse_hidden_service(text: str) -> None:
    """Makes sure that the engine finds no SERVICE clause, however the text is read.

    The engine needs no space around a keyword and takes an IRI for an operator where that parses,
    so tokens cannot tell. But if the text parses with another letter in each "service", then none
    of them is a keyword: where one is, nothing else can stand.
    """
    written = len(_SERVICE.findall(text))
    if written != len(_SERVICE.findall(_ESCAPE.sub(_unescape, text))):
        raise QueryRefusedError("write the word “service” without escapes")
    if written:
        masked = _SERVICE.sub(_MASK, text)
        try:
            _NOTHING.query(masked)
        except SyntaxError as error:
            raise syntax_error(error, text) from error
        except (RuntimeError, ValueError):
            pass  # it parses, and will fail again where it counts


def _unescape(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


class _LimitedBuffer(io.BytesIO):
    """Bytes in memory, up to a limit."""

    def write(self, data: "ReadableBuffer", /) -> int:
        written = super().write(data)
        if self.tell() > MAX_RESULT_BYTES:
            raise ResultTooLargeError(
                f"the result is larger than {MAX_RESULT_BYTES // 2**20} MB: "
                "add a LIMIT, or select less"
            )
        return written
