"""``accord backup`` and ``accord restore``: copies of the graph outside its store."""

from pathlib import Path
from typing import Annotated

import typer

from accord.console import say
from accord.options import StoreOption
from accord.settings import STORE


def backup(
    destination: Annotated[Path, typer.Argument(help="Directory that is to be made.")],
    store: StoreOption = STORE.default,
    link: Annotated[
        bool,
        typer.Option(
            "--link/--copy",
            help="Hard links where that can be: at once, no room, but on the same disk.",
        ),
    ] = False,
) -> None:
    """Copy the graph that is current into a directory of its own, whole or not at all.

    The store may be served and built into meanwhile. The copy is read again and verified.
    """
    from server.backup import back_up
    from server.store import GraphStore

    release = back_up(GraphStore(store), destination, link=link)
    say(f"Release {release} is in {destination}")


def restore(
    source: Annotated[Path, typer.Argument(help="Directory that `accord backup` made.")],
    store: StoreOption = STORE.default,
) -> None:
    """Make the graph of a backup the current one; what was current stays beside it.

    The backup is verified first. A service over the store goes over to it without a break.
    """
    from server.backup import restore as restore_backup
    from server.store import GraphStore

    release = restore_backup(GraphStore(store), source)
    say(f"Restored as release {release}")
