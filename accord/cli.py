"""The command ``accord``: the door, which opens before anything is loaded."""

import os
import sys
from typing import TYPE_CHECKING

from accord.console import say
from accord.exit_codes import INTERRUPTED

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> None:
    """Run a command and exit with its code.

    Ctrl-C ends any command with one line, also while it still loads what it needs.
    """
    sys.unraisablehook = _not_raised
    try:
        from accord.app import app

        app(prog_name="accord")
    except KeyboardInterrupt:
        _stop()
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _stop()
        raise


def _not_raised(fault: "UnraisableHookArgs") -> None:
    """Stop also where Python drops a Ctrl-C: in what native code calls, and in finalizers."""
    if issubclass(fault.exc_type, KeyboardInterrupt):
        _stop()
    sys.__unraisablehook__(fault)


def _stop() -> None:
    """Say so, and end at once: on its way out, Python could still turn this into a signal's end."""
    say("Stopped by Ctrl-C; what was there before is untouched.")
    sys.stdout.flush()
    os._exit(INTERRUPTED)
