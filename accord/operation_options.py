"""Options of ``accord serve`` alone, for those who run a service, made from the settings."""

from typing import Annotated, Literal

from accord.options import option, switch
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

LogFormatOption = Annotated[Literal["text", "json"], option(LOG_FORMAT)]
LogLevelOption = Annotated[Literal["debug", "info", "warning", "error"], option(LOG_LEVEL)]
AccessLogOption = Annotated[bool, switch(ACCESS_LOG)]
SlowQuerySecondsOption = Annotated[float, option(SLOW_QUERY_SECONDS, "SECONDS", min=0)]
TrustedProxiesOption = Annotated[str, option(TRUSTED_PROXIES, "LIST")]
ConnectionsOption = Annotated[int, option(CONNECTIONS, "N", min=1)]
ClientConnectionsOption = Annotated[int, option(CLIENT_CONNECTIONS, "N", min=1)]
HeadSecondsOption = Annotated[float, option(HEAD_SECONDS, "SECONDS", min=0.1)]
BodySecondsOption = Annotated[float, option(BODY_SECONDS, "SECONDS", min=0.1)]
IdleSecondsOption = Annotated[float, option(IDLE_SECONDS, "SECONDS", min=0.1)]
