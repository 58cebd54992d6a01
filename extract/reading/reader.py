r"""Reading source texts: the first step, from a file to a ``Document``.

What is stored is the file's text as it stands, since every offset anywhere points into it: nothing
is normalized, ``\r\n`` stays two characters. A UTF-8 byte order mark is a signature of the encoding
and no text (RFC 3629, section 6); it is left out, so offsets count from the character after it.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from extract.claims import Span
from extract.documents import Document, Metadata
from extract.reading.boilerplate import find_boilerplate
from extract.reading.language import detect_language
from extract.reading.markdown import markdown_blocks
from extract.reading.metadata import metadata_path, read_metadata
from extract.reading.paragraphs import Block, plain_blocks

FORMATS: Mapping[str, Callable[[str], list[Block]]] = {
    ".md": markdown_blocks,
    ".txt": plain_blocks,
}
"""The formats that are read, by the ending of the file's name: what cuts a text into blocks."""

MAX_BYTES = 20_000_000
"""Largest file that is read, where the caller sets no other limit."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.001  # share of control characters from which a file is no text
_NAME = re.compile(r"[^\w.~-]+")
_LONGEST_TITLE = 120


class ReadingError(ValueError):
    """A text that cannot be read; one sentence says which, why, and what to do."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


def read_document(path: Path, *, max_bytes: int = MAX_BYTES) -> Document:
    """Read a text, and the metadata file beside it where there is one.

    Args:
        path: a file in one of ``FORMATS``.
        max_bytes: largest file that is read.

    Raises:
        ReadingError: it is missing, no file, too large, no text, not UTF-8, without prose, or not
            English.
        ontology.yaml_source.SourceError: its metadata file has a fault.
    """
    cut = FORMATS[_format(path)]
    text = _decode(path, _read_bytes(path, max_bytes))
    blocks = cut(text)
    prose = [block.span for block in blocks if block.role != "skipped"]
    furniture = set(find_boilerplate(text, prose))
    paragraphs = tuple(span for span in prose if span not in furniture)
    _check_prose(path, text, paragraphs)
    metadata, warnings = _metadata(path, text, blocks, paragraphs)
    return Document(
        name=document_name(path),
        text=text,
        metadata=metadata,
        paragraphs=paragraphs,
        boilerplate=tuple(
            block.span for block in blocks if block.role == "skipped" or block.span in furniture
        ),
        warnings=warnings,
    )


def document_name(path: Path) -> str:
    """The document's name: the file's without its ending, with ``-`` for what an IRI cannot hold.

    Raises:
        ReadingError: nothing would be left.
    """
    name = _NAME.sub("-", path.stem).strip("-.")
    if not name:
        raise ReadingError(path, "the name must have a letter or a digit; rename the file")
    return name


def find_texts(paths: Sequence[Path]) -> list[Path]:
    """The texts that files and directories name: of a directory all below it, sorted, each once.

    Raises:
        ReadingError: a path is missing, holds no text, or is in no format that is read; or two
            texts have the same name.
    """
    found = {file.resolve(): file for path in paths for file in _texts_of(path)}
    texts = sorted(found.values(), key=lambda file: (document_name(file), str(file)))
    for first, second in pairwise(texts):
        if document_name(first) == document_name(second):
            raise ReadingError(
                second,
                f"{first} has the same name, and a text's name is its address; rename one of them",
            )
    return sorted(texts)


def _texts_of(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        _format(path)
        yield path
        return
    count = 0
    for directory, _, names in os.walk(path):
        for file in (Path(directory) / name for name in names):
            if file.suffix.lower() in FORMATS and not file.name.startswith("."):
                count += 1
                yield file
    if not count:
        raise ReadingError(path, f"no text in this directory; a text ends in {_endings()}")


def _format(path: Path) -> str:
    """The ending of a file that can be read."""
    try:
        exists = path.exists()
    except OSError as error:
        raise ReadingError(path, f"the path cannot be read: {error.strerror}") from error
    if not exists:
        raise ReadingError(path, "there is no such file or directory; check the path")
    if path.is_dir():
        raise ReadingError(path, "this is a directory; name a text in it")
    if not path.is_file():
        raise ReadingError(path, "this is a device or pipe; save its text as a file")
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise ReadingError(
            path, f"the format {ending or 'without an ending'} is not read; save it as {_endings()}"
        )
    return ending


def _endings() -> str:
    return " or ".join(sorted(FORMATS))


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise ReadingError(path, f"the file cannot be read: {error.strerror}") from error
    if len(data) > max_bytes:
        raise ReadingError(
            path, f"the file is larger than {max_bytes:,} bytes, the limit; split it into parts"
        )
    return data


def _decode(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise ReadingError(path, "this is no plain text but a binary file; save the text as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadingError(
            path,
            f"byte {error.start} (0x{data[error.start]:02x}) is not valid UTF-8;"
            " save the file as UTF-8",
        ) from error
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ReadingError(path, "the file is empty; put an English text into it")
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise ReadingError(
            path, "this is no plain text (too many control characters); save the text as UTF-8"
        )
    return text


def _check_prose(path: Path, text: str, paragraphs: Sequence[Span]) -> None:
    body = "\n".join(text[span.start : span.end] for span in paragraphs)
    if not any(map(str.isalnum, body)):
        raise ReadingError(
            path,
            "nothing but page furniture, tables or code stands in this file; give an English text",
        )
    finding = detect_language(body)
    if not finding.is_english:
        raise ReadingError(
            path, f"the text is not English ({finding.reason()}); give an English text"
        )


def _metadata(
    path: Path, text: str, blocks: Sequence[Block], paragraphs: Sequence[Span]
) -> tuple[Metadata, tuple[str, ...]]:
    """What the metadata file says; without one, a title and a warning."""
    file = metadata_path(path)
    if file.exists():
        return read_metadata(file), ()
    headings = [block.span for block in blocks if block.role == "heading"]
    span = headings[0] if headings else paragraphs[0]
    warning = (
        f"{path}: author, date and source are unknown; write them into {file.name} beside the text"
    )
    return Metadata(title=_title(text[span.start : span.end])), (warning,)


def _title(block: str) -> str:
    """The first line of a block, cut off between words where it is too long for a title."""
    line = " ".join(block[: 4 * _LONGEST_TITLE].splitlines()[0].split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"
