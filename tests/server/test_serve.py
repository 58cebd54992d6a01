"""Listening on an address, and stopping."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from server.errors import AddressError, PortInUseError, StoreMissingError
from server.serve import listen, serve
from tests.server.conftest import ROOT, Service

SLOW = " ".join(f"VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(12))


def test_a_port_in_use_is_told_of_before_anything_is_served(store_directory: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        announced: list[str] = []
        with pytest.raises(PortInUseError, match=f"port {port} on 127.0.0.1 is in use.*--port"):
            serve(store_directory, "127.0.0.1", port, announce=announced.append)
    assert announced == []


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("no.such.host.invalid", 0, "is no address of this machine"),
        ("192.0.2.1", 0, "is no address of this machine"),
        ("a" * 70, 0, "is no address of this machine"),
        ("127.0.0.1", 65536, "is no port"),
        ("127.0.0.1", -1, "is no port"),
    ],
)
def test_an_address_that_cannot_be(host: str, port: int, message: str) -> None:
    with pytest.raises(AddressError, match=message):
        listen(host, port)


def test_a_store_without_a_graph_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="accord build"):
        serve(tmp_path, "127.0.0.1", 0)


def test_the_address_is_announced_as_one_opens_it() -> None:
    with listen("localhost", 0) as listening:
        assert listening.getsockname()[0] in ("127.0.0.1", "::1")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_to_without_a_word(store_directory: Path, how: signal.Signals) -> None:
    service = Service(store_directory)
    assert service.http.get("/health").status_code == 200
    service.process.send_signal(how)
    output, errors = service.process.communicate(timeout=10)
    service.http.close()
    assert (output, errors) == ("", "")
    assert service.process.returncode == (0 if how == signal.SIGINT else -how)


def test_it_stops_though_a_query_never_ends(store_directory: Path) -> None:
    service = Service(store_directory)
    with socket.create_connection(service.address) as connection:
        query = f"SELECT (COUNT(*) AS ?n) {{ {SLOW} }}".encode()
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(query), query)
        )
        assert service.ask("ASK {}").status_code == 200
        service.http.close()
        service.process.send_signal(signal.SIGINT)
        _, errors = service.process.communicate(timeout=20)
        assert b" 503 " in connection.recv(4096).splitlines()[0]
    assert "Traceback" not in errors
    assert service.process.returncode == 0


def test_it_takes_the_port_at_once_after_another_left_it(store_directory: Path) -> None:
    first = Service(store_directory)
    port = first.address[1]
    first.ask("ASK {}")
    first.stop()
    with listen("127.0.0.1", port) as listening:
        assert listening.getsockname()[1] == port


def test_a_second_service_on_the_port_is_refused(store_directory: Path) -> None:
    first = Service(store_directory)
    program = (
        "import sys; from pathlib import Path; from server.serve import serve;"
        "serve(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]))"
    )
    second = subprocess.run(
        [sys.executable, "-c", program, str(store_directory), str(first.address[1])],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=30,
        check=False,
    )
    assert "PortInUseError" in second.stderr
    assert first.ask("ASK {}").status_code == 200
    first.stop()
