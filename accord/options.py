"""Arguments and options that commands share, made from the settings."""

from pathlib import Path
from typing import Annotated

import typer

from accord.faults import CallError
from accord.settings import (
    BASE_IRI,
    CACHE_SIZE,
    CLIENT_SECONDS,
    HOST,
    KNOWLEDGE,
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
)
from ontology.namespaces import Namespaces

StoreOption = Annotated[
    Path,
    typer.Option(STORE.option, envvar=STORE.variable, metavar="DIR", help=STORE.help),
]
BaseIriOption = Annotated[
    str,
    typer.Option(BASE_IRI.option, envvar=BASE_IRI.variable, metavar="IRI", help=BASE_IRI.help),
]
ModelOption = Annotated[
    str | None,
    typer.Option(MODEL.option, envvar=MODEL.variable, metavar="MODEL", help=MODEL.help),
]
KnowledgeOption = Annotated[
    Path | None,
    typer.Option(KNOWLEDGE.option, envvar=KNOWLEDGE.variable, metavar="DIR", help=KNOWLEDGE.help),
]
RulesOption = Annotated[
    Path | None,
    typer.Option(RULES.option, envvar=RULES.variable, metavar="DIR", help=RULES.help),
]
HostOption = Annotated[
    str,
    typer.Option(HOST.option, envvar=HOST.variable, metavar="ADDRESS", help=HOST.help),
]
PortOption = Annotated[
    int,
    typer.Option(
        PORT.option, envvar=PORT.variable, metavar="PORT", min=0, max=65535, help=PORT.help
    ),
]
UnionOption = Annotated[
    bool,
    typer.Option(f"{UNION.option}/--no-{UNION.name}", envvar=UNION.variable, help=UNION.help),
]
ServiceEndpointsOption = Annotated[
    str,
    typer.Option(
        SERVICE_ENDPOINTS.option,
        envvar=SERVICE_ENDPOINTS.variable,
        metavar="IRI,IRI",
        help=SERVICE_ENDPOINTS.help,
    ),
]
QuerySecondsOption = Annotated[
    float,
    typer.Option(
        QUERY_SECONDS.option,
        envvar=QUERY_SECONDS.variable,
        metavar="SECONDS",
        min=0.1,
        help=QUERY_SECONDS.help,
    ),
]
QueryMemoryOption = Annotated[
    int,
    typer.Option(
        QUERY_MEMORY.option,
        envvar=QUERY_MEMORY.variable,
        metavar="MB",
        min=64,
        help=QUERY_MEMORY.help,
    ),
]
ResultSizeOption = Annotated[
    int,
    typer.Option(
        RESULT_SIZE.option,
        envvar=RESULT_SIZE.variable,
        metavar="MB",
        min=1,
        help=RESULT_SIZE.help,
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option(WORKERS.option, envvar=WORKERS.variable, metavar="N", min=0, help=WORKERS.help),
]
ClientSecondsOption = Annotated[
    float,
    typer.Option(
        CLIENT_SECONDS.option,
        envvar=CLIENT_SECONDS.variable,
        metavar="SECONDS",
        min=1,
        help=CLIENT_SECONDS.help,
    ),
]
CacheSizeOption = Annotated[
    int,
    typer.Option(
        CACHE_SIZE.option,
        envvar=CACHE_SIZE.variable,
        metavar="MB",
        min=0,
        help=CACHE_SIZE.help,
    ),
]
MemoryQuadsOption = Annotated[
    int,
    typer.Option(
        MEMORY_QUADS.option,
        envvar=MEMORY_QUADS.variable,
        metavar="QUADS",
        min=0,
        help=MEMORY_QUADS.help,
    ),
]
WriteTokensFileOption = Annotated[
    Path | None,
    typer.Option(
        WRITE_TOKENS_FILE.option,
        envvar=WRITE_TOKENS_FILE.variable,
        metavar="FILE",
        help=WRITE_TOKENS_FILE.help,
    ),
]
WriteSizeOption = Annotated[
    int,
    typer.Option(
        WRITE_SIZE.option,
        envvar=WRITE_SIZE.variable,
        metavar="MB",
        min=1,
        max=100,
        help=WRITE_SIZE.help,
    ),
]
SeedsOption = Annotated[
    Path,
    typer.Option(SEEDS.option, envvar=SEEDS.variable, metavar="DIR", help=SEEDS.help),
]
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
