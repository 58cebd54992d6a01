"""Parses an RDF file to N-Quads, as a program of its own: ``python -m accord.rdf_parser FILE``.

A hostile file can end the process that parses it: triple terms nested deeply enough overflow the
stack, and entities of RDF/XML outgrow all memory. So it is not the process that needs the quads.
"""

import resource
import sys
from pathlib import Path

import pyoxigraph as ox

MAX_MEMORY = 1 * 2**30
"""Most memory it may ask for, in bytes."""


def main() -> None:
    """Write the file's quads to standard output; what is wrong with it is the only other output."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    path = Path(sys.argv[1])
    try:
        quads = ox.parse(path=path, format=ox.RdfFormat.from_extension(path.suffix[1:]))
        ox.serialize(quads, sys.stdout.buffer, format=ox.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
