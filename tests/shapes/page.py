"""Makes the table of ``docs/consistency.md`` that says what is checked, from shapes and examples.

``python -m tests.shapes.page FILE`` puts it into the page; a test fails where it is not up to date.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import rdflib
from rdflib.namespace import SH

from ontology.namespaces import DEFAULT_BASE, Namespaces
from shapes.loading import load_shapes
from tests.shapes.examples import HERE, load_example

SHA = f"{DEFAULT_BASE}ns/shapes#"
_TABLE = re.compile(
    r"(?<=<!-- shapes, made by `make docs` -->\n).*?(?=<!-- end of the shapes -->)", re.DOTALL
)
_TARGET = re.compile(r"^sha:(\w+) a sh:", re.MULTILINE)


def with_table(page: str) -> str:
    """The page with its table made anew."""
    made = "\n".join(_rows())
    return _TABLE.sub(lambda _: f"\n{made}\n\n", page)


def _rows() -> Iterator[str]:
    """A heading for each file of shapes, and a row for each of its shapes."""
    shapes = load_shapes(Namespaces())
    examples: dict[str, list[str]] = {}
    for folder in ("broken", "sound"):
        for path in sorted((HERE / folder).glob("*.trig")):
            example = load_example(path)
            words = example.comment if folder == "broken" else f"But not: {example.comment}"
            examples.setdefault(example.shape, []).append(words)
    for path in sorted((HERE.parents[1] / "shapes").glob("*.ttl")):
        names = [n for n in _TARGET.findall(path.read_text("utf-8")) if n in examples]
        if not names:
            continue
        yield f"\n### `shapes/{path.name}`\n"
        yield "| shape | severity | message | found in |"
        yield "|---|---|---|---|"
        for name in names:
            shape = rdflib.URIRef(SHA + name)
            cells = (
                name,
                str(shapes.value(shape, SH.severity)).rpartition("#")[2],
                _message(shapes, shape),
                " ".join(examples[name]),
            )
            yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _message(shapes: rdflib.Graph, shape: rdflib.URIRef) -> str:
    bearers = (shape, *shapes.objects(shape, SH.sparql))
    (message,) = (m for bearer in bearers for m in shapes.objects(bearer, SH.message))
    return re.sub(r"{[?$](\w+)}", r"*\1*", str(message))


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(with_table(page.read_text(encoding="utf-8")), encoding="utf-8")
