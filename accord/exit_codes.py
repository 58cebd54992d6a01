"""How a command ends, as its exit code tells."""

from collections.abc import Mapping

DONE = 0
DATA_FAULT = 1
CALL_FAULT = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""

EXIT_CODES: Mapping[int, str] = {
    DONE: "done, perhaps with warnings",
    DATA_FAULT: "a fault in the data (a text, a curated file, a graph that breaks a shape)",
    CALL_FAULT: "a fault in the call or around it (an option, a path, a query, a port, the store)",
    INTERRUPTED: "stopped by Ctrl-C",
}
"""What each exit code means."""
