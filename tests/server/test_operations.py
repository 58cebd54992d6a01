"""What those who run the service see of it: ids, signs of health, figures, logs."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from server.operations.processes import tree
from server.operations.tally import route_of
from server.store import GraphStore
from tests.server.builder import quads
from tests.server.conftest import Service, write_tokens
from tests.server.graph import publish
from tests.server.test_contained import ENDLESS, eventually
from tests.server.test_update import SLOW

ONE = "SELECT ?o { <http://example.org/1> ?p ?o }"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    store = tmp_path_factory.mktemp("watched") / "store"
    GraphStore(store).publish(quads("0", 300), {})
    running = Service(store, seconds=1)
    yield running
    running.stop()


def figures(service: Service) -> dict[str, float]:
    """The samples of ``/metrics``, by name and labels."""
    response = service.http.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        sample.name + "".join(f",{k}={v}" for k, v in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


# ------------------------------------------------------------------------------- request ids


@pytest.mark.parametrize(
    "path", ["/", "/health", "/nowhere", "/sparql?query=ASK%7B%7D", "/sparql?query=ASK"]
)
def test_every_response_has_an_id(watched: Service, path: str) -> None:
    first, second = watched.http.get(path), watched.http.get(path)
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    given = watched.http.get(path, headers={"X-Request-Id": "of-mine.1_2"})
    assert given.headers["x-request-id"] == "of-mine.1_2"


def test_a_problem_names_its_request(watched: Service) -> None:
    response = watched.ask("SELECT")
    assert response.status_code == 400
    assert response.json()["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize("harmful", ["x" * 65, "a b", 'a"b', "a,b", ""])
def test_an_id_that_could_harm_a_log_is_not_taken(watched: Service, harmful: str) -> None:
    response = watched.http.get("/health", headers={"X-Request-Id": harmful})
    assert response.headers["x-request-id"] not in (harmful, "")


# ------------------------------------------------------------------------------------ health


def test_health_and_ready(watched: Service) -> None:
    manifest = GraphStore(watched.store).manifest()
    live, ready = watched.http.get("/health"), watched.http.get("/ready")
    assert live.headers["cache-control"] == ready.headers["cache-control"] == "no-store"
    assert live.json() == {"status": "ok"}
    told = {name: manifest[name] for name in ("release", "published", "quads")}
    assert ready.json() == {"status": "ready", **told}


def test_without_a_graph_it_lives_and_is_not_ready(tmp_path: Path) -> None:
    publish(tmp_path / "store")
    service = Service(tmp_path / "store")
    assert service.http.get("/ready").status_code == 200
    shutil.rmtree(tmp_path / "store")
    for pid in service.processes():
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: service.http.get("/ready").status_code == 503)
    response = service.http.get("/ready")
    assert int(response.headers["retry-after"]) > 0
    assert "not ready" in response.json()["detail"]
    assert service.http.get("/health").status_code == 200
    publish(tmp_path / "store")
    assert eventually(lambda: service.http.get("/ready").status_code == 200)
    service.stop()


# ----------------------------------------------------------------------------------- figures


def test_metrics_count_responses(watched: Service) -> None:
    before = figures(watched)
    for _ in range(3):
        assert watched.ask(ONE).status_code == 200
    watched.ask("SELECT")
    watched.http.get("/made-up-by-a-client")
    after = figures(watched)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("accord_http_responses_total,route=/sparql,status=200") == 3
    assert grown("accord_http_responses_total,route=/sparql,status=400") == 1
    assert grown("accord_http_responses_total,route=other,status=404") == 1
    assert grown("accord_http_response_seconds_count,route=/sparql") == 4
    assert grown("accord_http_response_seconds_bucket,le=+Inf,route=/sparql") == 4
    assert grown("accord_cache_hits_total") == 2
    assert after["accord_cache_answers"] >= 1
    assert after["accord_http_requests_open"] == 1
    assert after["accord_release_quads"] == 300
    assert after["accord_workers_idle"] >= 1
    assert after["accord_memory_bytes,role=front"] > 2**20
    assert after["accord_processes,role=nursery"] >= 1
    assert after["accord_processes_ended"] == 0
    assert after["process_open_fds"] > 0


def test_metrics_tell_why_queries_were_killed(watched: Service) -> None:
    before = figures(watched)
    assert watched.ask(ENDLESS).status_code == 503
    after = figures(watched)
    key = "accord_queries_killed_total,reason="
    reasons = ("time", "crowd", "client", "died")
    assert [after[key + why] - before[key + why] for why in reasons] == [1, 0, 0, 0]


def test_routes_are_a_bounded_number() -> None:
    assert route_of("/") == "/"
    assert route_of("/id/state/russia") == route_of("/id/x") == "/id"
    assert {route_of(f"/{n}") for n in range(1000)} == {"other"}


def test_the_tree_of_this_process() -> None:
    me = tree()[0]
    assert (me.pid, me.role, me.ended) == (os.getpid(), "front", False)
    assert me.memory > 2**20


# -------------------------------------------------------------------------------------- logs


def logged(store: Path, **logs: Any) -> tuple[Service, Any]:
    """A service that logs, and a function that stops it and gives its log's records."""
    service = Service(store, options={"logs": logs}, seconds=1)
    return service, lambda: [json.loads(line) for line in service.stop().splitlines()]


