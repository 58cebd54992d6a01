"""Claims as RDF: the named graph of one document, in the data model.

Written straight as quads, since this runs once for every claim of every text. No blank nodes: every
IRI follows from the content.
"""

import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from extract.claims import (
    AUTHOR,
    Claim,
    ClaimKind,
    Event,
    Evidence,
    Extraction,
    Position,
    Span,
    content_hash,
)
from extract.documents import Document
from extract.labels import describe
from extract.semantics.confidence import confidence_of
from ontology.entities import Knowledge
from ontology.namespaces import Namespaces
from ontology.terms import PLAIN_PROPERTY, SYMMETRIC, RelationType, Stance

_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DCTERMS = "http://purl.org/dc/terms/"
_INTEGER = NamedNode(_XSD + "integer")
_DECIMAL = NamedNode(_XSD + "decimal")
_IRI = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")


def date_literal(date: str) -> Literal:
    """A date as exact as it is: ``xsd:gYear``, ``xsd:gYearMonth`` or ``xsd:date``."""
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
    return Literal(date, datatype=NamedNode(_XSD + datatype))


def document_quads(
    extraction: Extraction, document: Document, knowledge: Knowledge, namespaces: Namespaces
) -> list[Quad]:
    """The named graph of a document, in a fixed order.

    Args:
        extraction: what the document says.
        document: the text and its metadata.
        knowledge: the curated entities, for the labels of claims.
        namespaces: where IRIs begin.
    """
    return list(dict.fromkeys(_Writer(extraction, document, knowledge, namespaces).quads()))


