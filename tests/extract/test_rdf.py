"""The named graph of a document: the data model's names, plain triples only for what is stated."""

import pyoxigraph as ox
import pytest

from extract.claims import (
    AUTHOR,
    Evidence,
    Extraction,
    LocalEntity,
    Mention,
    Span,
    make_event,
    make_position,
    make_relationship,
)
from extract.documents import Document, Metadata
from extract.rdf import date_literal, document_quads
from ontology.entities import Knowledge
from ontology.namespaces import Namespaces

TEXT = "Russia opposes NATO expansion."
SENTENCE = Span(0, len(TEXT))
NS = Namespaces()


def evidence(factuality: str = "Asserted", source: str = AUTHOR) -> Evidence:
    return Evidence(SENTENCE, SENTENCE, "oppose", factuality, (source,))  # type: ignore[arg-type]  # the tests pass valid levels


def store(
    extraction: Extraction, knowledge: Knowledge, metadata: Metadata | None = None
) -> ox.Store:
    document = Document("talks", TEXT, metadata or Metadata(title="Talks"), (SENTENCE,))
    result = ox.Store()
    result.extend(document_quads(extraction, document, knowledge, NS))
    return result


def ask(graph: ox.Store, pattern: str) -> bool:
    query = f"PREFIX acc: <{NS.vocabulary}> ASK {{ GRAPH ?g {{ {pattern} }} }}"
    return bool(graph.query(query))


def position(*found: Evidence) -> Extraction:
    claim = make_position("state/russia", "Opposes", ("issue/ban",), evidence=found)
    entity = LocalEntity("issue/ban", "Issue", "ban")
    return Extraction("talks", (SENTENCE,), (), {"issue/ban": entity}, (claim,))


PLAIN = (
    "<https://w3id.org/accord/id/state/russia> acc:opposes <https://w3id.org/accord/id/issue/ban>"
)


def test_what_the_author_states_has_a_plain_triple(knowledge: Knowledge) -> None:
    assert ask(store(position(evidence()), knowledge), PLAIN)


@pytest.mark.parametrize("level", ["Negated", "Possible", "Hypothetical", "Planned"])
def test_what_is_less_than_stated_has_none(level: str, knowledge: Knowledge) -> None:
    graph = store(position(evidence(level)), knowledge)
    assert not ask(graph, PLAIN)
    assert ask(graph, f"?c acc:evidence ?e . ?e acc:factuality acc:{level}")


def test_what_somebody_else_says_has_none(knowledge: Knowledge) -> None:
    graph = store(position(evidence(source="organization/nato")), knowledge)
    assert not ask(graph, PLAIN)
    assert ask(graph, "?e acc:attributedTo <https://w3id.org/accord/id/organization/nato>")


def test_one_assertion_among_several_mentions_is_enough(knowledge: Knowledge) -> None:
    assert ask(store(position(evidence("Possible"), evidence()), knowledge), PLAIN)


def test_what_belongs_to_the_page_is_told(knowledge: Knowledge) -> None:
    text = "Menu\n\nRussia opposes NATO expansion."
    document = Document("talks", text, Metadata(title="Talks"), (Span(6, 36),), (Span(0, 4),))
    graph = ox.Store()
    graph.extend(document_quads(Extraction("talks", (), (), {}, ()), document, knowledge, NS))
    node = f"<{NS.document('talks')}#boilerplate-0-4>"
    assert ask(graph, f'{node} a acc:Boilerplate ; acc:start 0 ; acc:end 4 ; acc:quote "Menu"')


def test_a_symmetric_relation_is_plain_both_ways(knowledge: Knowledge) -> None:
    claim = make_relationship("AlliedWith", "state/iran", "state/russia", evidence=(evidence(),))
    graph = store(Extraction("talks", (SENTENCE,), (), {}, (claim,)), knowledge)
    iran, russia = NS.entity("state/iran"), NS.entity("state/russia")
    assert ask(graph, f"<{iran}> acc:alliedWith <{russia}> . <{russia}> acc:alliedWith <{iran}>")


def test_evidence_opens_its_words(knowledge: Knowledge) -> None:
    graph = store(position(evidence()), knowledge)
    assert ask(
        graph,
        f'?e a acc:Evidence ; acc:quote "{TEXT}" ; acc:start 0 ; acc:end {len(TEXT)} ;'
        " acc:document <https://w3id.org/accord/doc/talks> ;"
        " acc:attributedTo <https://w3id.org/accord/doc/talks#author> ;"
        " acc:rule <https://w3id.org/accord/rule/oppose> ; acc:sentence ?s ."
        f' ?s acc:quote "{TEXT}"',
    )


def test_a_known_author_vouches(knowledge: Knowledge) -> None:
    extraction = Extraction(
        "talks", (SENTENCE,), (), {}, position(evidence()).claims, author="person/joe-biden"
    )
    biden = NS.entity("person/joe-biden")
    assert ask(store(extraction, knowledge), f"?e acc:attributedTo <{biden}>")


def test_metadata_is_told_as_far_as_known(knowledge: Knowledge) -> None:
    graph = store(Extraction("talks"), knowledge, Metadata(title="Talks", reference_date="2016-12"))
    assert ask(
        graph, '?d acc:referenceDate "2016-12"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    )
    assert not ask(graph, "?d <http://purl.org/dc/terms/publisher> ?p")


def test_mentions_refer(knowledge: Knowledge) -> None:
    mention = Mention(Span(0, 6), "state/russia", "name")
    graph = store(Extraction("talks", (SENTENCE,), (mention,)), knowledge)
    assert ask(graph, f'?m acc:refersTo <{NS.entity("state/russia")}> ; acc:quote "Russia"')


def test_no_blank_nodes_and_one_graph(knowledge: Knowledge) -> None:
    graph = store(position(evidence()), knowledge)
    for quad in graph:
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.graph_name == ox.NamedNode(NS.document("talks"))


def test_dates_are_as_exact_as_they_are() -> None:
    kinds = {"2014": "gYear", "2014-03": "gYearMonth", "2014-03-18": "date"}
    for date, kind in kinds.items():
        assert date_literal(date).datatype.value.endswith(f"#{kind}")


def test_undated_events_of_different_documents_stay_apart() -> None:
    def key(document: str, date: str | None) -> str:
        return make_event(document, "War", agents=("state/iran",), start_date=date).key

    assert key("a", None) != key("b", None)
    assert key("a", "1982") == key("b", "1982")
