"""The commands together, and how each of them ends when something is wrong."""

import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from accord import __version__
from accord.commands.backup import backup, restore
from accord.commands.build import build
from accord.commands.explain import explain
from accord.commands.export import export
from accord.commands.extract import extract
from accord.commands.query import query
from accord.commands.serve import run, serve
from accord.commands.validate import validate
from accord.commands.why import why
from accord.console import say
from accord.exit_codes import CALL_FAULT, EXIT_CODES
from accord.faults import exit_code_of

TRACEBACK = "ACCORD_TRACEBACK"
"""Environment variable with which a fault of the program itself shows its traceback."""

HELP = f"""
Reads foreign-policy texts and turns them into a knowledge graph one can query, link and trust.

Exit codes: {"; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items())}.
"""


class FaultReportingGroup(TyperGroup):
    """Commands whose faults are told in words, on standard error, with the right exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 (the type that Typer gives it is private)
        """Run a command; a fault becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except BrokenPipeError:
            raise
        except Exception as error:
            code = exit_code_of(error)
            if code is not None:
                say(f"error: {error}")
                raise typer.Exit(code) from None
            if TRACEBACK in os.environ:
                raise
            say(
                f"error: a fault of Accord itself ({type(error).__name__}: {error}); run the "
                f"command again with {TRACEBACK}=1 set, and report what it prints"
            )
            raise typer.Exit(CALL_FAULT) from None


app = typer.Typer(
    cls=FaultReportingGroup,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"accord {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options before the command."""


for command, example in (
    (run, "accord run --port 8080"),
    (build, "accord build seeds --store .accord"),
    (serve, "accord serve --host 0.0.0.0 --port 8080"),
    (extract, "accord extract seeds -o seeds.nq"),
    (explain, 'accord explain "Russia has long opposed NATO expansion."'),
    (validate, "accord validate graph.ttl"),
    (query, 'accord query "SELECT ?name WHERE { ?state a acc:State ; rdfs:label ?name }"'),
    (why, "accord why organization/nato acc:hasMember state/canada"),
    (export, "accord export --format trig -o graph.trig"),
    (backup, "accord backup /backups/monday --store .accord"),
    (restore, "accord restore /backups/monday --store .accord"),
):
    app.command(epilog=f"Example: `{example}`")(command)
