"""The valid graph, and the graphs that are made from it: with one fault each, or nearly one."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ontology.namespaces import Namespaces

HERE = Path(__file__).parent
NAMESPACES = Namespaces()
CURATED = ox.NamedNode(NAMESPACES.graph("curated"))
REMOVE = ox.NamedNode("urn:remove")


@dataclass(frozen=True, slots=True)
class Example:
    """A graph that breaks one shape, or a sound one that nearly does.

    Attributes:
        comment: what is in it, one sentence.
        quads: the whole of each graph that the change is in.
        shape: name of the shape that must find it; of a sound graph, that must not.
        message: what the message must begin with.
        found: names of the shapes of all results there must be, sorted.
    """

    comment: str
    quads: list[ox.Quad]
    shape: str
    message: str
    found: list[str]


@cache
def valid_graph() -> tuple[ox.Quad, ...]:
    """The document and the curated entities of ``valid.trig``."""
    return tuple(ox.parse(path=HERE / "valid.trig"))


def curated_graph() -> list[ox.Quad]:
    """The curated entities of ``valid.trig``."""
    return [quad for quad in valid_graph() if quad.graph_name == CURATED]


def load_example(path: Path) -> Example:
    """The valid graph with the change of a file in ``broken/`` or ``sound/``."""
    text = path.read_text("utf-8")
    header = dict(re.findall(r"^# (shape|message|times|also): (.*)$", text, re.M))
    change = list(ox.parse(path=path))
    removed = Counter((q.subject, q.predicate, q.object) for q in change if q.graph_name == REMOVE)
    kept: list[ox.Quad] = []
    changed = {quad.graph_name for quad in change} - {REMOVE}
    for quad in valid_graph():
        triple = (quad.subject, quad.predicate, quad.object)
        if removed[triple]:
            removed[triple] -= 1
            changed.add(quad.graph_name)
        else:
            kept.append(quad)
    assert not +removed, f"{path.name} removes what is not in valid.trig: {+removed}"
    added = [quad for quad in change if quad.graph_name != REMOVE]
    times = int(header.get("times", "1")) if path.parent.name == "broken" else 0
    return Example(
        comment=text.partition("\n")[0].removeprefix("# "),
        quads=[quad for quad in (*kept, *added) if quad.graph_name in changed],
        shape=header["shape"],
        message=header.get("message", ""),
        found=sorted([header["shape"]] * times + header.get("also", "").split()),
    )
