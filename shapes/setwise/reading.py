"""From a shapes graph to shapes that can be run, or to an error that says what is wrong."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.constraints import PARAMETERS, READERS
from shapes.setwise.parameters import Parameters
from shapes.setwise.paths import read_path
from shapes.setwise.shape import Component, Shape, Target
from shapes.setwise.sparql.components import read_definitions
from shapes.setwise.sparql.constraint import read_constraints, read_target
from shapes.setwise.targets import (
    ClassTarget,
    NodeTarget,
    ObjectsTarget,
    QueryTarget,
    SubjectsTarget,
)
from shapes.setwise.terms import RDFS_CLASS, SH, Subject, Term, readable, sh
from shapes.setwise.triples import Triples

_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
_NO_CONSTRAINTS = frozenset(
    {
        *("path", "severity", "message", "deactivated", "name", "description", "order", "group"),
        "defaultValue",
    }
)
_OF_A_QUERY = frozenset({"select", "prefixes"})
"""What a shape may have that is a SPARQL-based constraint as well."""
_KNOWN = PARAMETERS | _NO_CONSTRAINTS | {*_TARGETS, "sparql"}
_DEEPEST = 100
"""How many shapes may stand in each other."""


def read_shapes(quads: Iterable[ox.Quad]) -> tuple[Shape, ...]:
    """The shapes of a shapes graph that have targets.

    All others are read as well, so that what is wrong with them is said.

    Args:
        quads: the shapes graph; graph names do not matter.

    Raises:
        ShapesError: a shape is not well-formed, is recursive, or has a constraint that is unknown.
    """
    return _Reader(Triples(quads)).read()


class _Reader:
    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self._definitions = read_definitions(triples)
        self._shapes: dict[Subject, Shape] = {}
        self._open: list[Subject] = []
        self._classes = set(triples.instances(RDFS_CLASS))
        self._typed = {
            *triples.instances(sh("NodeShape")),
            *triples.instances(sh("PropertyShape")),
        }
        self._queries = {
            query
            for shape in triples.subjects(sh("sparql"))
            for query in triples.objects(shape, sh("sparql"))
        }

    def read(self) -> tuple[Shape, ...]:
        read = (self.shape(node) for node in self._nodes())
        return tuple(shape for shape in read if shape.targets)

    def shape(self, node: Term) -> Shape:
        """The shape at a node, made when it is first asked for."""
        if isinstance(node, ox.Literal):
            raise ShapesError(
                f"the shape {readable(self._open[-1])} refers to the literal {node} as a shape;"
                " an IRI or a blank node is allowed"
            )
        if node in self._shapes:
            return self._shapes[node]
        if node in self._open:
            cycle = " → ".join(
                readable(each) for each in [*self._open[self._open.index(node) :], node]
            )
            raise ShapesError(
                f"the shape {readable(node)} is recursive: {cycle}. What recursive shapes mean is"
                " not defined (SHACL §3.4.3); break the circle, for example by sh:class in place"
                " of the shape"
            )
        if len(self._open) >= _DEEPEST:
            raise ShapesError(
                f"the shape {readable(self._open[0])} has shapes in it more than {_DEEPEST} levels"
                " deep; give the inner ones a target of their own"
            )
        if self._open and isinstance(node, ox.NamedNode) and not self._triples.predicates(node):
            raise ShapesError(
                f"the shape {readable(self._open[-1])} refers to the shape {readable(node)}, of"
                " which the shapes graph says nothing; describe it, or load the graph that does"
            )
        self._open.append(node)
        shape = self._shapes[node] = self._read(node)
        self._open.pop()
        return shape

    def _nodes(self) -> Iterator[Subject]:
        """Everything that is a shape (SHACL §2.1), in one order."""
        nodes = set(self._typed)
        for name in (*_TARGETS, *PARAMETERS, "sparql"):
            nodes.update(self._triples.subjects(sh(name)))
        for definition in self._definitions:
            for parameter in definition.parameters:
                nodes.update(self._triples.subjects(parameter.predicate))
        described = {
            parameter
            for component in self._triples.subjects(sh("parameter"))
            for parameter in self._triples.objects(component, sh("parameter"))
        }
        yield from sorted(nodes - (described - self._typed), key=str)

    def _read(self, node: Subject) -> Shape:
        self._refuse_unknown(node)
        paths = self._triples.objects(node, sh("path"))
        if len(paths) > 1:
            raise ShapesError(
                f"the shape {readable(node)} has {len(paths)} values of sh:path; one is allowed:"
                " for several properties use sh:alternativePath"
            )
        path = read_path(self._triples, paths[0], node) if paths else None
        parameters = Parameters(self._triples, node, path, self.shape)
        severity = parameters.iri("severity") or sh("Violation")
        return Shape(
            node=node,
            path=path,
            severity=severity,
            messages=tuple(parameters.texts("message")),
            active=not parameters.flag("deactivated"),
            targets=tuple(self._targets(parameters)),
            components=tuple(self._components(parameters)),
        )

    def _components(self, parameters: Parameters) -> Iterator[Component]:
        for reader in READERS:
            yield from reader(parameters)
        yield from read_constraints(parameters)
        for definition in self._definitions:
            yield from definition.read(parameters)

    def _targets(self, parameters: Parameters) -> Iterator[Target]:
        for node in parameters.values("targetNode"):
            if isinstance(node, ox.BlankNode):
                raise parameters.error("has a blank node as sh:targetNode; it would be in no graph")
            yield NodeTarget(node)
        yield from map(ClassTarget, parameters.iris("targetClass"))
        yield from map(SubjectsTarget, parameters.iris("targetSubjectsOf"))
        yield from map(ObjectsTarget, parameters.iris("targetObjectsOf"))
        for target in parameters.values("target"):
            yield QueryTarget(read_target(parameters, target))
        node = parameters.node
        if node in self._classes and node in self._typed and isinstance(node, ox.NamedNode):
            yield ClassTarget(node)

    def _refuse_unknown(self, node: Subject) -> None:
        for predicate in self._triples.predicates(node):
            name = predicate.value.removeprefix(SH)
            if name == predicate.value or name in _KNOWN:
                continue
            if name in _OF_A_QUERY and node in self._queries:
                continue
            near = get_close_matches(name, _KNOWN, n=1)
            meant = f"; sh:{near[0]} is near it" if near else ""
            raise ShapesError(
                f"the shape {readable(node)} has sh:{name}, which is no constraint that this"
                f" validator knows{meant}. Allowed are the constraint components of SHACL Core,"
                " sh:sparql, and components that the shapes graph defines by SPARQL"
            )
