"""IRIs of the graph: one base, and everything under it.

The base ``https://w3id.org/accord/`` is a single setting; a deployment may put its own in its
place. Nothing else in the code spells an Accord IRI out.
"""

from dataclasses import dataclass

DEFAULT_BASE = "https://w3id.org/accord/"


@dataclass(frozen=True, slots=True)
class Namespaces:
    """All IRIs that follow from one base.

    Attributes:
        base: an absolute IRI that ends in ``/``.

    Raises:
        ValueError: the base is not an ``http(s)`` IRI ending in ``/``.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not self.base.startswith(("http://", "https://")) or not self.base.endswith("/"):
            raise ValueError(
                f"base IRI {self.base!r} must start with http:// or https:// and end with '/'"
            )

    @property
    def vocabulary(self) -> str:
        """Namespace of classes, properties and concepts (prefix ``acc:``)."""
        return f"{self.base}ns#"

    def term(self, name: str) -> str:
        """IRI of a vocabulary term: ``term("Event")``."""
        return f"{self.base}ns#{name}"

    def entity(self, key: str) -> str:
        """IRI of an entity or claim by its key: ``entity("state/russia")``."""
        return f"{self.base}id/{key}"

    def document(self, name: str) -> str:
        """IRI of a source document, which is also the name of its graph."""
        return f"{self.base}doc/{name}"

    def graph(self, name: str) -> str:
        """IRI of a named graph that is no document: ``graph("curated")``."""
        return f"{self.base}graph/{name}"

    def rule(self, name: str) -> str:
        """IRI of a rule or curated entry: ``rule("oppose")``."""
        return f"{self.base}rule/{name}"

    def rebase(self, turtle: str) -> str:
        """Turtle written for the default base, with this base in its place."""
        return turtle if self.base == DEFAULT_BASE else turtle.replace(DEFAULT_BASE, self.base)
