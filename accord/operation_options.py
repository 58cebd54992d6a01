"""Options of ``accord serve`` alone, for those who run a service, made from the settings."""

from typing import Annotated, Literal

import typer

from accord.settings import (
    ACCESS_LOG,
    BODY_SECONDS,
    CLIENT_CONNECTIONS,
    CONNECTIONS,
    HEAD_SECONDS,
    IDLE_SECONDS,
    LOG_FORMAT,
    LOG_LEVEL,
    SLOW_QUERY_SECONDS,
    TRUSTED_PROXIES,
)

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
TrustedProxiesOption = Annotated[
    str,
    typer.Option(
        TRUSTED_PROXIES.option,
        envvar=TRUSTED_PROXIES.variable,
        metavar="LIST",
        help=TRUSTED_PROXIES.help,
    ),
]
ConnectionsOption = Annotated[
    int,
    typer.Option(
        CONNECTIONS.option,
        envvar=CONNECTIONS.variable,
        metavar="N",
        min=1,
        help=CONNECTIONS.help,
    ),
]
ClientConnectionsOption = Annotated[
    int,
    typer.Option(
        CLIENT_CONNECTIONS.option,
        envvar=CLIENT_CONNECTIONS.variable,
        metavar="N",
        min=1,
        help=CLIENT_CONNECTIONS.help,
    ),
]
HeadSecondsOption = Annotated[
    float,
    typer.Option(
        HEAD_SECONDS.option,
        envvar=HEAD_SECONDS.variable,
        metavar="SECONDS",
        min=0.1,
        help=HEAD_SECONDS.help,
    ),
]
BodySecondsOption = Annotated[
    float,
    typer.Option(
        BODY_SECONDS.option,
        envvar=BODY_SECONDS.variable,
        metavar="SECONDS",
        min=0.1,
        help=BODY_SECONDS.help,
    ),
]
IdleSecondsOption = Annotated[
    float,
    typer.Option(
        IDLE_SECONDS.option,
        envvar=IDLE_SECONDS.variable,
        metavar="SECONDS",
        min=0.1,
        help=IDLE_SECONDS.help,
    ),
]
