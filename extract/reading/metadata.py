"""The metadata file beside a text: ``NAME.meta.yaml`` beside ``NAME.txt``.

It holds the fields of ``Metadata`` and nothing else. A metadata file is optional; what is not known
is left out of it, never made up.
"""

import re
from pathlib import Path

from extract.documents import Metadata
from ontology.yaml_source import Node, load_yaml

SUFFIX = ".meta.yaml"
"""What the name of a metadata file ends in."""

MAX_CHARACTERS = 1000
"""Longest value of a field."""

_DATES = ("date", "written_after", "written_before", "reference_date")
_TEXTS = ("creator_name", "publisher", "license", "source")
FIELDS = ("title", "creator", *_TEXTS, *_DATES, "language")
"""The keys a metadata file may have."""

_CREATOR = re.compile(
    r"(?:person|organization|state|government|group|company)/[a-z0-9]+(?:[-_][a-z0-9]+)*"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def metadata_path(text: Path) -> Path:
    """Where the metadata of a text is looked for: ``a/talks.txt`` gives ``a/talks.meta.yaml``."""
    return text.with_name(text.stem + SUFFIX)


def read_metadata(path: Path) -> Metadata:
    """Read a metadata file. ``reference_date`` is ``date`` where the file does not give it.

    Whether the creator is a curated actor is for the caller to check, who has the knowledge.

    Raises:
        ontology.yaml_source.SourceError: a fault in the file, as ``FILE:LINE: MESSAGE``.
    """
    fields = load_yaml(path).fields(allowed=FIELDS, required=("title",))
    texts = {name: _line(fields[name]) for name in _TEXTS if name in fields}
    dates = {name: fields[name].date() for name in _DATES if name in fields}
    after, before = dates.get("written_after"), dates.get("written_before")
    if after and before and not _can_precede(after, before):
        raise fields["written_before"].error(
            f"written_before is {before!r}, earlier than written_after, {after!r};"
            " exchange them, or correct one"
        )
    if "date" in dates:
        dates.setdefault("reference_date", dates["date"])
    return Metadata(
        title=_line(fields["title"]),
        creator=_creator(fields["creator"]) if "creator" in fields else None,
        language=_language(fields["language"]) if "language" in fields else "en",
        **texts,
        **dates,
    )


def _line(node: Node) -> str:
    text = node.text().strip()
    if len(text) > MAX_CHARACTERS or len(text.splitlines()) > 1:
        raise node.error(f"{node.name} must be one line of at most {MAX_CHARACTERS:,} characters")
    return text


def _creator(node: Node) -> str:
    key = node.text()
    if not _CREATOR.fullmatch(key):
        raise node.error(
            f"creator is {key!r}; allowed: the key of a curated actor, such as person/joe-biden"
            " (the name of an author who is not curated goes into creator_name)"
        )
    return key


def _language(node: Node) -> str:
    """A BCP 47 tag (RFC 5646) of English."""
    tag = node.text()
    if not _LANGUAGE.fullmatch(tag) or tag.split("-")[0] != "en":
        raise node.error(f"language is {tag!r}; allowed: en, or a variety of it such as en-US")
    return tag


def _can_precede(earlier: str, later: str) -> bool:
    """Whether one date, as exact as it is, can lie before or on another."""
    shared = min(len(earlier), len(later))
    return earlier[:shared] <= later[:shared]
