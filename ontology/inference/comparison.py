"""Where the sources of a graph disagree, and where they tell of a change: its findings.

The queries in ``findings/`` look at claims with four things more, under ``rule/inference#``
(prefix ``in:``), which this module takes from the evidence:

- ``EVIDENCE in:asserts CLAIM`` and ``EVIDENCE in:negates CLAIM``, where its factuality is that;
- ``EVIDENCE in:by SOURCE``: who vouches for it;
- ``EVIDENCE in:on DATE``: the date of its document, where there is one;
- ``EVIDENCE a in:OfAuthor``, where the document's own author vouches for it.

What is possible, hypothetical or planned is compared with nothing.
"""

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ontology.inference.engine import MAX_DERIVED, InferenceError
from ontology.inference.facts import CLAIM_PROPERTIES
from ontology.inference.rules import FINDINGS, Rule, load_rules
from ontology.inference.sources import LABEL, RDF_TYPE, Sources, Term
from ontology.namespaces import Namespaces
from ontology.terms import Factuality, Property

_COMMENT = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")


def finding_quads(quads: Collection[ox.Quad], namespaces: Namespaces) -> list[ox.Quad]:
    """The contradictions and shifts of a graph, for ``…/graph/inferred``, in a fixed order.

    Each names the rule that found it, which is described beside it.

    Args:
        quads: the graph.
        namespaces: its IRIs.

    Raises:
        InferenceError: there are too many.
    """
    graph = ox.NamedNode(namespaces.graph("inferred"))
    store = ox.Store()
    store.bulk_extend(
        ox.Quad(t.subject, t.predicate, t.object) for t in _compared(quads, namespaces)
    )
    found = {
        ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        for rule in load_rules(FINDINGS, namespaces)
        for triple in _findings(rule, store, namespaces)
    }
    return sorted(found, key=str)


def _findings(rule: Rule, store: ox.Store, namespaces: Namespaces) -> Iterator[ox.Triple]:
    """What one rule finds, with the rule and its description."""
    answers = store.query(rule.construct)
    if not isinstance(answers, ox.QueryTriples):
        raise TypeError(f"the rule {rule.name} is no CONSTRUCT query")
    iri = ox.NamedNode(rule.iri(namespaces))
    for count, triple in enumerate(answers):
        if count == MAX_DERIVED:
            raise InferenceError(
                f"more than {MAX_DERIVED:,} triples are found by the rule {rule.name}; "
                "look for a claim that is told in too many texts"
            )
        if count == 0:
            yield ox.Triple(iri, RDF_TYPE, ox.NamedNode(namespaces.term("Rule")))
            yield ox.Triple(iri, LABEL, ox.Literal(rule.title, language="en"))
            yield ox.Triple(iri, _COMMENT, ox.Literal(rule.description, language="en"))
        if triple.predicate == RDF_TYPE:
            yield ox.Triple(triple.subject, ox.NamedNode(namespaces.term(Property.RULE)), iri)
        yield triple


def _compared(quads: Collection[ox.Quad], namespaces: Namespaces) -> Iterator[ox.Triple]:
    """The claims that somebody asserts or negates, and what is said above of their evidence."""

    def step(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{namespaces.rule('inference')}#{name}")

    says: dict[Term, ox.NamedNode] = {
        ox.NamedNode(namespaces.term(factuality)): step(name)
        for factuality, name in (
            (Factuality.ASSERTED, "asserts"),
            (Factuality.NEGATED, "negates"),
        )
    }
    sources = Sources(quads, namespaces)
    compared: set[Term] = set()
    for claim, evidence in sources.evidence():
        node = evidence
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            continue
        for factuality in sources.factualities(evidence):
            if factuality in says:
                compared.add(claim)
                yield ox.Triple(node, says[factuality], claim)
        for source in sources.vouchers(evidence):
            yield ox.Triple(node, step("by"), source)
        for date in sources.dates(evidence):
            yield ox.Triple(node, step("on"), date)
        if sources.is_of_author(evidence):
            yield ox.Triple(node, RDF_TYPE, step("OfAuthor"))
    of_concepts = {
        ox.NamedNode(namespaces.term(name)) for name in (Property.OPPOSITE, Property.ONCE_FOR)
    }
    described = {ox.NamedNode(namespaces.term(name)) for name in CLAIM_PROPERTIES}
    described |= {RDF_TYPE, LABEL}
    for quad in quads:
        if quad.predicate in of_concepts or (
            quad.predicate in described and quad.subject in compared
        ):
            yield quad.triple
