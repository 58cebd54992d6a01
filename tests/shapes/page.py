"""Makes the tables of ``docs/consistency.md``: what is checked, inferred and compared.

``python -m tests.shapes.page FILE`` puts them into the page, from the shapes with their examples
and from the rules; a test fails where they are not up to date.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import rdflib
from rdflib.namespace import SH

from ontology.inference.rules import FINDINGS, RULES, load_rules
from ontology.namespaces import DEFAULT_BASE, Namespaces
from shapes.loading import load_shapes
from tests.shapes.examples import HERE, load_example

SHA = f"{DEFAULT_BASE}ns/shapes#"
_TABLE = re.compile(
    r"(<!-- (?P<what>\w+), made by `make docs` -->\n).*?(<!-- end of the (?P=what) -->)", re.DOTALL
)
_TARGET = re.compile(r"^sha:(\w+) a sh:", re.MULTILINE)


def with_tables(page: str) -> str:
    """The page with its tables made anew."""
    made = {
        "shapes": _shapes(),
        "rules": _rules(RULES),
        "comparisons": _rules(FINDINGS),
    }
    return _TABLE.sub(
        lambda match: f"{match[1]}\n{chr(10).join(made[match['what']])}\n\n{match[3]}", page
    )


def _rules(directory: Path) -> Iterator[str]:
    """A row for each rule of inference in a directory."""
    yield "| rule | what it says |"
    yield "|---|---|"
    for rule in load_rules(directory, Namespaces()):
        place = f"../ontology/inference/{directory.name}/{rule.name}.rq"
        yield f"| [{rule.name}]({place}) | {rule.description} |"


def _shapes() -> Iterator[str]:
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
    page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
