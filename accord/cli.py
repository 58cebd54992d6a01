"""The command ``accord``: the door, and no more than that."""

import sys

from accord.console import say
from accord.faults import INTERRUPTED


def main() -> None:
    """Run a command and exit with its code."""
    try:
        from accord.app import app  # takes a moment, in which Ctrl-C is to end quietly too

        app(prog_name="accord")
    except KeyboardInterrupt:
        say("Stopped by Ctrl-C.")
        sys.exit(INTERRUPTED)
