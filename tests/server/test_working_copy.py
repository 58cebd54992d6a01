"""The working copy: what the writer writes into, and the releases made from it."""

from pathlib import Path

import pyoxigraph
import pytest

from server.errors import StoreBusyError
from server.store import KEPT_RELEASES, GraphStore
from server.working_copy import WorkingCopy
from tests.server.builder import quads

ONE = pyoxigraph.Quad(
    pyoxigraph.NamedNode("http://example.org/new"),
    pyoxigraph.NamedNode("http://example.org/value"),
    pyoxigraph.Literal("new"),
)


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    store = GraphStore(tmp_path / "store")
    with store.lock():
        store.put_cache("0" * 16, b"kept")
        store.publish(quads("first", 100), {"base": "http://example.org/", "validation": {}})
        store.put_cache("0" * 16, b"kept")
    return store


def write(copy: WorkingCopy, quad: pyoxigraph.Quad) -> str:
    copy.begin()
    try:
        copy.database.add(quad)
        return copy.publish()
    finally:
        copy.end()


def test_a_release_is_made_from_what_was_written(store: GraphStore) -> None:
    first = store.current()
    copy = WorkingCopy(store)
    release = write(copy, ONE)
    opened = store.open_current()
    assert opened.release == release > first
    assert ONE in opened.store
    assert len(opened.store) == opened.manifest["quads"] == 101
    assert opened.manifest["derived_from"] == first
    assert opened.manifest["base"] == "http://example.org/"
    assert "validation" not in opened.manifest
    assert store.cached("0" * 16) == b"kept"
    copy.discard()
    assert not list((store.directory / "working").iterdir())


def test_releases_that_were_current_do_not_change(store: GraphStore) -> None:
    before = store.open_current()
    copy = WorkingCopy(store)
    for number in range(KEPT_RELEASES + 3):
        write(copy, pyoxigraph.Quad(ONE.subject, ONE.predicate, pyoxigraph.Literal(number)))
    assert len(before.store) == 100
    path, _ = store.locate(before.release)  # kept for those that open it just now
    assert len(pyoxigraph.Store.read_only(str(path))) == 100
    store.publish(quads("second", 3), {})
    assert len(list((store.directory / "releases").glob("*.json"))) == KEPT_RELEASES


def test_what_was_not_published_is_not_there(store: GraphStore) -> None:
    copy = WorkingCopy(store)
    copy.begin()
    copy.database.add(ONE)
    copy.end()
    copy.discard()
    assert ONE not in store.open_current().store
    copy.begin()
    assert ONE not in copy.database
    copy.end()


def test_it_follows_what_is_built(store: GraphStore) -> None:
    copy = WorkingCopy(store)
    write(copy, ONE)
    built = store.publish(quads("second", 3), {})
    release = write(copy, ONE)
    assert len(store.open_current().store) == 4
    assert store.manifest()["derived_from"] == built
    assert store.current() == release


def test_it_keeps_builders_out_and_they_keep_it_out(store: GraphStore) -> None:
    copy, other = WorkingCopy(store), GraphStore(store.directory)
    copy.begin()
    with pytest.raises(StoreBusyError), other.lock():
        pass
    copy.end()
    with other.lock(), pytest.raises(StoreBusyError):
        copy.begin()
    copy.begin()
    copy.end()


def test_copies_of_the_dead_are_removed_and_others_not(store: GraphStore) -> None:
    one, other = WorkingCopy(store), WorkingCopy(GraphStore(store.directory))
    dead = store.directory / "working" / "dead"
    dead.mkdir(parents=True)
    (dead / "lock").touch()
    for copy in (one, other):
        copy.begin()
        copy.end()
    assert not dead.exists()
    assert len(list((store.directory / "working").iterdir())) == 2
