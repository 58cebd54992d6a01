"""A copy of the current release that can be written: what the writer works on.

The copy shares its files of data with the release, since the engine never changes such a file, so
that it costs some milliseconds whatever the size of the graph. Nothing of it is served: what is
written becomes visible, and lasts, when a release is made from it.
"""

import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyoxigraph

from server.errors import StoreBusyError, StoreError
from server.lock import exclusive
from server.store import GraphStore

_DATA = ".sst"
_STALE = ("validation", "graphs", "release", "published", "quads")
"""What a manifest says of its own release only."""

_QUICK_SECONDS = 0.05
"""A graph that is counted in this time is counted with every release."""

_COUNTING_SHARE = 20
"""Counting any other takes at most one part in so many of the time."""


class WorkingCopy:
    """The one copy of a process.

    ``begin`` comes before anything is written, ``end`` after it.

    Args:
        store: the store.
    """

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._parent = store.directory / "working"
        self._directory: Path | None = None
        self._database: pyoxigraph.Store | None = None
        self._manifest: Mapping[str, Any] = {}
        self._lock = ExitStack()
        self._lasting = ExitStack()
        self._count_again = 0.0

    @property
    def database(self) -> pyoxigraph.Store:
        """The copy's database."""
        if self._database is None:
            raise RuntimeError("begin() opens the copy")
        return self._database

    @property
    def base(self) -> str | None:
        """Base of the graph's IRIs, where the manifest says it."""
        return self._manifest.get("base")

    def begin(self) -> None:
        """Keeps builders out, and follows what they published since.

        Raises:
            StoreBusyError: a build is running.
            StoreError: the store cannot be read or written.
        """
        with ExitStack() as stack:
            stack.enter_context(self._store.lock())
            if self._database is None or self._manifest["release"] != self._store.current():
                try:
                    self._make()
                except OSError as error:
                    self.discard()
                    raise StoreError(f"the release cannot be copied: {error}") from error
            self._lock = stack.pop_all()

    def publish(self) -> str:
        """Makes what was written the current release; returns its id.

        Raises:
            StoreError: it cannot be written. What was current still is.
        """
        before = self._manifest
        manifest = {name: value for name, value in before.items() if name not in _STALE}
        manifest["derived_from"] = before["release"]
        quads, exact = self._count()
        if exact:
            manifest.pop("quads_are_from", None)
        else:
            manifest.setdefault("quads_are_from", before["release"])
        release = self._store.publish_copy(self.database, manifest, quads)
        self._manifest = self._store.manifest()
        return release

    def end(self) -> None:
        """Lets builders in."""
        self._lock.close()

    def discard(self) -> None:
        """Forgets what was written and not published."""
        self._database = None
        self._lasting.close()

    def _count(self) -> tuple[int, bool]:
        """How many quads there are: not counted anew with every write where that takes long."""
        began = time.monotonic()
        if began < self._count_again:
            return self._manifest["quads"], False
        count = len(self.database)
        took = time.monotonic() - began
        if took > _QUICK_SECONDS:
            self._count_again = began + took * _COUNTING_SHARE
        return count, True

    def _make(self) -> None:
        self.discard()
        self._parent.mkdir(exist_ok=True)
        self._remove_dead()
        release = self._store.current()
        source, self._manifest = self._store.locate(release)
        directory = Path(tempfile.mkdtemp(dir=self._parent))
        self._lasting.callback(shutil.rmtree, directory, ignore_errors=True)
        self._lasting.enter_context(exclusive(directory / "lock"))
        database = directory / "database"
        database.mkdir()
        for file in source.iterdir():
            _copy(file, database / file.name)
        self._database = pyoxigraph.Store(database)

    def _remove_dead(self) -> None:
        """Removes the copies of processes that were ended."""
        for directory in self._parent.iterdir():
            try:
                with exclusive(directory / "lock"):
                    shutil.rmtree(directory, ignore_errors=True)
            except StoreBusyError:
                pass  # another service's


def _copy(file: Path, to: Path) -> None:
    """Links a file of data, which never changes, where the disk can; copies any other."""
    if file.suffix == _DATA:
        try:
            to.hardlink_to(file)
            return
        except OSError:
            pass  # not on every disk
    shutil.copyfile(file, to)
