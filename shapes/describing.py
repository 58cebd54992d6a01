"""What a person needs beside a SHACL result: the name, the document, the sentence, the rule."""

from dataclasses import dataclass

import pyoxigraph as ox

from ontology.namespaces import Namespaces
from shapes.results import Passage
from shapes.setwise.data import DataGraph
from shapes.setwise.lexical import is_ill_typed
from shapes.setwise.paths import Path, Predicate
from shapes.setwise.terms import RDF_TYPE, XSD, Term

_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TITLE = ox.NamedNode("http://purl.org/dc/terms/title")

_LONGEST_OFFSET = 20
_SURROUNDINGS = 100
"""How many characters around a span are shown where no sentence is given."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about one resource.

    Attributes:
        label: what people call it.
        document: IRI of the document it stands in.
        passage: the first sentence that it rests on.
        rules: IRIs of the rules or curated entries that produced it, sorted.
    """

    label: str | None
    document: str | None
    passage: Passage | None
    rules: tuple[str, ...]


class Describer:
    """Looks resources up in one named graph and its context.

    Args:
        graph: the named graph together with its context.
        namespaces: the IRIs of this deployment.
    """

    def __init__(self, graph: DataGraph, namespaces: Namespaces) -> None:
        self._graph = graph
        self._namespaces = namespaces

    def describe(self, node: Term) -> Description:
        """Name, document, sentence and rules of a claim, an entity, a span or a document.

        A claim is shown by its first evidence, an entity by its first mention.
        """
        spans = sorted(self._spans_of(node), key=lambda span: (self._offsets(span), span.value))
        document = self._document_of(node, spans)
        sources = {
            rule.value for source in (node, *spans) for rule in self._objects(source, "rule")
        }
        return Description(
            label=self._label(node),
            document=document.value if isinstance(document, ox.NamedNode) else None,
            passage=self._passage(spans[0], document) if spans else None,
            rules=tuple(sorted(sources)),
        )

    def property_between(self, node: Term, path: Path | None, value: Term | None) -> str | None:
        """IRI of the property that a result is about.

        Of a longer path (SHACL §2.3.1) it is the one that leads from the node to the value; there
        is none where nothing was found along the path.
        """
        if path is None or isinstance(path, Predicate):
            return path.iri.value if path else None
        if value is None:
            return None
        start, end = self._graph.number(node), self._graph.number(value)
        found = [
            self._graph.term(predicate).value
            for predicate, column in self._graph.columns()
            if end in column.get(start, ())
        ]
        return min(found, default=None)

    def _acc(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(self._namespaces.term(name))

    def _objects(self, node: Term, name: str) -> list[Term]:
        return self._graph.objects(node, self._acc(name))

    def _spans_of(self, node: Term) -> list[Term]:
        """The node itself where it is a span; else a claim's evidence, or an entity's mentions."""
        if self._objects(node, "start"):
            return [node]
        return [
            *self._objects(node, "evidence"),
            *self._graph.subjects(self._acc("refersTo"), node),
        ]

    def _document_of(self, node: Term, spans: list[Term]) -> Term | None:
        if self._acc("Document") in self._graph.objects(node, RDF_TYPE):
            return node
        for span in (node, *spans):
            documents = sorted(self._objects(span, "document"), key=str)
            if documents:
                return documents[0]
        return None

    def _passage(self, span: Term, document: Term | None) -> Passage | None:
        start, end = self._offsets(span)
        for sentence in sorted(self._objects(span, "sentence"), key=str):
            for words in self._objects(sentence, "quote"):
                return Passage(words.value, self._offsets(sentence)[0], start, end)
        for text in self._objects(document, "text") if document else ():
            offset = max(0, min(start, end) - _SURROUNDINGS)
            shown = text.value[offset : max(start, end) + _SURROUNDINGS]
            return Passage(shown, offset, start, end)
        return None

    def _offsets(self, span: Term) -> tuple[int, int]:
        start, end = (
            min(
                (
                    int(literal.value)
                    for literal in self._objects(span, which)
                    if isinstance(literal, ox.Literal)
                    and literal.datatype.value == f"{XSD}integer"
                    and not is_ill_typed(literal)
                    and len(literal.value) < _LONGEST_OFFSET
                ),
                default=0,
            )
            for which in ("start", "end")
        )
        return start, end

    def _label(self, node: Term) -> str | None:
        """Its own name; of evidence the claim's, of a mention the entity's."""
        named = (
            node,
            *self._graph.subjects(self._acc("evidence"), node),
            *self._objects(node, "refersTo"),
        )
        for each in named:
            labels = sorted(
                (
                    label
                    for which in (_LABEL, _TITLE)
                    for label in self._graph.objects(each, which)
                    if isinstance(label, ox.Literal)
                ),
                key=lambda label: (label.language != "en", label.value),
            )
            if labels:
                return labels[0].value
        return None
