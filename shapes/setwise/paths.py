"""Property paths (SHACL §2.3.1): read from a shapes graph, followed in a data graph."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.terms import RDF_FIRST, Term, readable, sh
from shapes.setwise.triples import Triples

if TYPE_CHECKING:
    from shapes.setwise.data import DataGraph

Follow = Callable[[int], Collection[int]]
"""From a node to the nodes that a path leads to, each once."""

_DEEPEST = 50
"""How many paths may stand in each other."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property, followed from subject to object."""

    iri: ox.NamedNode

    def __str__(self) -> str:
        return str(self.iri)

    def follow(self, graph: "DataGraph") -> Follow:
        """From a subject to its objects."""
        column = graph.forward(self.iri)
        return lambda node: column.get(node, ())


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path followed from its end to its beginning."""

    path: "Path"

    def __str__(self) -> str:
        return f"^({self.path})"

    def follow(self, graph: "DataGraph") -> Follow:
        """From an object to its subjects."""
        if isinstance(self.path, Predicate):
            column = graph.backward(self.path.iri)
            return lambda node: column.get(node, ())
        return _turned(self.path).follow(graph)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after the other."""

    paths: tuple["Path", ...]

    def __str__(self) -> str:
        return "/".join(f"({path})" for path in self.paths)

    def follow(self, graph: "DataGraph") -> Follow:
        """From a node over all paths."""
        steps = [path.follow(graph) for path in self.paths]

        def walk(node: int) -> Collection[int]:
            reached: Collection[int] = (node,)
            for step in steps:
                reached = {end for each in reached for end in step(each)}
            return reached

        return walk


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    paths: tuple["Path", ...]

    def __str__(self) -> str:
        return "|".join(f"({path})" for path in self.paths)

    def follow(self, graph: "DataGraph") -> Follow:
        """From a node over each of the paths."""
        ways = [path.follow(graph) for path in self.paths]
        return lambda node: {end for way in ways for end in way(node)}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path once or several times (``many``), or not at all (``optional``)."""

    path: "Path"
    optional: bool
    many: bool

    def __str__(self) -> str:
        sign = ("*" if self.many else "?") if self.optional else "+"
        return f"({self.path}){sign}"

    def follow(self, graph: "DataGraph") -> Follow:
        """From a node over the path again and again; each node is reached once."""
        step = self.path.follow(graph)

        def walk(node: int) -> Collection[int]:
            reached = set(step(node))
            waiting = list(reached) if self.many else []
            while waiting:
                new = set(step(waiting.pop())) - reached
                reached |= new
                waiting += new
            return reached | {node} if self.optional else reached

        return walk


Path = Predicate | Inverse | Sequence | Alternative | Repeated


def _turned(path: Path) -> Path:
    """The path from its end to its beginning, where only properties are inverted."""
    if isinstance(path, Predicate):
        return Inverse(path)
    if isinstance(path, Inverse):
        return path.path
    if isinstance(path, Sequence):
        return Sequence(tuple(_turned(each) for each in reversed(path.paths)))
    if isinstance(path, Alternative):
        return Alternative(tuple(_turned(each) for each in path.paths))
    return Repeated(_turned(path.path), path.optional, path.many)


_REPEATED = {
    sh("zeroOrMorePath"): (True, True),
    sh("oneOrMorePath"): (False, True),
    sh("zeroOrOnePath"): (True, False),
}


def read_path(triples: Triples, node: Term, owner: Term, depth: int = 0) -> Path:
    """The property path at a node of a shapes graph.

    Args:
        triples: the shapes graph.
        node: the path.
        owner: the shape that it belongs to, for the message.
        depth: how many paths it stands in.

    Raises:
        ShapesError: the path is not well-formed.
    """
    if isinstance(node, ox.NamedNode):
        return Predicate(node)
    if depth > _DEEPEST:
        raise ShapesError(
            f"the path of the shape {readable(owner)} holds itself, or is nested more than"
            f" {_DEEPEST} levels deep; a path must not be recursive"
        )

    def inner(part: Term) -> Path:
        return read_path(triples, part, owner, depth + 1)

    if triples.objects(node, RDF_FIRST):
        return Sequence(tuple(inner(part) for part in _several(triples, node, owner)))
    if inverse := triples.objects(node, sh("inversePath")):
        return Inverse(inner(_single(inverse, owner)))
    if alternative := triples.objects(node, sh("alternativePath")):
        parts = _several(triples, _single(alternative, owner), owner)
        return Alternative(tuple(inner(part) for part in parts))
    for name, (optional, many) in _REPEATED.items():
        if repeated := triples.objects(node, name):
            return Repeated(inner(_single(repeated, owner)), optional, many)
    raise _ill_formed(owner)


def _several(triples: Triples, head: Term, owner: Term) -> list[Term]:
    members = triples.members(head, owner)
    if len(members) < 2:
        raise _ill_formed(owner)
    return members


def _single(nodes: list[Term], owner: Term) -> Term:
    if len(nodes) != 1:
        raise _ill_formed(owner)
    return nodes[0]


def _ill_formed(owner: Term) -> ShapesError:
    return ShapesError(
        f"the path of the shape {readable(owner)} is not well-formed; allowed are a property, a"
        " list of two or more paths, and a blank node with exactly one of sh:inversePath,"
        " sh:alternativePath (a list of two or more paths), sh:zeroOrMorePath, sh:oneOrMorePath and"
        " sh:zeroOrOnePath"
    )
