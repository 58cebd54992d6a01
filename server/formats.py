"""The formats a result can be had in, and what each is called."""

from dataclasses import dataclass
from typing import Literal

from pyoxigraph import QueryResultsFormat, RdfFormat

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
"""The four query forms (SPARQL 1.1 Query Language, section 16)."""


@dataclass(frozen=True, slots=True)
class Format:
    """One serialization.

    Attributes:
        label: what people call it.
        names: what ``format=`` and the command line call it; the first is the usual file ending.
        media_types: what HTTP calls it; the first is the registered one.
        engine: what Oxigraph calls it; None of what Oxigraph cannot write.
        charset: whether its media type has a ``charset`` parameter to say that it is UTF-8.
    """

    label: str
    names: tuple[str, ...]
    media_types: tuple[str, ...]
    engine: QueryResultsFormat | RdfFormat | None
    charset: bool = False


SOLUTION_FORMATS = (
    Format(
        "JSON",
        ("json", "srj"),
        ("application/sparql-results+json", "application/json"),
        QueryResultsFormat.JSON,
    ),
    Format(
        "XML",
        ("xml", "srx"),
        ("application/sparql-results+xml", "application/xml"),
        QueryResultsFormat.XML,
    ),
    Format("CSV", ("csv",), ("text/csv",), QueryResultsFormat.CSV, charset=True),
    Format("TSV", ("tsv",), ("text/tab-separated-values",), QueryResultsFormat.TSV, charset=True),
)
"""Formats for the results of SELECT and ASK, the one we would choose first."""

GRAPH_FORMATS = (
    Format("Turtle", ("ttl", "turtle"), ("text/turtle",), RdfFormat.TURTLE, charset=True),
    Format(
        "JSON-LD",
        ("jsonld", "json"),
        ("application/ld+json", "application/json"),
        RdfFormat.JSON_LD,
    ),
    Format("N-Triples", ("nt", "ntriples"), ("application/n-triples",), RdfFormat.N_TRIPLES),
    Format(
        "RDF/XML",
        ("rdf", "xml"),
        ("application/rdf+xml", "application/xml"),
        RdfFormat.RDF_XML,
    ),
    Format("TriG", ("trig",), ("application/trig",), RdfFormat.TRIG),
    Format("N-Quads", ("nq", "nquads"), ("application/n-quads",), RdfFormat.N_QUADS),
)
"""Formats for the results of CONSTRUCT and DESCRIBE, the one we would choose first."""


PAGE = Format("HTML", ("html",), ("text/html",), None, charset=True)
"""A page for people; only over HTTP."""


def formats_for(form: QueryForm) -> tuple[Format, ...]:
    """The formats that a query of this form can be answered in."""
    return SOLUTION_FORMATS if form in ("SELECT", "ASK") else GRAPH_FORMATS
