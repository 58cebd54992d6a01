"""Fingerprints: what tells whether something has to be made anew.

Every fingerprint is a SHA-256 in hexadecimal; the same inputs give the same one on every machine.
"""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SOURCES = frozenset({".py", ".yaml", ".ttl", ".jsonld", ".rq"})


def digest(data: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.sha256(data).hexdigest()


def combined(parts: Iterable[str]) -> str:
    """The fingerprint of several things in their order."""
    return digest("\0".join(parts).encode())


def library_versions(*libraries: str) -> str:
    """The installed versions of some libraries, in one line."""
    return ", ".join(f"{library} {version(library)}" for library in libraries)


def room_fingerprint(*rooms: str, without: str | None = None) -> str:
    """The fingerprint of the programs, rules, shapes and data in some packages.

    Args:
        rooms: their directories.
        without: a directory in one of them that is left out.
    """
    left_out = None if without is None else ROOT / without
    paths = [
        path
        for room in rooms
        for path in (ROOT / room).rglob("*")
        if path.suffix in _SOURCES and path.is_file() and left_out not in path.parents
    ]
    return combined(
        part
        for path in sorted(paths)
        for part in (path.relative_to(ROOT).as_posix(), digest(path.read_bytes()))
    )
