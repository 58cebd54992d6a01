"""XML as the engine should write it: with carriage returns that readers see."""

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class XmlOutput:
    """A file that takes XML and writes each carriage return as a reference.

    An XML reader takes one that stands there as it is for a line feed (XML 1.0, section 2.11), and
    so the engine writes those of literals.

    Args:
        output: where it goes.
    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def write(self, data: "ReadableBuffer", /) -> int:
        """Writes some of it."""
        written = bytes(data)
        self._output.write(written.replace(b"\r", b"&#13;"))
        return len(written)

    def flush(self) -> None:
        """Passes it on."""
        self._output.flush()
