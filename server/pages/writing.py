"""Writes descriptions in the formats that graphs can be had in."""

from collections.abc import Iterable, Mapping
from typing import IO, cast

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from server.engine.output import Output
from server.jsonld import write_jsonld
from server.negotiation import Choice
from server.xml_output import XmlOutput

_WITHOUT_PREFIXES = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)


def write_triples(
    triples: Iterable[Triple], choice: Choice, output: Output, prefixes: Mapping[str, str]
) -> None:
    """Writes triples.

    Args:
        triples: they.
        choice: the format; one for graphs.
        output: takes them.
        prefixes: namespaces by prefix.
    """
    engine = choice.format.engine
    file = cast("IO[bytes]", output)  # the engine only asks for write() and flush()
    if engine == RdfFormat.JSON_LD:
        write_jsonld(triples, file, prefixes)
    elif isinstance(engine, RdfFormat):
        if engine == RdfFormat.RDF_XML:
            file = cast("IO[bytes]", XmlOutput(file))
        used = {} if engine in _WITHOUT_PREFIXES else dict(prefixes)
        pyoxigraph.serialize(triples, file, engine, prefixes=used)


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Triples in Turtle."""
    written = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes))
    return (written or b"").decode()
