"""Reading: files into documents with true offsets, without page furniture, or a clear refusal."""

from extract.reading.metadata import metadata_path
from extract.reading.reader import (
    FORMATS,
    MAX_BYTES,
    ReadingError,
    document_name,
    find_texts,
    read_document,
)

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "ReadingError",
    "document_name",
    "find_texts",
    "metadata_path",
    "read_document",
]
