"""What one request, and one client, may take of the service."""

import os
from dataclasses import dataclass

PROCESSORS = (
    len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
)
"""How many processors this process may use."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a service.

    Attributes:
        seconds: how long a query or an update may take; a client may ask for less.
        memory: how many bytes it may take.
        result_bytes: how large its result may be.
        workers: how many run at once; 0 is four for each processor of the machine, at least 16.
        patience: for how many seconds one waits for its turn.
        waiting: how many may wait.
        client_seconds: query-seconds that one client may have used before it is told to wait, and
        client_refill: how many it gets back a second.
        cache_bytes: how much memory answers are kept in.
        memory_quads: largest graph, in quads, that is held in memory.
        write_bytes: how large the body of a write may be.
        stall: for how many seconds a client may take nothing of an answer before it is cut off.
    """

    seconds: float = 10.0
    memory: int = 2**30
    result_bytes: int = 2**30
    workers: int = 0
    patience: float = 10.0
    waiting: int = 256
    client_seconds: float = 600.0
    client_refill: float = 4.0
    cache_bytes: int = 64 * 2**20
    memory_quads: int = 1_500_000
    write_bytes: int = 16 * 2**20
    stall: float = 15.0

    @property
    def running(self) -> int:
        """How many queries run at once."""
        return self.workers or max(16, 4 * PROCESSORS)

    @property
    def quick(self) -> int:
        """How many of these are for what does not take long: what the machine can really do."""
        return min(self.running, PROCESSORS + 1)
