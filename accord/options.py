"""Arguments and options that commands share, made from the settings."""

from pathlib import Path
from typing import Annotated

import typer

from accord.faults import CallError
from accord.settings import BASE_IRI, HOST, KNOWLEDGE, MODEL, PORT, RULES, SEEDS, STORE
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
