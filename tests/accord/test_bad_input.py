"""Bad input: one sentence that says what to do, the right exit code, the store as it was."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.store import GraphStore
from tests.accord.conftest import KNOWLEDGE, Accord, environment, write_text
from tests.accord.texts import INVASION

GERMAN = (
    "Russland lehnt die Erweiterung der NATO seit langem ab. Die Ukraine ist ein Partner der NATO, "
    "und die Regierung in Kiew hat wiederholt erklärt, dass sie dem Bündnis beitreten will.\n"
)


def contents(store: Path) -> dict[str, bytes]:
    """Every file of a store, but for what a build may write without changing what is served."""
    return {
        str(path.relative_to(store)): path.read_bytes()
        for path in sorted(store.rglob("*"))
        if path.is_file() and path.relative_to(store).parts[0] != "cache" and path.name != "lock"
    }


@pytest.fixture
def untouched(store: Path) -> Iterator[Path]:
    """A store that the test must leave as it was."""
    before = contents(store)
    assert "store.json" in before
    yield store
    assert contents(store) == before


def write_bytes(data: bytes) -> Callable[[Path], Path]:
    def write(directory: Path) -> Path:
        path = directory / "text.txt"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (write_bytes(b""), "the file is empty; put an English text into it"),
        (write_bytes(b"\x7fELF\x02\x01\x01\x00\x00\x00" * 50), "save the text as UTF-8"),
        (write_bytes(b"word " * 10_000_000), "split it into parts"),
        (write_bytes(b"Russia invaded Ukraine \xff in 2014.\n"), "save the file as UTF-8"),
        (write_bytes(GERMAN.encode()), "the text is not English"),
    ],
    ids=["empty", "binary", "50 MB line", "invalid UTF-8", "another language"],
)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_text_that_cannot_be_read(
    accord: Accord,
    untouched: Path,
    tmp_path: Path,
    command: str,
    make: Callable[[Path], Path],
    says: str,
) -> None:
    path = make(tmp_path)
    output = tmp_path / "output.nq"
    options = ("--store", untouched) if command == "build" else ("-o", output)
    ended = accord(command, path, *options)
    assert ended.code == 1
    assert ended.fault.startswith(f"{path}: ")
    assert says in ended.fault
    assert not output.exists()


def test_every_bad_text_of_a_directory_is_told(
    accord: Accord, untouched: Path, own_texts: Path
) -> None:
    (own_texts / "empty.txt").write_bytes(b"")
    (own_texts / "latin.txt").write_bytes(b"caf\xe9 in Moscow\n")
    ended = accord("build", own_texts, "--store", untouched)
    assert ended.code == 1
    first, second = ended.err.splitlines()
    assert "empty.txt" in first
    assert "latin.txt" in second


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_directory_that_does_not_exist(accord: Accord, untouched: Path, command: str) -> None:
    options = ("--store", untouched) if command == "build" else ()
    ended = accord(command, "no/such/directory", *options)
    assert ended.code == 2
    assert ended.fault == "no/such/directory: there is no such file or directory; check the path"


def test_a_directory_without_texts(accord: Accord, untouched: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ended = accord("build", tmp_path / "nothing", "--store", untouched)
    assert ended.code == 1
    assert "no text in this directory" in ended.fault


def test_a_text_without_metadata_is_a_warning(accord: Accord, tmp_path: Path) -> None:
    text = write_text(tmp_path, "bare", INVASION)
    (tmp_path / "bare.meta.yaml").unlink()
    ended = accord("extract", text, "-o", tmp_path / "bare.nq")
    assert ended.code == 0
    (warning,) = ended.err.splitlines()
    assert warning.startswith(f"warning: {text}: ")
    assert (tmp_path / "bare.nq").stat().st_size > 0


def test_a_store_that_another_process_holds(
    accord_process: Accord, untouched: Path, texts: Path
) -> None:
    with GraphStore(untouched).lock():
        ended = accord_process("build", texts, "--store", untouched)
    assert ended.code == 2
    assert "wait until it is done" in ended.fault


def test_a_store_of_a_newer_version(accord: Accord, store: Path, texts: Path) -> None:
    (store / "store.json").write_text(json.dumps({"format": 99, "current": "x"}))
    before = contents(store)
    for arguments in (
        ("build", texts),
        ("query", "ASK {}"),
        ("export",),
        ("validate",),
        ("serve", "--port", "0"),
    ):
        ended = accord(*arguments, "--store", store)
        assert ended.code == 2
        assert "use the newer Accord" in ended.fault
    assert contents(store) == before


def test_a_directory_that_is_no_store(accord: Accord, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("my only copy")
    ended = accord("build", texts, "--store", tmp_path)
    assert ended.code == 2
    assert "give an empty or a new directory with --store" in ended.fault
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("command", [("query", "ASK {}"), ("export",), ("serve",), ("validate",)])
def test_a_store_that_is_not_there(accord: Accord, tmp_path: Path, command: tuple[str]) -> None:
    ended = accord(*command, "--store", tmp_path / "none")
    assert ended.code == 2
    assert "run `accord build` first" in ended.fault
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("label: Ukraine", "label: [Ukraine", 11),
        ("label: Ukraine", "label: Russia", 3),
        ("label: Ukraine", "lable: Ukraine", 11),
        ("label: Ukraine", "label: Ukraine\n  capital: place/nowhere", 12),
    ],
    ids=["no YAML", "a name twice", "unknown field", "dangling reference"],
)
def test_a_corrupt_curated_file(
    accord: Accord, untouched: Path, texts: Path, tmp_path: Path, old: str, new: str, line: int
) -> None:
    knowledge = Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))
    states = knowledge / "states.yaml"
    states.write_text(states.read_text("utf-8").replace(old, new), encoding="utf-8")
    ended = accord("build", texts, "--store", untouched, "--knowledge", knowledge)
    assert ended.code == 1
    assert "states.yaml:" in ended.fault
    assert abs(int(ended.fault.split("states.yaml:")[1].split(":")[0]) - line) <= 1


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("add: event\n    type: Invasion\n    quote: Nobody said this", "Nobody said this"),
        ("add: event\n    type: Picnic\n    quote: Russia invaded Ukraine in 2014", "Picnic"),
        (
            "add: event\n    type: Invasion\n    agents: [state/atlantis]\n"
            "    quote: Russia invaded Ukraine in 2014",
            "state/atlantis",
        ),
    ],
    ids=["quote not in the text", "unknown type", "unknown actor"],
)
def test_a_corrupt_curation_file(
    accord: Accord, untouched: Path, own_texts: Path, entry: str, says: str
) -> None:
    file = own_texts / "invasion.curation.yaml"
    file.write_text(f"claims:\n  - id: wrong\n    {entry}\n", encoding="utf-8")
    ended = accord("build", own_texts, "--store", untouched)
    assert ended.code == 1
    assert ended.fault.startswith(f"{file}:")
    assert says in ended.fault


def test_an_author_whom_nobody_curated(accord: Accord, untouched: Path, own_texts: Path) -> None:
    file = own_texts / "invasion.meta.yaml"
    file.write_text("title: Invasion\ncreator: person/nobody\n", encoding="utf-8")
    ended = accord("build", own_texts, "--store", untouched)
    assert ended.code == 1
    assert ended.fault.startswith(f"{file}:")
    assert "person/nobody" in ended.fault


@pytest.mark.parametrize("command", ["serve", "run"])
def test_a_port_in_use(accord: Accord, untouched: Path, texts: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        seeds = ("--seeds", texts) if command == "run" else ()
        ended = accord(command, "--port", str(port), "--store", untouched, *seeds)
    assert ended.code == 2
    assert f"port {port}" in ended.fault
    assert "choose another with --port" in ended.fault


def test_a_model_that_is_none(accord: Accord, untouched: Path, texts: Path) -> None:
    ended = accord("build", texts, "--store", untouched, "--model", texts)
    assert ended.code == 2
    assert "is no spaCy model" in ended.fault


def test_a_base_that_is_no_iri(accord: Accord, untouched: Path, texts: Path) -> None:
    ended = accord("build", texts, "--store", untouched, "--base-iri", "example")
    assert ended.code == 2
    assert "must start with http" in ended.fault


@pytest.mark.parametrize("seconds", [0.0, 0.7, 1.5, 2.5])
def test_ctrl_c_in_the_middle_of_a_build(
    untouched: Path, own_texts: Path, tmp_path: Path, seconds: float
) -> None:
    text = own_texts / "invasion.txt"
    text.write_text(f"{INVASION}\n" * 20_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "accord", "build", own_texts, "--store", untouched],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as build:
        try:
            wait_until(lambda: (untouched / "lock").read_bytes() != b"")
            time.sleep(seconds)
            assert build.poll() is None, "the build was over too soon to be stopped in its middle"
            build.send_signal(signal.SIGINT)
            _, err = build.communicate(timeout=60)
        finally:
            build.kill()  # where it was not stopped, it would go on and change the store
    assert build.returncode == 130
    assert err == "Stopped by Ctrl-C; what was there before is untouched.\n"


def test_ctrl_c_where_python_would_drop_it() -> None:
    code = """
import ctypes, sys, types

def app(prog_name):
    def interrupted():
        raise KeyboardInterrupt
    ctypes.CFUNCTYPE(None)(interrupted)()
    print("went on")

sys.modules["accord.app"] = types.SimpleNamespace(app=app)
from accord.cli import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment()
    )
    assert ended.returncode == 130
    assert ended.stdout == ""
    assert ended.stderr == "Stopped by Ctrl-C; what was there before is untouched.\n"


def wait_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
