"""The service with the standard's plain default graph, in a process of its own.

``python -m tests.server.w3c.service STORE``; one client asks it thousands of times.
"""

import sys
from pathlib import Path

from server.limits import Limits
from server.serve import serve

if __name__ == "__main__":
    serve(
        Path(sys.argv[1]),
        "127.0.0.1",
        0,
        limits=Limits(client_seconds=float("inf")),
        union=False,
        announce=lambda url: print(url, flush=True),
    )
