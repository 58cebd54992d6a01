"""Threads with a stack so deep that no query of the longest length can overflow it.

The engine parses, optimizes, evaluates and frees a query recursively, and an overflow ends the
whole process. Measured with pyoxigraph 0.5.13 over eighty kinds of nesting and chaining, it needs
up to 2.8 KB of stack for each character of a query: 280 MB at ``inspection.MAX_LENGTH``. It is
reserved and not used: the kernel gives a thread only the pages that it touches.
"""

import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

STACK_BYTES = 512 * 2**20
"""Stack of one thread: the need that was measured, and four fifths as much to be safe."""

T = TypeVar("T")
_starting = threading.Lock()


def run_deep(function: Callable[[], T]) -> Future[T]:
    """Runs a function in a new thread with a deep stack.

    The thread does not keep the process from ending.

    Raises:
        RuntimeError: the machine has no room for another such thread.
    """
    future: Future[T] = Future()

    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(function())
        except BaseException as error:  # noqa: BLE001 - it goes to the one who waits
            _clear(error)
            future.set_exception(error)

    thread = threading.Thread(target=run, name="query", daemon=True)
    with _starting:  # the stack size is one setting for the whole process
        usual = threading.stack_size(STACK_BYTES)
        try:
            thread.start()
        finally:
            threading.stack_size(usual)
    return future


def _clear(error: BaseException | None) -> None:
    """Lets go of what an error's frames hold: the engine's objects must end in their own thread."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
