"""A reasoner finds no contradiction in the vocabulary, and infers nothing that is not so."""

from pathlib import Path

import owlrl
import pytest
from rdflib import FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from ontology import terms
from ontology.namespaces import Namespaces
from ontology.vocabulary import load_vocabulary

NAMESPACES = Namespaces()
ACC = Namespace(NAMESPACES.vocabulary)
ID = Namespace(NAMESPACES.entity(""))
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OA = Namespace("http://www.w3.org/ns/oa#")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
EXAMPLE = Graph().parse(Path(__file__).with_suffix(".example.ttl"))
EVIDENCE = URIRef("https://w3id.org/accord/doc/text#e1")


def closure(*extra: tuple[Node, Node, Node]) -> Graph:
    """OWL RL closure of vocabulary, aligned vocabularies, example and extra triples."""
    graph = load_vocabulary(NAMESPACES) + EXAMPLE
    graph.parse(Path(__file__).with_suffix(".aligned.ttl"))
    for triple in extra:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.fixture(scope="module")
def inferred() -> Graph:
    return closure()


def own_classes(graph: Graph, node: Node) -> set[str]:
    names = {
        str(type_).removeprefix(NAMESPACES.vocabulary) for type_ in graph.objects(node, RDF.type)
    }
    return names & {*terms.Class}


def test_the_example_uses_every_class_and_property() -> None:
    used = {str(node).removeprefix(NAMESPACES.vocabulary) for triple in EXAMPLE for node in triple}
    only_by_subclasses = {"Actor", "Claim", "Finding", "Span"}
    assert {*terms.Class} - used == only_by_subclasses
    assert {*terms.Property} - used == {"plainProperty", "opposite", "onceFor"}


@pytest.mark.parametrize("semantics", [owlrl.RDFS_Semantics, owlrl.OWLRL_Semantics])
def test_the_vocabulary_by_itself_has_no_contradiction(semantics: type) -> None:
    graph = load_vocabulary(NAMESPACES)
    size = len(graph)
    owlrl.DeductiveClosure(semantics).expand(graph)
    assert len(graph) > size
    assert list(graph.objects(None, ERROR)) == []


def test_a_graph_in_the_vocabulary_has_no_contradiction(inferred: Graph) -> None:
    assert list(inferred.objects(None, ERROR)) == []


@pytest.mark.parametrize(
    "contradiction",
    [(ID.putin, RDF.type, ORG.Organization), (ID.entry, RDF.type, PROV.Activity)],
    ids=["a person is no organization", "a rule is no activity"],
)
def test_a_contradiction_would_be_found(contradiction: tuple[Node, Node, Node]) -> None:
    assert list(closure(contradiction).objects(None, ERROR))


def test_nothing_is_inferred_to_be_of_a_class_that_it_is_not(inferred: Graph) -> None:
    for node in set(EXAMPLE.subjects()):
        stated = own_classes(EXAMPLE, node)
        above = {parent for name in stated for parent in terms.SUPERCLASSES[terms.Class(name)]}
        assert own_classes(inferred, node) == stated | above, node


def test_only_events_are_events_elsewhere(inferred: Graph) -> None:
    assert set(inferred.subjects(RDF.type, SEM.Event)) == {ID.bombing}


def test_sources_and_topics_are_not_made_agents(inferred: Graph) -> None:
    for node in (ID.agreement, ID.concept, ID.treaty, ID.nato_expansion, ID.donbas):
        assert (node, RDF.type, PROV.Agent) not in inferred
        assert (node, RDF.type, FOAF.Agent) not in inferred


def test_only_concepts_are_concepts(inferred: Graph) -> None:
    own = {
        node
        for node in inferred.subjects(RDF.type, SKOS.Concept)
        if str(node).startswith(NAMESPACES.base)
    }
    assert own == set(load_vocabulary(NAMESPACES).subjects(RDF.type, SKOS.Concept))


def test_what_the_alignments_are_for(inferred: Graph) -> None:
    for triple in (
        (ID.bombing, SEM.hasActor, ID.russia),
        (ID.bombing, SEM.eventType, ACC.Bombing),
        (ID.bombing, ACC.participant, ID.syria),
        (ID.russia, RDF.type, SEM.Actor),
        (ID.russia, RDF.type, PROV.Agent),
        (ID.donbas, RDF.type, SEM.Place),
        (EVIDENCE, RDF.type, OA.TextPositionSelector),
        (EVIDENCE, OA.start, next(EXAMPLE.objects(EVIDENCE, ACC.start))),
        (EVIDENCE, PROV.wasQuotedFrom, URIRef(NAMESPACES.document("text"))),
        (ID.tenure, RDF.type, ORG.Membership),
        (ID.usa, ORG.memberOf, ID.nato),
        (ID.japan, ACC.alliedWith, ID.usa),
        (ID.ukraine, ACC.borders, ID.russia),
    ):
        assert triple in inferred, triple
    assert "Moscow" in {str(label) for label in inferred.objects(ID.russia, RDFS.label)}


def test_relations_that_are_not_symmetric_stay_as_they_are(inferred: Graph) -> None:
    assert (ID.nato, ACC.memberOf, ID.usa) not in inferred
    assert (ID.syria, ACC.backs, ID.russia) not in inferred


def test_different_things_stay_different(inferred: Graph) -> None:
    for node, same in inferred.subject_objects(OWL.sameAs):
        assert node == same
