"""What is measured: the loads, one after the other, and what each is held against."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.service.queries import KINDS, Kind, Queries, Query


@dataclass(frozen=True, slots=True)
class Case:
    """One load.

    Attributes:
        name: what the tables call it.
        clients: how many ask at once.
        queries: the queries for a round: every peer gets the same, and no round those of another.
        single: whether it is one request, whose memory is watched.
    """

    name: str
    clients: int
    queries: Callable[[Queries, int], Iterator[Query]]
    single: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """What ours is to reach against another.

    Attributes:
        name: what it is called.
        peer: name of the other.
        cases: the loads that it is about: name and clients.
        floor: how many times as many requests a second at least.
        aim: how many are hoped for.
    """

    name: str
    peer: str
    cases: tuple[tuple[str, int], ...]
    floor: float
    aim: float


def cases(clients: tuple[int, ...]) -> list[Case]:
    """All of them, for so many clients in turn; the 1 M-row SELECT always for one."""
    made = [Case("rows", 1, lambda queries, number: iter([queries.query("rows", number)]), True)]
    for count in clients:
        made += [Case(kind, count, _distinct(kind, count)) for kind in KINDS]
        made.append(Case("repeated", count, lambda queries, number: queries.repeated()))
        made.append(Case("mixed", count, _mixed(count)))
    return made


MEMORY_FLOOR, MEMORY_AIM = 200, 100
"""Megabytes above idle for a SELECT of a million rows: at most, and hoped for."""


def goals() -> list[Goal]:
    """Those of the table in issue 4."""
    every = tuple((kind, clients) for clients in (1, 8) for kind in (*KINDS, "mixed"))
    return [
        Goal("mixed workload, 8 clients", "oxigraph", (("mixed", 8),), 1.2, 3),
        Goal("repeated queries", "oxigraph", (("repeated", 1), ("repeated", 8)), 2, 4),
        Goal("distinct points and joins", "oxigraph", (("point", 8), ("joins", 8)), 0.4, 1),
        Goal(
            "analytic queries",
            "oxigraph",
            (("regex", 1), ("group", 1), ("regex", 8), ("group", 8)),
            1.5,
            3,
        ),
        Goal("1 M-row SELECT", "oxigraph", (("rows", 1),), 0.8, 1.2),
        Goal("every query", "rdflib-endpoint", (*every, ("rows", 1)), 8, 20),
    ]


def _distinct(kind: Kind, clients: int) -> Callable[[Queries, int], Iterator[Query]]:
    return lambda queries, number: queries.distinct(kind, _start(number, clients))


def _mixed(clients: int) -> Callable[[Queries, int], Iterator[Query]]:
    return lambda queries, number: queries.mixed(_start(number, clients))


def _start(number: int, clients: int) -> int:
    """Where the queries of a round begin: far behind those of any other load."""
    return (number * 1_000 + clients) * 1_000_000
