"""Whether the servers give the same answers: the number of rows or triples of each query."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from http.client import HTTPException

import pyoxigraph

from bench.service.load import Endpoint
from bench.service.peers import ask
from bench.service.queries import KINDS, Kind, Queries, Query

_SAMPLES = 3


def disagreements(endpoints: Mapping[str, Endpoint], queries: Queries) -> Iterator[str]:
    """A sentence for each server and kind of query that is answered otherwise than by most.

    Args:
        endpoints: the servers by name; of two halves, the one with the first of them is right.
        queries: about what they hold.
    """
    for kind in (*KINDS, "rows"):
        answers = {name: _sizes(endpoint, kind, queries) for name, endpoint in endpoints.items()}
        usual = Counter(answers.values()).most_common(1)[0][0]
        for name, answer in answers.items():
            if answer != usual:
                yield f"{kind}: {name} gives {_told(answer)}, the others {_told(usual)}"
            elif any(isinstance(size, str) for size in answer):
                yield f"{kind}: {name} gives {_told(answer)}"


def size(query: Query, status: int, content_type: str, body: bytes) -> int | str:
    """How many rows or triples an answer has; what is wrong where that cannot be said."""
    if status != 200:
        return f"HTTP {status}"
    try:
        if content_type == "application/sparql-results+json":
            return len(json.loads(body)["results"]["bindings"])
        form = pyoxigraph.RdfFormat.from_media_type(content_type)
        if form is None and content_type == "text/ntriples":
            form = pyoxigraph.RdfFormat.N_TRIPLES
        if form is None:
            return f"{content_type} for Accept: {query.accept.partition(',')[0]}"
        return len(set(pyoxigraph.parse(body, form)))
    except (ValueError, SyntaxError, KeyError) as error:
        return f"broken {content_type} ({type(error).__name__})"


def _sizes(endpoint: Endpoint, kind: Kind, queries: Queries) -> tuple[int | str, ...]:
    numbers = range(1 if kind == "rows" else _SAMPLES)
    return tuple(_size(endpoint, queries.query(kind, number)) for number in numbers)


def _size(endpoint: Endpoint, query: Query) -> int | str:
    try:
        return size(query, *ask(endpoint, query.text, query.accept))
    except (OSError, HTTPException) as error:
        return type(error).__name__


def _told(answer: tuple[int | str, ...]) -> str:
    return ", ".join(map(str, answer))
