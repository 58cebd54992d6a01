"""The load generator: where an answer ends, and what is counted, against a server of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice, repeat

import pytest

from bench.service.load import Answer, BrokenAnswerError, Endpoint, drive
from bench.service.queries import Query

QUERY = Query("SELECT * {}", "text/csv")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nhello\r\nB;x=y\r\n0\r\n\r\n world\n\r\n0\r\nTrailer: yes\r\n\r\n"
)


@pytest.mark.parametrize("step", [1, 3, 7, 1000])
@pytest.mark.parametrize("whole", [OK, CHUNKED, b"HTTP/1.1 204 No\r\ncontent-length:0\r\n\r\n"])
def test_an_answer_ends_with_its_last_byte_however_it_comes(whole: bytes, step: int) -> None:
    answer = Answer()
    pieces = [whole[start : start + step] for start in range(0, len(whole), step)]
    assert [answer.feed(piece) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert answer.status == whole[9:12].decode()


def test_an_answer_without_length_ends_with_the_connection() -> None:
    answer = Answer()
    assert not answer.feed(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello")
    assert answer.closed()
    assert answer.closes


@pytest.mark.parametrize("cut", [OK[:-1], CHUNKED[:-2], OK[:20]])
def test_an_answer_that_is_cut_short_is_not_whole(cut: bytes) -> None:
    answer = Answer()
    assert not answer.feed(cut)
    assert not answer.closed()


def test_nonsense_in_place_of_a_chunk_is_said() -> None:
    with pytest.raises(BrokenAnswerError):
        Answer().feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n")


@contextmanager
def server(*answers: bytes) -> Iterator[Endpoint]:
    """Answers the requests of one connection after the other in turn, and then closes it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    for answer in answers:
                        if not connection.recv(65536):
                            break
                        connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield Endpoint(listening.getsockname()[1], "/sparql")
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_each_query_is_answered_over_a_connection_that_stays() -> None:
    with server(*repeat(OK, 50), *repeat(CHUNKED, 50)) as endpoint:
        run = drive(endpoint, repeat(QUERY, 100), clients=1, seconds=20)
    assert len(run.latencies) == 100
    assert not run.faults
    assert run.bytes == 50 * (len(OK) + len(CHUNKED))
    assert run.seconds >= max(run.latencies)


def test_it_ends_with_the_time() -> None:
    with server(*repeat(OK, 1_000_000)) as endpoint:
        run = drive(endpoint, repeat(QUERY), clients=1, seconds=0.1)
    assert run.latencies
    assert run.seconds < 5


def test_other_ends_are_faults_and_the_load_goes_on() -> None:
    unavailable = b"HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with server(OK, unavailable) as endpoint:
        run = drive(endpoint, repeat(QUERY, 4), clients=1, seconds=20)
    assert (len(run.latencies), run.faults) == (2, {"503": 2})
    with server(OK, CHUNKED[:-3]) as endpoint:
        run = drive(endpoint, repeat(QUERY, 4), clients=1, seconds=20)
    assert (len(run.latencies), run.faults) == (2, {"broken off": 2})


def test_an_answer_that_does_not_come_is_given_up() -> None:
    with server(OK[:10], b"", b"") as endpoint:
        run = drive(endpoint, repeat(QUERY, 1), clients=1, seconds=0.1, patience=0.1)
    assert run.faults == {"no answer within 0.1 s": 1}


def test_a_server_that_is_gone_is_a_fault() -> None:
    with server() as endpoint:
        pass
    run = drive(endpoint, islice(repeat(QUERY), 3), clients=2, seconds=1)
    assert run.faults == {"ConnectionRefusedError on sending": 2}


def test_the_request_is_a_query_via_get() -> None:
    request = Endpoint(7878, "/query").request(Query("SELECT ?ä {}", "text/csv"))
    assert request == (
        b"GET /query?query=SELECT+%3F%C3%A4+%7B%7D HTTP/1.1\r\n"
        b"Host: 127.0.0.1:7878\r\nAccept: text/csv\r\n\r\n"
    )
