"""Makes ``docs/command-line.md`` from the commands and the settings.

``python -m accord.reference FILE`` writes it; a test fails where it is not up to date.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from accord.app import TRACEBACK, app
from accord.exit_codes import EXIT_CODES
from accord.settings import SETTINGS

_BEGINNING = """\
# The command line

Made by `make docs` from the commands and the settings: do not edit.

Results go to standard output, all else (progress, warnings, faults) to standard error. Long work
shows a progress bar where standard error is a terminal. A file that a command writes is there whole
or not at all.

## Exit codes

| code | meaning |
|---|---|
"""

_SETTINGS = """
Whatever the code, a store is left as it was unless the command says that it built.

## Settings

Each is given by its option, else by its environment variable, else it has its default.

| option | variable | default | |
|---|---|---|---|
"""


def command_line_reference() -> str:
    """The whole page, in Markdown."""
    return _BEGINNING + "\n".join([*_exit_codes(), *_settings(), "", *_commands()]).rstrip() + "\n"


def _exit_codes() -> Iterator[str]:
    for code, meaning in EXIT_CODES.items():
        yield f"| {code} | {meaning} |"


def _settings() -> Iterator[str]:
    yield _SETTINGS.rstrip()
    for setting in SETTINGS:
        default = "" if setting.default is None else f"`{setting.default}`"
        yield f"| `{setting.option}` | `{setting.variable}` | {default} | {setting.help} |"
    yield ""
    yield (
        f"With `{TRACEBACK}=1` in the environment, a fault of Accord itself is shown with the "
        "place where it arose, for a report."
    )


def _commands() -> Iterator[str]:
    # What Typer gives back is a command of a library that it holds privately, hence untyped here.
    group: Any = typer.main.get_command(app)
    yield "## Commands"
    for name, command in group.commands.items():
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option"]
        yield ""
        yield f"### accord {name}"
        yield ""
        yield "```"
        yield " ".join(["accord", name, *map(_written, arguments), "[OPTIONS]"])
        yield "```"
        yield ""
        yield inspect.cleandoc(command.help)
        yield ""
        yield "| | |"
        yield "|---|---|"
        for parameter in [*arguments, *options]:
            yield f"| `{_written(parameter)}` | {_meaning(parameter)} |"
        yield ""
        yield command.epilog


def _written(parameter: Any) -> str:  # noqa: ANN401 (see _commands)
    """How a parameter is written in a call."""
    if parameter.param_type_name == "argument":
        written = f"{parameter.metavar or parameter.name.upper()}{'...' * (parameter.nargs != 1)}"
        return written if parameter.required else f"[{written}]"
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {parameter.metavar or 'VALUE'}"


def _meaning(parameter: Any) -> str:  # noqa: ANN401 (see _commands)
    """What a parameter says of itself, with its default and its variable."""
    default = parameter.default
    told = [parameter.help]
    if parameter.param_type_name == "option" and default is not None:
        if parameter.is_flag:
            default = parameter.opts[0] if default else parameter.secondary_opts[0]
        told.append(f"Default: `{default}`.")
    if parameter.envvar:
        told.append(f"Variable: `{parameter.envvar}`.")
    return " ".join(told).replace("|", "\\|")


def main() -> None:
    """Write the page to the file that is named."""
    Path(sys.argv[1]).write_text(command_line_reference(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
