"""The graphs that are the same whatever texts are read: vocabulary, curated knowledge, links."""

from collections.abc import Iterator

import pyoxigraph as ox

from ontology.entities import Knowledge
from ontology.knowledge_rdf import curated_quads, link_quads
from ontology.namespaces import Namespaces
from ontology.vocabulary import vocabulary_turtle

BACKGROUND_GRAPHS = ("ontology", "curated", "links")
"""Their names."""


def background_quads(knowledge: Knowledge, namespaces: Namespaces) -> Iterator[ox.Quad]:
    """The quads of ``graph/ontology``, ``graph/curated`` and ``graph/links``.

    Args:
        knowledge: the curated entities.
        namespaces: the IRIs of this deployment.
    """
    ontology = ox.NamedNode(namespaces.graph("ontology"))
    turtle = vocabulary_turtle(namespaces).encode()
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, ontology)
    yield from curated_quads(knowledge, namespaces)
    yield from link_quads(knowledge, namespaces)
