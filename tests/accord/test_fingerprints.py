"""A package's fingerprint changes with what is in it, and with nothing that is left out."""

from pathlib import Path

import pytest

from accord import fingerprints
from accord.fingerprints import room_fingerprint


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with a package that has another inside."""
    (tmp_path / "room" / "rules").mkdir(parents=True)
    (tmp_path / "room" / "code.py").write_text("1", encoding="utf-8")
    (tmp_path / "room" / "rules" / "a.rq").write_text("SELECT", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "ROOT", tmp_path)
    return tmp_path


def test_what_is_left_out_changes_nothing(root: Path) -> None:
    rest, all_of_it = room_fingerprint("room", without="room/rules"), room_fingerprint("room")
    (root / "room" / "rules" / "a.rq").write_text("ASK", encoding="utf-8")
    assert room_fingerprint("room", without="room/rules") == rest
    assert room_fingerprint("room") != all_of_it
    (root / "room" / "code.py").write_text("2", encoding="utf-8")
    assert room_fingerprint("room", without="room/rules") != rest


def test_notes_and_caches_count_for_nothing(root: Path) -> None:
    before = room_fingerprint("room")
    (root / "room" / "notes.txt").write_text("x", encoding="utf-8")
    assert room_fingerprint("room") == before
