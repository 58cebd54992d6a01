"""Results of queries, as the files of the suites and the answers of the service have them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
)

from tests.server.w3c.isomorphism import Row, isomorphic
from tests.server.w3c.rdf import FORMATS, Graph, Node, Term, read

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".srx": "application/sparql-results+xml",
        ".srj": "application/sparql-results+json",
        ".csv": "text/csv",
        ".tsv": "text/tab-separated-values",
        ".ttl": "text/turtle",
        ".rdf": "application/rdf+xml",
        ".nt": "application/n-triples",
    }
)
"""What the service calls the formats of result files, by their endings."""

_ANY = NamedNode("urn:any")
_SOLUTIONS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Solutions:
    """The result of a SELECT query.

    Attributes:
        variables: what its rows have values for, sorted.
        rows: the solutions, a value for each variable.
        ordered: whether their order matters.
    """

    variables: tuple[str, ...]
    rows: list[Row]
    ordered: bool = False


Result = bool | Solutions | list[Row]
"""What ASK, SELECT, and CONSTRUCT or DESCRIBE give."""


class SpellingError(AssertionError):
    """A result that is right but for the lexical forms of its literals."""


def check(expected: Result, actual: Result, *, lax: bool = False) -> None:
    """Makes sure that a result is what was expected, but for the names of blank nodes.

    Args:
        expected: the result of the suite.
        actual: ours.
        lax: whether a solution may come less often than expected, as with REDUCED.

    Raises:
        SpellingError: it is, but for the lexical forms of its literals.
        AssertionError: it is not.
    """
    if not _same(expected, actual, lax=lax):
        told = f"expected {expected}\nbut have {actual}"
        same_values = _same(_canonical(expected), _canonical(actual), lax=lax)
        raise SpellingError(told) if same_values else AssertionError(told)


def expected_result(path: Path, iri: str) -> Result:
    """What a file of a suite says that the result is."""
    if path.suffix in FORMATS:
        quads = read(path, iri)
        sets = Graph(quads).having("rdf:type", "rs:ResultSet")
        return _result_set(sets[0]) if sets else _rows(quads)
    return parse_result(path.read_bytes(), path.suffix)


def parse_result(data: bytes, ending: str) -> Result:
    """Reads a result.

    Args:
        data: it, in one of the formats of ``MEDIA_TYPES``.
        ending: ending of the names of files in that format.
    """
    if ending in (".srx", ".rdf"):  # an XML processor does this, the engine's does not (XML, 2.11)
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if ending in FORMATS:
        return _rows(pyoxigraph.parse(data, FORMATS[ending], rename_blank_nodes=True))
    if ending == ".csv":
        names, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
        return _solutions(names, [[_csv_value(value) for value in line] for line in lines])
    found = pyoxigraph.parse_query_results(data, _SOLUTIONS[ending])
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return _solutions(names, [list(solution) for solution in found])


def turtle(data: bytes, base: str) -> list[Row]:
    """The triples of a Turtle document."""
    return _rows(pyoxigraph.parse(data, RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True))


def quad_rows(quads: Iterable[Quad]) -> list[Row]:
    """Quads as rows; the default graph's name is empty."""
    return list(
        {
            (
                quad.subject,
                quad.predicate,
                quad.object,
                None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name,
            )
            for quad in quads
        }
    )


def _rows(quads: Iterable[pyoxigraph.Quad]) -> list[Row]:
    return list({(quad.subject, quad.predicate, quad.object) for quad in quads})


def _solutions(names: list[str], rows: Iterable[Sequence[Term | None]]) -> Solutions:
    order = sorted(range(len(names)), key=names.__getitem__)
    return Solutions(
        tuple(names[index] for index in order),
        [tuple(row[index] for index in order) for row in rows],
    )


def _csv_value(value: str) -> Literal | BlankNode:
    """CSV tells terms of different kinds apart no better than this."""
    return BlankNode(value[2:]) if value.startswith("_:") else Literal(value)


def _same(expected: Result, actual: Result, *, lax: bool) -> bool:
    if isinstance(expected, Solutions) and isinstance(actual, Solutions):
        if expected.variables != actual.variables:
            return False
        if expected.ordered:
            return isomorphic(_numbered(expected.rows), _numbered(actual.rows))
        if lax:
            fewer = len(actual.rows) <= len(expected.rows)
            return fewer and isomorphic(set(expected.rows), set(actual.rows))
        return isomorphic(expected.rows, actual.rows)
    if isinstance(expected, list) and isinstance(actual, list):
        return isomorphic(expected, actual)
    return isinstance(expected, bool) and expected == actual


def _canonical(result: Result) -> Result:
    """A result with literals as our engine writes them, which keeps values and no spellings."""
    if isinstance(result, Solutions):
        return replace(result, rows=[_canonical_row(row) for row in result.rows])
    if isinstance(result, list):
        return list({_canonical_row(row) for row in result})
    return result


def _canonical_row(row: Row) -> Row:
    return tuple(_canonical_term(term) for term in row)


@cache
def _canonical_term(term: Term | None) -> Term | None:
    if term is None or isinstance(term, NamedNode | BlankNode):
        return term
    store = pyoxigraph.Store()
    store.add(Quad(_ANY, _ANY, term))
    (quad,) = store
    kept: Term = quad.object
    return kept


def _numbered(rows: list[Row]) -> list[Row]:
    return [(Literal(number), *row) for number, row in enumerate(rows)]


def _result_set(node: Node) -> Result:
    """A result in the vocabulary of the first test suite."""
    boolean = node.get("rs:boolean")
    if boolean is not None:
        return boolean.value == "true"
    names = sorted(variable.value for variable in node.all("rs:resultVariable"))
    solutions = node.all("rs:solution")
    indexes = [solution.get("rs:index") for solution in solutions]
    ordered = bool(indexes) and None not in indexes
    if ordered:
        solutions.sort(key=lambda solution: int(solution.one("rs:index").value))
    rows = []
    for solution in solutions:
        values = {
            binding.one("rs:variable").value: binding.one("rs:value").term
            for binding in solution.all("rs:binding")
        }
        rows.append(tuple(values.get(name) for name in names))
    return Solutions(tuple(names), rows, ordered)
