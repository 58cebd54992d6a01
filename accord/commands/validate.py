"""``accord validate``: a graph against the shapes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from accord.console import progress
from accord.exit_codes import DATA_FAULT
from accord.faults import DataError
from accord.options import BaseIriOption, KnowledgeOption, StoreOption, namespaces_of
from accord.settings import BASE_IRI, KNOWLEDGE, STORE


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILES",
            help="RDF files (.ttl, .nt, .nq, .trig, .jsonld, .rdf); the graph in the store where "
            "none is given.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = STORE.default,
    base_iri: BaseIriOption = BASE_IRI.default,
    knowledge: KnowledgeOption = KNOWLEDGE.default,
) -> None:
    """Validate a graph against the shapes and print the report.

    Exits with 1 where there are violations. What the files refer to is looked up in the curated
    knowledge too. --base-iri is of the files; a store knows its own.
    """
    from accord.background import background_quads
    from accord.rdf_files import read_rdf
    from accord.release_validation import validate_release
    from accord.validation import GraphValidation
    from ontology.knowledge import load_knowledge
    from ontology.namespaces import Namespaces
    from server.store import GraphStore
    from shapes.errors import NothingToValidateError
    from shapes.report import render_text

    try:
        with progress() as bar:
            if files:
                namespaces = namespaces_of(base_iri)
                quads = [quad for file in files for quad in read_rdf(file)]
                context = [*background_quads(load_knowledge(knowledge), namespaces), *quads]
                report = GraphValidation(namespaces, context).validate(quads, bar)
            else:
                releases = GraphStore(store)
                release = releases.open_current()
                namespaces = Namespaces(release.manifest["base"])
                report = validate_release(releases.database(release.release), namespaces, bar)
    except NothingToValidateError as error:
        raise DataError(str(error)) from error
    sys.stdout.write(render_text(report))
    if not report.conforms:
        raise typer.Exit(DATA_FAULT)
