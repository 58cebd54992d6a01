"""The house as `docs/architecture.md` draws it: doors open one way, rooms of a readable size."""

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "ontology": set(),
    "extract": {"ontology"},
    "shapes": {"ontology"},
    "server": {"ontology"},
    "accord": {"ontology", "extract", "shapes", "server"},
    "bench": {"ontology", "extract", "shapes", "server", "accord"},
}
ROOMS = sorted(MAY_IMPORT)
MOST_LINES = 350
GENERATED = {"ontology/terms.py"}

INDEX_ADDRESS = re.compile(
    r"https?://[^\s\"'<>]*(?:/simple/|pythonhosted\.|pypi\.org/(?!project/)|npmjs\.(?:org|com)/(?!package/))"
    r"|^\s*(?:-i|--(?:extra-)?index-url|--find-links)[ =]\S"
    r"|(?:extra-)?index-url\s*=",
    re.MULTILINE,
)
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:home|Users|work|root|mnt|workspace)/\w")


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_rooms(source: str, room: str) -> Iterator[str]:
    """Rooms that a module of `room` imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [room if node.level else str(node.module)]
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith(("import_module", "__import__"))
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            names = [str(node.args[0].value)]
        else:
            continue
        for name in names:
            top = name.partition(".")[0]
            if top in {*MAY_IMPORT, "tests"} and top != room:
                yield top


@pytest.mark.parametrize("room", ROOMS)
def test_dependencies_point_one_way(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in modules(room)
        for other in imported_rooms(path.read_text("utf-8"), room)
        if other not in MAY_IMPORT[room]
    ]
    assert not wrong


@pytest.mark.parametrize(
    "source",
    [
        "import accord.build",
        "from accord import settings",
        "def late():\n    from accord.build import build",
        "import importlib\nimportlib.import_module('accord.build')",
    ],
)
def test_an_import_against_the_direction_is_seen(source: str) -> None:
    assert list(imported_rooms(source, "server")) == ["accord"]


def test_imports_within_a_room_and_of_libraries_are_free() -> None:
    assert not list(
        imported_rooms("import rich\nfrom . import a\nfrom server.b import c", "server")
    )


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("room", ["ontology", "extract", "shapes", "server", "accord"])
def test_every_module_can_be_imported(room: str) -> None:
    for path in modules(room):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] == "__main__":
            continue
        importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def test_modules_are_of_a_readable_size() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for room in ROOMS
        for path in modules(room)
    }
    assert sizes
    assert sizes.keys() > GENERATED
    assert not {
        path: lines for path, lines in sizes.items() if lines > MOST_LINES and path not in GENERATED
    }


def committed_files() -> list[Path]:
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: nobody can say which files are committed")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    """The text of a file; none of a picture, a font, and the like."""
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8")


@pytest.mark.parametrize("pattern", [INDEX_ADDRESS, MACHINE_PATH], ids=["index", "path"])
def test_no_committed_file_depends_on_a_machine(pattern: re.Pattern[str]) -> None:
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in committed_files()
        if (text := text_of(path)) is not None and (match := pattern.search(text))
    }
    assert not found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (INDEX_ADDRESS, "x\n--index-" + "url https://packages.example/"),
        (INDEX_ADDRESS, '"resolved": "https://registry.' + 'npmjs.org/a/-/a-1.tgz"'),
        (INDEX_ADDRESS, "https://packages.example/" + "simple/typer"),
        (MACHINE_PATH, "cd /ho" + "me/alice/accord"),
        (MACHINE_PATH, "path = '/wo" + "rk/main'"),
    ],
)
def test_what_depends_on_a_machine_is_seen(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/home/page", "../home/x", "a framework/model", "/usr/bin/env bash"]
)
def test_what_depends_on_no_machine_is_let_be(text: str) -> None:
    assert not MACHINE_PATH.search(text)
    assert not INDEX_ADDRESS.search(text)


def test_text_files_end_their_lines_with_line_feeds() -> None:
    assert not [
        str(path.relative_to(ROOT))
        for path in committed_files()
        if path.parent.name != "seeds" and (text := text_of(path)) is not None and "\r" in text
    ]
