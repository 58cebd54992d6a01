"""RDF files of other people."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from accord.faults import CallError, DataError

ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf")
"""What the names of files that are read end in."""

MAX_BYTES = 100_000_000
"""Largest file that is read."""

MAX_SECONDS = 300
"""Longest time that parsing a file may take."""

_BAD_FILE = 1


def read_rdf(file: Path) -> list[ox.Quad]:
    """The quads of an RDF file.

    Raises:
        CallError: it is not there, too large, or in no format that is read.
        DataError: it is not what its ending says.
    """
    if not file.is_file():
        raise CallError(f"{file}: there is no such file; check the path")
    if file.suffix not in ENDINGS:
        raise CallError(
            f"{file}: what ends in {file.suffix or 'nothing'} is not read; give the file one of "
            f"the endings {', '.join(ENDINGS)}"
        )
    if file.stat().st_size > MAX_BYTES:
        raise CallError(f"{file}: larger than {MAX_BYTES:,} bytes, the limit; split it into parts")
    too_much = DataError(
        f"{file}: nested too deeply, or too large once it is read; write it flat, as N-Quads (.nq)"
    )
    try:
        parsed = subprocess.run(  # noqa: S603 (a program of ours; the file is only its argument)
            [sys.executable, "-m", "accord.rdf_parser", str(file.absolute())],
            capture_output=True,
            check=False,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise too_much from error
    if parsed.returncode == 0:
        return list(ox.parse(parsed.stdout, format=ox.RdfFormat.N_QUADS))
    if parsed.returncode == _BAD_FILE:
        reason = " ".join(parsed.stderr.decode("utf-8", "replace").split())
        raise DataError(f"{file}: this is not what its ending says; correct it: {reason}")
    raise too_much
