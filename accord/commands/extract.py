"""``accord extract``: texts to N-Quads, without a store."""

from pathlib import Path
from typing import Annotated

import typer

from accord.console import progress, warn
from accord.options import (
    BaseIriOption,
    KnowledgeOption,
    ModelOption,
    OutputOption,
    RulesOption,
    namespaces_of,
)
from accord.settings import BASE_IRI, KNOWLEDGE, MODEL, RULES


def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATHS",
            help="Texts, and directories of texts (.txt, .md).",
            show_default=False,
        ),
    ],
    output: OutputOption = None,
    curation: Annotated[
        bool,
        typer.Option(
            "--curation/--no-curation",
            help="Whether NAME.curation.yaml beside a text is applied; without, by rules alone.",
        ),
    ] = True,
    base_iri: BaseIriOption = BASE_IRI.default,
    model: ModelOption = MODEL.default,
    knowledge: KnowledgeOption = KNOWLEDGE.default,
    rules: RulesOption = RULES.default,
) -> None:
    """Extract texts to N-Quads: sorted, and the same for the same texts on every machine.

    The output can be read by itself: with the graphs of the texts come the vocabulary, the curated
    knowledge and the links to Wikidata that they refer to. No store is read or written, and
    nothing is validated.
    """
    from accord.background import background_quads
    from accord.extraction import DocumentGraphs, lexicon_with
    from accord.output import to_nquads, write_output
    from accord.sources import read_sources
    from extract.syntax.parsing import find_model
    from ontology.knowledge import load_knowledge

    namespaces = namespaces_of(base_iri)
    known = load_knowledge(knowledge)
    sources = read_sources(paths, known, curated=curation)
    graphs = DocumentGraphs(known, namespaces, find_model(model), lexicon_with(rules))
    quads = list(background_quads(known, namespaces))
    warnings: list[str] = []
    with progress() as bar:
        bar.begin("extracting", len(sources))
        for source in sources:
            extracted, told = graphs.quads(source)
            quads += extracted
            warnings += [*source.document.warnings, *told]
            bar.step()
    write_output(to_nquads(quads), output)
    warn(warnings)
