"""Each broken graph is refused for its one fault, and each shape has a graph that it refuses.

A sound graph is close to a fault and has none: what the shape that it names must let be.
"""

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH

from ontology.namespaces import Namespaces
from ontology.vocabulary import load_vocabulary
from shapes.loading import load_shapes
from shapes.results import Report
from shapes.validator import Validator
from tests.shapes.examples import CURATED, HERE, Example, curated_graph, load_example, valid_graph
from tests.shapes.page import with_tables

NAMESPACES = Namespaces()
ACC = rdflib.Namespace(NAMESPACES.vocabulary)
SHA = f"{NAMESPACES.base}ns/shapes#"
BROKEN = sorted((HERE / "broken").glob("*.trig"))
ROOT = HERE.parents[1]
SOUND = sorted((HERE / "sound").glob("*.trig"))

NOT_RULES = {
    "EventTypeConcept": "EventTypeIsConcept refers to it",
    "StanceConcept": "PositionStanceIsConcept refers to it",
    "RelationTypeConcept": "RelationshipTypeIsConcept refers to it",
}
"""Shapes without a target: they find nothing by themselves."""


def named_shapes(shapes: rdflib.Graph) -> set[rdflib.URIRef]:
    """Shapes that have an IRI; those within others have none, and are part of them."""
    return {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes.subjects(RDF.type, kind)
        if isinstance(shape, rdflib.URIRef)
    }


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(NAMESPACES, curated_graph())


def test_the_valid_graph_conforms(validator: Validator) -> None:
    report = validator.validate(valid_graph())
    assert report.results == ()
    assert report.conforms


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_graph_is_refused_for_its_fault_and_no_other(
    path: Path, validator: Validator
) -> None:
    example = load_example(path)
    report = validated(example, validator)
    found = [(result.shape.removeprefix(SHA), result.message) for result in report.results]
    assert sorted(shape for shape, _ in found) == example.found
    told = [message for shape, message in found if shape == example.shape]
    assert told
    assert all(message.startswith(example.message) for message in told)
    assert report.conforms == (report.of("Violation") == ())


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_sound_graph_is_let_be(path: Path, validator: Validator) -> None:
    assert validated(load_example(path), validator).results == ()


def validated(example: Example, validator: Validator) -> Report:
    """The report on an example; curated entities are validated without a context."""
    if CURATED in {quad.graph_name for quad in example.quads}:
        validator = Validator(NAMESPACES)
    return validator.validate(example.quads)


def test_every_shape_has_a_broken_example() -> None:
    shapes = {str(shape).removeprefix(SHA) for shape in named_shapes(load_shapes(NAMESPACES))}
    examples = {load_example(path).shape for path in BROKEN}
    assert shapes - examples == NOT_RULES.keys()
    assert examples <= shapes


def test_every_shape_that_asks_a_query_has_a_sound_example() -> None:
    """Where a query says what is wrong, the line must be drawn by an example."""
    shapes = load_shapes(NAMESPACES)
    queries = {str(shape).removeprefix(SHA) for shape in shapes.subjects(SH.sparql)}
    of_plausibility = (ROOT / "shapes" / "plausibility.ttl").read_text("utf-8")
    queries |= set(re.findall(r"^sha:(\w+) a sh:", of_plausibility, re.MULTILINE))
    assert queries == {load_example(path).shape for path in SOUND}


def test_every_class_and_property_has_a_shape() -> None:
    shapes = load_shapes(NAMESPACES)
    vocabulary = load_vocabulary(NAMESPACES)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    terms = {
        term
        for kind in kinds
        for term in vocabulary.subjects(RDF.type, kind)
        if str(term).startswith(ACC)
    }
    spoken_of = set(shapes.objects())
    covered = spoken_of | {
        subclass
        for target in shapes.objects(None, SH.targetClass)
        for subclass in vocabulary.transitive_subjects(RDFS.subClassOf, target)
    }
    # The rules of plain triples reach their properties through acc:plainProperty.
    covered |= set(vocabulary.objects(None, ACC.plainProperty))
    missing = {str(term).removeprefix(ACC) for term in terms - covered}
    assert missing == set()


def test_the_page_says_what_is_checked_and_inferred() -> None:
    page = (ROOT / "docs" / "consistency.md").read_text("utf-8")
    assert with_tables(page) == page, "run `make docs`"


def test_every_shape_explains_itself() -> None:
    shapes = load_shapes(NAMESPACES)
    for shape in named_shapes(shapes):
        assert len(set(shapes.objects(shape, RDFS.comment))) == 1, shape
        if str(shape).removeprefix(SHA) in NOT_RULES:
            continue
        bearers = (shape, *shapes.objects(shape, SH.sparql))
        messages = [m for bearer in bearers for m in shapes.objects(bearer, SH.message)]
        assert len(messages) == 1, shape
        assert isinstance(messages[0], rdflib.Literal)
        assert messages[0].language == "en"
        assert len(str(messages[0]).split(". ")) >= 2, f"{shape}: what is wrong, what is right"
        severities = set(shapes.objects(shape, SH.severity))
        assert len(severities & {SH.Violation, SH.Warning, SH.Info}) == 1, shape
