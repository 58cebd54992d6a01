"""The service in a process of its own: ``python -m tests.server.service ARGUMENTS``.

A process of its own, because what some tests are about would end it. The
arguments are STORE LIMITS OPTIONS [IRI ...]. LIMITS is a JSON object of
``server.limits.Limits``; OPTIONS one of what else ``serve`` takes; the IRIs are endpoints that
SERVICE may ask, here also on this machine.
"""

import json
import sys
from functools import partial
from pathlib import Path

from server.federation.outbound import ask, fetch
from server.limits import Limits
from server.operations.clients import read_networks
from server.operations.connections import Bounds
from server.operations.logs import Logs
from server.serve import serve
from server.write_tokens import read_write_tokens

if __name__ == "__main__":
    options = json.loads(sys.argv[3])
    bounds = options.get("bounds", {})
    serve(
        Path(sys.argv[1]),
        "127.0.0.1",
        0,
        limits=Limits(**json.loads(sys.argv[2])),
        tokens=read_write_tokens(Path(options["tokens"]["file"])) if "tokens" in options else None,
        endpoints=frozenset(sys.argv[4:]),
        ask=partial(ask, allowed=lambda _: True),
        sources=frozenset(options.get("load", {}).get("sources", ())),
        fetch=partial(fetch, allowed=lambda _: True),
        logs=Logs(**options.get("logs", {})),
        bounds=Bounds(**{**bounds, "proxies": read_networks(bounds.get("proxies", ""))}),
        announce=lambda url: print(url, flush=True),
    )
