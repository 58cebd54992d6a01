"""What a confined process can no longer do, in a process of its own."""

import platform
import subprocess
import sys

import pytest

ROOM = "from server.engine.confinement import *\nimport os, socket, subprocess, sys\n"
linux_only = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="the kernel's filter is for Linux on x86-64 and ARM",
)


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ROOM + program], capture_output=True, text=True, timeout=60
    )


@linux_only
@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.run(['true'])",
        "os.execv('/bin/true', ['true'])",
    ],
)
def test_no_network_and_no_programs(attempt: str) -> None:
    allowed = run(f"print('done'); {attempt}") if "9" not in attempt else None
    assert allowed is None or allowed.returncode == 0
    refused = run(f"assert deny_network()\n{attempt}")
    assert "PermissionError" in refused.stderr


@linux_only
def test_a_socket_that_is_open_stays_usable() -> None:
    ended = run(
        "a, b = socket.socketpair()\nassert deny_network()\na.sendall(b'x')\nprint(b.recv(1))"
    )
    assert ended.stdout == "b'x'\n", ended.stderr


@linux_only
def test_memory_has_a_bound() -> None:
    program = "limit_memory(50 * 2**20)\nx = bytearray({} * 2**20)\nprint(len(x) > 0)"
    assert run(program.format(30)).stdout == "True\n"
    assert "MemoryError" in run(program.format(80)).stderr


@linux_only
def test_reserved_address_space_is_no_memory() -> None:
    """An allocator reserves some for each thread: to count it would end processes by chance."""
    program = "import mmap\nlimit_memory(50 * 2**20)\nx = mmap.mmap(-1, 2**30, prot=0)"
    assert run(f"{program}\nprint('done')").stdout == "done\n"
