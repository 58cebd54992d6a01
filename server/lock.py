"""A lock that one process at a time holds, and that dies with it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.errors import StoreBusyError, StoreError


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Holds a file's lock (``flock``) for the length of a ``with`` block.

    The kernel lets go of it when the process ends, however it ends; a file left behind locks
    nothing. The holder's process id stands in the file, for the message that the next one gets.

    Raises:
        StoreBusyError: another process, or another lock in this one, holds it.
        StoreError: the file cannot be opened for writing.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"cannot write the store: {error}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy(path, os.pread(descriptor, 32, 0)) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _busy(path: Path, content: bytes) -> StoreBusyError:
    pid = int(content) if content.strip().isdigit() else None
    holder = f"process {pid}" if pid else "another process"
    return StoreBusyError(
        f"{holder} is building into {path.parent} at this moment: "
        "wait until it is done, or give another directory with --store",
        pid,
    )
