"""What one request may do to another: nothing. Each line of it against the real service."""

import os
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest

from server.store import GraphStore
from tests.server.builder import quads
from tests.server.conftest import Service

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = """
SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) {
  ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
}
"""
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LARGER = f"{LARGE[:-1]} . ?g ?h ?i }}"
UNCOMPRESSED = {"Accept-Encoding": "identity"}
ONE = "SELECT ?o { <http://example.org/1> ?p ?o }"


@pytest.fixture(scope="module")
def contained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over 3,000 statements with tight limits; at its end it must still run."""
    store = tmp_path_factory.mktemp("contained") / "store"
    GraphStore(store).publish(quads("0", 3000), {})
    service = Service(store, seconds=2, memory=200 * 2**20, result_bytes=2**30, stall=2)
    yield service
    alive = service.process.poll() is None
    errors = service.stop()
    assert alive, errors


def eventually(what: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def busiest(service: Service) -> int:
    """The process of the service that has used the most processor time of late."""

    def ticks(pid: int) -> int:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return -1
        return int(fields[11]) + int(fields[12])

    pids = service.processes()
    before = {pid: ticks(pid) for pid in pids}
    time.sleep(0.3)
    return max(pids, key=lambda pid: ticks(pid) - before[pid])


def in_background(service: Service, query: str) -> tuple[threading.Thread, list[httpx2.Response]]:
    answers: list[httpx2.Response] = []

    def ask() -> None:
        answers.append(httpx2.get(f"{service.url}sparql", params={"query": query}, timeout=60))

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, answers


# ---------------------------------------------------------------------------------------- time


def test_a_query_that_takes_too_long_is_ended_in_time(contained: Service) -> None:
    began = time.monotonic()
    response = contained.ask(ENDLESS)
    took = time.monotonic() - began
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert int(response.headers["retry-after"]) > 0
    assert "longer than 2 seconds" in response.json()["detail"]
    assert 2 <= took < 3, took


def test_a_client_may_ask_for_less_time_but_not_for_more(contained: Service) -> None:
    for asked, most in (("0.5", 1.5), ("3600", 3.0)):
        began = time.monotonic()
        assert contained.ask(ENDLESS, timeout=asked).status_code == 503
        assert time.monotonic() - began < most
    assert contained.ask(ONE, timeout="soon").status_code == 400


def test_nothing_of_an_ended_query_goes_on(contained: Service) -> None:
    contained.ask(ENDLESS)

    def at_rest() -> bool:
        used = Path(f"/proc/{busiest(contained)}/stat").read_text().rpartition(")")[2].split()
        return used[0] in "SI"

    assert eventually(at_rest)


def test_an_answer_that_breaks_off_is_noticed(contained: Service) -> None:
    """Megabytes have gone out with status 200 when the time is over."""
    with contained.http.stream(
        "GET", "/sparql", params={"query": LARGER}, headers=UNCOMPRESSED
    ) as response:
        assert response.status_code == 200
        assert "content-length" not in response.headers
        with pytest.raises(httpx2.RemoteProtocolError):
            response.read()


# ---------------------------------------------------------------------------- memory and size


def test_a_query_that_takes_too_much_memory_dies_alone(contained: Service) -> None:
    thread, answers = in_background(contained, HUNGRY)
    while thread.is_alive():
        assert contained.ask(ONE).status_code == 200
    assert answers[0].status_code in (500, 503)
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert contained.ask(ONE).status_code == 200


def test_a_result_has_a_largest_size(tmp_path: Path) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 300), {})
    service = Service(tmp_path / "store", result_bytes=100_000)
    response = service.ask(LARGE)
    assert response.status_code == 400
    assert response.json()["title"] == "Result too large"
    assert service.ask(ONE).status_code == 200
    service.stop()


def test_a_large_result_does_not_gather_in_the_front(contained: Service) -> None:
    def memory() -> int:
        status = Path(f"/proc/{contained.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024

    contained.ask(ONE)
    before = memory()
    most = received = 0
    try:
        with contained.http.stream(
            "GET", "/sparql", params={"query": LARGE}, headers=UNCOMPRESSED
        ) as response:
            for piece in response.iter_raw():
                received += len(piece)
                most = max(most, memory())
    except httpx2.RemoteProtocolError:
        pass  # the time was over: enough has gone through
    assert received > 5 * 2**20
    assert most - before < 50


# ------------------------------------------------------------------------------------ clients


def test_a_client_that_goes_away_stops_its_query(contained: Service) -> None:
    def ended() -> int:
        told = contained.http.get("/metrics").text
        found = re.search(
            r'^accord_queries_killed_total\{reason="client"\} (\d+)', told, re.MULTILINE
        )
        assert found is not None
        return int(found[1])

    quiet, before = len(contained.processes()), ended()
    with socket.create_connection(contained.address) as client:
        client.sendall(
            f"GET /sparql?query={quote(ENDLESS)}&timeout=60 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        time.sleep(0.6)
    assert eventually(lambda: ended() > before)
    assert eventually(lambda: len(contained.processes()) <= quiet + 2)


def test_a_client_that_takes_nothing_is_cut_off(contained: Service) -> None:
    with socket.create_connection(contained.address) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
        before = set(contained.processes())
        assert eventually(lambda: not before <= set(contained.processes()), 8)


def test_slow_and_broken_clients_change_nothing_for_others(contained: Service) -> None:
    slow = [socket.create_connection(contained.address) for _ in range(300)]
    for number, client in enumerate(slow):
        sent = (
            b"GET /sparql?que",
            b"POST /sparql HTTP/1.1\r\nContent-Length: 500\r\n\r\nquery=",
            b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00",
        )[number % 4]
        client.sendall(sent)
    statuses: list[int] = []

    def ask() -> None:
        with httpx2.Client(base_url=contained.url, timeout=30, trust_env=False) as client:
            statuses.extend(
                client.get("/sparql", params={"query": ONE}).status_code for _ in range(3)
            )

    threads = [threading.Thread(target=ask) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in slow:
        client.close()
    assert statuses == [200] * 600
    assert contained.ask(ONE).status_code == 200


# ---------------------------------------------------------------------------------- processes


def test_a_worker_that_is_killed_costs_its_own_request_only(contained: Service) -> None:
    thread, answers = in_background(contained, ENDLESS)
    time.sleep(0.6)
    os.kill(busiest(contained), signal.SIGKILL)
    assert contained.ask(ONE).status_code == 200
    thread.join()
    assert answers[0].status_code == 500
    assert "ended" in answers[0].json()["detail"]


def test_the_service_goes_on_when_all_its_processes_are_killed(contained: Service) -> None:
    for pid in contained.processes():
        os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    assert eventually(lambda: contained.ask(f"{ONE} # again").status_code == 200, 5)
    assert time.monotonic() - began < 5
    assert contained.ask(ENDLESS, timeout="0.3").status_code == 503


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 300), {})
    service = Service(tmp_path / "store")
    thread, _ = in_background(service, ONE)
    thread.join()
    left = service.processes()
    assert left
    service.http.close()
    service.process.kill()
    service.process.communicate()
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


# ---------------------------------------------------------------------------------- fairness


def test_heavy_queries_do_not_hold_up_light_ones(contained: Service) -> None:
    heavy = [in_background(contained, f"{ENDLESS} # {number}")[0] for number in range(6)]
    time.sleep(0.4)
    times: list[float] = []
    while any(thread.is_alive() for thread in heavy):
        began = time.monotonic()
        assert contained.ask(f"{ONE} # light {len(times)}").status_code == 200
        times.append(time.monotonic() - began)
    for thread in heavy:
        thread.join()
    assert len(times) > 3
    assert sorted(times)[len(times) // 2] < 0.5


def test_too_many_long_queries_are_turned_away_and_light_ones_answered(tmp_path: Path) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 300), {})
    service = Service(tmp_path / "store", workers=5, seconds=4)
    heavy = [in_background(service, f"{ENDLESS} # {number}") for number in range(8)]
    while any(thread.is_alive() for thread, _ in heavy):
        assert service.ask(ONE).status_code == 200
    answers = [answers[0] for _, answers in heavy]
    assert {response.status_code for response in answers} == {503}
    assert any("take long" in response.json()["detail"] for response in answers)
    service.stop()


def test_who_waits_too_long_is_told_to_come_back(tmp_path: Path) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 300), {})
    service = Service(tmp_path / "store", workers=1, patience=0.2, seconds=3)
    thread, _ = in_background(service, ENDLESS)
    responses: list[httpx2.Response] = []

    def is_refused() -> bool:
        responses.append(service.ask(f"{ONE} # {len(responses)}"))
        return responses[-1].status_code == 503

    assert eventually(is_refused, 3)
    assert int(responses[-1].headers["retry-after"]) > 0
    thread.join()
    assert service.ask(ONE).status_code == 200
    service.stop()


def test_a_client_has_a_share(tmp_path: Path) -> None:
    GraphStore(tmp_path / "store").publish(quads("0", 300), {})
    service = Service(tmp_path / "store", seconds=1, client_seconds=0.5, client_refill=0.1)
    assert service.ask(ENDLESS).status_code == 503
    response = service.ask(ONE)
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 15
    service.stop()


# ----------------------------------------------------------------------------------- network


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <URL>",
    ],
)
def test_nothing_is_fetched(contained: Service, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/data.ttl"
        assert contained.ask(query.replace("URL", url)).status_code in (200, 400)
        with pytest.raises(TimeoutError):
            listener.accept()
