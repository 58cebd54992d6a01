"""Plain queries are answered on their connection; nothing but the time it takes may tell."""

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.answers import Answers, Kept
from server.direct.plain import read_plain, unquoted
from server.inspection import glance, inspect
from server.store import GraphStore
from tests.server.builder import quads
from tests.server.conftest import Service
from tests.server.test_contained import ENDLESS, eventually
from tests.server.test_operations import figures

FORM = "SELECT ?s ?o {{ ?s <http://example.org/value> ?o }} ORDER BY ?s LIMIT {}"
FIELD = "X-Request-Id: theirs\r\n"
"""A field that makes a request go the framework's way."""


def request(query: str, *fields: str) -> bytes:
    lines = [f"GET /sparql?query={quote(query, safe='')} HTTP/1.1", "Host: a", *fields]
    return "\r\n".join([*lines, "", ""]).encode()


def exchange(connection: socket.socket, *pieces: bytes) -> tuple[bytes, bytes]:
    """Head and body of the answer to what is sent."""
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(0.05 if len(pieces) > 1 else 0)
    return answer(connection)


def answer(connection: socket.socket) -> tuple[bytes, bytes]:
    """Head and body of the next answer."""
    connection.settimeout(20)
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(1)
    head = data
    if b"transfer-encoding: chunked" in head:
        while not data.endswith(b"0\r\n\r\n"):
            data += connection.recv(65536)
        return head, data[len(head) :]
    length = re.search(rb"content-length: (\d+)", head)
    if length is None:
        return head, b""
    body = b""
    while len(body) < int(length[1]):
        body += connection.recv(int(length[1]) - len(body))
    return head, body


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    store = tmp_path_factory.mktemp("direct") / "store"
    GraphStore(store).publish(quads("0", 2000), {})
    options = {"bounds": {"idle_seconds": 1.5}}
    running = Service(store, options=options, seconds=3)
    yield running
    errors = running.stop()
    assert "Traceback" not in errors


@pytest.fixture
def connection(direct: Service) -> Iterator[socket.socket]:
    with socket.create_connection(direct.address) as opened:
        yield opened


# --------------------------------------------------------------------------- what is plain

PLAIN = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n"


def test_a_plain_query_is_read() -> None:
    plain = read_plain(PLAIN.replace(b"\r\n\r\n", b"\r\nAccept-Encoding: br, gzip\r\n\r\n"))
    assert plain is not None
    assert (plain.query, plain.target) == ("ASK {}", b"query=ASK%20%7B%7D")
    assert (plain.accept, plain.encoding) == (b"text/csv", "br")
    other = read_plain(PLAIN.replace(b"ASK%20", b"ASK+"))
    assert other is not None
    assert other.query == "ASK {}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"GET", b"HEAD"),
        (b"GET", b"POST"),
        (b"/sparql", b"/sparql/"),
        (b"query=", b"update="),
        (b"query=", b"format=csv&query="),
        (b"%7D ", b"%7D&timeout=1 "),
        (b"%7D ", b"%7D#x "),
        (b"%7D ", b"%7D%FF "),
        (b"%7D ", b"%7D\xc3\xa9 "),
        (b"%7D ", b"%7D" + 33_000 * b"+" + b" "),
        (b"HTTP/1.1", b"HTTP/1.0"),
        (b"Host: a\r\n", b""),
        (b"Host: a\r\n", b"Host: a\r\nHost: b\r\n"),
        (b"Accept: text/csv\r\n", b"Accept: text/csv\r\nAccept: text/html\r\n"),
        (b"Accept: text/csv\r\n", b"Accept : text/csv\r\n"),
        (b"Accept: text/csv\r\n", b"Accept: text/csv\r\n and more\r\n"),
        (b"Accept: text/csv\r\n", b"Accept: text/\xe9\r\n"),
        (b"Accept: text/csv\r\n", b"Accept: text/csv\n"),
        *(
            (b"Accept: text/csv", field)
            for field in (
                b"Connection: close",
                b"Content-Length: 5",
                b"Transfer-Encoding: chunked",
                b"Expect: 100-continue",
                b"Upgrade: websocket",
                b"If-None-Match: *",
                b"Range: bytes=0-1",
                b"X-Forwarded-For: 192.0.2.1",
                b"X-Request-Id: x",
                b"Authorization: Bearer x",
            )
        ),
        (b"\r\n\r\n", b"\r\n"),
        (b"\r\n\r\n", b"\r\n\r\nG"),
        (b"\r\n\r\n", b"\r\n\r\n" + PLAIN),
    ],
)
def test_anything_special_is_not_plain(old: bytes, new: bytes) -> None:
    assert old in PLAIN
    assert read_plain(PLAIN.replace(old, new, 1)) is None


