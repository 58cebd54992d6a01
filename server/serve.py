"""Runs the service on an address until it is told to stop."""

import asyncio
import errno
import gc
import resource
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from server.engine.generation import Nursery
from server.errors import AddressError, PortInUseError
from server.federation.loading import Fetch
from server.federation.outbound import ask, fetch
from server.federation.rewriting import Ask
from server.limits import Limits
from server.operations.connections import Bounds, Doors
from server.operations.logs import Logs, configure
from server.write_tokens import WriteTokens

_GRACE_SECONDS = 5
_GARBAGE = (5_000, 10, 10)
"""How seldom garbage is looked for: at the usual 700 it took 4 % of the front's time."""


def serve(
    store: Path,
    host: str,
    port: int,
    *,
    limits: Limits | None = None,
    union: bool = True,
    endpoints: frozenset[str] = frozenset(),
    ask: Ask = ask,
    sources: frozenset[str] = frozenset(),
    fetch: Fetch = fetch,
    logs: Logs | None = None,
    bounds: Bounds | None = None,
    tokens: WriteTokens | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serves the current release of a store until Ctrl-C or SIGTERM.

    Args:
        store: directory of the store.
        host: address or name to listen on.
        port: port to listen on; 0 takes any that is free.
        limits: what a request, and a client, may take.
        union: whether a query without a dataset sees the union of the named graphs.
        endpoints: those that SERVICE may ask; none, and it is refused.
        ask: asks one.
        sources: documents that LOAD may fetch; none, and it is refused.
        fetch: gets one.
        logs: what is logged, and how.
        bounds: what connections may take.
        tokens: who may write; None where nobody may.
        announce: is told the address of the landing page when connections are taken.

    Raises:
        PortInUseError: another program listens there.
        AddressError: nothing can listen there.
        StoreError: there is nothing to serve.
    """
    logs = logs or Logs()
    doors = Doors(bounds or Bounds())
    with listen(host, port) as listening:

        def ready() -> None:
            if announce is not None:
                announce(_url(listening))

        nursery = Nursery()
        try:
            # Late: FastAPI takes as long as all the rest, and meanwhile the nursery starts.
            import uvicorn

            from server.app import create_app
            from server.direct.protocol import DirectProtocol

            app = create_app(
                store,
                limits,
                union=union,
                endpoints=endpoints,
                ask=ask,
                sources=sources,
                fetch=fetch,
                logs=logs,
                doors=doors,
                tokens=tokens,
                nursery=nursery,
                ready=ready,
            )
        except BaseException:
            nursery.close()
            raise
        config = uvicorn.Config(
            app.asgi,
            http=cast(type[asyncio.Protocol], partial(DirectProtocol, doors, app.direct)),
            ws="none",
            loop="uvloop",
            access_log=False,
            log_config=None,
            proxy_headers=bool(doors.bounds.proxies),
            forwarded_allow_ips=[str(network) for network in doors.bounds.proxies],
            timeout_keep_alive=cast(int, doors.bounds.idle_seconds),  # any number, in fact
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        configure(logs)
        _raise_open_files()
        gc.freeze()  # what is there now stays; and what requests leave behind is no garbage mostly
        gc.set_threshold(*_GARBAGE)
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            return  # uvicorn has shut down, and tells its caller why


def _raise_open_files() -> None:
    """Lets this process, and those it starts, have as many open files as the system allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address.

    Raises:
        PortInUseError: another program listens there.
        AddressError: nothing can listen there.
    """
    if not 0 <= port <= 65535:
        raise AddressError(f"{port} is no port: give one from 1 to 65535 with --port")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise AddressError(
            f"{host!r} is no address of this machine: try --host 127.0.0.1"
        ) from error
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except OSError as error:
        listening.close()
        raise _refused(error, host, port) from error
    return listening


def _refused(error: OSError, host: str, port: int) -> AddressError:
    if error.errno == errno.EADDRINUSE:
        return PortInUseError(
            f"port {port} on {host} is in use: end the program that listens there, "
            f"or choose another with --port, for instance --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return AddressError(
            f"port {port} needs more rights than this user has: choose one above 1023 with --port"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return _foreign(host)
    return AddressError(f"cannot listen on {host} port {port}: {error.strerror}")


def _foreign(host: str) -> AddressError:
    return AddressError(f"{host!r} is no address of this machine: try --host 127.0.0.1")


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
