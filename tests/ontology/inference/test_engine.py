"""The engine goes on until nothing new follows, keeps its bounds, and starts from facts alone."""

from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph as ox
import pytest

from ontology.inference import engine
from ontology.inference.engine import InferenceError, derive, inferred_quads
from ontology.inference.proof import Prover
from ontology.inference.rules import RULES, load_rules
from ontology.namespaces import Namespaces

NAMESPACES = Namespaces()
ALL = load_rules(RULES, NAMESPACES)
PREFIXES = f"""
@prefix acc: <{NAMESPACES.vocabulary}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <{NAMESPACES.base}graph/> .
@prefix id: <{NAMESPACES.base}id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ONTOLOGY = """
graph:ontology {
    acc:agent rdfs:subPropertyOf acc:participant .
    acc:locatedIn a owl:TransitiveProperty .
    acc:alliedWith a owl:SymmetricProperty .
}
"""


def graph(trig: str) -> list[ox.Quad]:
    return list(ox.parse((PREFIXES + trig).encode(), format=ox.RdfFormat.TRIG))


def acc(name: str) -> ox.NamedNode:
    return ox.NamedNode(NAMESPACES.term(name))


def entity(key: str) -> ox.NamedNode:
    return ox.NamedNode(NAMESPACES.entity(key))


def told(quads: Sequence[ox.Quad]) -> set[str]:
    """Triples in short: ``a locatedIn b``."""
    return {
        " ".join(
            term.value.rpartition("/")[2].rpartition("#")[2]
            for term in (quad.subject, quad.predicate, quad.object)
            if isinstance(term, ox.NamedNode)
        )
        for quad in quads
    }


def document(factuality: str, source: str = "doc:a-author") -> str:
    """A document that speaks of a bombing in Aleppo, and of an alliance."""
    return f"""
<{NAMESPACES.document("a")}> {{
    <{NAMESPACES.document("a")}> dcterms:creator id:author .
    id:bombing a acc:Event ; acc:agent id:russia ; acc:place id:aleppo ; acc:evidence id:e1 .
    id:e1 acc:factuality acc:{factuality} ; acc:attributedTo {source} ;
        acc:document <{NAMESPACES.document("a")}> .
    id:alliance a acc:Relationship ; acc:relationType acc:AlliedWith ; acc:subject id:russia ;
        acc:object id:syria ; acc:evidence id:e2 .
    id:e2 acc:factuality acc:{factuality} ; acc:attributedTo {source} ;
        acc:document <{NAMESPACES.document("a")}> .
}}
graph:curated {{ id:aleppo a acc:Place ; acc:locatedIn id:syria . }}
"""


FOLLOWS = {
    "bombing participant russia",
    "bombing locatedIn aleppo",
    "bombing locatedIn syria",
    "syria alliedWith russia",
}


def test_what_the_author_asserts_leads_to_more() -> None:
    quads = graph(ONTOLOGY + document("Asserted", "id:author"))
    assert told(inferred_quads(quads, NAMESPACES)) == FOLLOWS
    assert {quad.graph_name for quad in inferred_quads(quads, NAMESPACES)} == {
        ox.NamedNode(NAMESPACES.graph("inferred"))
    }


@pytest.mark.parametrize(
    ("factuality", "source"),
    [
        ("Negated", "id:author"),
        ("Possible", "id:author"),
        ("Hypothetical", "id:author"),
        ("Planned", "id:author"),
        ("Asserted", "id:somebody_else"),
    ],
)
def test_what_is_no_fact_leads_to_nothing(factuality: str, source: str) -> None:
    quads = graph(ONTOLOGY + document(factuality, source))
    assert told(inferred_quads(quads, NAMESPACES)) == set()


def test_a_plain_triple_that_no_author_asserts_leads_to_nothing() -> None:
    written = "<http://example.org/mine> { id:a acc:alliedWith id:b }"
    assert told(inferred_quads(graph(ONTOLOGY + written), NAMESPACES)) == set()


def test_what_was_inferred_before_is_no_fact() -> None:
    old = "graph:inferred { id:a acc:alliedWith id:b }"
    assert told(inferred_quads(graph(ONTOLOGY + old), NAMESPACES)) == set()


def test_what_is_stated_already_is_not_said_again() -> None:
    stated = f"<{NAMESPACES.document('a')}> {{ id:syria acc:alliedWith id:russia }}"
    quads = graph(ONTOLOGY + document("Asserted", "id:author") + stated)
    assert told(inferred_quads(quads, NAMESPACES)) == FOLLOWS - {"syria alliedWith russia"}


def test_the_order_of_the_graph_does_not_matter() -> None:
    quads = graph(ONTOLOGY + document("Asserted", "id:author"))
    assert inferred_quads(quads[::-1], NAMESPACES) == inferred_quads(quads, NAMESPACES)


def chain(length: int) -> list[ox.Triple]:
    transitive = next(iter(q.triple for q in graph(ONTOLOGY) if q.subject == acc("locatedIn")))
    places = [entity(f"place/{number}") for number in range(length + 1)]
    return [
        transitive,
        *(ox.Triple(inner, acc("locatedIn"), outer) for inner, outer in pairwise(places)),
    ]


def test_a_long_chain_is_followed_to_its_end() -> None:
    assert len(derive(chain(100), ALL)) == 100 * 99 // 2


def test_a_circle_ends() -> None:
    circle = [*chain(5), ox.Triple(entity("place/5"), acc("locatedIn"), entity("place/0"))]
    derived = derive(circle, ALL)
    assert len(derived) == 6 * 5 - 6  # each lies in each other one, and six of these are given
    prover = Prover(circle, derived, ALL)
    assert all(prover.prove(triple) for triple in derived)


def test_too_much_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MAX_DERIVED", 1000)
    with pytest.raises(InferenceError, match=r"more than 1,000 triples .* rule transitivity"):
        derive(chain(100), ALL)


def test_rules_without_end_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MAX_ROUNDS", 2)
    with pytest.raises(InferenceError, match="after 2 rounds"):
        derive(chain(100), ALL)


def test_a_proof_is_the_shortest_and_never_in_a_circle() -> None:
    facts = chain(9)
    prover = Prover(facts, derive(facts, ALL), ALL)
    proof = prover.prove(ox.Triple(entity("place/0"), acc("locatedIn"), entity("place/9")))
    assert proof is not None

    def depth(one: object) -> int:
        return 1 + max(map(depth, getattr(one, "premises", ())), default=-1)

    assert depth(proof) == 4  # nine steps are joined two and two


def test_what_does_not_follow_has_no_proof() -> None:
    facts = chain(3)
    prover = Prover(facts, derive(facts, ALL), ALL)
    assert prover.prove(ox.Triple(entity("place/3"), acc("locatedIn"), entity("place/0"))) is None
