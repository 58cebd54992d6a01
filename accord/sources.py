"""Source texts with all that stands beside them, read before anything is extracted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from accord.faults import CallError, DataError
from accord.fingerprints import combined, digest
from extract.curation.entries import Curation
from extract.curation.file import read_curation
from extract.documents import Document
from extract.reading import ReadingError, find_texts, metadata_path, read_document
from ontology.entities import Knowledge
from ontology.yaml_source import SourceError


@dataclass(frozen=True, slots=True)
class Source:
    """A text, its metadata and its curation.

    Attributes:
        document: the text as read.
        curation: what a person decided about its claims; ``None`` where nobody did.
        text_digest: SHA-256 of the stored text, in UTF-8.
        fingerprint: SHA-256 over the text, its metadata and its curation.
    """

    document: Document
    curation: Curation | None
    text_digest: str
    fingerprint: str


def curation_path(text: Path) -> Path:
    """Where the curation of a text is looked for: ``talks.curation.yaml`` beside ``talks.txt``."""
    return text.with_name(f"{text.stem}.curation.yaml")


def read_sources(
    paths: Sequence[Path], knowledge: Knowledge, *, curated: bool = True
) -> list[Source]:
    """Read all texts that files and directories name, in the order of their names.

    Args:
        paths: files and directories.
        knowledge: the curated entities, which metadata and curation may name.
        curated: whether curation files are read.

    Raises:
        CallError: a file or directory is not there.
        DataError: texts, metadata or curation files have faults; all of them are told.
    """
    for path in paths:
        if not path.exists():
            raise CallError(f"{path}: there is no such file or directory; check the path")
    try:
        texts = find_texts(paths)
    except ReadingError as error:
        raise DataError(str(error)) from error
    sources: list[Source] = []
    faults: list[str] = []
    for text in texts:
        try:
            sources.append(_read_source(text, knowledge, curated))
        except (ReadingError, SourceError) as error:
            faults.append(str(error))
    if faults:
        raise DataError("\n".join(faults))
    return sources


def _read_source(path: Path, knowledge: Knowledge, curated: bool) -> Source:
    document = read_document(path)
    creator = document.metadata.creator
    if creator is not None and creator not in knowledge.entities:
        raise SourceError(
            str(metadata_path(path)),
            1,
            f"creator is {creator!r}, and no curated actor has that key; correct it, or write the "
            "name into creator_name",
        )
    curation_file = curation_path(path)
    curation = None
    if curated and curation_file.exists():
        curation = read_curation(curation_file, document.text, knowledge)
    beside = [metadata_path(path), *([curation_file] if curation else [])]
    text_digest = digest(document.text.encode())
    return Source(
        document=document,
        curation=curation,
        text_digest=text_digest,
        fingerprint=combined(
            [
                document.name,
                text_digest,
                *(digest(file.read_bytes()) if file.exists() else "" for file in beside),
            ]
        ),
    )
