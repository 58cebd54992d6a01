"""The curated knowledge as RDF: what is known of each entity, and its identities elsewhere.

Two graphs: ``…/graph/curated`` holds names, dates, places, parties and offices, each entity with
the curated entry it comes from as ``acc:rule``; ``…/graph/links`` holds identities in other data
sets.
"""

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ontology.entities import Entity, Knowledge, Tenure
from ontology.namespaces import Namespaces
from ontology.terms import Class, Property

_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_CLOSE_MATCH = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
_SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
_CREATOR = NamedNode("http://purl.org/dc/terms/creator")
_IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")
_SOURCE = NamedNode("http://purl.org/dc/terms/source")
_ORG_MEMBER = NamedNode("http://www.w3.org/ns/org#member")
_ORG_ORGANIZATION = NamedNode("http://www.w3.org/ns/org#organization")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE_TYPES = {
    length: NamedNode(_XSD + name)
    for length, name in ((4, "gYear"), (7, "gYearMonth"), (10, "date"))
}


def curated_quads(knowledge: Knowledge, namespaces: Namespaces) -> Iterator[Quad]:
    """The graph of curated background knowledge, in the order of the curated files.

    Names are literals with the language tag ``en``. ``acc:locatedIn`` is plain geography here, and
    a body is ``acc:affiliatedWith`` its ``states``. A tenure's IRI depends on the person, the
    office, of what it is and when it began, so that noting its end later does not rename it.
    """
    writer = _CuratedWriter(namespaces)
    for entity in knowledge.entities.values():
        yield from writer.entity(entity)


def link_quads(knowledge: Knowledge, namespaces: Namespaces) -> Iterator[Quad]:
    """The graph of identities: ``owl:sameAs`` where certain, else ``skos:closeMatch``."""
    graph = NamedNode(namespaces.graph("links"))
    for entity in knowledge.entities.values():
        node = NamedNode(namespaces.entity(entity.key))
        for predicate, prefix, identifier in (
            (_SAME_AS, "http://www.wikidata.org/entity/", entity.wikidata),
            (_CLOSE_MATCH, "http://www.wikidata.org/entity/", entity.wikidata_likely),
            (_SAME_AS, "http://dbpedia.org/resource/", entity.dbpedia),
            (_SAME_AS, "https://sws.geonames.org/", entity.geonames and f"{entity.geonames}/"),
        ):
            if identifier:
                yield Quad(node, predicate, NamedNode(prefix + identifier), graph)


class _CuratedWriter:
    """Writes entities into the curated graph of one base."""

    def __init__(self, namespaces: Namespaces) -> None:
        self._namespaces = namespaces
        self._graph = NamedNode(namespaces.graph("curated"))

    def entity(self, entity: Entity) -> Iterator[Quad]:
        node = self._node(entity.key)
        rule = self._curated_entry(entity)
        yield self._quad(node, _RDF_TYPE, self._term(entity.type))
        yield self._quad(node, self._term(Property.RULE), rule)
        yield self._quad(rule, _RDF_TYPE, self._term(Class.CURATED_ENTRY))
        yield self._quad(rule, _LABEL, _english(f"Curated entry of {entity.label}"))
        yield self._quad(rule, _SOURCE, Literal(f"ontology/knowledge/{entity.file}"))
        yield from self._names(node, entity)
        for name, date in (
            (Property.START_DATE, entity.date or entity.valid_from),
            (Property.END_DATE, entity.end_date or entity.valid_until),
            (Property.DEATH_DATE, entity.died),
        ):
            if date:
                yield self._quad(node, self._term(name), _date(date))
        if entity.iso3166:
            yield self._quad(node, _IDENTIFIER, Literal(entity.iso3166))
        if entity.event_type:
            yield self._quad(node, self._term(Property.EVENT_TYPE), self._term(entity.event_type))
        for predicate, key in self._references(entity):
            yield self._quad(node, predicate, self._node(key))
        for tenure in entity.tenures:
            yield from self._tenure(node, entity, tenure, rule)

    def _names(self, node: NamedNode, entity: Entity) -> Iterator[Quad]:
        yield self._quad(node, _LABEL, _english(entity.label))
        for predicates, names in (
            ((_ALT_LABEL,), entity.names),
            ((_ALT_LABEL, self._term(Property.METONYM)), entity.metonyms),
            ((self._term(Property.ADJECTIVE),), entity.adjectives),
            ((self._term(Property.DEMONYM),), entity.demonyms),
        ):
            for name in names:
                for predicate in predicates:
                    yield self._quad(node, predicate, _english(name))

    def _references(self, entity: Entity) -> Iterator[tuple[NamedNode, str]]:
        is_event = entity.type == Class.EVENT
        is_document = entity.type == Class.POLICY_DOCUMENT
        location = self._term(Property.PLACE if is_event else Property.LOCATED_IN)
        owner = _CREATOR if is_document else self._term(Property.AFFILIATED_WITH)
        for predicate, keys in (
            (self._term(Property.CAPITAL), (entity.capital,) if entity.capital else ()),
            (location, entity.located_in),
            (owner, entity.states),
            (self._term(Property.PARTY), entity.parties),
            (self._term(Property.FOUNDS), entity.founds),
            (self._term(Property.SUB_EVENT_OF), entity.part_of),
            (self._term(Property.PARTICIPANT), entity.participants),
        ):
            for key in keys:
                yield predicate, key

    def _tenure(
        self, person: NamedNode, entity: Entity, tenure: Tenure, rule: NamedNode
    ) -> Iterator[Quad]:
        content = "\x1f".join((entity.key, tenure.title, tenure.of, tenure.start or ""))
        node = self._node(f"tenure/{hashlib.sha256(content.encode()).hexdigest()[:16]}")
        yield self._quad(node, _RDF_TYPE, self._term(Class.TENURE))
        yield self._quad(node, self._term(Property.RULE), rule)
        yield self._quad(node, _ORG_MEMBER, person)
        yield self._quad(node, _ORG_ORGANIZATION, self._node(tenure.of))
        yield self._quad(node, self._term(Property.OFFICE), _english(tenure.title))
        if tenure.start:
            yield self._quad(node, self._term(Property.START_DATE), _date(tenure.start))
        if tenure.end:
            yield self._quad(node, self._term(Property.END_DATE), _date(tenure.end))

    def _curated_entry(self, entity: Entity) -> NamedNode:
        file, slug = entity.file.removesuffix(".yaml"), entity.key.partition("/")[2]
        return NamedNode(self._namespaces.rule(f"curated/{file}/{slug}"))

    def _node(self, key: str) -> NamedNode:
        return NamedNode(self._namespaces.entity(key))

    def _term(self, name: str) -> NamedNode:
        return NamedNode(self._namespaces.term(name))

    def _quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, self._graph)


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def _date(text: str) -> Literal:
    """A date as exact as it is written: ``xsd:gYear``, ``xsd:gYearMonth`` or ``xsd:date``."""
    return Literal(text, datatype=_DATE_TYPES[len(text)])
