"""Files that are there whole or not at all, and that outlive a power cut."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Writes or replaces a file atomically: a reader sees the old content or the new.

    Args:
        path: the file. ``NAME.tmp`` beside it is used on the way, so only one process may write it.
        data: its new content.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_directory(path.parent)


def sync_tree(directory: Path) -> None:
    """Forces every file below a directory, and the directories themselves, onto the disk."""
    for folder, _, names in os.walk(directory):
        for name in names:
            _sync(Path(folder) / name)
        sync_directory(Path(folder))


def sync_directory(directory: Path) -> None:
    """Forces a directory's own entries (names created, renamed, removed) onto the disk."""
    _sync(directory)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
