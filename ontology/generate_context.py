"""Renders ``context.jsonld``: every term of the vocabulary as a JSON-LD 1.1 term."""

import json
from typing import Any

from rdflib import OWL, RDF, RDFS, SKOS, XSD

from ontology.vocabulary_model import PROPERTY_TYPES, Vocabulary, iri

PREFIXES = ("dcterms", "foaf", "org", "owl", "prov", "rdf", "rdfs", "schema", "skos", "xsd")
"""Of the other vocabularies: those whose terms the graph's data uses."""


def render_context(vocabulary: Vocabulary) -> str:
    """The context document.

    Classes and concepts are terms too, and what has a concept as its value is read as a term
    (``"@type": "@vocab"``, JSON-LD 1.1 section 4.2.3 "Type Coercion"), so that a claim reads
    ``{"type": "Position", "stance": "Opposes"}``.
    """
    bound = dict(vocabulary.graph.namespaces())
    context: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    context |= {prefix: str(bound[prefix]) for prefix in ("acc", *PREFIXES)}
    named = vocabulary.names(OWL.Class, RDFS.Datatype, SKOS.ConceptScheme, SKOS.Concept)
    context |= {name: f"acc:{name}" for name in named}
    properties = vocabulary.names(*PROPERTY_TYPES)
    context |= {name: _property_term(vocabulary, name) for name in properties}
    return json.dumps({"@context": context}, indent=2, ensure_ascii=False) + "\n"


def _property_term(vocabulary: Vocabulary, name: str) -> str | dict[str, str]:
    values = vocabulary.range(name)
    if (iri(name), RDF.type, OWL.ObjectProperty) in vocabulary.graph:
        by_term = SKOS.Concept in values or RDF.Property in values
        return {"@id": f"acc:{name}", "@type": "@vocab" if by_term else "@id"}
    # A date may be a day, a month or a year, so each value states its own datatype.
    if len(values) > 1 or XSD.string in values:
        return f"acc:{name}"
    return {"@id": f"acc:{name}", "@type": vocabulary.compact(values[0])}
