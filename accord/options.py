"""Arguments and options that commands share, made from the settings."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.models import OptionInfo

from accord.faults import CallError
from accord.settings import (
    BASE_IRI,
    CACHE_SIZE,
    CLIENT_SECONDS,
    HOST,
    KNOWLEDGE,
    LOAD_SOURCES,
    MEMORY_QUADS,
    MODEL,
    PORT,
    QUERY_MEMORY,
    QUERY_SECONDS,
    RESULT_SIZE,
    RULES,
    SEEDS,
    SERVICE_ENDPOINTS,
    STORE,
    UNION,
    WORKERS,
    WRITE_SIZE,
    WRITE_TOKENS_FILE,
    Setting,
)
from ontology.namespaces import Namespaces


def option(
    setting: Setting[Any],
    metavar: str | None = None,
    *,
    min: float | None = None,  # noqa: A002 - Typer's own name
    max: float | None = None,  # noqa: A002 - Typer's own name
) -> OptionInfo:
    """The option of a setting, for ``Annotated``.

    Args:
        setting: the setting.
        metavar: what its value is called in the help; Typer's word for its type by default.
        min: least value of a number.
        max: greatest value of a number.
    """
    made: OptionInfo = typer.Option(
        setting.option,
        envvar=setting.variable,
        metavar=metavar,
        min=min,
        max=max,
        help=setting.help,
    )
    return made


def switch(setting: Setting[bool]) -> OptionInfo:
    """The option of a setting that is on or off: ``--NAME`` and ``--no-NAME``."""
    both = f"{setting.option}/--no-{setting.name}"
    made: OptionInfo = typer.Option(both, envvar=setting.variable, help=setting.help)
    return made


StoreOption = Annotated[Path, option(STORE, "DIR")]
BaseIriOption = Annotated[str, option(BASE_IRI, "IRI")]
ModelOption = Annotated[str | None, option(MODEL, "MODEL")]
KnowledgeOption = Annotated[Path | None, option(KNOWLEDGE, "DIR")]
RulesOption = Annotated[Path | None, option(RULES, "DIR")]
HostOption = Annotated[str, option(HOST, "ADDRESS")]
PortOption = Annotated[int, option(PORT, "PORT", min=0, max=65535)]
UnionOption = Annotated[bool, switch(UNION)]
ServiceEndpointsOption = Annotated[str, option(SERVICE_ENDPOINTS, "IRI,IRI")]
LoadSourcesOption = Annotated[str, option(LOAD_SOURCES, "IRI,IRI")]
QuerySecondsOption = Annotated[float, option(QUERY_SECONDS, "SECONDS", min=0.1)]
QueryMemoryOption = Annotated[int, option(QUERY_MEMORY, "MB", min=64)]
ResultSizeOption = Annotated[int, option(RESULT_SIZE, "MB", min=1)]
WorkersOption = Annotated[int, option(WORKERS, "N", min=0)]
ClientSecondsOption = Annotated[float, option(CLIENT_SECONDS, "SECONDS", min=1)]
CacheSizeOption = Annotated[int, option(CACHE_SIZE, "MB", min=0)]
MemoryQuadsOption = Annotated[int, option(MEMORY_QUADS, "QUADS", min=0)]
WriteTokensFileOption = Annotated[Path | None, option(WRITE_TOKENS_FILE, "FILE")]
WriteSizeOption = Annotated[int, option(WRITE_SIZE, "MB", min=1, max=100)]
SeedsOption = Annotated[Path, option(SEEDS, "DIR")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="File to write; standard output where not given."
    ),
]


def namespaces_of(base: str) -> Namespaces:
    """The IRIs under a base.

    Raises:
        CallError: it cannot be one.
    """
    try:
        return Namespaces(base)
    except ValueError as error:
        raise CallError(f"{error}; correct {BASE_IRI.option} or {BASE_IRI.variable}") from error
