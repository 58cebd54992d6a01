"""The shapes of this directory, as the graph that pySHACL runs."""

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH

from ontology.namespaces import Namespaces
from shapes.conversion import to_triples
from shapes.prepared import add_all

SHAPES_DIRECTORY = Path(__file__).parent


@lru_cache(maxsize=2)
def load_shapes(namespaces: Namespaces) -> rdflib.Graph:
    """All shapes, written for the given base.

    Callers share the graph and must not change it.

    Args:
        namespaces: the IRIs of this deployment.
    """
    graph = rdflib.Graph("SimpleMemory", bind_namespaces="none")
    for path in sorted(SHAPES_DIRECTORY.glob("*.ttl")):
        turtle = namespaces.rebase(path.read_text(encoding="utf-8"))
        add_all(graph, to_triples(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)))
    return graph


def named_shapes(shapes: rdflib.Graph) -> set[rdflib.URIRef]:
    """IRIs of all shapes that have one; shapes within others have none."""
    return {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes.subjects(RDF.type, kind)
        if isinstance(shape, rdflib.URIRef)
    }


def has_target(shapes: rdflib.Graph, data: rdflib.Graph, context: rdflib.Graph) -> bool:
    """Whether any shape looks at any resource of the data (SHACL §2.1.3).

    Without a target every graph conforms, also one in another vocabulary.

    Args:
        shapes: the shapes.
        data: what is to be validated.
        context: where the classes of the vocabulary are described.
    """
    for target_class in set(shapes.objects(None, SH.targetClass)):
        for subclass in context.transitive_subjects(rdflib.RDFS.subClassOf, target_class):
            if (None, RDF.type, subclass) in data:
                return True
    properties = {
        *shapes.objects(None, SH.targetSubjectsOf),
        *shapes.objects(None, SH.targetObjectsOf),
    }
    return any((None, target, None) in data for target in properties)
