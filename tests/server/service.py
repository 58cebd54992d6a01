"""The service in a process of its own: ``python -m tests.server.service STORE LIMITS [IRI …]``.

A process of its own, because what some tests are about would end it. LIMITS is a JSON object of
``server.limits.Limits``; the IRIs are endpoints that SERVICE may ask, here also on this machine.
"""

import json
import sys
from functools import partial
from pathlib import Path

from server.federation.outbound import ask
from server.limits import Limits
from server.serve import serve

if __name__ == "__main__":
    serve(
        Path(sys.argv[1]),
        "127.0.0.1",
        0,
        limits=Limits(**json.loads(sys.argv[2])),
        endpoints=frozenset(sys.argv[3:]),
        ask=partial(ask, allowed=lambda _: True),
        announce=lambda url: print(url, flush=True),
    )
