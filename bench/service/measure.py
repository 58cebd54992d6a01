"""What a load costs: requests a second, latencies, and a server's processor time and memory."""

import os
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from bench.service.load import Run
from server.operations.processes import memory_of

_TICK = os.sysconf("SC_CLK_TCK")
_SAMPLE_SECONDS = 0.1
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a server did under a load.

    Attributes:
        rate: requests a second.
        p50: median latency in milliseconds.
        p99: 99th percentile of the latencies in milliseconds.
        cpu: milliseconds of processor time for a request, of all the server's processes.
        memory: megabytes (PSS) that they took above what they took before, at the most.
        faults: what else happened, and how often.
    """

    rate: float
    p50: float
    p99: float
    cpu: float
    memory: float
    faults: Counter[str]


def measure(pid: int, load: Callable[[], Run], *, memory: bool = False) -> Figures:
    """Puts a load on a server.

    Args:
        pid: its first process; all that descend from it count.
        load: the load.
        memory: whether to watch the memory; that costs the server a little time.
    """
    before, started = (pss(pid) if memory else 0.0), cpu_seconds(pid)
    peak = _Peak(pid)
    if memory:
        with peak:
            run = load()
    else:
        run = load()
    done = len(run.latencies)
    used = cpu_seconds(pid) - started
    return Figures(
        done / run.seconds if run.seconds else 0.0,
        percentile(run.latencies, 50) * 1000,
        percentile(run.latencies, 99) * 1000,
        used / done * 1000 if done else 0.0,
        max(0.0, peak.most - before) if memory else 0.0,
        run.faults,
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent of all do not pass; 0 where there is none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, its descendants, and those of them that have ended."""
    return sum(sum(map(int, _stat(process)[11:15])) for process in descendants(pid)) / _TICK


def pss(pid: int) -> float:
    """Megabytes of a process and its descendants; what they share is counted once."""
    return sum(map(memory_of, descendants(pid))) / 2**20


def descendants(pid: int) -> list[int]:
    """A process, its children, theirs, and so on."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in _PROC.iterdir():
        if path.name.isdecimal():
            children[int(_stat(int(path.name))[1])].append(int(path.name))
    found = [pid]
    for process in found:
        found += children[process]
    return found


def _stat(pid: int) -> list[str]:
    """Fields of ``/proc/PID/stat`` from the third on (proc(5)); zeros where it has ended."""
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ["0"] * 50
    return text.rpartition(")")[2].split()


class _Peak:
    """Watches the memory of a server from another thread.

    Attributes:
        most: most megabytes seen.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.most = 0.0

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self.most = max(self.most, pss(self._pid))
