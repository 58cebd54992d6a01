"""The results of validating one graph, as they are kept in the store's cache."""

import json
from dataclasses import asdict, replace
from typing import Any

import pyoxigraph as ox

from shapes.results import Passage, Result

Results = tuple[Result, ...]
_Term = ox.NamedNode | ox.Literal


def to_json(results: Results | None) -> bytes:
    """Results as JSON.

    Args:
        results: what was found; ``None`` where no shape looks at anything in the graph.
    """
    if results is None:
        return b"null"
    records = [
        {
            **asdict(replace(result, focus=None, value=None)),
            "focus": _term_to_json(result.focus),
            "value": _term_to_json(result.value),
        }
        for result in results
    ]
    return json.dumps(records, ensure_ascii=False).encode()


def from_json(data: bytes) -> Results | None:
    """The results that ``to_json`` wrote."""
    records: list[dict[str, Any]] | None = json.loads(data)
    if records is None:
        return None
    return tuple(
        Result(
            **{
                **record,
                "focus": _term_from_json(record["focus"]),
                "value": _term_from_json(record["value"]),
                "passage": Passage(**record["passage"]) if record["passage"] else None,
                "rules": tuple(record["rules"]),
            }
        )
        for record in records
    )


def _term_to_json(term: _Term | None) -> list[str | None] | None:
    if isinstance(term, ox.Literal):
        return [term.value, term.language, None if term.language else term.datatype.value]
    return None if term is None else [term.value]


def _term_from_json(parts: list[str | None] | None) -> _Term | None:
    match parts:
        case None:
            return None
        case [str(iri)]:
            return ox.NamedNode(iri)
        case [str(value), None, str(datatype)]:
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        case [str(value), language, _]:
            return ox.Literal(value, language=language)
    raise ValueError(f"no term is written as {parts!r}")
