"""``accord backup`` and ``accord restore``."""

import shutil
from pathlib import Path

from tests.accord.conftest import Accord


def test_a_graph_goes_out_and_comes_back(accord: Accord, built_store: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    shutil.copytree(built_store, tmp_path / "store")
    assert accord("backup", there, "--store", tmp_path / "store").code == 0
    told = accord("restore", there, "--store", back)
    assert (told.code, told.err.startswith("Restored as release ")) == (0, True)
    before = accord("export", "--store", tmp_path / "store").out
    assert accord("export", "--store", back).out == before


def test_what_is_no_backup(accord: Accord, tmp_path: Path) -> None:
    ended = accord("restore", tmp_path, "--store", tmp_path / "store")
    assert ended.code == 2
    assert "is no backup" in ended.fault
    assert not (tmp_path / "store").exists()