@given(
    st.one_of(
        st.binary(),
        st.text("%=0aF3D ").map(str.encode),
        st.text().map(lambda text: quote(text).encode()),
    ).filter(lambda text: not set(text) & set(b"\r\n"))
)
@example(b"%")
@example(b"%4")
@example(b"%%20=")
@example(b"a=%3D%zz")
def test_percent_encoding_is_undone_as_the_library_does(text: bytes) -> None:
    assert unquoted(text) == unquote_to_bytes(text)


# ----------------------------------------------------------------------- it cannot be told


@pytest.mark.parametrize("accept", ["", "text/csv", "application/sparql-results+xml", "text/html"])
@pytest.mark.parametrize("encoding", ["", "gzip, br"])
@pytest.mark.parametrize(
    "query",
    [
        FORM.format(3),
        FORM.format(300),
        FORM.format(2000),
        "ASK { ?s ?p 1 }",
        "SELECT (NOW() AS ?now) {}",
        "SELECT ('ä\U0001f600' AS ?text) {}",
        "SELECT * { ?s ex:p ?o }",
        "SELECT * { ?s ?p ?o",
        "SELECT * { SERVICE <http://example.org/> {} }",
        "LOAD <http://example.org/>",
        "",
    ],
)
def test_an_answer_is_the_same_on_both_ways(
    connection: socket.socket, query: str, accept: str, encoding: str
) -> None:
    fields = [f"Accept: {accept}"] * bool(accept) + [f"Accept-Encoding: {encoding}"] * bool(
        encoding
    )
    asked = request(query, *fields)
    first = exchange(connection, asked)
    again = exchange(connection, asked)
    other = exchange(connection, asked.replace(b"\r\n\r\n", b"\r\n" + FIELD.encode() + b"\r\n"))
    if "NOW" in query:
        assert first[1] != again[1]
        return
    assert known(first) == known(again) == known(other)


def known(told: tuple[bytes, bytes]) -> tuple[set[bytes], bytes]:
    """An answer without what is another each time: the id, and the length of a problem with it."""
    head, body = told
    other = (b"date", b"x-request-id", *([b"content-length"] * (b"request_id" in body)))
    lines = {line for line in head.split(b"\r\n") if not line.startswith(other)}
    return lines, re.sub(rb'"request_id": "[^"]*"', b"", body)


def test_construct_is_the_same_on_both_ways(connection: socket.socket) -> None:
    asked = request("CONSTRUCT WHERE { ?s ?p ?o }", "Accept: text/turtle")
    other = asked.replace(b"\r\n\r\n", b"\r\n" + FIELD.encode() + b"\r\n")
    assert known(exchange(connection, asked)) == known(exchange(connection, other))


def test_what_is_known_is_not_sent_again(connection: socket.socket) -> None:
    asked = request(FORM.format(4))
    head, _ = exchange(connection, asked)
    tag = re.search(rb"etag: (\S+)", head)
    assert tag is not None
    field = b"\r\nIf-None-Match: " + tag[1] + b"\r\n\r\n"
    assert exchange(connection, asked.replace(b"\r\n\r\n", field))[0].startswith(b"HTTP/1.1 304")


def test_each_request_has_an_id_of_its_own(connection: socket.socket) -> None:
    asked = request(FORM.format(5))
    ids = {re.search(rb"x-request-id: (\S+)", exchange(connection, asked)[0])[1] for _ in range(3)}  # type: ignore[index]  # each has one
    assert len(ids) == 3


def test_each_is_counted(direct: Service, connection: socket.socket) -> None:
    name = "accord_http_responses_total,route=/sparql,status=200"
    before = figures(direct).get(name, 0)
    for _ in range(3):
        exchange(connection, request(FORM.format(6)))
    assert figures(direct)[name] == before + 3
    assert figures(direct)["accord_http_requests_open"] == 1


def test_a_release_is_seen_by_the_next_request(tmp_path: Path) -> None:
    GraphStore(tmp_path).publish(quads("0"), {})
    service = Service(tmp_path)
    with socket.create_connection(service.address) as connection:
        for value in ("1", "2"):
            GraphStore(tmp_path).publish(quads(value), {})
            for _ in range(3):
                asked = request(FORM.format(1), "Accept: text/csv")
                assert exchange(connection, asked)[1].split()[-1].decode() == (
                    f"http://example.org/0,{value}"
                )
    assert not service.stop()


