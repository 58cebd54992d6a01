"""How much of what a graph holds, counted once a release."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from pyoxigraph import Literal, NamedNode

from server.pages.view import View

_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
_PROPERTIES = """
SELECT ?p (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } GROUP BY ?p
"""
_TOTALS = """
SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }
"""
_LINKS = """
SELECT ?p ?host (COUNT(*) AS ?n) {{
  GRAPH <{links}> {{ ?s ?p ?o }}
  FILTER(isIRI(?o) && !STRSTARTS(STR(?o), "{base}"))
  BIND(REPLACE(STR(?o), "^(https?://[^/]+/).*$", "$1") AS ?host)
}} GROUP BY ?p ?host
"""


@dataclass(frozen=True, slots=True)
class LinkSet:
    """Links of one kind to one other dataset.

    Attributes:
        predicate: the property that links.
        target: how all IRIs of the other dataset begin.
        links: how many there are.
    """

    predicate: str
    target: str
    links: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a graph holds, each in the order of names.

    Attributes:
        triples: how many different statements.
        subjects: how many things they are about.
        objects: how many things and values they name.
        graphs: statements of each named graph.
        classes: instances of each class.
        properties: statements with each property.
        links: links to other datasets.
    """

    triples: int
    subjects: int
    objects: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: tuple[LinkSet, ...]

    def encode(self) -> str:
        """As text."""
        return json.dumps(asdict(self))

    @classmethod
    def decode(cls, text: str) -> Self:
        """From text."""
        values = json.loads(text)
        values["links"] = tuple(LinkSet(**links) for links in values["links"])
        return cls(**values)


def count_all(view: View) -> Counts:
    """Counts. It looks at the whole graph."""
    ((subjects, objects),) = view.select(_TOTALS)
    properties = _tally(view, _PROPERTIES)
    return Counts(
        sum(properties.values()),
        _number(subjects),
        _number(objects),
        _tally(view, _GRAPHS),
        _tally(view, _CLASSES),
        properties,
        _links(view),
    )


def _tally(view: View, query: str) -> Mapping[str, int]:
    rows = view.select(query)
    counted = {key.value: _number(n) for key, n in rows if isinstance(key, NamedNode)}
    return dict(sorted(counted.items()))


def _links(view: View) -> tuple[LinkSet, ...]:
    names = view.namespaces
    query = _LINKS.format(links=names.graph("links"), base=names.base)
    return tuple(
        sorted(
            (
                LinkSet(p.value, host.value, _number(n))
                for p, host, n in view.select(query)
                if isinstance(p, NamedNode) and isinstance(host, Literal)
            ),
            key=lambda links: (links.target, links.predicate),
        )
    )


def _number(value: object) -> int:
    return int(value.value) if isinstance(value, Literal) else 0
