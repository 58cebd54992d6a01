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
    import pyoxigraph as ox

    from accord.background import BACKGROUND_GRAPHS, background_quads
    from accord.rdf_files import read_rdf
    from accord.validation import GraphValidation
    from ontology.knowledge import load_knowledge
    from ontology.namespaces import Namespaces
    from server.store import GraphStore
    from shapes.errors import NothingToValidateError
    from shapes.report import render_text

    if files:
        namespaces = namespaces_of(base_iri)
        quads = [quad for file in files for quad in read_rdf(file)]
        context = [*background_quads(load_knowledge(knowledge), namespaces), *quads]
    else:
        release = GraphStore(store).open_current()
        namespaces = Namespaces(release.manifest["base"])
        names = [ox.NamedNode(namespaces.graph(name)) for name in BACKGROUND_GRAPHS]
        context = [
            quad
            for name in names
            for quad in release.store.quads_for_pattern(None, None, None, name)
        ]
    validation = GraphValidation(namespaces, context)
    try:
        with progress() as bar:
            if files:
                report = validation.validate(quads, bar)
            else:
                report = validation.validate_store(release.store, bar)
    except NothingToValidateError as error:
        raise DataError(str(error)) from error
    sys.stdout.write(render_text(report))
    if not report.conforms:
        raise typer.Exit(DATA_FAULT)
