"""The service in a process of its own: ``python -m tests.server.service STORE``.

A process of its own, because what some tests are about would end it.
"""

import sys
from pathlib import Path

from server.serve import serve

if __name__ == "__main__":
    serve(Path(sys.argv[1]), "127.0.0.1", 0, announce=lambda url: print(url, flush=True))
