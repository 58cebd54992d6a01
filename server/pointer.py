"""``store.json``: what makes a directory a store, and says which of its releases is current."""

import json
import os
import re
from pathlib import Path

from server.errors import NotAStoreError, StoreCorruptError, StoreError, StoreVersionError
from server.files import write_whole

FORMAT = 1
"""Version of the directory's layout that this Accord writes, and the newest that it reads."""

RELEASE = re.compile(r"\d{8}T\d{12}-[0-9a-f]{12}")
"""What the id of a release looks like: a time to the microsecond, and a digest."""


class Pointer:
    """The pointer file of a store directory.

    Args:
        directory: the store, which need not be there.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / "store.json"
        self._name = str(self._path)

    def exists(self) -> bool:
        """Whether the directory is a store already."""
        return self._path.exists()

    def read(self) -> str | None:
        """Id of the current release; None before anything was built.

        Raises:
            NotAStoreError: the directory holds something else.
            StoreVersionError: a newer Accord wrote it.
            StoreCorruptError: it cannot be understood.
            StoreError: it cannot be read.
        """
        try:
            text = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            self._refuse_foreign_directory()
            return None
        except OSError as error:
            raise StoreError(f"cannot read the store: {error}") from error
        try:
            content = json.loads(text)
            version, current = content["format"], content["current"]
        except (ValueError, KeyError, TypeError) as error:
            raise corrupt(self._directory, "store.json cannot be understood") from error
        if isinstance(version, int) and version > FORMAT:
            raise StoreVersionError(
                f"the store in {self._directory} has format {version}, and this Accord reads "
                f"formats up to {FORMAT}: use the newer Accord that wrote it, or give another "
                "directory with --store"
            )
        if version == FORMAT and current is None:
            return None
        if version == FORMAT and isinstance(current, str) and RELEASE.fullmatch(current):
            return current
        raise corrupt(self._directory, "store.json cannot be understood")

    def write(self, release: str | None) -> None:
        """Makes a release the current one, atomically; None for a new, empty store."""
        content = {"format": FORMAT, "current": release}
        write_whole(self._path, json.dumps(content).encode() + b"\n")

    def version(self) -> tuple[int, int, int] | None:
        """Something that changes with every ``write``, for one ``stat``; None without a store."""
        try:
            status = os.stat(self._name)  # noqa: PTH116 (asked at every request: half the time)
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _refuse_foreign_directory(self) -> None:
        """Raises NotAStoreError where there is something that no builder of ours began."""
        # in this order: another builder may make the directory in between
        if self._directory.exists() and not self._directory.is_dir():
            raise NotAStoreError(f"{self._directory} is a file: give a directory with --store")
        if self._directory.is_dir():
            names = {entry.name for entry in self._directory.iterdir()}
            if names <= {"lock", "store.json.tmp"} or self.exists():
                return  # empty, or another builder is making it a store just now
            raise NotAStoreError(
                f"{self._directory} is not empty and no Accord store: "
                "give an empty or a new directory with --store"
            )


def corrupt(directory: Path, what: str) -> StoreCorruptError:
    """The error for a damaged store: what is wrong with it, and what to do."""
    return StoreCorruptError(
        f"the store in {directory} is damaged, {what}: "
        "delete that directory and run `accord build`, which makes it anew"
    )
