"""The processes of the service, as the system sees them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """One process.

    Attributes:
        pid: its id.
        role: what it is: ``front``, ``nursery``, ``worker``, or another module's name.
        memory: its share of memory in bytes, where pages that several have are divided (PSS).
        ended: whether it has ended and nobody has taken note of it yet (a zombie).
    """

    pid: int
    role: str
    memory: int
    ended: bool


def tree(root: int | None = None) -> list[Process]:
    """A process, by default this one, and all that came from it."""
    return list(_below(root or os.getpid(), "front", _children()))


def _below(pid: int, role: str, children: dict[int, list[tuple[int, bool]]]) -> Iterator[Process]:
    yield Process(pid, role, memory_of(pid), ended=False)
    for child, ended in children.get(pid, ()):
        below = _module(child) if role == "front" else "worker"
        if ended:
            yield Process(child, below, 0, ended=True)
        else:
            yield from _below(child, below, children)


def _children() -> dict[int, list[tuple[int, bool]]]:
    found: dict[int, list[tuple[int, bool]]] = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue  # it has just ended
        found.setdefault(int(parent), []).append((int(path.parent.name), state == "Z"))
    return found


def _module(pid: int) -> str:
    """The last part of the name of the module that a process runs."""
    try:
        words = (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return "other"
    if b"-m" not in words[:-1]:
        return "other"
    return words[words.index(b"-m") + 1].rpartition(b".")[2].decode(errors="replace")


def memory_of(pid: int) -> int:
    """A process's share of memory in bytes (PSS); 0 where it has ended."""
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
