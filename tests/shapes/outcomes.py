"""What a validation found, in a form in which two validators can be compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result

from shapes.conversion import to_triples
from shapes.errors import ShapesError
from shapes.setwise.data import DataGraph
from shapes.setwise.engine import Run
from shapes.setwise.paths import read_path
from shapes.setwise.reading import read_shapes
from shapes.setwise.shape import Finding
from shapes.setwise.terms import Term, sh
from shapes.setwise.triples import Triples


@dataclass(frozen=True, slots=True)
class Key:
    """A validation result (SHACL §3.6.2) without its message."""

    focus: Term
    path: str | None
    value: Term | None
    constraint: Term
    shape: Term
    severity: Term


Outcome = Counter[Key]
"""How often each result was found."""


def setwise(data: Sequence[ox.Quad], shapes: Sequence[ox.Quad]) -> list[Finding]:
    """What the set-wise validator finds."""
    return Run(DataGraph(data, shapes=shapes)).validate(read_shapes(shapes))


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """The findings as keys."""
    return Counter(
        Key(
            finding.focus,
            None if finding.path is None else str(finding.path),
            finding.value,
            finding.constraint,
            finding.shape,
            finding.severity,
        )
        for finding in findings
    )


def pyshacl_outcome(data: Iterable[ox.Quad], shapes: Iterable[ox.Quad]) -> Outcome:
    """What pySHACL finds.

    Raises:
        ShapesError: it says that it cannot run the shapes.
    """
    data_graph, shapes_graph = (_Graph(bind_namespaces="none") for _ in range(2))
    data_graph.addN((s, p, o, data_graph) for s, p, o in to_triples(data))
    shapes_graph.addN((s, p, o, shapes_graph) for s, p, o in to_triples(shapes))
    _, report, text = pyshacl.validate(data_graph, shacl_graph=shapes_graph)
    if not isinstance(report, rdflib.Graph):
        raise ShapesError(text)
    turtle = report.serialize(format="nt").encode()
    quads = ox.parse(turtle, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=False)
    node = next(report.subjects(RDF.type, SH.ValidationReport))
    return reported(Triples(quads), ox.BlankNode(str(node)))


class _Graph(rdflib.Graph):
    """A graph of rdflib's that parses each query once, which takes it a tenth of a second."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        return super().query(_prepared(str(query_object)), *args, **options)


_prepared = cache(prepareQuery)


def reported(report: Triples, node: Term) -> Outcome:
    """The results of a validation report, with the paths as SPARQL writes them."""
    return Counter(_key(report, result) for result in report.objects(node, sh("result")))


def _key(report: Triples, result: Term) -> Key:
    def value(name: str) -> Term | None:
        return next(iter(report.objects(result, sh(name))), None)

    def needed(name: str) -> Term:
        found = value(name)
        assert found is not None, f"{result} has no sh:{name}"
        return found

    path = value("resultPath")
    return Key(
        needed("focusNode"),
        None if path is None else str(read_path(report, path, result)),
        value("value"),
        needed("sourceConstraintComponent"),
        needed("sourceShape"),
        needed("resultSeverity"),
    )
