"""A lock that one process at a time holds, and that dies with it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.errors import StoreBusyError, StoreError

_PAUSE_SECONDS = 0.02


@contextmanager
def exclusive(path: Path, patience: float = 0) -> Iterator[None]:
    """Holds a file's lock (``flock``) for the length of a ``with`` block.

    The kernel lets go of it when the process ends, however it ends; a file left behind locks
    nothing. The holder's process id stands in the file, for the message that the next one gets.

    Args:
        path: the file.
        patience: for how many seconds to wait for another holder.

    Raises:
        StoreBusyError: another process, or another lock in this one, holds it.
        StoreError: the file cannot be opened for writing.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"cannot write the store: {error}") from error
    until = time.monotonic() + patience
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= until:
                    raise _busy(path, os.pread(descriptor, 32, 0)) from error
            time.sleep(_PAUSE_SECONDS)
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
