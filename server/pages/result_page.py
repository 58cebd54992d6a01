"""A query's result as a page: a table, yes or no, or Turtle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat

from server.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from server.pages.highlight import highlight_turtle
from server.pages.links import Links, Shown
from server.pages.templates import query_url

MOST_ROWS = 1_000
"""How many rows a page shows."""

MOST_TRIPLES = 2_000
"""How many statements of a graph a page shows."""

_MOST_LINK = 8_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked.

    Attributes:
        query: the query.
        default_graphs: the dataset of the request, as of the SPARQL Protocol.
        named_graphs: the same.
    """

    query: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


def result_page(
    results: QuerySolutions | QueryBoolean | QueryTriples,
    asked: Asked,
    links: Links,
    prefixes: Mapping[str, str],
) -> Mapping[str, Any]:
    """What the page of a result shows, for the template ``result.html``.

    Args:
        results: the result; of a large one only the beginning is taken.
        asked: what it is the answer to.
        links: shows terms.
        prefixes: namespaces by prefix.
    """
    shown: dict[str, Any] = {"variables": [], "rows": None, "turtle": None, "answer": None}
    formats: Sequence[Format] = SOLUTION_FORMATS
    more = False
    if isinstance(results, QueryBoolean):
        shown["answer"] = bool(results)
    elif isinstance(results, QuerySolutions):
        names = [variable.value for variable in results.variables]
        found = list(islice(results, MOST_ROWS + 1))
        more = len(found) > MOST_ROWS
        shown["variables"] = names
        shown["rows"] = [
            [links.show(term) if term is not None else Shown("") for term in row]
            for row in found[:MOST_ROWS]
        ]
    else:
        formats = GRAPH_FORMATS[:4]
        triples = list(islice(results, MOST_TRIPLES + 1))
        more = len(triples) > MOST_TRIPLES
        text = pyoxigraph.serialize(
            triples[:MOST_TRIPLES], format=RdfFormat.TURTLE, prefixes=dict(prefixes)
        )
        shown["turtle"] = highlight_turtle((text or b"").decode(), links.href, prefixes)
        shown["count"] = len(triples[:MOST_TRIPLES])
    return {
        "root": "",
        "query": asked.query,
        "dataset": _dataset(asked),
        "more": more,
        "downloads": _downloads(asked, formats),
        "count": len(shown["rows"] or ()),
        **shown,
    }


def _dataset(asked: Asked) -> list[tuple[str, str]]:
    """The parameters that name the dataset."""
    return [
        *(("default-graph-uri", iri) for iri in asked.default_graphs),
        *(("named-graph-uri", iri) for iri in asked.named_graphs),
    ]


def _downloads(asked: Asked, formats: Sequence[Format]) -> list[tuple[str, str]]:
    """Links to the whole result in other formats; none where the query has no room in a URL."""
    dataset: dict[str, list[str]] = {}
    for name, iri in _dataset(asked):
        dataset.setdefault(name, []).append(iri)
    offered = [(one.label, query_url(asked.query, one.names[0], **dataset)) for one in formats]
    return [link for link in offered if len(link[1]) <= _MOST_LINK]
