"""Results of queries as tables for people."""

import io
import sys
from collections.abc import Mapping

import pyoxigraph as ox

_UNLIMITED = 100_000


def to_table(data: bytes, prefixes: Mapping[str, str]) -> bytes:
    """A result in SPARQL JSON as a table; of ASK as ``yes`` or ``no``.

    On a terminal it is made to fit; elsewhere every cell stands whole on one line.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    results = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return b"yes\n" if results else b"no\n"
    names = [variable.value for variable in results.variables]
    table = Table(*names, box=None, pad_edge=False, header_style="bold")
    for solution in results:
        table.add_row(*(Text(_cell(solution[name], prefixes)) for name in names))
    on_terminal = sys.stdout.isatty()
    out = io.StringIO()
    console = Console(
        file=out,
        width=None if on_terminal else _UNLIMITED,
        force_terminal=on_terminal,
    )
    console.print(table)
    rows = table.row_count
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    lines.append(f"({rows:,} row{'' if rows == 1 else 's'})")
    return "".join(f"{line}\n" for line in lines).encode()


def _cell(term: object, prefixes: Mapping[str, str]) -> str:
    """A term as people read it: names shortened, literals without quotes and on one line."""
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return _shortened(term.value, prefixes)
        case ox.Literal():
            return " ".join(term.value.split())
    return str(term)


def _shortened(iri: str, known: Mapping[str, str]) -> str:
    """An IRI as ``prefix:name`` where that is possible, else as ``<IRI>``."""
    for prefix, namespace in known.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{name}"
    return f"<{iri}>"
