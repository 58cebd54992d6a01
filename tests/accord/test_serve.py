"""The service as users start it: a process, a real socket, Ctrl-C."""

import json
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.accord.conftest import environment

STARTED = re.compile(r"Serving (http://\S+/)")


@contextmanager
def served(*arguments: str | Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a service that is running, and its process."""
    with subprocess.Popen(
        [sys.executable, "-m", "accord", *arguments, "--port", "0"],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if started := STARTED.match(line):
                    yield started[1], process
                    break
            else:
                pytest.fail("the process ended before it served anything")
        finally:
            process.kill()


def count_documents(address: str) -> int:
    query = "SELECT ?d { ?d a <https://w3id.org/accord/ns#Document> }"
    url = f"{address}sparql?{urllib.parse.urlencode({'query': query})}"
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return len(json.load(response)["results"]["bindings"])


def test_serve_answers_until_ctrl_c(built_store: Path) -> None:
    with served("serve", "--store", built_store) as (address, process):
        assert count_documents(address) == 2
        with urllib.request.urlopen(f"{address}health", timeout=30) as response:
            assert response.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


def test_run_builds_and_serves(store: Path, own_texts: Path) -> None:
    (own_texts / "opposition.txt").unlink()
    (own_texts / "opposition.meta.yaml").unlink()
    with served("run", "--seeds", own_texts, "--store", store) as (address, _):
        assert count_documents(address) == 1
