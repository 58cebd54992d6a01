"""Runs the SHACL shapes over the graph and says, in plain records, what is wrong with it.

One named graph is validated at a time, together with what it refers to elsewhere: a document at a
time is what pySHACL is fast enough for, and "in this graph" then means "in this document".
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Node, URIRef

from ontology.namespaces import Namespaces
from ontology.terms import Property
from ontology.vocabulary import vocabulary_turtle
from shapes.conversion import to_oxigraph
from shapes.describing import Describer
from shapes.graph import ValidationGraph
from shapes.loading import find_targets, load_shapes
from shapes.results import SEVERITIES, UNNAMED, Report, Result, Severity, sort_results
from shapes.scope import Finding, Scope

_SCHEMA = "https://schema.org/"


class NothingToValidateError(ValueError):
    """No shape looks at anything in the graph, which would therefore conform trivially."""


class ShapesError(RuntimeError):
    """The shapes themselves cannot be run: a fault of the shapes, not of the data."""


def validate(
    quads: Iterable[ox.Quad],
    namespaces: Namespaces,
    *,
    context_quads: Iterable[ox.Quad] = (),
) -> Report:
    """Validate graphs: each named graph by itself, with the vocabulary and its context.

    Args:
        quads: what is to be validated: one named graph, or several.
        namespaces: the IRIs of this deployment.
        context_quads: what the graphs may refer to (the curated entities): not validated.

    Raises:
        NothingToValidateError: there are no quads, or none that is in the vocabulary.
        ValueError: a quad holds an RDF 1.2 triple term.
    """
    return Validator(namespaces, context_quads).validate(quads)


class Validator:
    """Validates many graphs against the same context; each costs what it costs by itself.

    Args:
        namespaces: the IRIs of this deployment.
        context_quads: what the graphs may refer to (the curated entities): not validated.
    """

    def __init__(self, namespaces: Namespaces, context_quads: Iterable[ox.Quad] = ()) -> None:
        self._namespaces = namespaces
        self._shapes = load_shapes(namespaces)
        self._vocabulary = _vocabulary(namespaces)
        self._targets = find_targets(self._shapes, self._vocabulary, namespaces)
        self._context: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in context_quads:
            if quad.predicate.value == str(RDF.type) or isinstance(quad.object, ox.Literal):
                self._context[str(quad.subject)].append(quad)

    def validate(self, quads: Iterable[ox.Quad]) -> Report:
        """Validate graphs, each named graph by itself.

        Args:
            quads: one named graph, or several.

        Raises:
            NothingToValidateError: there are no quads, or none that is in the vocabulary.
            ValueError: a quad holds an RDF 1.2 triple term.
        """
        graphs: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            graphs[str(quad.graph_name)].append(quad)
        if not graphs:
            raise NothingToValidateError(
                "the graph is empty, so there is nothing to validate; check what was passed"
            )
        targeted = {
            name: graph for name, graph in sorted(graphs.items()) if self._targets.reach(graph)
        }
        if not targeted:
            raise NothingToValidateError(
                "no resource in the graph is described in the vocabulary"
                f" <{self._namespaces.vocabulary}>, so there is nothing to validate;"
                " check that the graph was built with the same base IRI"
            )
        with _quiet_about_malformed_literals():
            results = [
                result for graph in targeted.values() for result in self._validate_graph(graph)
            ]
        checked = len({quad.subject for graph in graphs.values() for quad in graph})
        return Report(sort_results(results), checked)

    def _validate_graph(self, quads: list[ox.Quad]) -> Iterator[Result]:
        graph = ValidationGraph()
        graph.add_quads(quads)
        scope = Scope(graph, self._shapes)
        graph.add_quads(self._context_of(quads))
        graph.add_quads(self._vocabulary)
        _, report, text = pyshacl.validate(graph, shacl_graph=self._shapes)
        if not isinstance(report, rdflib.Graph):
            raise ShapesError(f"the shapes cannot be run: {text}")
        return _results(report, scope, Describer(graph, self._namespaces))

    def _context_of(self, quads: list[ox.Quad]) -> Iterator[ox.Quad]:
        """Class and literals of everything that the graph refers to."""
        for term in {str(term) for quad in quads for term in (quad.subject, quad.object)}:
            yield from self._context.get(term, ())


def _results(report: rdflib.Graph, scope: Scope, describer: Describer) -> Iterator[Result]:
    """The results that are about the graph itself and not about its context."""
    for result, focus in report.subject_objects(SH.focusNode):
        if scope.holds(result):
            continue  # a blank node of the data, which pySHACL copies into its report whole
        finding = Finding(
            shape=report.value(result, SH.sourceShape),
            constraint=report.value(result, SH.sourceConstraintComponent),
            node=focus,
            path=report.value(result, SH.resultPath),
            value=report.value(result, SH.value),
        )
        for fault in scope.at_fault(finding):
            description = describer.describe(fault.node)
            yield Result(
                severity=_severity(report.value(result, SH.resultSeverity)),
                node=str(fault.node) if isinstance(fault.node, URIRef) else UNNAMED,
                label=description.label,
                message=str(report.value(result, SH.resultMessage)),
                shape=str(fault.shape),
                constraint=str(fault.constraint),
                focus=_nameable(focus),
                path=describer.property_between(fault.node, fault.path, fault.value),
                value=_nameable(fault.value),
                document=description.document,
                passage=description.passage,
                rules=description.rules,
            )


def _nameable(node: Node | None) -> ox.NamedNode | ox.Literal | None:
    """The term, where it has a name or is a literal; the label of a blank node means nothing."""
    term = None if node is None else to_oxigraph(node)
    return None if isinstance(term, ox.BlankNode) else term


def _severity(severity: Node | None) -> Severity:
    for known in SEVERITIES:
        if severity == SH[known]:
            return known
    raise ShapesError(f"a shape has the unknown severity {severity}")


@lru_cache(maxsize=2)
def _vocabulary(namespaces: Namespaces) -> tuple[ox.Quad, ...]:
    """What shapes ask of the vocabulary.

    The class of the concepts is left out: with it, every concept would be validated again with
    every graph.
    """
    asked = {
        str(RDF.type),
        str(RDFS.subClassOf),
        str(SKOS.inScheme),
        str(SKOS.broader),
        f"{_SCHEMA}domainIncludes",
        f"{_SCHEMA}rangeIncludes",
        namespaces.term(Property.PLAIN_PROPERTY),
        namespaces.term(Property.OPPOSITE),
    }
    concept = ox.NamedNode(str(SKOS.Concept))
    turtle = vocabulary_turtle(namespaces).encode()
    return tuple(
        quad
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value in asked and quad.object != concept
    )


@contextmanager
def _quiet_about_malformed_literals() -> Iterator[None]:
    """Silence rdflib, which logs a traceback for each; the shapes report them properly."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
