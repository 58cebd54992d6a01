"""The vocabulary as data and as a page, for ``/ns``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple

from ontology.namespaces import Namespaces
from ontology.vocabulary import jsonld_context, vocabulary_turtle
from server.formats import GRAPH_FORMATS
from server.pages.links import Links
from server.pages.rows import Row, Rows
from server.pages.statements import OWL
from server.pages.view import LABEL, RDFS, SKOS, TYPE, View

_KINDS = (
    ("Classes", f"{OWL}Class"),
    ("Properties", f"{OWL}ObjectProperty"),
    ("Properties with a value", f"{OWL}DatatypeProperty"),
    ("Annotations", f"{OWL}AnnotationProperty"),
    ("Concept schemes", f"{SKOS}ConceptScheme"),
    ("Concepts", f"{SKOS}Concept"),
    ("Datatypes", f"{RDFS}Datatype"),
)
_COMMENTS = (NamedNode(f"{RDFS}comment"), NamedNode(f"{SKOS}definition"))
_NOT_SHOWN = {LABEL, TYPE, *_COMMENTS, NamedNode(f"{RDFS}isDefinedBy")}


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the page shows it.

    Attributes:
        name: its local name, which is the page's anchor, too.
        label: what people call it.
        comment: what it means.
        rows: what else is said of it.
    """

    name: str
    label: str
    comment: str
    rows: tuple[Row, ...]


def vocabulary_triples(namespaces: Namespaces) -> list[Triple]:
    """The vocabulary, in the order of its source."""
    text = vocabulary_turtle(namespaces)
    return [quad.triple for quad in pyoxigraph.parse(text, RdfFormat.TURTLE)]


def context_document(namespaces: Namespaces) -> bytes:
    """The JSON-LD context of the vocabulary."""
    document = {"@context": jsonld_context(namespaces)}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def vocabulary_page(namespaces: Namespaces, links: Links, root: str) -> Mapping[str, Any]:
    """What the page of the vocabulary shows, for the template ``vocabulary.html``."""
    view = _view(namespaces)
    rows = Rows(view, links)
    sections: list[tuple[str, list[Term]]] = []
    seen: set[str] = set()
    for title, kind in _KINDS:
        terms = []
        for quad in view.store.quads_for_pattern(None, TYPE, NamedNode(kind)):
            iri = quad.subject
            ours = isinstance(iri, NamedNode) and iri.value.startswith(namespaces.vocabulary)
            if ours and isinstance(iri, NamedNode) and iri.value not in seen:
                seen.add(iri.value)
                terms.append(_term(view, iri, rows))
        if terms:
            sections.append((title, sorted(terms, key=lambda term: term.name)))
    return {
        "root": root,
        "iri": f"{namespaces.base}ns",
        "namespace": namespaces.vocabulary,
        "sections": sections,
        "formats": GRAPH_FORMATS[:4],
    }


def _term(view: View, iri: NamedNode, rows: Rows) -> Term:
    comment = next((text for name in _COMMENTS if (text := view.text(iri, name))), "")
    about = (triple for triple in view.about(iri) if triple.predicate not in _NOT_SHOWN)
    name = iri.value.removeprefix(view.namespaces.vocabulary)
    return Term(name, view.label(iri) or name, comment, tuple(rows.about(about)))


@cache
def _view(namespaces: Namespaces) -> View:
    store = Store()
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object)
        for triple in vocabulary_triples(namespaces)
    )
    return View(store, namespaces)
