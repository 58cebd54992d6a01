"""The set-wise validator and pySHACL find the same in our graph, whatever is done to it."""

import logging
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.vocabulary import vocabulary_turtle
from shapes.loading import shape_quads
from shapes.setwise.terms import RDF_TYPE, XSD, Subject, Term, sh
from tests.shapes.examples import NAMESPACES, valid_graph
from tests.shapes.outcomes import Outcome, outcome_of, pyshacl_outcome, setwise

SHAPES = shape_quads(NAMESPACES)


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


ODD: list[Term] = [
    *(ox.BlankNode("b1"), ox.BlankNode("b2"), ox.NamedNode("https://example.org/unknown")),
    *(ox.Literal(""), ox.Literal(" "), ox.Literal("no number")),
    *(ox.Literal("Russland", language="de"), ox.Literal("Russia", language="en")),
    *(ox.Literal("Russia", language="en-gb"), typed("007", "integer"), typed("-3", "integer")),
    *(typed("2016", "gYear"), typed("2017-01-02", "date"), typed("2017-01-02Z", "date")),
    ox.NamedNode("http://www.wikidata.org/entity/Q159"),
    ox.NamedNode("https://www.wikidata.org/wiki/Q1"),
]
"""What a graph holds by mistake. No text ends in a line feed: Python's ``$`` matches before it."""

UNLIKE: list[Term] = [
    *(typed("x", "integer"), typed("300", "byte"), typed("yes", "boolean"), typed("16", "gYear")),
    *(typed("2016-02-30", "date"), typed("2016-13", "gYearMonth")),
    *(typed("9.5", "decimal"), typed("1.5", "decimal"), typed("0.5", "double")),
]
"""What SPARQL engines take differently: to Oxigraph, an ill-typed literal is neither equal to
another nor not (SPARQL §17.4.1.7), and fractions count no characters."""


@cache
def vocabulary() -> list[ox.Quad]:
    """What shapes ask of the vocabulary; the concepts are not checked again in each example."""
    turtle = vocabulary_turtle(NAMESPACES).encode()
    concept = ox.NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return [q for q in quads if isinstance(q.object, ox.NamedNode) and q.object != concept]


TERMS = sorted({q.object for q in valid_graph() if isinstance(q.object, Term)}, key=str)
NAMES = sorted({q.subject for q in valid_graph() if isinstance(q.subject, Subject)}, key=str)
PREDICATES = sorted({quad.predicate for quad in valid_graph()}, key=str)
CLASSES = [term for term in TERMS if term.value.startswith(NAMESPACES.vocabulary)]


@dataclass(frozen=True, slots=True)
class Change:
    """Something done to one quad: it is dropped, gets another part, or a quad beside it."""

    done: str
    at: int
    subject: Subject
    predicate: ox.NamedNode
    value: Term

    def apply(self, quads: list[ox.Quad]) -> None:
        at = self.at % len(quads)
        quad = quads[at]
        subject = self.subject if self.done == "subject" else quad.subject
        predicate = self.predicate if self.done == "predicate" else quad.predicate
        value = self.value if self.done in {"value", "more", "type"} else quad.object
        changed = ox.Quad(subject, RDF_TYPE if self.done == "type" else predicate, value)
        if self.done in {"more", "type"}:
            quads.append(changed)
        elif self.done == "drop":
            del quads[at]
        else:
            quads[at] = changed


changes = st.builds(
    Change,
    st.sampled_from(["drop", "value", "subject", "predicate", "type", "more"]),
    st.integers(0, len(valid_graph()) - 1),
    st.sampled_from(NAMES),
    st.sampled_from(PREDICATES),
    st.one_of(*(st.sampled_from(terms) for terms in (TERMS, CLASSES, ODD, UNLIKE))),
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes, min_size=1, max_size=12))
def test_a_mutated_graph(done: list[Change]) -> None:
    logging.getLogger("rdflib.term").disabled = True  # it logs each malformed literal
    quads = list(valid_graph())
    for change in done:
        change.apply(quads)
    data = [*quads, *vocabulary()]
    ours, theirs = outcome_of(setwise(data, SHAPES)), pyshacl_outcome(data, SHAPES)
    if any(quad.object in UNLIKE for quad in quads):
        ours, theirs = without_queries(ours), without_queries(theirs)
    assert (ours - theirs, theirs - ours) == (Counter(), Counter())


def without_queries(outcome: Outcome) -> Outcome:
    query = sh("SPARQLConstraintComponent")
    return Counter({key: times for key, times in outcome.items() if key.constraint != query})
