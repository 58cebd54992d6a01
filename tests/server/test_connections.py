"""Connections over real sockets: slow ones, many, several requests at once, behind a proxy."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest

from server.errors import AddressError
from server.operations.clients import is_within, read_networks, share_of
from server.store import GraphStore
from tests.server.builder import quads
from tests.server.conftest import Service, bearer, write_tokens
from tests.server.test_contained import ENDLESS, LARGE, eventually
from tests.server.test_operations import ONE, figures

SHORT = {"head_seconds": 0.5, "body_seconds": 0.5, "idle_seconds": 0.7, "stall_seconds": 0.5}
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 500\r\n\r\n"
)
PROXIES = "10.0.0.0/8, 127.0.0.1"


@pytest.fixture(scope="module")
def bounded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    store = tmp_path_factory.mktemp("bounded") / "store"
    GraphStore(store).publish(quads("0", 1000), {})
    options = {"bounds": {**SHORT, "client_connections": 30}}
    running = Service(store, options=options, seconds=5, result_bytes=2**26)
    yield running
    errors = running.stop()
    assert "Traceback" not in errors


def read_all(connection: socket.socket) -> bytes:
    """Everything until the other side closes."""
    connection.settimeout(10)
    data = b""
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            return data
        if not piece:
            return data
        data += piece


# -------------------------------------------------------------------------------------- slow


@pytest.mark.parametrize(
    ("start", "drip", "status"),
    [
        (b"GET /health HTTP/1.1\r\nHost: a\r\n", b"X: y\r\n", b"408"),
        (b"G", b"", b"408"),
        (b"\r\n", b"\r\n", b"408"),
        (POST, b"q", b"408"),
        (POST, b"", b"408"),
        (b"POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"", b"404"),
        (b"", b"", b""),
    ],
)
def test_what_comes_too_slowly_is_not_waited_for(
    bounded: Service, start: bytes, drip: bytes, status: bytes
) -> None:
    with socket.create_connection(bounded.address) as connection:
        began = time.monotonic()
        connection.sendall(start)
        connection.settimeout(0.1)
        told = b""
        while time.monotonic() - began < 5:
            try:
                told = connection.recv(65536)
                break
            except TimeoutError:
                connection.sendall(drip)
            except ConnectionResetError:
                break
        assert time.monotonic() - began < 2.5
        assert told[9:12] == status
        assert b"HTTP/1.1" not in read_all(connection)
        if status == b"408":
            assert b"application/problem+json" in told
    assert bounded.http.get("/health").status_code == 200


def test_a_body_at_a_fair_pace_is_waited_for(bounded: Service) -> None:
    body = (ONE + "#" * 1500).encode()
    with socket.create_connection(bounded.address) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            b"Content-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        for at in range(0, len(body), 150):
            connection.sendall(body[at : at + 150])
            time.sleep(0.1)
        assert read_all(connection).startswith(b"HTTP/1.1 200 ")


def test_a_head_has_a_size(bounded: Service) -> None:
    with socket.create_connection(bounded.address) as connection:
        try:
            connection.sendall(b"GET / HTTP/1.1\r\n")
            for _ in range(40):
                connection.sendall(b"X: " + b"y" * 8000 + b"\r\n")
        except ConnectionError:
            pass
        assert read_all(connection)[:12] in (b"HTTP/1.1 431", b"")
    assert figures(bounded)["accord_connections_ended_total,reason=size"] >= 1


def test_an_idle_connection_is_closed(bounded: Service) -> None:
    with socket.create_connection(bounded.address) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        began = time.monotonic()
        assert read_all(connection).startswith(b"HTTP/1.1 200 ")
        assert 0.5 < time.monotonic() - began < 3


def test_who_does_not_read_is_cut_off(bounded: Service) -> None:
    before = figures(bounded)["accord_connections_ended_total,reason=reading"]
    query = quote(f"{LARGE} LIMIT 3000")
    with socket.create_connection(bounded.address) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 20)

        def cut_off() -> bool:
            return figures(bounded)["accord_connections_ended_total,reason=reading"] > before

        assert eventually(cut_off)


# -------------------------------------------------------------------------------------- many


def test_one_address_has_so_many_connections(bounded: Service) -> None:
    bounded.http.close()  # its connections count
    with ExitStack() as stack:
        opened = [stack.enter_context(socket.create_connection(bounded.address)) for _ in range(40)]
        told = []
        for connection in opened:
            connection.settimeout(0.2)
            try:
                told.append(connection.recv(65536))
            except TimeoutError:
                told.append(b"")
            if told[-1]:
                break
        assert told[-1].startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After" in told[-1]
    assert eventually(lambda: Path(f"/proc/{bounded.process.pid}").exists())
    bounded.http = type(bounded.http)(base_url=bounded.url, timeout=30, trust_env=False)
    assert eventually(lambda: bounded.http.get("/health").status_code == 200)
    assert figures(bounded)["accord_connections_refused_total"] >= 1


def test_so_many_connections_in_all(tmp_path: Path) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 3), {})
    service = Service(tmp_path / "store", options={"bounds": {"connections": 3}})
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(socket.create_connection(service.address))
        time.sleep(0.2)
        last = stack.enter_context(socket.create_connection(service.address))
        assert read_all(last).startswith(b"HTTP/1.1 503 ")
    assert eventually(lambda: service.http.get("/health").status_code == 200)
    service.stop()


def test_descriptors_are_as_many_as_may_be(bounded: Service) -> None:
    limits = Path(f"/proc/{bounded.process.pid}/limits").read_text()
    found = re.search(r"Max open files\s+(\d+)\s+(\d+)", limits)
    assert found is not None
    assert found[1] == found[2]


# ------------------------------------------------------------------------ several at once


def test_requests_that_come_at_once_are_answered_in_turn(bounded: Service) -> None:
    with socket.create_connection(bounded.address) as connection:
        requests = [
            f"GET /sparql?query={quote(f'SELECT ({n} AS ?n) {{}}')} HTTP/1.1\r\nHost: a\r\n"
            f"Accept: text/csv\r\nX-Request-Id: r{n}\r\n"
            + ("Connection: close\r\n\r\n" if n == 49 else "\r\n")
            for n in range(50)
        ]
        connection.sendall("".join(requests).encode())
        told = read_all(connection).decode()
    assert told.count("HTTP/1.1 200 OK") == 50
    assert re.findall(r"x-request-id: r(\d+)", told) == [str(n) for n in range(50)]
    assert re.findall(r"^n\r\n(\d+)\r\n", told, re.MULTILINE) == [str(n) for n in range(50)]


def test_who_leaves_ends_the_first_of_several_requests(bounded: Service) -> None:
    before = figures(bounded)["accord_queries_killed_total,reason=client"]
    with socket.create_connection(bounded.address) as connection:
        endless = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        connection.sendall(endless + b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.7)

    def ended() -> bool:
        return figures(bounded)["accord_queries_killed_total,reason=client"] > before

    assert eventually(ended, 3)


# ------------------------------------------------------------------------------ a proxy


@pytest.mark.parametrize(("proxies", "second"), [(PROXIES, 200), ("10.0.0.0/8", 429), ("", 429)])
def test_shares_are_of_the_clients_of_a_trusted_proxy(
    tmp_path: Path, proxies: str, second: int
) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 300), {})
    service = Service(
        tmp_path / "store",
        options={"bounds": {"proxies": proxies}},
        seconds=1,
        client_seconds=0.5,
        client_refill=0.1,
    )

    def ask(query: str, forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded}
        parameters = {"query": query}
        return service.http.get("/sparql", params=parameters, headers=headers).status_code

    assert ask(ENDLESS, "203.0.113.1") == 503
    assert ask(ONE, "198.51.100.7, 203.0.113.1") == 429
    assert ask(ONE, "203.0.113.2") == second
    service.stop()


@pytest.mark.parametrize(("proxies", "scheme"), [(PROXIES, "https"), ("10.0.0.0/8", "http")])
def test_addresses_are_those_that_clients_of_a_trusted_proxy_see(
    tmp_path: Path, proxies: str, scheme: str
) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 3), {})
    options = {**write_tokens(tmp_path), "bounds": {"proxies": proxies}}
    service = Service(tmp_path / "store", options=options)
    root = f"{scheme}://graph.example.org:8443/"
    headers = {"Host": "graph.example.org:8443", "X-Forwarded-Proto": "https"}
    for path in ("sparql", ".well-known/void"):
        told = service.http.get(f"/{path}", headers={**headers, "Accept": "application/n-triples"})
        assert f"<{root}sparql>" in told.text
        assert "127.0.0.1" not in told.text
    sent = {**headers, **bearer("whole"), "Content-Type": "text/turtle"}
    made = service.http.post("/store", content="<x:s> <x:p> 1 .", headers=sent)
    assert made.headers["location"].startswith(f"{root}store/")
    assert service.http.get(f"/store?graph={quote(made.headers['location'])}").is_success
    service.stop()


def test_networks() -> None:
    networks = read_networks(PROXIES)
    assert is_within("10.1.2.3", networks)
    assert is_within("127.0.0.1", networks)
    assert not is_within("11.0.0.1", networks)
    assert not is_within("nonsense", networks)
    assert read_networks("") == ()
    with pytest.raises(AddressError, match=r"10\.0\.0\.1/8.*give addresses"):
        read_networks("10.0.0.1/8")


def test_a_site_is_one_client() -> None:
    assert share_of("192.0.2.1") == "192.0.2.1"
    assert share_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert share_of("2001:db8:1:2::1") == share_of("2001:db8:1:2:ffff::2") == "2001:db8:1:2::/64"
    assert share_of("2001:db8:1:3::1") != share_of("2001:db8:1:2::1")
    assert share_of("a socket") == "a socket"
