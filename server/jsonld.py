"""Writes triples as compact JSON-LD 1.1, node by node as they come.

The context holds prefixes alone, so that every key and IRI can be read without fetching anything.
"""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from server.errors import QueryError

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING, _BOOLEAN, _INTEGER = (f"{_XSD}{name}" for name in ("string", "boolean", "integer"))
_NATIVE_INTEGER = re.compile(r"(0|-?[1-9]\d{0,14})")
_NAMESPACE = re.compile(r"(.*[#/])([^#/]+)", re.DOTALL)

_Term = NamedNode | BlankNode | Literal | Triple


def write_jsonld(triples: Iterable[Triple], output: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Writes triples; those of one subject that follow each other become one node.

    Args:
        triples: they.
        output: takes the document.
        prefixes: namespaces by prefix, for the context.

    Raises:
        QueryError: there is a triple term among them, which JSON-LD 1.1 has no words for.
    """
    names = _Names(prefixes)
    output.write(b'{"@context":' + _json(dict(prefixes)) + b',\n"@graph":[')
    separator = b"\n"
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        output.write(separator + _json(_node(subject, list(group), names)))
        separator = b",\n"
    output.write(b"\n]}\n")


class _Names:
    """How IRIs are written: with a prefix, where one fits."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._prefixes = prefixes

    def short(self, iri: str) -> str:
        """A compact IRI (JSON-LD 1.1, section 4.1.5), or the whole."""
        match = _NAMESPACE.fullmatch(iri)
        prefix = self._by_namespace.get(match[1]) if match else None
        return iri if match is None or prefix is None else f"{prefix}:{match[2]}"

    def misleads(self, iri: str) -> bool:
        """Whether an IRI as it is would be taken for a compact one."""
        return iri.partition(":")[0] in self._prefixes


class _Whole(_Names):
    """All IRIs as they are, where one of them would be misunderstood."""

    def __init__(self) -> None:
        super().__init__({})


def _node(subject: _Term, triples: list[Triple], names: _Names) -> dict[str, Any]:
    """A node object (JSON-LD 1.1, section 9.2)."""
    node: dict[str, Any] = {}
    if any(names.misleads(iri) for triple in triples for iri in _iris(triple)):
        node["@context"] = None
        names = _Whole()
    node["@id"] = _identifier(subject, names)
    for triple in triples:
        if triple.predicate == _TYPE and not isinstance(triple.object, Literal):
            node.setdefault("@type", []).append(_identifier(triple.object, names))
        else:
            values = node.setdefault(names.short(triple.predicate.value), [])
            values.append(_value(triple.object, names))
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in node.items()
    }


def _iris(triple: Triple) -> Iterable[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def _identifier(term: _Term, names: _Names) -> str:
    if isinstance(term, NamedNode):
        return names.short(term.value)
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    raise QueryError("JSON-LD has no words for a triple term: ask for Turtle or N-Triples")


def _value(term: _Term, names: _Names) -> Any:  # noqa: ANN401 - whatever JSON can say
    """A value: a native one, a value object, or a reference to a node."""
    if not isinstance(term, Literal):
        return {"@id": _identifier(term, names)}
    if term.language is not None:
        told = {"@value": term.value, "@language": term.language}
        return told if term.direction is None else {**told, "@direction": str(term.direction)}
    datatype = term.datatype.value
    if datatype == _STRING:
        return term.value
    if datatype == _BOOLEAN and term.value in ("true", "false"):
        return term.value == "true"
    if datatype == _INTEGER and _NATIVE_INTEGER.fullmatch(term.value):
        return int(term.value)
    return {"@value": term.value, "@type": names.short(datatype)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
