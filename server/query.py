"""Runs one query against a release and serializes its result.

There is no time limit here, since only the end of the process stops the engine: the service runs
queries in processes that it can end (``server.engine``).
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, cast

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

from ontology.namespaces import DEFAULT_BASE
from server.engine_errors import evaluation_error, syntax_error
from server.errors import QueryError, QueryRefusedError, QuerySyntaxError, ResultTooLargeError
from server.formats import QueryForm
from server.inspection import Query, glance, inspect
from server.jsonld import write_jsonld
from server.negotiation import Choice
from server.repairs import Repaired, doubtful_iris, repaired, with_plain_iris
from server.threads import run_deep
from server.tokens import position, without_escapes
from server.xml_output import XmlOutput

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MAX_RESULT_BYTES = 64 * 2**20
"""Largest result, in bytes."""

Results = QuerySolutions | QueryBoolean | QueryTriples
"""What the engine answers. Only the thread that asked may touch it."""

_NO_PREFIXES: Mapping[str, str] = MappingProxyType({})
_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
_XML = (QueryResultsFormat.XML, RdfFormat.RDF_XML)
_NOTHING = Store()
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that may run, and the format of its result.

    Attributes:
        query: the query, inspected.
        repaired: its text, as the engine gets it.
        choice: the format.
    """

    query: Query
    repaired: Repaired
    choice: Choice


def prepare(text: str, choose: Callable[[QueryForm], Choice]) -> Prepared:
    """Looks at a query before it runs.

    Args:
        text: the query.
        choose: gives the format for a query of some form.

    Raises:
        QuerySyntaxError: it is not SPARQL.
        QueryRefusedError: it is of a kind that is not run here.
        ServerError: what ``choose`` raises.
    """
    query = glance(text)
    choice = choose(query.form)
    meant = repaired(text)
    _refuse_hidden_service(meant.placed)
    _refuse_doubtful_iris(meant.placed)
    return Prepared(query, meant, choice)


def write_result(
    store: Store,
    prepared: Prepared,
    output: IO[bytes],
    *,
    dataset: Dataset | None = None,
    union: bool = True,
    prefixes: Mapping[str, str] = _NO_PREFIXES,
    base: str = DEFAULT_BASE,
    page: Callable[[Results], None] | None = None,
) -> None:
    """Runs a query and writes its result as it comes.

    All of it happens in the thread that calls: the engine's result objects end the process when
    another one touches them. That thread needs a deep stack (``server.threads``).

    Args:
        store: what it is run against.
        prepared: the query.
        output: takes the result; what its ``write`` raises ends the query.
        dataset: what takes the place of the query's own dataset.
        union: whether a query that names no dataset sees the union of all named graphs as its
            default graph; else it sees the store's own default graph, and in both cases every named
            graph.
        prefixes: namespaces by prefix, for the formats that can use them.
        base: what relative IRIs are resolved against where the query has no BASE.
        page: writes the result where its format is a page.

    Raises:
        QuerySyntaxError: it is not SPARQL after all.
        QueryError: it cannot be evaluated.
    """
    query, choice = prepared.query, prepared.choice
    if choice.format.engine in _XML:
        output = cast("IO[bytes]", XmlOutput(output))  # the engine asks for write and flush only
    try:
        match _start(store, prepared, dataset, union=union, base=base), choice.format.engine:
            case (QuerySolutions() | QueryBoolean()) as results, QueryResultsFormat() as engine:
                results.serialize(output, engine)
            case QueryTriples() as results, RdfFormat() as engine if engine in _WITH_PREFIXES:
                pyoxigraph.serialize(results, output, engine, prefixes=dict(prefixes))
            case QueryTriples() as results, RdfFormat.JSON_LD:
                write_jsonld(results, output, prefixes)
            case QueryTriples() as results, RdfFormat() as engine:
                results.serialize(output, engine)
            case results, None if page is not None:
                page(results)
            case _:
                raise TypeError(f"{choice.format.label} is no format for {query.form}")
    except SyntaxError as error:
        raise _as_written(error, prepared) from error
    except (RuntimeError, ValueError) as error:
        raise evaluation_error(error) from error


def run_query(
    store: Store,
    text: str,
    choose: Callable[[QueryForm], Choice],
    *,
    dataset: Dataset | None = None,
    prefixes: Mapping[str, str] = _NO_PREFIXES,
    base: str = DEFAULT_BASE,
) -> Result:
    """Runs a query, in a thread of its own, and waits for its whole result.

    Args:
        store: what it is run against.
        text: the query.
        choose: gives the format for a query of some form.
        dataset: what takes the place of the query's own dataset.
        prefixes: namespaces by prefix, for the formats that can use them.
        base: what relative IRIs are resolved against where the query has no BASE.

    Raises:
        QuerySyntaxError: it is not SPARQL.
        QueryRefusedError: it is of a kind that is not run here.
        ResultTooLargeError: its result passes the limit.
        QueryError: it cannot be evaluated.
    """

    def run() -> Result:
        prepared = prepare(text, choose)
        output = _LimitedBuffer()
        write_result(store, prepared, output, dataset=dataset, prefixes=prefixes, base=base)
        return Result(prepared.choice, output.getvalue())

    return run_deep(run).result()


def _start(
    store: Store, prepared: Prepared, dataset: Dataset | None, *, union: bool, base: str
) -> Results:
    text = prepared.repaired.text
    if dataset is None:
        whole = union and not prepared.query.names_dataset
        return store.query(text, base_iri=base, use_default_graph_as_union=whole)
    default: list[NamedNode | BlankNode | DefaultGraph] = [
        _node("default-graph-uri", iri) for iri in dataset.default_graphs
    ]
    named: list[NamedNode | BlankNode] = [
        _node("named-graph-uri", iri) for iri in dataset.named_graphs
    ]
    return store.query(text, base_iri=base, default_graph=default, named_graphs=named)


def _as_written(error: SyntaxError, prepared: Prepared) -> QuerySyntaxError:
    """The syntax error, in the query as it was written and not as it was repaired."""
    inspect(prepared.query.text)  # may know better what is wrong
    if prepared.repaired.text != prepared.repaired.placed:
        _check_syntax(prepared.repaired.placed, prepared.query.text)
    return syntax_error(error, prepared.query.text)


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
    if "\\" not in text and "service" not in text.lower():
        return
    written = len(_SERVICE.findall(text))
    if written != len(_SERVICE.findall(without_escapes(text))):
        raise QueryRefusedError("write the word “service” without escapes")
    if written:
        _check_syntax(_SERVICE.sub(_MASK, text), text)


def _refuse_doubtful_iris(text: str) -> None:
    """Makes sure that the engine takes for an IRI what tokens take for one."""
    iris = doubtful_iris(text)
    try:
        if iris:
            _check_syntax(with_plain_iris(text, iris), text)
    except QuerySyntaxError as error:
        _check_syntax(text, text)  # if it is no query either way, that is what to tell
        what = f"{iris[0].text} is read as an IRI: put spaces around < and > where they compare"
        raise QuerySyntaxError(what, *position(text, iris[0].start)) from error


def _check_syntax(text: str, written: str) -> None:
    """Makes sure that the engine can read a text; errors are told of the text as it was written."""
    try:
        _NOTHING.query(text, base_iri=DEFAULT_BASE)
    except SyntaxError as error:
        raise syntax_error(error, written) from error
    except (RuntimeError, ValueError):
        pass  # it parses, and will fail again where it counts


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
