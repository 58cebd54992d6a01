import re
from pathlib import Path

import pytest

from accord.reference import command_line_reference
from tests.accord.conftest import Accord

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
COMMANDS = [
    *("run", "build", "serve", "extract", "explain", "validate", "query", "why", "export"),
    *("backup", "restore"),
]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == command_line_reference(), "run `make docs`"


def test_the_page_has_every_command() -> None:
    assert re.findall(r"^### accord (\S+)$", PAGE.read_text("utf-8"), re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(accord: Accord, command: str) -> None:
    ended = accord(command, "--help", env={"COLUMNS": "200"})
    assert ended.code == 0
    assert re.search(rf"Example: accord {command}\b", ended.out)


def test_without_a_command_the_commands_are_listed(accord: Accord) -> None:
    ended = accord("--help")
    assert all(f" {command} " in ended.out for command in COMMANDS)
    assert "130" in ended.out


@pytest.mark.parametrize("arguments", [("nonsense",), ("build", "--nonsense")])
def test_a_wrong_call_is_exit_code_2(accord: Accord, arguments: tuple[str, ...]) -> None:
    ended = accord(*arguments)
    assert ended.code == 2
    assert "nonsense" in ended.err
