"""``accord query``: SPARQL over the graph in a store."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from accord.faults import CallError
from accord.options import OutputOption, StoreOption
from accord.settings import STORE

if TYPE_CHECKING:
    from server.formats import QueryForm
    from server.negotiation import Choice

TABLE = "table"


def query(
    text: Annotated[
        str, typer.Argument(help="A SPARQL 1.1 query; - reads it from standard input.")
    ],
    store: StoreOption = STORE.default,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="Of SELECT and ASK: table, json, xml, csv, tsv. "
            "Of CONSTRUCT and DESCRIBE: ttl, jsonld, nt, rdf; table is ttl there.",
        ),
    ] = TABLE,
    output: OutputOption = None,
) -> None:
    """Ask the graph in a store.

    A query sees the union of all graphs unless it says FROM. The prefixes acc, rdf, rdfs, skos,
    owl, xsd, dcterms, foaf, org, prov and schema need no declaration.
    """
    from accord.output import write_output
    from accord.tables import to_table
    from ontology.namespaces import Namespaces
    from server.errors import QueryRefusedError, QuerySyntaxError
    from server.negotiation import choose
    from server.prefixes import prefixes
    from server.query import run_query
    from server.store import GraphStore

    def choose_format(form: "QueryForm") -> "Choice":
        return choose(form, accept=None, name=None if format_ == TABLE else format_)

    release = GraphStore(store).open_current()
    base = release.manifest["base"]
    known = prefixes(Namespaces(base))
    declared = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in known.items())
    written = sys.stdin.read() if text == "-" else text
    try:
        result = run_query(
            release.store, f"{declared}\n{written}", choose_format, prefixes=known, base=base
        )
    except (QuerySyntaxError, QueryRefusedError) as error:
        if error.line is None:
            raise
        raise CallError(f"line {error.line - 1}, column {error.column}: {error}") from error
    is_table = format_ == TABLE and result.choice.format.names[0] == "json"
    write_output(to_table(result.data, known) if is_table else result.data, output)
