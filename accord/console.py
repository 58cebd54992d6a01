"""What people see on standard error: progress, warnings, faults. Results go to standard output."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """What long work reports to."""

    def begin(self, what: str, steps: int) -> None:
        """A stretch of work begins.

        Args:
            what: what is done, as people say it: "extracting".
            steps: how many steps it has.
        """

    def step(self) -> None:
        """One more step is done."""


class Silence:
    """Progress that nobody watches."""

    def begin(self, what: str, steps: int) -> None:
        """Nothing is shown."""

    def step(self) -> None:
        """Nothing is shown."""


class _Bar:
    """Progress as a bar."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self.rich = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.task = self.rich.add_task("starting", total=None)

    def begin(self, what: str, steps: int) -> None:
        self.rich.reset(self.task, description=what, total=steps)

    def step(self) -> None:
        self.rich.advance(self.task)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error; none where that is not a terminal."""
    if not sys.stderr.isatty():
        yield Silence()
        return
    bar = _Bar()
    with bar.rich:
        yield bar


def say(message: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def warn(messages: Iterable[str]) -> None:
    """Warnings, a line each, on standard error."""
    for message in messages:
        say(f"warning: {message}")
