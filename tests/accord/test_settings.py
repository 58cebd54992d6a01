import tomllib
from pathlib import Path
from typing import Any

import pytest

import accord as package
from accord.settings import BASE_IRI, OPERATION, SETTINGS, Setting
from tests.accord.conftest import Accord

ROOT = Path(__file__).parents[2]


def test_a_setting_is_taken_from_the_environment(accord: Accord, built_store: Path) -> None:
    ended = accord("query", "ASK { ?s a acc:State }", env={"ACCORD_STORE": str(built_store)})
    assert ended.out == "yes\n"


def test_an_option_wins_over_the_environment(
    accord: Accord, built_store: Path, tmp_path: Path
) -> None:
    environment = {"ACCORD_STORE": str(tmp_path / "none")}
    ended = accord("query", "ASK { ?s a acc:State }", "--store", built_store, env=environment)
    assert ended.out == "yes\n"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_an_option(accord: Accord, setting: Setting[Any]) -> None:
    command = "serve" if setting in OPERATION else "run"
    told = " ".join(accord(command, "--help", env={"COLUMNS": "200"}).out.split())
    assert setting.option in told
    assert setting.variable in told


def test_names_of_options_and_variables() -> None:
    assert (BASE_IRI.option, BASE_IRI.variable) == ("--base-iri", "ACCORD_BASE_IRI")


def test_the_version_is_that_of_the_package(accord: Accord) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert package.__version__ == project["version"]
    assert accord("--version").out == f"accord {project['version']}\n"
