"""Quads to files and to standard output: always in the same order, a file whole or not at all."""

import io
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from accord.faults import CallError

FORMATS: Mapping[str, ox.RdfFormat] = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Formats that a graph is written in, by the ending of a file that holds it."""


def to_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """The quads as N-Quads, each once, sorted by code point: the same quads give the same bytes."""
    lines = io.BytesIO()
    ox.serialize(quads, lines, format=ox.RdfFormat.N_QUADS)
    return b"".join(sorted(set(lines.getvalue().splitlines(keepends=True))))


def to_format(quads: Iterable[ox.Quad], name: str, prefixes: Mapping[str, str]) -> bytes:
    """The quads in one of ``FORMATS``; the same quads give the same bytes.

    Turtle has no graphs: there, the triples of all graphs stand together.
    """
    rdf_format = FORMATS[name]
    if rdf_format == ox.RdfFormat.N_QUADS:
        return to_nquads(quads)
    if rdf_format == ox.RdfFormat.TURTLE:
        quads = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    ordered = sorted(
        set(quads),
        key=lambda quad: (
            str(quad.graph_name),
            str(quad.subject),
            str(quad.predicate),
            str(quad.object),
        ),
    )
    statements = [quad.triple for quad in ordered] if rdf_format == ox.RdfFormat.TURTLE else ordered
    written = io.BytesIO()
    ox.serialize(statements, written, format=rdf_format, prefixes=dict(prefixes))
    return written.getvalue()


def write_output(data: bytes, path: Path | None) -> None:
    """Write to a file, or to standard output where there is none.

    A file is written beside its place and then renamed, so that nobody ever sees half of it.

    Raises:
        CallError: the file cannot be written.
    """
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        _write_whole(data, path)
    except OSError as error:
        raise CallError(
            f"{path} cannot be written ({error.strerror}); give -o a file in a directory that "
            "exists and that you may write to"
        ) from error


def _write_whole(data: bytes, path: Path) -> None:
    """Put a file in place in one step."""
    if path.is_dir():
        raise IsADirectoryError(0, "it is a directory")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
