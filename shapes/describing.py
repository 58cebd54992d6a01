"""What a person needs beside a SHACL result: the name, the document, the sentence, the rule."""

from dataclasses import dataclass

import rdflib
from rdflib.namespace import DCTERMS, RDF, RDFS
from rdflib.term import Literal, Node, URIRef

from ontology.namespaces import Namespaces
from shapes.results import Passage

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

    def __init__(self, graph: rdflib.Graph, namespaces: Namespaces) -> None:
        self._graph = graph
        self._acc = rdflib.Namespace(namespaces.vocabulary)

    def describe(self, node: Node) -> Description:
        """Name, document, sentence and rules of a claim, an entity, a span or a document.

        A claim is shown by its first evidence, an entity by its first mention.
        """
        spans = sorted(self._spans_of(node), key=lambda span: (self._offsets(span), str(span)))
        document = self._document_of(node, spans)
        sources = {
            str(rule)
            for source in (node, *spans)
            for rule in self._graph.objects(source, self._acc.rule)
        }
        return Description(
            label=self._label(node),
            document=str(document) if isinstance(document, URIRef) else None,
            passage=self._passage(spans[0], document) if spans else None,
            rules=tuple(sorted(sources)),
        )

    def property_between(self, node: Node, path: Node | None, value: Node | None) -> str | None:
        """IRI of the property that a result is about.

        Of a longer path (SHACL §2.3.1) it is the one that leads from the node to the value; there
        is none where nothing was found along the path.
        """
        if path is None or isinstance(path, URIRef):
            return str(path) if path else None
        found = self._graph.predicates(node, value) if value is not None else ()
        return min((str(predicate) for predicate in found), default=None)

    def _spans_of(self, node: Node) -> list[Node]:
        """The node itself where it is a span; else a claim's evidence, or an entity's mentions."""
        if (node, self._acc.start, None) in self._graph:
            return [node]
        return [
            *self._graph.objects(node, self._acc.evidence),
            *self._graph.subjects(self._acc.refersTo, node),
        ]

    def _document_of(self, node: Node, spans: list[Node]) -> Node | None:
        if (node, RDF.type, self._acc.Document) in self._graph:
            return node
        for span in (node, *spans):
            documents = sorted(self._graph.objects(span, self._acc.document), key=str)
            if documents:
                return documents[0]
        return None

    def _passage(self, span: Node, document: Node | None) -> Passage | None:
        start, end = self._offsets(span)
        for sentence in sorted(self._graph.objects(span, self._acc.sentence), key=str):
            words = self._graph.value(sentence, self._acc.quote, any=True)
            if words is not None:
                return Passage(str(words), self._offsets(sentence)[0], start, end)
        text = self._graph.value(document, self._acc.text, any=True) if document else None
        if text is None:
            return None
        offset = max(0, min(start, end) - _SURROUNDINGS)
        return Passage(str(text)[offset : max(start, end) + _SURROUNDINGS], offset, start, end)

    def _offsets(self, span: Node) -> tuple[int, int]:
        start, end = (
            min(
                (
                    literal.value
                    for literal in self._graph.objects(span, which)
                    if isinstance(literal, Literal) and isinstance(literal.value, int)
                ),
                default=0,
            )
            for which in (self._acc.start, self._acc.end)
        )
        return start, end

    def _label(self, node: Node) -> str | None:
        """Its own name; of evidence the claim's, of a mention the entity's."""
        named = (
            node,
            *self._graph.subjects(self._acc.evidence, node),
            *self._graph.objects(node, self._acc.refersTo),
        )
        for each in named:
            labels = sorted(
                (
                    label
                    for which in (RDFS.label, DCTERMS.title)
                    for label in self._graph.objects(each, which)
                    if isinstance(label, Literal)
                ),
                key=lambda label: (label.language != "en", str(label)),
            )
            if labels:
                return str(labels[0])
        return None
