"""``accord export``: the graph in a store as a file."""

from enum import StrEnum
from typing import Annotated

import typer

from accord.options import OutputOption, StoreOption
from accord.settings import STORE


class ExportFormat(StrEnum):
    """Formats of ``accord export``."""

    NQ = "nq"
    TRIG = "trig"
    TTL = "ttl"
    JSONLD = "jsonld"


def export(
    store: StoreOption = STORE.default,
    format_: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="nq, trig, ttl or jsonld; ttl has no graphs: all triples stand together.",
        ),
    ] = ExportFormat.NQ,
    output: OutputOption = None,
) -> None:
    """Write the whole graph of a store, always in the same order."""
    from accord.output import to_format, write_output
    from ontology.namespaces import Namespaces
    from server.prefixes import prefixes
    from server.store import GraphStore

    release = GraphStore(store).open_current()
    known = prefixes(Namespaces(release.manifest["base"]))
    write_output(to_format(release.store, format_.value, known), output)
