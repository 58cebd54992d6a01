"""What counts as a fact: what curated knowledge says, and what a document's own author asserts.

Only facts feed the inference, so that nothing merely possible, hypothetical, planned, negated or
somebody else's claim ever turns into one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import pyoxigraph as ox

from ontology.inference.sources import (
    CREATOR,
    EVIDENCE_PROPERTIES,
    LABEL,
    RDF_TYPE,
    Sources,
    Term,
    Values,
    date_properties,
)
from ontology.namespaces import Namespaces
from ontology.terms import PLAIN_PROPERTY, Class, Property

FACTUAL_GRAPHS = ("ontology", "curated")
"""Graphs whose every triple is a fact. Names and other texts in them lead to nothing."""

DERIVED_GRAPHS = ("inferred", "validation", "catalog", "links")
"""Graphs that say nothing of the world by themselves."""

CLAIM_PROPERTIES = (
    Property.AGENT,
    Property.RECIPIENT,
    Property.PARTICIPANT,
    Property.PLACE,
    Property.CONCERNS,
    Property.EVENT_TYPE,
    Property.START_DATE,
    Property.END_DATE,
    Property.HOLDER,
    Property.STANCE,
    Property.TOPIC,
    Property.TOWARD,
    Property.SUBJECT,
    Property.OBJECT,
    Property.RELATION_TYPE,
    Property.OFFICE,
    Property.VALID_IN,
)
"""What describes a claim, but for its name and its evidence."""
_SPANS = (Class.SENTENCE, Class.MENTION, Class.EVIDENCE, Class.BOILERPLATE, Class.DOCUMENT)


def needed_predicates(namespaces: Namespaces) -> frozenset[str]:
    """The properties in documents' graphs that inference and comparison look at, as IRIs."""
    own = (Property.EVIDENCE, *EVIDENCE_PROPERTIES, *CLAIM_PROPERTIES, *PLAIN_PROPERTY.values())
    others = (RDF_TYPE, LABEL, CREATOR, *date_properties(namespaces))
    return frozenset(map(namespaces.term, own)) | {node.value for node in others}


def select_facts(quads: Collection[ox.Quad], namespaces: Namespaces) -> list[ox.Triple]:
    """The facts of a graph, each once.

    Of a claim that an author asserts: all that describes it, and its plain triple (the data model's
    "two layers"). Of other things that documents describe: their class.

    Args:
        quads: the graph; every named graph of it that matters.
        namespaces: its IRIs.
    """
    return list(dict.fromkeys(_facts(quads, namespaces)))


def _facts(quads: Collection[ox.Quad], namespaces: Namespaces) -> Iterator[ox.Triple]:
    factual, derived = (
        {ox.NamedNode(namespaces.graph(name)) for name in names}
        for names in (FACTUAL_GRAPHS, DERIVED_GRAPHS)
    )
    claims = {ox.NamedNode(namespaces.term(c)) for c in (Class.EVENT, Class.POSITION)}
    claims.add(ox.NamedNode(namespaces.term(Class.RELATIONSHIP)))
    spans = {ox.NamedNode(namespaces.term(span)) for span in _SPANS}
    dates = {ox.NamedNode(namespaces.term(p)) for p in (Property.START_DATE, Property.END_DATE)}
    describing = {ox.NamedNode(namespaces.term(name)) for name in CLAIM_PROPERTIES}
    asserted = Sources(quads, namespaces).asserted_claims()
    stated: dict[Term, Values] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if quad.graph_name in factual:
            if not isinstance(quad.object, ox.Literal) or quad.predicate in dates:
                yield quad.triple
        elif quad.graph_name in derived:
            continue
        elif quad.predicate == RDF_TYPE:
            if quad.object not in spans and (quad.object not in claims or quad.subject in asserted):
                yield quad.triple
        elif quad.predicate in describing and quad.subject in asserted:
            yield quad.triple
            stated[quad.subject][quad.predicate].append(quad.object)
    roles = [
        [ox.NamedNode(namespaces.term(name)) for name in names]
        for names in (
            (Property.RELATION_TYPE, Property.SUBJECT, Property.OBJECT),
            (Property.STANCE, Property.HOLDER, Property.TOPIC),
        )
    ]
    plain: dict[Term, ox.NamedNode] = {
        ox.NamedNode(namespaces.term(concept)): ox.NamedNode(namespaces.term(name))
        for concept, name in PLAIN_PROPERTY.items()
    }
    for claim in stated.values():
        yield from _plain_triples(claim, roles, plain)


def _plain_triples(
    claim: Values, roles: Sequence[Sequence[ox.NamedNode]], plain: Mapping[Term, ox.NamedNode]
) -> Iterator[ox.Triple]:
    """The plain triples of an asserted claim."""
    for kind, first, second in roles:
        for concept in claim[kind]:
            if concept not in plain:
                continue
            for subject in claim[first]:
                for value in claim[second]:
                    if isinstance(subject, ox.NamedNode | ox.BlankNode):
                        yield ox.Triple(subject, plain[concept], value)
