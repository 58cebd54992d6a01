"""The service in a process of its own: ``python -m tests.server.service STORE [LIMITS]``.

A process of its own, because what some tests are about would end it. LIMITS is a JSON object of
``server.limits.Limits``.
"""

import json
import sys
from pathlib import Path

from server.limits import Limits
from server.serve import serve

if __name__ == "__main__":
    serve(
        Path(sys.argv[1]),
        "127.0.0.1",
        0,
        limits=Limits(**json.loads(sys.argv[2])) if len(sys.argv) > 2 else None,
        announce=lambda url: print(url, flush=True),
    )
