"""Options of ``accord serve`` alone, for those who run a service, made from the settings."""

from typing import Annotated, Literal

import typer

from accord.settings import ACCESS_LOG, LOG_FORMAT, LOG_LEVEL, SLOW_QUERY_SECONDS

LogFormatOption = Annotated[
    Literal["text", "json"],
    typer.Option(LOG_FORMAT.option, envvar=LOG_FORMAT.variable, help=LOG_FORMAT.help),
]
LogLevelOption = Annotated[
    Literal["debug", "info", "warning", "error"],
    typer.Option(LOG_LEVEL.option, envvar=LOG_LEVEL.variable, help=LOG_LEVEL.help),
]
AccessLogOption = Annotated[
    bool,
    typer.Option(
        f"{ACCESS_LOG.option}/--no-{ACCESS_LOG.name}",
        envvar=ACCESS_LOG.variable,
        help=ACCESS_LOG.help,
    ),
]
SlowQuerySecondsOption = Annotated[
    float,
    typer.Option(
        SLOW_QUERY_SECONDS.option,
        envvar=SLOW_QUERY_SECONDS.variable,
        metavar="SECONDS",
        min=0,
        help=SLOW_QUERY_SECONDS.help,
    ),
]