# ------------------------------------------------------------------------ several at once


def test_what_comes_meanwhile_waits(connection: socket.socket) -> None:
    connection.sendall(request(ENDLESS))
    time.sleep(0.2)
    connection.sendall(request(FORM.format(7)))
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n" + request("ASK {}"))
    statuses = [answer(connection)[0][9:12] for _ in range(4)]
    assert statuses == [b"503", b"200", b"200", b"200"]


@pytest.mark.parametrize("first", [b"POST /sparql HTTP/1.1\r\nX: ", b"GET /health HTTP/1.1\r\nX: "])
def test_the_middle_of_a_request_is_not_taken_for_one(
    connection: socket.socket, first: bytes
) -> None:
    """A field's value may look like a request; and here another request came just before."""
    inner = request("ASK {}").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    connection.sendall(request(FORM.format(8), FIELD.strip()) + first)
    time.sleep(0.2)
    connection.sendall(inner.replace(b"Connection: close\r\n", b""))
    assert answer(connection)[0].startswith(b"HTTP/1.1 200")
    head, body = answer(connection)
    assert b"boolean" not in body
    assert head.startswith(b"HTTP/1.1 200" if first.startswith(b"GET") else b"HTTP/1.1 4")


def test_a_request_in_pieces_is_answered_as_well(connection: socket.socket) -> None:
    asked = request(FORM.format(9))
    assert exchange(connection, asked[:30], asked[30:60], asked[60:])[0].startswith(b"HTTP/1.1 200")
    assert exchange(connection, asked)[0].startswith(b"HTTP/1.1 200")


# ----------------------------------------------------------------------------------- ends


def test_who_leaves_ends_the_query(direct: Service) -> None:
    before = figures(direct)["accord_queries_killed_total,reason=client"]
    with socket.create_connection(direct.address) as connection:
        connection.sendall(request(ENDLESS + "# left"))
        time.sleep(0.3)

    def ended() -> bool:
        return figures(direct)["accord_queries_killed_total,reason=client"] > before

    assert eventually(ended)
    assert figures(direct)["accord_http_responses_total,route=/sparql,status=499"] >= 1


def test_a_used_connection_stays_open_and_an_idle_one_does_not(direct: Service) -> None:
    with socket.create_connection(direct.address) as connection:
        for _ in range(5):
            assert exchange(connection, request(FORM.format(10)))[0].startswith(b"HTTP/1.1 200")
            time.sleep(0.5)
        connection.settimeout(10)
        assert connection.recv(1) == b""


def test_a_service_that_stops_answers_what_was_asked(tmp_path: Path) -> None:
    GraphStore(tmp_path).publish(quads("0", 300), {})
    service = Service(tmp_path, seconds=1)
    with (
        socket.create_connection(service.address) as busy,
        socket.create_connection(service.address) as idle,
    ):
        assert exchange(idle, request(FORM.format(1)))[0].startswith(b"HTTP/1.1 200")
        busy.sendall(request(ENDLESS))
        time.sleep(0.3)
        service.process.terminate()
        assert answer(busy)[0].startswith(b"HTTP/1.1 503")
        idle.settimeout(10)
        assert idle.recv(1) == b""
    assert "Traceback" not in service.stop()


# ------------------------------------------------------------------------------ what is kept


def test_requests_are_remembered_within_bounds() -> None:
    answers = Answers(100_000)
    answers.put("key", Kept([], b"body", b""))
    for number in range(1000):
        answers.remember(b"%d" % number, "key")
    assert answers.recall(b"999") is not None
    assert answers.recall(b"0") is None
    answers.remember(b"x", "unknown")
    assert answers.recall(b"x") is None
    answers.drop("key")
    assert answers.recall(b"999") is None
    answers.clear()
    answers.put("key", Kept([], b"body", b""))
    assert answers.recall(b"999") is None


# ------------------------------------------------------------------------------ a glance


@pytest.mark.parametrize(
    "query",
    [
        FORM.format(1),
        "ASK{}",
        "BASE <http://a/> PREFIX a: <b> PREFIX : <c>\n construct where { a:x :y ?z }",
        "SELECT (NOW() AS ?now) {}",
        "SELECT * FROM <http://a> {}",
        "SELECT ?nowhere { ?nowhere ?p 'from' }",
        "# a comment\nDESCRIBE <http://a>",
        "SELECT * { ?s ?p 'é' }",
        f"SELECT * {{ {'{ } ' * 200} }}",
    ],
)
def test_a_glance_sees_what_a_closer_look_sees(query: str) -> None:
    assert glance(query) == inspect(query)
