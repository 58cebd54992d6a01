"""The shapes of this directory, and what they look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ontology.namespaces import Namespaces
from shapes.setwise.data import DataGraph
from shapes.setwise.paths import Inverse, Predicate, Repeated
from shapes.setwise.terms import RDF_TYPE, RDFS_SUBCLASS, Term, sh
from shapes.setwise.triples import Triples

if TYPE_CHECKING:
    import rdflib

_DIRECTORY = Path(__file__).parent


@lru_cache(maxsize=2)
def shape_quads(namespaces: Namespaces) -> tuple[ox.Quad, ...]:
    """All shapes, written for the given base.

    Args:
        namespaces: the IRIs of this deployment.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(_DIRECTORY.glob("*.ttl"))]
    return tuple(
        quad
        for text in texts
        for quad in ox.parse(namespaces.rebase(text).encode(), format=ox.RdfFormat.TURTLE)
    )


@lru_cache(maxsize=2)
def load_shapes(namespaces: Namespaces) -> "rdflib.Graph":
    """All shapes as a graph of rdflib's, which pySHACL takes.

    Callers share the graph and must not change it.

    Args:
        namespaces: the IRIs of this deployment.
    """
    import rdflib  # a fifth of a second, and for pySHACL alone

    from shapes.conversion import to_triples

    graph = rdflib.Graph("SimpleMemory", bind_namespaces="none")
    graph.addN((s, p, o, graph) for s, p, o in to_triples(shape_quads(namespaces)))
    return graph


@dataclass(frozen=True, slots=True)
class Targets:
    """What the shapes look at (SHACL §2.1.3).

    Attributes:
        base: where the IRIs of the deployment begin.
        classes: the targeted classes and their subclasses.
        properties: the properties whose subjects or objects are targeted.
    """

    base: str
    classes: frozenset[str]
    properties: frozenset[str]

    def reach(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether any shape looks at anything of this deployment; else every graph conforms.

        Properties of other vocabularies (``owl:sameAs``) count where their subject is one of ours.
        """
        return any(
            (
                quad.predicate.value in self.properties
                and (self._is_ours(quad.predicate) or self._is_ours(quad.subject))
            )
            or (
                quad.predicate == RDF_TYPE
                and isinstance(quad.object, ox.NamedNode)
                and quad.object.value in self.classes
            )
            for quad in quads
        )

    def _is_ours(self, term: object) -> bool:
        return isinstance(term, ox.NamedNode) and term.value.startswith(self.base)


def find_targets(shapes: Triples, vocabulary: Sequence[ox.Quad], namespaces: Namespaces) -> Targets:
    """The targets of the shapes, where the vocabulary says which class is under which."""

    def targeted(*names: str) -> set[Term]:
        return {
            target
            for name in names
            for shape in shapes.subjects(sh(name))
            for target in shapes.objects(shape, sh(name))
        }

    below = Repeated(Inverse(Predicate(RDFS_SUBCLASS)), optional=True, many=True)
    hierarchy = DataGraph(vocabulary)
    follow = below.follow(hierarchy)
    return Targets(
        base=namespaces.base,
        classes=frozenset(
            hierarchy.term(subclass).value
            for target in targeted("targetClass")
            for subclass in follow(hierarchy.number(target))
        ),
        properties=frozenset(
            target.value for target in targeted("targetSubjectsOf", "targetObjectsOf")
        ),
    )
