"""The service as the standard wants it by default, in a process of its own.

``python -m tests.server.w3c.service STORE TOKENS``: with the plain default graph, open to those who
have one of the tokens in a file, and to a client that asks thousands of times.
"""

import sys
from pathlib import Path

from server.limits import Limits
from server.serve import serve
from server.write_tokens import read_write_tokens

if __name__ == "__main__":
    serve(
        Path(sys.argv[1]),
        "127.0.0.1",
        0,
        limits=Limits(client_seconds=float("inf")),
        tokens=read_write_tokens(Path(sys.argv[2])),
        union=False,
        announce=lambda url: print(url, flush=True),
    )
