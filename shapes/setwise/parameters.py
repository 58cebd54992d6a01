"""What a shape says in the shapes graph, checked while it is read."""

from collections.abc import Callable

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.lexical import is_ill_typed
from shapes.setwise.paths import Path
from shapes.setwise.shape import Shape
from shapes.setwise.terms import RDF_LANG_STRING, XSD, Subject, Term, readable, sh
from shapes.setwise.triples import Triples

_STRINGS = (f"{XSD}string", RDF_LANG_STRING.value)
_MOST = 10**9
"""The largest number that a count may be."""


class Parameters:
    """The values of the parameters of one shape (SHACL §3.4.1).

    Args:
        triples: the shapes graph.
        node: the shape.
        path: its property path.
        shape_of: makes the shape at another node, which ``node`` refers to by a parameter.
    """

    def __init__(
        self,
        triples: Triples,
        node: Subject,
        path: Path | None,
        shape_of: Callable[[Term], Shape],
    ) -> None:
        self.triples = triples
        self.node = node
        self.path = path
        self._shape_of = shape_of

    def error(self, message: str) -> ShapesError:
        """An error that begins with the shape."""
        return ShapesError(f"the shape {readable(self.node)} {message}")

    def values(self, name: str) -> list[Term]:
        """All values of a parameter."""
        return self.triples.objects(self.node, sh(name))

    def single(self, name: str) -> Term | None:
        """The one value of a parameter, where it has any."""
        values = self.values(name)
        if len(values) > 1:
            raise self.error(f"has {len(values)} values of sh:{name}; one at most is allowed")
        return values[0] if values else None

    def for_paths_only(self, name: str) -> None:
        """Refuse a parameter where the shape has no path."""
        if self.path is None and self.values(name):
            raise self.error(
                f"has sh:{name} and no sh:path; only property shapes may have it: give the shape a"
                " sh:path, or put the constraint into a sh:property"
            )

    def iris(self, name: str) -> list[ox.NamedNode]:
        """All values of a parameter, which are IRIs."""
        return [self._iri(name, value) for value in self.values(name)]

    def iri(self, name: str) -> ox.NamedNode | None:
        """The one value of a parameter, an IRI."""
        value = self.single(name)
        return None if value is None else self._iri(name, value)

    def literals(self, name: str) -> list[ox.Literal]:
        """All values of a parameter, which are literals."""
        return [self._literal(name, value) for value in self.values(name)]

    def texts(self, name: str) -> list[ox.Literal]:
        """All values of a parameter, which are texts."""
        for literal in (texts := self.literals(name)):
            if literal.datatype.value not in _STRINGS:
                raise self.error(f"has {literal} as sh:{name}; a text is allowed")
        return texts

    def text(self, name: str) -> str | None:
        """The one value of a parameter, a text."""
        self.single(name)
        return next((text.value for text in self.texts(name)), None)

    def count(self, name: str) -> int | None:
        """The one value of a parameter, a whole number from 0."""
        value = self.single(name)
        if value is None:
            return None
        literal = self._literal(name, value)
        if literal.datatype.value != f"{XSD}integer" or is_ill_typed(literal):
            raise self.error(f"has {literal} as sh:{name}; a whole number is allowed (xsd:integer)")
        return min(int(literal.value[:20]), _MOST)

    def flag(self, name: str) -> bool | None:
        """The one value of a parameter, a boolean; SHACL means ``true`` itself, and not ``1``."""
        value = self.single(name)
        if value is None:
            return None
        literal = self._literal(name, value)
        if literal.datatype.value != f"{XSD}boolean" or is_ill_typed(literal):
            raise self.error(f"has {literal} as sh:{name}; true or false is allowed (xsd:boolean)")
        return literal.value == "true"

    def lists(self, name: str) -> list[list[Term]]:
        """All values of a parameter, which are lists."""
        return [self.triples.members(head, self.node) for head in self.values(name)]

    def list_of_iris(self, name: str) -> list[ox.NamedNode] | None:
        """The one value of a parameter, a list of IRIs."""
        head = self.single(name)
        if head is None:
            return None
        return [self._iri(name, member) for member in self.triples.members(head, self.node)]

    def shapes(self, name: str) -> list[Shape]:
        """All values of a parameter, which are shapes."""
        return [self.shape(value) for value in self.values(name)]

    def shape_lists(self, name: str) -> list[list[Shape]]:
        """All values of a parameter, which are lists of shapes."""
        return [[self.shape(member) for member in members] for members in self.lists(name)]

    def shape(self, node: Term) -> Shape:
        """The shape at another node."""
        return self._shape_of(node)

    def _iri(self, name: str, value: Term) -> ox.NamedNode:
        if not isinstance(value, ox.NamedNode):
            raise self.error(f"has {readable(value)} in sh:{name}; an IRI is allowed")
        return value

    def _literal(self, name: str, value: Term) -> ox.Literal:
        if not isinstance(value, ox.Literal):
            raise self.error(f"has {readable(value)} as sh:{name}; a literal is allowed")
        return value
