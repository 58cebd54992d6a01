"""The store directory: immutable releases of the graph, one of them current.

Its layout is in ``docs/architecture.md``. A build writes a new release beside the current one and,
as its last step, replaces ``store.json``, so that a fault, a kill or a power cut at any moment
leaves what was served as it was. Readers never lock: a release does not change once it is current.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph

from server.cache import Cache
from server.errors import StoreCorruptError, StoreError, StoreMissingError
from server.files import sync_tree, write_whole
from server.lock import exclusive
from server.pointer import Pointer, corrupt

KEPT_RELEASES = 3
"""How many releases stay: the current one, and those before it."""

_GRACE_SECONDS = 30
"""For how long a release that a write replaced stays at least."""


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """A release that is being read. It is closed when nothing refers to it any more.

    Attributes:
        release: its id.
        store: its database, read-only.
        manifest: what the build said of it, and ``release``, ``published`` (UTC, ISO 8601) and
            ``quads`` (how many it holds).
    """

    release: str
    store: pyoxigraph.Store
    manifest: Mapping[str, Any]


class GraphStore:
    """One store directory, for its builder and for its readers.

    A builder does everything, from asking the cache to publishing, inside one ``lock()``.

    Args:
        directory: where it is, or is to be: the first ``lock()`` makes it.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._releases = directory / "releases"
        self._cache_directory = directory / "cache"
        self._cache = Cache(self._cache_directory)
        self._pointer = Pointer(directory)
        self._locked = False

    # ---------------------------------------------------------------------------------- reading

    def open_current(self) -> OpenRelease:
        """Opens the release that is current now; a later ``publish`` does not touch it.

        Raises:
            StoreMissingError: there is no store, or nothing was built into it yet.
            StoreVersionError: a newer Accord wrote it.
            StoreCorruptError: its files contradict each other.
            NotAStoreError: the directory is something else.
            StoreError: its files cannot be read.
        """
        while True:
            release = self.current()
            try:
                manifest = self._manifest(release)
                database = pyoxigraph.Store.read_only(str(self._releases / release))
                return OpenRelease(release, database, manifest)
            except (OSError, StoreCorruptError) as error:
                if self.current() != release:
                    continue  # replaced and removed in between
                if isinstance(error, StoreCorruptError):
                    raise
                what = f"release {release} does not open ({error})"
                raise corrupt(self.directory, what) from error

    def database(self, release: str) -> Path:
        """Where the database of a release is."""
        return self._releases / release

    def current(self) -> str:
        """Id of the current release; raises as ``open_current`` does."""
        current = self._pointer.read()
        if current is None:
            raise StoreMissingError(
                f"there is no graph in {self.directory} yet: run `accord build` first"
            )
        return current

    def manifest(self) -> Mapping[str, Any]:
        """Manifest of the current release; raises as ``open_current`` does."""
        return self._manifest(self.current())

    def locate(self, release: str) -> tuple[Path, Mapping[str, Any]]:
        """Directory of a release's database, and its manifest.

        Raises:
            StoreCorruptError: it is not there, or cannot be understood.
        """
        return self._releases / release, self._manifest(release)

    def version(self) -> object:
        """Something that changes whenever a release becomes current, at the cost of one ``stat``.

        It is None where there is no store.
        """
        return self._pointer.version()

    # ---------------------------------------------------------------------------------- writing

    @contextmanager
    def lock(self, patience: float = 0) -> Iterator[None]:
        """Keeps other builders out; makes the directory, and removes what dead builds left.

        It may be taken again inside itself. One thread uses it.

        Args:
            patience: for how many seconds to wait for another holder. A service that writes holds
                it for a moment at a time, a build for as long as it takes.

        Raises:
            StoreBusyError: another process builds into the store.
            NotAStoreError: the directory is not empty and no store; nothing was written into it.
            StoreVersionError: a newer Accord wrote the store; nothing was written into it.
            StoreCorruptError: ``store.json`` cannot be understood.
            StoreError: the directory cannot be made or written.
        """
        if self._locked:
            yield
            return
        self._pointer.read()  # refuses a directory that is none of ours to write into
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot make the store's directory: {error}") from error
        with exclusive(self.directory / "lock", patience):
            self._prepare()
            self._locked = True
            try:
                yield
            finally:
                self._locked = False

    def publish(
        self,
        quads: Iterable[pyoxigraph.Quad],
        manifest: Mapping[str, Any],
        *,
        keep_cache: bool = False,
    ) -> str:
        """Writes a new release, makes it current, and removes what is no longer needed.

        The release's id is the time (UTC) and a digest of the manifest. Nothing in the graph
        depends on it.

        Args:
            quads: the whole graph.
            manifest: what there is to know about the build, as JSON. ``validation`` in it, where
                given, is ``{"conforms": bool, "violations": int, "warnings": int}``: the service
                shows it.
            keep_cache: whether what was not asked of the cache stays there all the same.

        Returns:
            The id of the release.

        Raises:
            StoreError: as ``lock()``, or the release could not be written. In every case, and
                where ``quads`` raises, what was current still is.
        """
        with self.lock():
            release = self._publish(lambda path: _write_database(path, quads), manifest)
            if not keep_cache:
                self._cache.remove_unused()
            return release

    def publish_copy(self, copy: pyoxigraph.Store, manifest: Mapping[str, Any], quads: int) -> str:
        """Writes a new release from a database that goes on being written, and makes it current.

        Its files are shared with the database's, which never changes a file of data. Releases that
        were current a short while ago stay, for readers that open them just now.

        Args:
            copy: the database.
            manifest: as for ``publish``.
            quads: how many it holds.

        Returns:
            The id of the release.

        Raises:
            StoreError: as for ``publish``.
        """

        def write(path: Path) -> int:
            copy.backup(path)
            return quads

        return self._publish(write, manifest, grace=_GRACE_SECONDS)

    def _publish(
        self, write: Callable[[Path], int], manifest: Mapping[str, Any], grace: float = 0
    ) -> str:
        """Makes a release of what ``write`` writes into a directory, and counts."""
        with self.lock():
            now = datetime.now(UTC)
            digest = hashlib.sha256(_json(manifest)).hexdigest()[:12]
            release = f"{now:%Y%m%dT%H%M%S%f}-{digest}"
            building = self._releases / f"{release}.tmp"
            try:
                count = write(building)
                sync_tree(building)
                building.rename(self._releases / release)
                told = {
                    "release": release,
                    "published": f"{now:%Y-%m-%dT%H:%M:%SZ}",
                    "quads": count,
                }
                write_whole(self._manifest_path(release), _json({**manifest, **told}))
                self._pointer.write(release)
            except OSError as error:
                raise StoreError(
                    f"cannot write the graph into {self.directory} ({error}): "
                    "what was there before is untouched"
                ) from error
            finally:
                shutil.rmtree(building, ignore_errors=True)
            self._remove_old_releases(release, grace)
            return release

    # ------------------------------------------------------------------------------------ cache

    def cached(self, fingerprint: str) -> bytes | None:
        """What ``put_cache`` stored under a fingerprint, where it is still there.

        Args:
            fingerprint: lower-case hexadecimal, 16 to 128 digits.
        """
        return self._cache.get(fingerprint)

    def put_cache(self, fingerprint: str, data: bytes) -> None:
        """Stores data for later builds; ``publish`` removes what this build did not use.

        Args:
            fingerprint: hash of everything that the data depends on, as for ``cached``.
            data: any bytes.

        Raises:
            StoreError: as ``lock()``, or it cannot be written.
        """
        with self.lock():
            try:
                self._cache.put(fingerprint, data)
            except OSError as error:
                raise StoreError(f"cannot write the store: {error}") from error

    # --------------------------------------------------------------------------------- internals

    def _manifest_path(self, release: str) -> Path:
        return self._releases / f"{release}.json"

    def _manifest(self, release: str) -> Mapping[str, Any]:
        try:
            manifest = json.loads(self._manifest_path(release).read_bytes())
        except FileNotFoundError as error:
            raise corrupt(self.directory, f"release {release} is missing") from error
        except ValueError as error:
            raise corrupt(self.directory, f"{release}.json cannot be understood") from error
        if not isinstance(manifest, dict):
            raise corrupt(self.directory, f"{release}.json cannot be understood")
        return manifest

    def _prepare(self) -> None:
        """With the lock held: the parts of a new store, and none of what dead builds left."""
        current = self._pointer.read()
        try:
            if not self._pointer.exists():
                self._pointer.write(None)
            for directory in (self._releases, self._cache_directory):
                directory.mkdir(exist_ok=True)
                for path in directory.glob("*.tmp"):
                    _remove(path)
            for path in self._releases.iterdir():
                whole = path.with_suffix("").is_dir() and path.with_suffix(".json").is_file()
                if not whole and path.stem != current:
                    _remove(path)
        except OSError as error:
            raise StoreError(f"cannot write the store: {error}") from error

    def _remove_old_releases(self, current: str, grace: float) -> None:
        manifests = [path for path in self._releases.glob("*.json") if path.stem != current]
        ages = {path: time.time_ns() - path.stat().st_mtime_ns for path in manifests}
        manifests.sort(key=ages.__getitem__)
        for manifest in manifests[KEPT_RELEASES - 1 :]:
            if ages[manifest] >= grace * 1e9:
                _remove(manifest)
                _remove(manifest.with_suffix(""))


def _write_database(directory: Path, quads: Iterable[pyoxigraph.Quad]) -> int:
    """Fills a new database and closes it; returns how many quads it holds."""
    database = pyoxigraph.Store(directory)
    database.bulk_extend(quads)
    database.optimize()
    database.flush()
    return len(database)


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _remove(path: Path) -> None:
    """Removes a file or directory; what cannot go now goes another time."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
