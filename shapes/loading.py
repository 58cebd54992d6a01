"""The shapes of this directory, as the graph that pySHACL runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from ontology.namespaces import Namespaces
from shapes.conversion import to_triples

_DIRECTORY = Path(__file__).parent


@lru_cache(maxsize=2)
def load_shapes(namespaces: Namespaces) -> rdflib.Graph:
    """All shapes, written for the given base.

    Callers share the graph and must not change it.

    Args:
        namespaces: the IRIs of this deployment.
    """
    graph = rdflib.Graph("SimpleMemory", bind_namespaces="none")
    for path in sorted(_DIRECTORY.glob("*.ttl")):
        turtle = namespaces.rebase(path.read_text(encoding="utf-8"))
        triples = to_triples(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))
        graph.addN((s, p, o, graph) for s, p, o in triples)
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
                quad.predicate.value == str(RDF.type)
                and isinstance(quad.object, ox.NamedNode)
                and quad.object.value in self.classes
            )
            for quad in quads
        )

    def _is_ours(self, term: object) -> bool:
        return isinstance(term, ox.NamedNode) and term.value.startswith(self.base)


def find_targets(
    shapes: rdflib.Graph, vocabulary: Iterable[ox.Quad], namespaces: Namespaces
) -> Targets:
    """The targets of the shapes, where the vocabulary says which class is under which."""
    hierarchy = rdflib.Graph(bind_namespaces="none")
    hierarchy.addN((s, p, o, hierarchy) for s, p, o in to_triples(vocabulary))
    return Targets(
        base=namespaces.base,
        classes=frozenset(
            str(subclass)
            for target in shapes.objects(None, SH.targetClass)
            for subclass in hierarchy.transitive_subjects(RDFS.subClassOf, target)
        ),
        properties=frozenset(
            str(target)
            for which in (SH.targetSubjectsOf, SH.targetObjectsOf)
            for target in shapes.objects(None, which)
        ),
    )
