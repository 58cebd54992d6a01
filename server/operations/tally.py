"""What was answered so far: plain counters, since every request passes here."""

from bisect import bisect_left
from collections import defaultdict

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the histogram's buckets, in seconds; a last one has no bound."""

ROUTES = frozenset(
    {"sparql", "update", "store", "static", "health", "ready", "metrics"}
    | {".well-known", "ns", "id", "doc", "data", "graph", "rule"}
)
"""First segments of paths that are told apart; whatever else clients make up counts as one."""


class Count:
    """Responses of one route with one status.

    Attributes:
        seconds: how long they took in all.
        sent: bytes of bodies that went out.
        buckets: how many took how long: one number for each bound, and one for the rest.
    """

    __slots__ = ("buckets", "seconds", "sent")

    def __init__(self) -> None:
        self.seconds = 0.0
        self.sent = 0
        self.buckets = [0] * (len(BOUNDS) + 1)

    @property
    def number(self) -> int:
        """How many there were."""
        return sum(self.buckets)


class Tally:
    """Counts responses.

    Attributes:
        counts: those that came to an end, by route and status.
        broken: how many of them broke off.
        open: how many requests are being answered.
    """

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int], Count] = defaultdict(Count)
        self.broken = 0
        self.open = 0

    def count(self, path: str, status: int, seconds: float, sent: int) -> None:
        """Count a response."""
        count = self.counts[path if path == "/sparql" else route_of(path), status]
        count.seconds += seconds
        count.sent += sent
        count.buckets[bisect_left(BOUNDS, seconds)] += 1


def route_of(path: str) -> str:
    """The label of a path: one of a bounded number."""
    if path == "/":
        return path
    first = path[1:].partition("/")[0]
    return f"/{first}" if first in ROUTES else "other"
