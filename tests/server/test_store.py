"""The store directory under faults: builders in processes of their own, killed at any moment."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from server.errors import (
    NotAStoreError,
    ServerError,
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreMissingError,
    StoreVersionError,
)
from server.store import KEPT_RELEASES, GraphStore
from tests.server.builder import quads

FINGERPRINT = "0123456789abcdef"
Builder = subprocess.Popen[str]


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    return GraphStore(tmp_path / "store")


@pytest.fixture
def build(store: GraphStore) -> Iterator[Callable[..., Builder]]:
    """Starts builders in processes of their own, and ends those that still run."""
    started: list[Builder] = []

    def start(*arguments: str) -> Builder:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.builder", str(store.directory), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def line(process: Builder) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def value(store: GraphStore) -> str:
    """The one value that every statement of the current release has."""
    release = store.open_current()
    values = {quad.object.value for quad in release.store}
    assert len(values) == 1
    assert len(release.store) == release.manifest["quads"]
    return str(values.pop())


def files(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


# ------------------------------------------------------------------------------------- publishing


def test_what_is_published_is_read_back(store: GraphStore) -> None:
    release = store.publish(quads("one", 3), {"inputs": {"a.txt": "hash"}, "å": "ö"})
    opened = store.open_current()
    assert opened.release == release == store.current()
    assert set(opened.store) == set(quads("one", 3))
    assert opened.manifest == store.manifest()
    assert opened.manifest["inputs"] == {"a.txt": "hash"}
    assert opened.manifest["å"] == "ö"
    assert opened.manifest["release"] == release
    assert opened.manifest["quads"] == 3
    age = datetime.now(UTC) - datetime.fromisoformat(opened.manifest["published"])
    assert timedelta(seconds=-1) < age < timedelta(minutes=1)


def test_repeated_quads_are_counted_once(store: GraphStore) -> None:
    store.publish([*quads("one"), *quads("one")], {})
    assert store.manifest()["quads"] == 1


def test_a_release_is_read_only(store: GraphStore) -> None:
    store.publish(quads("one"), {})
    with pytest.raises(RuntimeError, match="read-write"):
        store.open_current().store.add(next(quads("two")))


def test_the_layout_is_the_documented_one(store: GraphStore) -> None:
    release = store.publish(quads("one"), {})
    pointer = json.loads((store.directory / "store.json").read_text(encoding="utf-8"))
    assert pointer == {"format": 1, "current": release}
    assert (store.directory / "releases" / release / "CURRENT").is_file()
    assert (store.directory / "releases" / f"{release}.json").is_file()
    assert (store.directory / "cache").is_dir()
    assert sorted(path.name for path in store.directory.iterdir()) == [
        "cache",
        "lock",
        "releases",
        "store.json",
    ]


def test_the_same_manifest_twice_makes_two_releases(store: GraphStore) -> None:
    first = store.publish(quads("one"), {"same": True})
    second = store.publish(quads("two"), {"same": True})
    assert first != second
    assert value(store) == "two"


def test_the_last_releases_stay_and_older_ones_go(store: GraphStore) -> None:
    releases = [store.publish(quads(str(number)), {"n": number}) for number in range(5)]
    left = sorted(path.name for path in (store.directory / "releases").iterdir())
    kept = releases[-KEPT_RELEASES:]
    assert left == sorted([*kept, *(f"{release}.json" for release in kept)])


def test_a_reader_keeps_its_release_through_any_number_of_swaps(store: GraphStore) -> None:
    store.publish(quads("first", 2000), {})
    reader = store.open_current()
    for number in range(KEPT_RELEASES + 1):
        store.publish(quads(str(number)), {})
    assert not (store.directory / "releases" / reader.release).exists()
    assert {quad.object.value for quad in reader.store} == {"first"}
    assert value(store) == str(KEPT_RELEASES)


def test_a_release_that_is_removed_while_it_is_opened_gives_way_to_the_next(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_, last = [store.publish(quads(str(number)), {}) for number in range(5)]
    seen = iter([first, last, last])
    monkeypatch.setattr(store, "current", lambda: next(seen))
    assert store.open_current().release == last


def test_the_version_changes_with_each_release(store: GraphStore) -> None:
    versions = [store.version()]
    for number in range(3):
        store.publish(quads(str(number)), {})
        assert store.version() == store.version()
        versions.append(store.version())
    assert versions[0] is None
    assert len(set(versions)) == 4


def test_a_fault_in_the_quads_leaves_what_was_current(store: GraphStore) -> None:
    def faulty() -> Iterator[pyoxigraph.Quad]:
        yield from quads("bad", 1000)
        raise KeyError("a fault of the caller")

    store.publish(quads("good"), {})
    with pytest.raises(KeyError, match="a fault of the caller"):
        store.publish(faulty(), {})
    assert value(store) == "good"
    assert not list((store.directory / "releases").glob("*.tmp"))
    store.publish(quads("better"), {})
    assert value(store) == "better"


def test_a_manifest_that_is_no_json_is_refused_before_anything_is_written(
    store: GraphStore,
) -> None:
    with pytest.raises(TypeError):
        store.publish(quads("one"), {"path": Path()})
    assert not list((store.directory / "releases").iterdir())


def test_a_disk_that_cannot_be_written_is_told_of(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.publish(quads("good"), {})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("server.store.sync_tree", full)
    with pytest.raises(StoreError, match=r"No space left.*untouched"):
        store.publish(quads("bad"), {})
    assert value(store) == "good"
    assert len(list((store.directory / "releases").iterdir())) == 2


# ------------------------------------------------------------------------------- dying and racing


def test_a_builder_killed_in_the_middle_changes_nothing(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    store.publish(quads("good"), {})
    builder = build("stall", "bad")
    assert line(builder) == "halfway"
    assert list((store.directory / "releases").glob("*.tmp"))
    assert value(store) == "good"
    with pytest.raises(StoreBusyError):
        store.publish(quads("other"), {})
    builder.send_signal(signal.SIGKILL)
    builder.wait()
    assert value(store) == "good"
    with store.lock():
        assert not list((store.directory / "releases").glob("*.tmp"))
    assert value(store) == "good"


def test_the_first_builder_killed_leaves_a_store_to_build_into(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    builder = build("stall", "bad")
    assert line(builder) == "halfway"
    with pytest.raises(StoreMissingError, match="accord build"):
        store.open_current()
    builder.kill()
    builder.wait()
    store.publish(quads("good"), {})
    assert value(store) == "good"


def test_an_interrupt_in_the_middle_changes_nothing(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    store.publish(quads("good"), {})
    builder = build("stall", "bad")
    assert line(builder) == "halfway"
    builder.send_signal(signal.SIGINT)
    builder.wait(10)
    assert builder.returncode != 0
    assert not list((store.directory / "releases").glob("*.tmp"))
    assert value(store) == "good"


def test_builders_killed_at_random_moments_never_break_the_store(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    moments = random.Random(1)
    store.publish(quads("good"), {})
    for round_ in range(6):
        builder = build("forever", f"{round_}-")
        assert line(builder) == "published 0"
        time.sleep(moments.uniform(0.0, 0.15))
        builder.kill()
        builder.wait()
        assert value(store).startswith(f"{round_}-")
        with store.lock():
            names = {path.name for path in (store.directory / "releases").iterdir()}
        whole = {name.removesuffix(".json") for name in names}
        assert names == {name + ending for name in whole for ending in ("", ".json")}
        assert store.current() in whole


def test_what_a_kill_between_its_steps_leaves_is_removed(store: GraphStore) -> None:
    release = store.publish(quads("good"), {})
    releases = store.directory / "releases"
    (releases / "20990101T000000000000-0123456789ab").mkdir()
    (releases / "20990101T000000000000-ba9876543210.json").write_text("{}")
    (releases / "20990101T000000000000-aaaaaaaaaaaa.tmp").mkdir()
    (releases / "20990101T000000000000-bbbbbbbbbbbb.json.tmp").write_text("")
    (store.directory / "cache" / f"{FINGERPRINT}.tmp").write_text("")
    with store.lock():
        assert sorted(path.name for path in releases.iterdir()) == [release, f"{release}.json"]
        assert not list((store.directory / "cache").iterdir())
    assert value(store) == "good"


def test_a_second_builder_is_told_who_holds_the_store(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    holder = build("hold")
    assert line(holder) == "locked"
    with pytest.raises(StoreBusyError, match=rf"process {holder.pid} is building.*--store") as told:
        store.lock().__enter__()
    assert told.value.pid == holder.pid
    holder.communicate("")
    store.publish(quads("good"), {})
    assert value(store) == "good"


def test_a_lock_dies_with_its_holder(store: GraphStore, build: Callable[..., Builder]) -> None:
    holder = build("hold")
    assert line(holder) == "locked"
    holder.kill()
    holder.wait()
    with store.lock():
        pass


def test_the_lock_is_taken_again_inside_itself(store: GraphStore) -> None:
    with store.lock():
        store.publish(quads("one"), {})
        with store.lock():
            store.publish(quads("two"), {})
        with pytest.raises(StoreBusyError):
            GraphStore(store.directory).publish(quads("three"), {})
    assert value(store) == "two"


def test_two_builders_that_begin_at_once_make_one_store(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    builders = [build("forever", name) for name in "ab"]
    seen = {name: set[str]() for name in "ab"}
    for _ in range(20):
        for name, builder in zip("ab", builders, strict=True):
            seen[name].add(line(builder).split()[0])
    assert all(words <= {"published", "busy"} for words in seen.values())
    assert any("published" in words for words in seen.values())
    assert value(store)[0] in "ab"


def test_readers_always_find_a_whole_release_while_a_builder_swaps(
    store: GraphStore, build: Callable[..., Builder]
) -> None:
    builder = build("forever", "x")
    assert line(builder) == "published 0"
    seen = set()
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        seen.add(value(store))
    assert len(seen) > 3


# ------------------------------------------------------------------------------------ bad stores


def test_no_store_says_to_build_one(store: GraphStore) -> None:
    for read in (store.open_current, store.manifest, store.current):
        with pytest.raises(StoreMissingError, match=r"no graph in .*store yet: run `accord build`"):
            read()
    assert not store.directory.exists()
    assert store.cached(FINGERPRINT) is None


def test_an_empty_directory_becomes_a_store(store: GraphStore) -> None:
    store.directory.mkdir()
    store.publish(quads("one"), {})
    assert value(store) == "one"


def test_a_store_without_a_release_says_to_build_one(store: GraphStore) -> None:
    with store.lock():
        pass
    with pytest.raises(StoreMissingError, match="accord build"):
        store.open_current()


def test_a_newer_store_is_neither_read_nor_written(store: GraphStore) -> None:
    store.publish(quads("one"), {})
    pointer = {"format": 2, "current": "whatever a newer one writes"}
    (store.directory / "store.json").write_text(json.dumps(pointer))
    before = files(store.directory)
    for use in (store.open_current, lambda: store.publish(quads("two"), {})):
        with pytest.raises(StoreVersionError, match=r"has format 2.*reads formats up to 1: use"):
            use()
    assert files(store.directory) == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": "1", "current": null}',
        '{"format": 0, "current": null}',
        '{"format": 1, "current": "../../etc"}',
        '{"format": 1, "current": 7}',
        "\x00\x01",
    ],
)
def test_a_pointer_that_makes_no_sense_is_corrupt(store: GraphStore, content: str) -> None:
    store.publish(quads("one"), {})
    (store.directory / "store.json").write_text(content)
    before = files(store.directory)
    for use in (store.open_current, store.manifest, lambda: store.publish(quads("two"), {})):
        with pytest.raises(StoreCorruptError, match=r"store\.json.*delete that directory and run"):
            use()
    assert files(store.directory) == before


def test_a_missing_release_is_corrupt(store: GraphStore) -> None:
    release = store.publish(quads("one"), {})
    for path in (store.directory / "releases" / release).iterdir():
        path.unlink()
    with pytest.raises(StoreCorruptError, match=f"release {release} does not open"):
        store.open_current()
    (store.directory / "releases" / release).rmdir()
    with pytest.raises(StoreCorruptError, match=f"release {release} does not open"):
        store.open_current()
    (store.directory / "releases" / f"{release}.json").unlink()
    with pytest.raises(StoreCorruptError, match=f"release {release} is missing"):
        store.open_current()


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_a_manifest_that_makes_no_sense_is_corrupt(store: GraphStore, content: str) -> None:
    release = store.publish(quads("one"), {})
    (store.directory / "releases" / f"{release}.json").write_text(content)
    with pytest.raises(StoreCorruptError, match=rf"{release}\.json cannot be understood"):
        store.open_current()


def test_a_directory_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")
    before = files(tmp_path)
    store = GraphStore(tmp_path)
    for use in (store.open_current, lambda: store.publish(quads("one"), {})):
        with pytest.raises(NotAStoreError, match=r"not empty and no Accord store.*--store"):
            use()
    assert files(tmp_path) == before


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text")
    for path in (file, file / "below"):
        store = GraphStore(path)
        with pytest.raises(StoreError):
            store.open_current()
        with pytest.raises(StoreError):
            store.publish(quads("one"), {})
    assert file.read_text() == "text"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_directory_that_may_not_be_written_is_told_of(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied"):
        GraphStore(tmp_path / "store").publish(quads("one"), {})


def test_every_store_error_is_caught_as_one() -> None:
    kinds: list[type[Any]] = [
        NotAStoreError,
        StoreBusyError,
        StoreCorruptError,
        StoreMissingError,
        StoreVersionError,
    ]
    assert all(issubclass(kind, StoreError) for kind in kinds)
    assert issubclass(StoreError, ServerError)


# ----------------------------------------------------------------------------------------- cache


def test_the_cache_gives_back_what_was_put(store: GraphStore) -> None:
    assert store.cached(FINGERPRINT) is None
    store.put_cache(FINGERPRINT, b"\x00data")
    assert GraphStore(store.directory).cached(FINGERPRINT) == b"\x00data"
    store.put_cache(FINGERPRINT, b"other")
    assert store.cached(FINGERPRINT) == b"other"


def test_publishing_removes_what_the_build_did_not_use(store: GraphStore) -> None:
    put, asked, unused = ("a" * 16, "b" * 16, "c" * 16)
    for fingerprint in (asked, unused):
        GraphStore(store.directory).put_cache(fingerprint, b"old")
    with store.lock():
        store.put_cache(put, b"new")
        assert store.cached(asked) == b"old"
        store.publish(quads("one"), {})
    left = [fingerprint for fingerprint in (put, asked, unused) if store.cached(fingerprint)]
    assert left == [put, asked]
    GraphStore(store.directory).publish(quads("two"), {})
    assert not list((store.directory / "cache").iterdir())


def test_a_failed_build_keeps_the_cache(store: GraphStore) -> None:
    store.put_cache(FINGERPRINT, b"old")
    with pytest.raises(ZeroDivisionError):
        GraphStore(store.directory).publish((1 // 0 for _ in "x"), {})  # type: ignore[misc] # raises
    assert store.cached(FINGERPRINT) == b"old"


@pytest.mark.parametrize("fingerprint", ["", "../../../etc/passwd", "ABCDEF0123456789", "a" * 200])
def test_only_fingerprints_name_cache_entries(store: GraphStore, fingerprint: str) -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        store.cached(fingerprint)
    with pytest.raises(ValueError, match="no fingerprint"):
        store.put_cache(fingerprint, b"")
