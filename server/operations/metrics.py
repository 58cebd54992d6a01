"""The service's figures in Prometheus' text format, put together when somebody asks.

What is hot only counts with plain integers; this module reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from server.answers import Answers
from server.engine.engine import Engine
from server.operations.connections import Doors
from server.operations.processes import tree
from server.operations.tally import BOUNDS, Count, Tally

if TYPE_CHECKING:
    from prometheus_client.core import Metric

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Reads the figures.

    Args:
        engine: has those of queries and processes.
        answers: those of the answers that are kept.
        tally: those of responses.
        doors: those of connections.
    """

    def __init__(self, engine: Engine, answers: Answers, tally: Tally, doors: Doors) -> None:
        self._engine = engine
        self._answers = answers
        self._tally = tally
        self._doors = doors

    def text(self) -> bytes:
        """All of them."""
        # Late, for it takes a tenth of a second that a start can do without.
        from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(self)
        return generate_latest(registry)

    def describe(self) -> Iterable["Metric"]:
        """Nothing is known before it is read (what ``prometheus_client`` asks a collector for)."""
        return ()

    def collect(self) -> Iterator["Metric"]:
        """The figures, one family after the other."""
        yield from self._connections()
        yield from self._responses()
        yield from self._queries()
        yield from self._cache()
        yield from self._processes()

    def _connections(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        doors = self._doors
        yield GaugeMetricFamily("accord_connections_open", "Open connections.", value=doors.open)
        yield CounterMetricFamily(
            "accord_connections_refused", "Connections beyond the limits.", value=doors.refused
        )
        ended = CounterMetricFamily(
            "accord_connections_ended",
            "Connections that were ended: head or body too slow, head too large, not reading.",
            labels=["reason"],
        )
        for reason, number in doors.ended.items():
            ended.add_metric([reason], number)
        yield ended

    def _responses(self) -> Iterator["Metric"]:
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        responses = CounterMetricFamily(
            "accord_http_responses",
            "Responses; status 499: the client went away before there was one.",
            labels=["route", "status"],
        )
        sent = CounterMetricFamily(
            "accord_http_sent_bytes", "Bytes of bodies that went out.", labels=["route"]
        )
        routes: dict[str, list[Count]] = defaultdict(list)
        for (route, status), count in list(self._tally.counts.items()):
            responses.add_metric([route, str(status)], count.number)
            routes[route].append(count)
        seconds = HistogramMetricFamily(
            "accord_http_response_seconds",
            "Time from request to end of response.",
            labels=["route"],
        )
        for route, counts in routes.items():
            numbers = (sum(each) for each in zip(*(c.buckets for c in counts), strict=True))
            bounds = (*map(str, BOUNDS), "+Inf")
            told = list(zip(bounds, map(float, accumulate(numbers)), strict=True))
            seconds.add_metric([route], told, sum_value=sum(c.seconds for c in counts))
            sent.add_metric([route], sum(c.sent for c in counts))
        yield from (responses, seconds, sent)
        yield CounterMetricFamily(
            "accord_http_broken", "Responses that broke off.", value=self._tally.broken
        )
        yield GaugeMetricFamily(
            "accord_http_requests_open", "Requests being answered.", value=self._tally.open
        )

    def _queries(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily

        pool = self._engine.pool
        yield GaugeMetricFamily("accord_workers_busy", "Workers with a job.", value=pool.busy)
        yield GaugeMetricFamily("accord_workers_idle", "Workers without one.", value=pool.idle)
        yield GaugeMetricFamily(
            "accord_queries_waiting",
            "Requests that wait for a worker.",
            value=self._engine.admission.waiting,
        )
        killed = CounterMetricFamily(
            "accord_queries_killed",
            "Queries ended with their process: by time; for a crowd; the client left; it died"
            " (memory, a fault of the engine).",
            labels=["reason"],
        )
        for reason, number in pool.killed.items():
            killed.add_metric([reason], number)
        yield killed
        generation = pool.generation
        if generation is not None:
            release = {
                "release": generation.release,
                "published": str(generation.manifest.get("published", "")),
                "held": "memory" if generation.in_memory else "disk",
            }
            yield InfoMetricFamily("accord_release", "What is being served.", value=release)
            yield GaugeMetricFamily(
                "accord_release_quads", "Its size.", value=generation.manifest.get("quads", 0)
            )

    def _cache(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        answers = self._answers
        yield CounterMetricFamily(
            "accord_cache_hits", "Answers that were kept.", value=answers.hits
        )
        yield CounterMetricFamily(
            "accord_cache_misses", "Answers that were not.", value=answers.misses
        )
        yield GaugeMetricFamily("accord_cache_answers", "Answers kept.", value=len(answers))
        yield GaugeMetricFamily("accord_cache_bytes", "Bytes they take.", value=answers.size)

    def _processes(self) -> Iterator["Metric"]:
        from prometheus_client.core import GaugeMetricFamily

        numbers: dict[str, int] = defaultdict(int)
        memories: dict[str, int] = defaultdict(int)
        ended = 0
        for process in tree():
            ended += process.ended
            numbers[process.role] += not process.ended
            memories[process.role] += process.memory
        running = GaugeMetricFamily("accord_processes", "Processes.", labels=["role"])
        memory = GaugeMetricFamily(
            "accord_memory_bytes",
            "Memory, shared pages divided among those that share them (PSS).",
            labels=["role"],
        )
        for role in sorted(numbers):
            running.add_metric([role], numbers[role])
            memory.add_metric([role], memories[role])
        yield running
        yield memory
        yield GaugeMetricFamily(
            "accord_processes_ended", "Zombies: ended, and not taken note of.", value=ended
        )
