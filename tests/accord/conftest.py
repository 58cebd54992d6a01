"""The command, within this process and as one of its own; and a store that was built once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from typer.testing import CliRunner

from tests.accord.texts import INVASION, METADATA, OPPOSITION

KNOWLEDGE = Path(__file__).with_name("knowledge")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def fault(self) -> str:
        """The one line that a command that failed says on standard error, without its prefix."""
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.startswith("error: ")
        return line.removeprefix("error: ")


class Accord(Protocol):
    def __call__(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, stdin: str = ""
    ) -> Ended: ...


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without settings of who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
    return {**kept, "ACCORD_KNOWLEDGE": str(KNOWLEDGE), **(extra or {})}


@pytest.fixture(scope="session")
def accord_process() -> Accord:
    """The command in a process of its own, as users start it: seconds to load what it needs."""

    def run(*arguments: str | Path, env: Mapping[str, str] | None = None, stdin: str = "") -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "accord", *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environment(env),
            input=stdin,
            timeout=120,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run


@pytest.fixture(scope="session")
def accord() -> Accord:
    """The command within this process, which has loaded what it needs but once."""
    from accord.app import app

    def run(*arguments: str | Path, env: Mapping[str, str] | None = None, stdin: str = "") -> Ended:
        others = {name: None for name in os.environ if name.startswith("ACCORD_")}
        ended = CliRunner().invoke(
            app,
            [str(argument) for argument in arguments],
            input=stdin,
            env={**others, **environment(env)},
            catch_exceptions=False,
        )
        return Ended(ended.exit_code, ended.stdout, ended.stderr)

    return run


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two texts with metadata. Tests must not change them."""
    directory = tmp_path_factory.mktemp("texts")
    write_text(directory, "opposition", OPPOSITION)
    write_text(directory, "invasion", INVASION)
    return directory


def write_text(directory: Path, name: str, text: str) -> Path:
    path = directory / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    metadata = METADATA.format(title=name.capitalize())
    path.with_name(f"{name}.meta.yaml").write_text(metadata, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def built_store(accord: Accord, texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds both texts. Tests must not change it."""
    store = tmp_path_factory.mktemp("built") / "store"
    ended = accord("build", texts, "--store", store)
    assert ended.code == 0, ended.err
    return store


@pytest.fixture
def store(built_store: Path, tmp_path: Path) -> Path:
    """A copy of it, for tests that do something with it."""
    return Path(shutil.copytree(built_store, tmp_path / "store"))


@pytest.fixture
def own_texts(texts: Path, tmp_path: Path) -> Path:
    """A copy of the texts, for tests that change them."""
    return Path(shutil.copytree(texts, tmp_path / "texts"))
