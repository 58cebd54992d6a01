"""Several processes find in a release what one finds."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from accord import release_validation
from accord.console import Silence
from accord.release_validation import validate_release
from accord.validation import GraphValidation
from ontology.namespaces import Namespaces
from shapes.errors import NothingToValidateError
from tests.shapes.examples import HERE, load_example

NAMESPACES = Namespaces()


def write(directory: Path, quads: list[ox.Quad]) -> Path:
    store = ox.Store(directory)
    store.extend(quads)
    store.flush()
    return directory


@pytest.mark.parametrize("few", [0, 100], ids=["several processes", "one process"])
def test_a_release_is_validated_like_its_store(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = load_example(HERE / "broken" / "place-is-organization.trig").quads
    context = load_example(HERE / "broken" / "tenure-of-two.trig").quads
    copy = ox.NamedNode(NAMESPACES.document("copy"))
    again = [ox.Quad(quad.subject, quad.predicate, quad.object, copy) for quad in text]
    quads = [*text, *again, *context]
    store = ox.Store()
    store.extend(quads)
    expected = GraphValidation(NAMESPACES, context).validate_store(store, Silence())
    monkeypatch.setattr(release_validation, "FEW", few)
    report = validate_release(write(tmp_path / "db", quads), NAMESPACES, Silence())
    assert report == expected
    assert {result.shape.rpartition("#")[2] for result in report.results} >= {
        "PlaceOfClaimIsPlaceOrState",
        "TenureHasOnePerson",
    }


def test_a_foreign_release_does_not_conform_silently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_validation, "FEW", 0)
    node = ox.NamedNode("http://a.example/")
    with pytest.raises(NothingToValidateError, match="described in the vocabulary"):
        validate_release(
            write(tmp_path / "db", [ox.Quad(node, node, node, node)]), NAMESPACES, Silence()
        )
