"""Runs the SHACL shapes over the graph and says, in plain records, what is wrong with it.

One named graph is validated at a time, together with what it refers to elsewhere: so "in this
graph" means "in this document", and a document costs the same however many others there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from ontology.namespaces import Namespaces
from ontology.terms import Property
from ontology.vocabulary import vocabulary_turtle
from shapes.describing import Describer
from shapes.errors import NothingToValidateError, ShapesError
from shapes.loading import find_targets, shape_quads
from shapes.results import SEVERITIES, UNNAMED, Report, Result, Severity, sort_results
from shapes.scope import Scope
from shapes.setwise.data import DataGraph
from shapes.setwise.engine import Run
from shapes.setwise.reading import read_shapes
from shapes.setwise.terms import RDF_TYPE, RDFS_SUBCLASS, Term, sh
from shapes.setwise.triples import Triples

_SCHEMA = "https://schema.org/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


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


Descriptions = dict[object, dict[ox.Quad, None]]
"""What is said of each resource, as triples of the default graph."""


class Validator:
    """Validates many graphs against the same context; each costs what it costs by itself.

    Args:
        namespaces: the IRIs of this deployment.
        context_quads: what the graphs may refer to (the curated entities): not validated.
    """

    def __init__(self, namespaces: Namespaces, context_quads: Iterable[ox.Quad] = ()) -> None:
        self._namespaces = namespaces
        quads = shape_quads(namespaces)
        self._shapes_graph = Triples(quads)
        self._shapes = read_shapes(quads)
        vocabulary = _vocabulary(namespaces)
        self._vocabulary = DataGraph(vocabulary)
        self._targets = find_targets(self._shapes_graph, vocabulary, namespaces)
        self._known = frozenset(vocabulary)
        self._context = self._descriptions(context_quads)

    def validate(self, quads: Iterable[ox.Quad], more_context: Iterable[ox.Quad] = ()) -> Report:
        """Validate graphs, each named graph by itself.

        Args:
            quads: one named graph, or several.
            more_context: what these may refer to besides.

        Raises:
            NothingToValidateError: there are no quads, or none that is in the vocabulary.
            ValueError: a quad holds an RDF 1.2 triple term.
        """
        graphs: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            graphs[quad.graph_name].append(quad)
        if not graphs:
            raise NothingToValidateError(
                "the graph is empty, so there is nothing to validate; check what was passed"
            )
        targeted = [
            graphs[name] for name in sorted(graphs, key=str) if self._targets.reach(graphs[name])
        ]
        if not targeted:
            raise NothingToValidateError(
                "no resource in the graph is described in the vocabulary"
                f" <{self._namespaces.vocabulary}>, so there is nothing to validate;"
                " check that the graph was built with the same base IRI"
            )
        more = self._descriptions(more_context)
        results = [result for graph in targeted for result in self._validate_graph(graph, more)]
        checked = len({quad.subject for graph in graphs.values() for quad in graph})
        return Report(sort_results(results), checked)

    def _validate_graph(self, quads: list[ox.Quad], more: Descriptions) -> Iterator[Result]:
        graph = DataGraph([*quads, *self._context_of(quads, more)], self._vocabulary)
        scope = Scope(quads, graph, self._shapes_graph)
        describer = Describer(graph, self._namespaces)
        for finding in Run(graph).validate(self._shapes, scope.narrow):
            for fault in scope.at_fault(finding):
                description = describer.describe(fault.node)
                yield Result(
                    severity=_severity(finding.severity),
                    node=fault.node.value if isinstance(fault.node, ox.NamedNode) else UNNAMED,
                    label=description.label,
                    message=finding.messages[0].value,
                    shape=finding.shape.value,
                    constraint=finding.constraint.value,
                    focus=_nameable(finding.focus),
                    path=describer.property_between(fault.node, fault.path, fault.value),
                    value=_nameable(fault.value),
                    document=description.document,
                    passage=description.passage,
                    rules=description.rules,
                )

    def _descriptions(self, quads: Iterable[ox.Quad]) -> Descriptions:
        """Class and literals of everything, but for what the vocabulary says."""
        found: Descriptions = defaultdict(dict)
        for quad in map(_triple, quads):
            told = quad.predicate == RDF_TYPE or isinstance(quad.object, ox.Literal)
            if told and quad not in self._known:
                found[quad.subject][quad] = None
        return found

    def _context_of(self, quads: list[ox.Quad], more: Descriptions) -> Iterator[ox.Quad]:
        """Class and literals of all that the graph refers to, but for what it says itself."""
        terms: set[object] = {
            quad.object for quad in quads if not isinstance(quad.object, ox.Literal)
        }
        terms.update(quad.subject for quad in quads)
        described = {*terms & self._context.keys(), *terms & more.keys()}
        stated = {_triple(quad) for quad in quads if quad.subject in described}
        for term in described:
            told = {**self._context.get(term, {}), **more.get(term, {})}
            yield from (quad for quad in told if quad not in stated)


def _triple(quad: ox.Quad) -> ox.Quad:
    """The quad in the default graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _nameable(term: Term | None) -> ox.NamedNode | ox.Literal | None:
    """The term, where it has a name or is a literal; the label of a blank node means nothing."""
    return None if isinstance(term, ox.BlankNode) else term


def _severity(severity: ox.NamedNode) -> Severity:
    for known in SEVERITIES:
        if severity == sh(known):
            return known
    raise ShapesError(
        f"a shape has the severity {severity}; allowed are sh:Violation, sh:Warning and sh:Info"
    )


@lru_cache(maxsize=2)
def _vocabulary(namespaces: Namespaces) -> tuple[ox.Quad, ...]:
    """What shapes ask of the vocabulary.

    The class of the concepts is left out: with it, every concept would be validated again with
    every graph.
    """
    asked = {
        RDF_TYPE.value,
        RDFS_SUBCLASS.value,
        f"{_SKOS}inScheme",
        f"{_SKOS}broader",
        f"{_SCHEMA}domainIncludes",
        f"{_SCHEMA}rangeIncludes",
        namespaces.term(Property.PLAIN_PROPERTY),
        namespaces.term(Property.OPPOSITE),
    }
    concept = ox.NamedNode(f"{_SKOS}Concept")
    turtle = vocabulary_turtle(namespaces).encode()
    return tuple(
        quad
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value in asked and quad.object != concept
    )
