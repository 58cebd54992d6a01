"""What is remembered of a validation is what was found."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.console import Silence
from accord.result_memory import Results, from_json, to_json
from accord.validation import GraphValidation
from ontology.namespaces import Namespaces
from server.store import GraphStore
from shapes.errors import NothingToValidateError
from shapes.results import Passage, Report, Result

NAMESPACES = Namespaces()
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
words = st.text(alphabet=st.characters(codec="utf-8"), max_size=9)
terms = st.one_of(
    st.just(ox.NamedNode("http://a.example/é")),
    words.map(ox.Literal),
    words.map(lambda text: ox.Literal(text, language="en")),
    st.integers().map(ox.Literal),
)
results = st.builds(
    Result,
    severity=st.sampled_from(["Violation", "Warning", "Info"]),
    node=words,
    label=st.none() | words,
    message=words,
    shape=words,
    constraint=words,
    focus=st.none() | terms,
    path=st.none() | words,
    value=st.none() | terms,
    document=st.none() | words,
    passage=st.none() | st.builds(Passage, words, *[st.integers()] * 3),
    rules=st.lists(words).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw counts all characters
@given(st.none() | st.lists(results, max_size=3).map(tuple))
def test_results_come_back_as_they_were(found: Results | None) -> None:
    assert from_json(to_json(found)) == found


def graph(value: str) -> list[ox.Quad]:
    """A position with an unknown property, which is a fault, and a value to tell it apart."""
    node = ox.NamedNode(NAMESPACES.entity("position/1"))
    name = ox.NamedNode(NAMESPACES.document("text"))
    return [
        ox.Quad(node, RDF_TYPE, ox.NamedNode(NAMESPACES.term("Position")), name),
        ox.Quad(node, ox.NamedNode(NAMESPACES.term("mood")), ox.Literal(value), name),
    ]


def test_what_did_not_change_is_not_validated_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = GraphStore(tmp_path / "store")
    with store.lock():
        first = GraphValidation(NAMESPACES, [], store).validate(graph("glum"), Silence())
        assert not first.conforms

        def refuse(*_: object) -> None:
            raise AssertionError("it was validated again")

        monkeypatch.setattr("shapes.validator.Validator.validate", refuse)
        again = GraphValidation(NAMESPACES, [], store).validate(graph("glum"), Silence())
        assert again == first
        with pytest.raises(AssertionError, match="validated again"):
            GraphValidation(NAMESPACES, [], store).validate(graph("merry"), Silence())
        with pytest.raises(AssertionError, match="validated again"):
            GraphValidation(NAMESPACES, graph("x"), store).validate(graph("glum"), Silence())


def test_a_graph_that_no_shape_looks_at_is_remembered_too(tmp_path: Path) -> None:
    node = ox.NamedNode("http://a.example/")
    foreign = [ox.Quad(node, node, node, node)]
    store = GraphStore(tmp_path / "store")
    with store.lock():
        for _ in range(2):
            with pytest.raises(NothingToValidateError):
                GraphValidation(NAMESPACES, [], store).validate(foreign, Silence())
        report = GraphValidation(NAMESPACES, [], store).validate(foreign + graph("glum"), Silence())
    assert not report.conforms
    assert report.checked == 2


def three_graphs() -> tuple[ox.Store, GraphValidation]:
    """Two texts with a fault each, and curated knowledge that they refer to."""
    curated = ox.NamedNode(NAMESPACES.graph("curated"))
    rule = ox.NamedNode(NAMESPACES.term("Rule"))
    context = [ox.Quad(curated, RDF_TYPE, rule, curated)]
    texts = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(NAMESPACES.document(name)))
        for name in ("one", "two")
        for quad in graph(name)
    ]
    store = ox.Store()
    store.extend([*context, *texts])
    return store, GraphValidation(NAMESPACES, context)


def found_values(report: Report) -> set[str]:
    return {r.value.value for r in report.results if isinstance(r.value, ox.Literal)}


def test_a_store_is_validated_like_its_quads() -> None:
    store, validation = three_graphs()
    report = validation.validate_store(store, Silence())
    assert report == validation.validate(list(store), Silence())
    assert found_values(report) == {"one", "two"}


def test_only_what_a_change_affects_is_validated() -> None:
    store, validation = three_graphs()
    two = ox.NamedNode(NAMESPACES.document("two"))
    of_two = list(store.quads_for_pattern(None, None, None, two))
    of_context = list(validation._context)
    assert found_values(validation.validate_store(store, Silence(), of_two)) == {"two"}
    everything = validation.validate_store(store, Silence())
    assert validation.validate_store(store, Silence(), of_context) == everything
    for quad in of_two:
        store.remove(quad)
    assert validation.validate_store(store, Silence(), of_two) == Report((), 0)
