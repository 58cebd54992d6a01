"""The set-wise validator and pySHACL find the same in our graph, whatever is done to it."""

import logging
from functools import cache

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.vocabulary import vocabulary_turtle
from shapes.loading import shape_quads
from shapes.setwise.terms import RDF_TYPE, XSD, Term
from tests.shapes.examples import NAMESPACES, valid_graph
from tests.shapes.outcomes import outcome_of, pyshacl_outcome, setwise

SHAPES = shape_quads(NAMESPACES)


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


ODD: list[Term] = [
    *(ox.BlankNode("b1"), ox.BlankNode("b2"), ox.NamedNode("https://example.org/unknown")),
    *(
        ox.Literal(""),
        ox.Literal(" "),
        ox.Literal("no number"),
        ox.Literal("Russland", language="de"),
    ),
    *(ox.Literal("Russia", language="en"), ox.Literal("Russia", language="en-gb")),
    *(
        typed("007", "integer"),
        typed("-3", "integer"),
        typed("x", "integer"),
        typed("9.5", "decimal"),
    ),
    *(
        typed("300", "byte"),
        typed("1.5", "decimal"),
        typed("0.5", "double"),
        typed("yes", "boolean"),
    ),
    *(typed("2016-02-30", "date"), typed("2016-13", "gYearMonth"), typed("2016", "gYear")),
    *(typed("2017-01-02", "date"), typed("2017-01-02Z", "date"), typed("16", "gYear")),
    ox.NamedNode("http://www.wikidata.org/entity/Q159"),
    ox.NamedNode("https://www.wikidata.org/wiki/Q1"),
]
"""What a graph holds by mistake; no text that ends in a line feed: there Python's ``$`` matches."""


@cache
def vocabulary() -> list[ox.Quad]:
    """What shapes ask of the vocabulary; the concepts are not checked again in each example."""
    turtle = vocabulary_turtle(NAMESPACES).encode()
    concept = ox.NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return [q for q in quads if isinstance(q.object, ox.NamedNode) and q.object != concept]


TERMS = sorted({term for quad in valid_graph() for term in (quad.subject, quad.object)}, key=str)
NAMES = sorted({quad.subject for quad in valid_graph()}, key=str)
PREDICATES = sorted({quad.predicate for quad in valid_graph()}, key=str)
CLASSES = sorted({q.object for q in valid_graph() if q.predicate == RDF_TYPE}, key=str)


@st.composite
def mutated(draw: st.DrawFn) -> list[ox.Quad]:
    """The valid graph with several things done to it."""
    quads = list(valid_graph())
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(quads) - 1))
        quad = quads[at]
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        done = draw(
            st.sampled_from(["drop", "value", "odd", "subject", "predicate", "type", "more"])
        )
        if done in {"value", "more"}:
            value = draw(st.sampled_from(TERMS))
        elif done == "odd":
            value = draw(st.sampled_from(ODD))
        elif done == "subject":
            subject = draw(st.sampled_from(NAMES))
        elif done == "predicate":
            predicate = draw(st.sampled_from(PREDICATES))
        elif done == "type":
            predicate, value = RDF_TYPE, draw(st.sampled_from(CLASSES))
        if done in {"more", "type"}:
            quads.append(ox.Quad(subject, predicate, value))
        elif done == "drop":
            del quads[at]
        else:
            quads[at] = ox.Quad(subject, predicate, value)
    return quads


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_mutated_graph(quads: list[ox.Quad]) -> None:
    logging.getLogger("rdflib.term").disabled = True  # it logs each malformed literal
    data = [*quads, *vocabulary()]
    assert outcome_of(setwise(data, SHAPES)) == pyshacl_outcome(data, SHAPES)
