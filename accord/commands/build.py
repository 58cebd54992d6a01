"""``accord build``: texts into the store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.console import progress, say, warn
from accord.options import (
    BaseIriOption,
    KnowledgeOption,
    ModelOption,
    RulesOption,
    SeedsOption,
    StoreOption,
    namespaces_of,
)
from accord.settings import BASE_IRI, KNOWLEDGE, MODEL, RULES, SEEDS, STORE

if TYPE_CHECKING:
    from accord.build import Outcome


def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS",
            help="Texts, and directories of texts (.txt, .md); --seeds where none is given.",
            show_default=False,
        ),
    ] = None,
    seeds: SeedsOption = SEEDS.default,
    store: StoreOption = STORE.default,
    base_iri: BaseIriOption = BASE_IRI.default,
    model: ModelOption = MODEL.default,
    knowledge: KnowledgeOption = KNOWLEDGE.default,
    rules: RulesOption = RULES.default,
) -> None:
    """Build the graph of texts, validate it, and make it what is served.

    The graph holds the texts that are named and no others. What did not change since the last
    build is not made anew. A fault stops it: then nothing is loaded, and what was served still is.
    """
    build_graph(paths or [seeds], store, base_iri, model=model, knowledge=knowledge, rules=rules)


def build_graph(
    paths: list[Path],
    store: Path,
    base_iri: str,
    *,
    model: str | None,
    knowledge: Path | None,
    rules: Path | None,
) -> None:
    """Build, and tell what was done."""
    from accord.build import Build
    from server.store import GraphStore

    namespaces = namespaces_of(base_iri)
    with progress() as bar:
        task = Build(
            GraphStore(store), namespaces, bar, model=model, knowledge=knowledge, rules=rules
        )
        outcome = task.run(paths)
    warn(outcome.warnings)
    say(_told(outcome, store))


def _told(outcome: "Outcome", store: Path) -> str:
    texts = f"{outcome.documents} text{'s' if outcome.documents != 1 else ''}"
    held = f"{texts}, {outcome.quads:,} quads, release {outcome.release} in {store}"
    if not outcome.changed:
        return f"Up to date: {held}."
    return (
        f"Built: {held} ({outcome.parsed} parsed, {outcome.documents - outcome.parsed} unchanged)."
    )
