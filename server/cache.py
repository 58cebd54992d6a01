"""Files by fingerprint, so that what did not change is not made anew."""

import re
from pathlib import Path

from server.files import write_whole

_FINGERPRINT = re.compile(r"[0-9a-f]{16,128}")


class Cache:
    """A directory of files, each named by the hash of everything it depends on.

    Args:
        directory: where they are; it must exist before the first ``put``.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._used: set[str] = set()

    def get(self, fingerprint: str) -> bytes | None:
        """What was put under a fingerprint; None where there is nothing.

        Raises:
            ValueError: that is no fingerprint.
        """
        try:
            data = self._path(fingerprint).read_bytes()
        except FileNotFoundError:
            return None
        self._used.add(fingerprint)
        return data

    def put(self, fingerprint: str, data: bytes) -> None:
        """Stores data under a fingerprint, whole or not at all.

        Raises:
            ValueError: that is no fingerprint.
        """
        write_whole(self._path(fingerprint), data)
        self._used.add(fingerprint)

    def remove_unused(self) -> None:
        """Removes what was neither put nor asked for since the last time."""
        for path in self._directory.iterdir():
            if path.name not in self._used:
                path.unlink(missing_ok=True)
        self._used.clear()

    def _path(self, fingerprint: str) -> Path:
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise ValueError(f"{fingerprint!r} is no fingerprint: 16 to 128 hexadecimal digits")
        return self._directory / fingerprint
