"""One service for all suites."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.server.graph import publish
from tests.server.w3c.endpoint import TOKEN, Endpoint

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The service over a real socket; at its end it must still run, and have nothing to report."""
    directory = tmp_path_factory.mktemp("w3c")
    publish(directory / "store")
    tokens = directory / "tokens"
    tokens.touch(mode=0o600)
    tokens.write_text(f"{TOKEN} update,load\n", encoding="ascii")
    with (directory / "errors").open("w+") as errors:
        service = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.server.w3c.service",
                str(directory / "store"),
                str(tokens),
            ],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
        )
        assert service.stdout is not None
        url = service.stdout.readline().strip()
        with httpx2.Client(base_url=url, timeout=30, trust_env=False) as http:
            yield Endpoint(http)
        alive = service.poll() is None
        service.terminate()
        service.communicate(timeout=30)
        errors.seek(0)
        told = errors.read()
    assert alive, told
    assert not told
