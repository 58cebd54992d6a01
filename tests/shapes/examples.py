"""The valid graph, and the graphs with one fault each that are made from it."""

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
    """A broken graph and what must be said of it.

    Attributes:
        quads: the whole of each graph that the fault is in.
        shape: name of the shape that must find it.
        message: what the message must begin with.
        times: how many results there must be.
    """

    quads: list[ox.Quad]
    shape: str
    message: str
    times: int


@cache
def valid_graph() -> tuple[ox.Quad, ...]:
    """The document and the curated entities of ``valid.trig``."""
    return tuple(ox.parse(path=HERE / "valid.trig"))


def curated_graph() -> list[ox.Quad]:
    """The curated entities of ``valid.trig``."""
    return [quad for quad in valid_graph() if quad.graph_name == CURATED]


def load_example(path: Path) -> Example:
    """The valid graph with the one fault of a file in ``broken/``."""
    header = dict(re.findall(r"^# (shape|message|times): (.*)$", path.read_text("utf-8"), re.M))
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
    return Example(
        quads=[quad for quad in (*kept, *added) if quad.graph_name in changed],
        shape=header["shape"],
        message=header["message"],
        times=int(header.get("times", "1")),
    )