class _Writer:
    def __init__(
        self,
        extraction: Extraction,
        document: Document,
        knowledge: Knowledge,
        namespaces: Namespaces,
    ) -> None:
        self._extraction = extraction
        self._document = document
        self._knowledge = knowledge
        self._ns = namespaces
        self._iri = namespaces.document(document.name)
        self._graph = NamedNode(self._iri)
        self._claims = {claim.key: claim for claim in extraction.claims}
        self._terms: dict[str, NamedNode] = {}
        self._quads: list[Quad] = []
        self._author = NamedNode(
            namespaces.entity(extraction.author) if extraction.author else f"{self._iri}#author"
        )

    # ------------------------------------------------------------------ small things

    def _term(self, name: str) -> NamedNode:
        if name not in self._terms:
            self._terms[name] = NamedNode(self._ns.term(name))
        return self._terms[name]

    def _node(self, key: str) -> NamedNode:
        return NamedNode(self._ns.entity(key))

    def _add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self._quads.append(Quad(subject, predicate, value, self._graph))

    def _acc(self, subject: NamedNode, name: str, value: NamedNode | Literal) -> None:
        self._quads.append(Quad(subject, self._term(name), value, self._graph))

    def _name(self, key: str) -> str:
        """The label of an entity or claim."""
        curated = self._knowledge.entities.get(key)
        if curated is not None:
            return curated.label
        local = self._extraction.entities.get(key)
        if local is not None:
            return local.label
        claim = self._claims.get(key)
        return f"({describe(claim, self._name)})" if claim is not None else key

    def _sentence(self, span: Span) -> NamedNode:
        return NamedNode(f"{self._iri}#char={span.start},{span.end}")

    def _place_in_text(self, node: NamedNode, span: Span) -> None:
        self._acc(node, "document", self._graph)
        self._acc(node, "start", Literal(str(span.start), datatype=_INTEGER))
        self._acc(node, "end", Literal(str(span.end), datatype=_INTEGER))
        self._acc(node, "quote", Literal(self._document.text[span.start : span.end]))

    # ------------------------------------------------------------------ the graph

    def quads(self) -> list[Quad]:
        self._document_quads()
        for span in self._extraction.sentences:
            node = self._sentence(span)
            self._add(node, _RDF_TYPE, self._term("Sentence"))
            self._place_in_text(node, span)
        for mention in self._extraction.mentions:
            span = mention.span
            node = NamedNode(f"{self._iri}#mention-{span.start}-{span.end}")
            self._add(node, _RDF_TYPE, self._term("Mention"))
            self._place_in_text(node, span)
            self._acc(node, "refersTo", self._node(mention.entity))
        for span in self._document.boilerplate:
            node = NamedNode(f"{self._iri}#boilerplate-{span.start}-{span.end}")
            self._add(node, _RDF_TYPE, self._term("Boilerplate"))
            self._place_in_text(node, span)
        for entity in self._extraction.entities.values():
            node = self._node(entity.key)
            self._add(node, _RDF_TYPE, self._term(entity.type))
            self._add(node, _LABEL, Literal(entity.label, language="en"))
            for name in entity.names:
                self._add(node, _ALT_LABEL, Literal(name, language="en"))
            for participant in entity.participants:
                self._acc(node, "participant", self._node(participant))
        for claim in self._extraction.claims:
            self._claim(claim)
        return self._quads

    def _document_quads(self) -> None:
        node, data = self._graph, self._document.metadata
        self._add(node, _RDF_TYPE, self._term("Document"))
        self._add(node, NamedNode(_DCTERMS + "title"), Literal(data.title, language="en"))
        self._add(node, NamedNode(_DCTERMS + "creator"), self._author)
        self._add(node, NamedNode(_DCTERMS + "language"), Literal(data.language))
        self._acc(node, "text", Literal(self._document.text))
        if self._extraction.author is None:
            label = data.creator_name or f"author of “{data.title}”"
            self._add(self._author, _RDF_TYPE, self._term("Person"))
            self._add(self._author, _LABEL, Literal(label, language="en"))
        for name in ("publisher", "license", "source"):
            value = getattr(data, name)
            if value is not None:
                told = NamedNode(value) if _IRI.match(value) else Literal(value)
                self._add(node, NamedNode(_DCTERMS + name), told)
        if data.date is not None:
            self._add(node, NamedNode(_DCTERMS + "date"), date_literal(data.date))
        for name, date in (
            ("referenceDate", data.reference_date),
            ("writtenAfter", data.written_after),
            ("writtenBefore", data.written_before),
        ):
            if date is not None:
                self._acc(node, name, date_literal(date))

    def _claim(self, claim: Claim) -> None:
        node = self._node(claim.key)
        self._add(node, _LABEL, Literal(describe(claim, self._name), language="en"))
        if isinstance(claim, Event):
            self._event(node, claim)
        elif isinstance(claim, Position):
            self._add(node, _RDF_TYPE, self._term("Position"))
            self._acc(node, "holder", self._node(claim.holder))
            self._acc(node, "stance", self._term(claim.stance))
            self._keys(node, "topic", claim.topics)
            self._keys(node, "toward", claim.toward)
            if claim.content is not None:
                self._acc(node, "content", Literal(claim.content, language="en"))
            if claim.stance in PLAIN_PROPERTY and self._is_stated(claim):
                plain = self._term(PLAIN_PROPERTY[Stance(claim.stance)])
                for topic in claim.topics:
                    self._add(self._node(claim.holder), plain, self._node(topic))
        else:
            self._add(node, _RDF_TYPE, self._term("Relationship"))
            self._acc(node, "relationType", self._term(claim.relation_type))
            self._acc(node, "subject", self._node(claim.subject))
            self._acc(node, "object", self._node(claim.object))
            if claim.office is not None:
                self._acc(node, "office", Literal(claim.office, language="en"))
            self._keys(node, "concerns", claim.concerns)
            self._keys(node, "place", claim.places)
            for name, date in (
                ("startDate", claim.start_date),
                ("endDate", claim.end_date),
                ("validIn", claim.valid_in),
            ):
                if date is not None:
                    self._acc(node, name, date_literal(date))
            if self._is_stated(claim):
                relation = RelationType(claim.relation_type)
                plain = self._term(PLAIN_PROPERTY[relation])
                subject, object_ = self._node(claim.subject), self._node(claim.object)
                self._add(subject, plain, object_)
                if relation in SYMMETRIC:
                    self._add(object_, plain, subject)
        for evidence in claim.evidence:
            self._evidence(node, claim.key, claim.kind, evidence)

    def _event(self, node: NamedNode, claim: Event) -> None:
        self._add(node, _RDF_TYPE, self._term("Event"))
        self._acc(node, "eventType", self._term(claim.event_type))
        self._keys(node, "agent", claim.agents)
        self._keys(node, "recipient", claim.recipients)
        self._keys(node, "participant", claim.participants)
        self._keys(node, "place", claim.places)
        self._keys(node, "concerns", claim.concerns)
        for name, date in (("startDate", claim.start_date), ("endDate", claim.end_date)):
            if date is not None:
                self._acc(node, name, date_literal(date))

    def _keys(self, node: NamedNode, name: str, keys: tuple[str, ...]) -> None:
        for key in keys:
            self._acc(node, name, self._node(key))

    def _is_stated(self, claim: Claim) -> bool:
        """Whether the author states it: only then is there a plain triple."""
        return any(
            evidence.factuality == "Asserted" and AUTHOR in evidence.attributed_to
            for evidence in claim.evidence
        )

    def _evidence(self, claim: NamedNode, key: str, kind: ClaimKind, evidence: Evidence) -> None:
        span = evidence.span
        said = (evidence.rule, evidence.attributed_to, evidence.factuality, evidence.construction)
        digest = content_hash(key, *said)[:8]
        node = NamedNode(f"{self._iri}#evidence-{span.start}-{span.end}-{digest}")
        self._acc(claim, "evidence", node)
        self._add(node, _RDF_TYPE, self._term("Evidence"))
        self._place_in_text(node, span)
        self._acc(node, "sentence", self._sentence(evidence.sentence))
        self._acc(node, "factuality", self._term(evidence.factuality))
        for source in evidence.attributed_to:
            told = self._author if source == AUTHOR else self._node(source)
            self._acc(node, "attributedTo", told)
        for cue in evidence.cues:
            self._acc(node, "cue", Literal(cue, language="en"))
        if evidence.condition is not None and evidence.condition in self._claims:
            self._acc(node, "condition", self._node(evidence.condition))
        self._acc(node, "rule", NamedNode(self._rule(evidence.rule)))
        if evidence.construction is not None:
            confidence = confidence_of(kind, evidence.construction)
            if confidence is not None:
                shortest = format(Decimal(confidence).normalize(), "f")  # as a store keeps it
                self._acc(node, "confidence", Literal(shortest, datatype=_DECIMAL))

    def _rule(self, name: str) -> str:
        if name.startswith("curation-"):
            return f"{self._iri}#{name}"
        return self._ns.rule(name)
