"""The vocabulary as Turtle, as a graph and as a JSON-LD context, under any base IRI."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontology.namespaces import Namespaces

if TYPE_CHECKING:
    from rdflib import Graph

TURTLE_PATH = Path(__file__).with_name("vocabulary.ttl")
CONTEXT_PATH = Path(__file__).with_name("context.jsonld")


def vocabulary_turtle(namespaces: Namespaces) -> str:
    """The vocabulary in Turtle (RDF 1.1 Turtle), its terms under the given base.

    Args:
        namespaces: the IRIs of this deployment.
    """
    return namespaces.rebase(TURTLE_PATH.read_text(encoding="utf-8"))


def load_vocabulary(namespaces: Namespaces) -> "Graph":
    """The vocabulary as a graph: classes, properties, concept schemes and their concepts.

    Args:
        namespaces: the IRIs of this deployment.
    """
    from rdflib import Graph  # a second to import: only where a graph is wanted

    return Graph().parse(data=vocabulary_turtle(namespaces), format="turtle")


def jsonld_context(namespaces: Namespaces) -> dict[str, Any]:
    """What goes under ``@context`` of a JSON-LD 1.1 document in this vocabulary.

    Args:
        namespaces: the IRIs of this deployment.
    """
    document = json.loads(namespaces.rebase(CONTEXT_PATH.read_text(encoding="utf-8")))
    context: dict[str, Any] = document["@context"]
    return context
