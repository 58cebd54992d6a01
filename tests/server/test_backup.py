"""Backups of a store that is being served, and what they give back."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from server.backup import back_up, restore
from server.errors import BackupError, StoreMissingError
from server.store import GraphStore
from tests.server.builder import quads
from tests.server.conftest import Service

VALUES = "SELECT DISTINCT ?value { ?s <http://example.org/value> ?value }"


def publish(directory: Path, value: str) -> GraphStore:
    store = GraphStore(directory)
    store.publish(quads(value, 500), {"base": "http://example.org/", "value": value})
    return store


@pytest.mark.parametrize("link", [False, True])
def test_a_backup_gives_back_what_was_served(tmp_path: Path, link: bool) -> None:
    store = publish(tmp_path / "store", "old")
    service = Service(tmp_path / "store")
    backed = back_up(store, tmp_path / "backup", link=link)
    assert backed == store.current()
    publish(tmp_path / "store", "new")
    assert service.rows(VALUES) == [{"value": "new"}]
    release = restore(store, tmp_path / "backup")
    assert service.rows(VALUES) == [{"value": "old"}]
    assert service.http.get("/ready").json()["release"] == release
    assert store.manifest()["value"] == "old"
    assert store.manifest()["restored"]["release"] == backed
    assert service.stop() == ""


def test_a_backup_outlives_its_store(tmp_path: Path) -> None:
    back_up(publish(tmp_path / "store", "old"), tmp_path / "backup", link=True)
    shutil.rmtree(tmp_path / "store")
    restore(GraphStore(tmp_path / "elsewhere"), tmp_path / "backup")
    assert len(GraphStore(tmp_path / "elsewhere").open_current().store) == 500


def test_a_restore_leaves_what_was_extracted(tmp_path: Path) -> None:
    store = publish(tmp_path / "store", "old")
    back_up(store, tmp_path / "backup")
    store.put_cache("a" * 64, b"extracted")
    restore(GraphStore(tmp_path / "store"), tmp_path / "backup")
    assert GraphStore(tmp_path / "store").cached("a" * 64) == b"extracted"


def test_backups_during_builds_and_queries_are_whole(tmp_path: Path) -> None:
    publish(tmp_path / "store", "0")
    service = Service(tmp_path / "store")
    stop = threading.Event()
    failed: list[str] = []

    def build() -> None:
        for number in range(1, 1000):
            if stop.is_set():
                return
            publish(tmp_path / "store", str(number))

    def ask() -> None:
        while not stop.is_set():
            response = service.ask(VALUES)
            if response.status_code != 200:
                failed.append(response.text)

    threads = [threading.Thread(target=what) for what in (build, ask)]
    for thread in threads:
        thread.start()
    try:
        for number in range(8):
            back_up(GraphStore(tmp_path / "store"), tmp_path / f"backup{number}", link=number > 3)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for number in range(8):
        restore(GraphStore(tmp_path / f"store{number}"), tmp_path / f"backup{number}")
        assert len(GraphStore(tmp_path / f"store{number}").open_current().store) == 500
    assert not failed
    assert not list(tmp_path.glob("*.tmp"))
    service.stop()


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    store = publish(tmp_path / "store", "old")
    back_up(store, tmp_path / "backup")
    with pytest.raises(BackupError, match="is there already"):
        back_up(store, tmp_path / "backup")


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match="cannot write"):
        back_up(publish(tmp_path / "store", "old"), tmp_path / "file" / "backup")


def test_an_empty_store_has_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        back_up(GraphStore(tmp_path / "none"), tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def damage_a_file(backup: Path) -> None:
    path = next((backup / "database").glob("*.sst"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def lose_a_file(backup: Path) -> None:
    next((backup / "database").glob("*.sst")).unlink()


def add_a_file(backup: Path) -> None:
    (backup / "database" / "000099.sst").write_bytes(b"")


def claim_more(backup: Path) -> None:
    content = json.loads((backup / "backup.json").read_bytes())
    content["manifest"]["quads"] += 1
    (backup / "backup.json").write_text(json.dumps(content))


def be_newer(backup: Path) -> None:
    content = json.loads((backup / "backup.json").read_bytes())
    (backup / "backup.json").write_text(json.dumps({**content, "format": 99}))


def be_cut_off(backup: Path) -> None:
    (backup / "backup.json").write_bytes((backup / "backup.json").read_bytes()[:50])


def be_none(backup: Path) -> None:
    (backup / "backup.json").unlink()


@pytest.mark.parametrize(
    "harm",
    [damage_a_file, lose_a_file, add_a_file, claim_more, be_newer, be_cut_off, be_none],
    ids=lambda harm: harm.__name__,
)
def test_a_damaged_backup_is_not_restored(tmp_path: Path, harm: object) -> None:
    back_up(publish(tmp_path / "store", "old"), tmp_path / "backup")
    assert callable(harm)
    harm(tmp_path / "backup")
    store = publish(tmp_path / "store", "new")
    current = store.current()
    with pytest.raises(BackupError):
        restore(store, tmp_path / "backup")
    assert store.current() == current