def test_an_access_log_in_json(store_directory: Path) -> None:
    service, stop = logged(store_directory, format="json", access=True)
    secret = {"Authorization": "Bearer hush-hush"}
    for _ in range(2):
        assert service.http.get("/sparql", params={"query": ONE}, headers=secret).is_success
    service.http.post("/nowhere?token=hush-hush", headers={"X-Request-Id": "mine"})
    records = stop()
    assert "hush-hush" not in json.dumps(records)
    told = [
        {name: record[name] for name in ("method", "path", "status", "hit", "whole", "client")}
        for record in records
    ]
    usual = {"method": "GET", "path": "/sparql", "status": 200, "client": "127.0.0.1"}
    assert told == [
        {**usual, "hit": False, "whole": True},
        {**usual, "hit": True, "whole": True},
        {**usual, "hit": False, "whole": True, "method": "POST", "path": "/nowhere", "status": 404},
    ]
    assert records[2]["request_id"] == "mine"
    assert all(record["milliseconds"] > 0 and record["bytes"] > 0 for record in records)


def test_slow_queries_are_logged_with_what_they_asked(store_directory: Path) -> None:
    service, stop = logged(store_directory, format="json", slow_seconds=0.5)
    service.ask(ONE)
    service.ask(f"{ENDLESS} # {'x' * 2000}")
    (record,) = stop()
    assert record["query"].startswith(ENDLESS)
    assert len(record["query"]) == 1000
    assert (record["level"], record["status"]) == ("warning", 503)


def test_a_path_cannot_make_up_a_line_of_the_log(store_directory: Path) -> None:
    service = Service(store_directory, options={"logs": {"access": True}})
    service.http.get("/a%0AWARNING:%20forged")
    assert len(service.stop().splitlines()) == 1


# ------------------------------------------------------------------------------------ writes


def test_writes_count_as_queries_do(tmp_path: Path) -> None:
    """In the client's share, in the log of what was slow, and in the figures by route."""
    publish(tmp_path / "store")
    options: dict[str, dict[str, Any]] = {
        **write_tokens(tmp_path),
        "logs": {"format": "json", "slow_seconds": 0.5},
    }
    service = Service(
        tmp_path / "store", options=options, seconds=2, client_seconds=1.5, client_refill=0.001
    )
    try:
        assert service.update("INSERT DATA { <x:s> <x:p> 1 }").status_code == 204
        assert service.send("PUT", "/store?graph=x:g", "<x:s> <x:p> 1 .").status_code == 201
        assert service.update(SLOW).status_code == 503
        for refused in (
            service.update("CLEAR ALL"),
            service.send("DELETE", "/store?graph=x:g"),
            service.http.get("/store?graph=x:g"),
            service.ask("ASK {}"),
        ):
            assert refused.status_code == 429
            assert int(refused.headers["retry-after"]) > 0
        assert service.update("CLEAR ALL", token=None).status_code == 401
        told = figures(service)
    finally:
        records = [json.loads(line) for line in service.stop().splitlines()]
    slow = [record["query"] for record in records if record["logger"] == "server.slow"]
    assert SLOW in slow
    counted = {
        (route, status): told[f"accord_http_responses_total,route={route},status={status}"]
        for route, status in (
            *(("/update", code) for code in (204, 401, 429, 503)),
            *(("/store", code) for code in (201, 429)),
        )
    }
    assert counted == {key: 2 if key == ("/store", 429) else 1 for key in counted}


def test_a_slow_request_for_a_graph_is_logged_with_its_name(tmp_path: Path) -> None:
    publish(tmp_path / "store")
    options: dict[str, dict[str, Any]] = {
        **write_tokens(tmp_path),
        "logs": {"format": "json", "slow_seconds": 0.000001},
    }
    service = Service(tmp_path / "store", options=options)
    for method, path in (
        ("GET", "/store?graph=x:none"),
        ("PUT", "/store?default"),
        ("DELETE", "/store?graph=x:none"),
    ):
        service.send(method, path)
    records = [json.loads(line) for line in service.stop().splitlines()]
    assert [record["query"] for record in records] == [
        "GET <x:none>",
        "PUT the default graph",
        "DELETE <x:none>",
    ]
