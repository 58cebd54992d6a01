"""The command ``accord``: the door, which opens before anything is loaded."""

import os
import sys

from accord.console import say
from accord.exit_codes import INTERRUPTED


def main() -> None:
    """Run a command and exit with its code.

    Ctrl-C ends any command with one line, also while it still loads what it needs.
    """
    try:
        from accord.app import app

        app(prog_name="accord")
    except KeyboardInterrupt:
        _stop()
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _stop()
        raise


def _stop() -> None:
    """Say so, and end at once: on its way out, Python could still turn this into a signal's end."""
    say("Stopped by Ctrl-C; what was there before is untouched.")
    sys.stdout.flush()
    os._exit(INTERRUPTED)
