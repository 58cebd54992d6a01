"""The entities that a text speaks of: curated ones, and those that it names or describes itself."""

from collections.abc import Mapping

from extract.claims import LocalEntity
from ontology.entities import Knowledge
from ontology.terms import SUPERCLASSES, Class

_CLASSES: Mapping[str, frozenset[str]] = {
    str(name): frozenset(map(str, (name, *SUPERCLASSES[name]))) for name in Class
}
"""For each class its own name and those of all classes above it."""
_NONE: frozenset[str] = frozenset()


class Entities:
    """The entities of one document.

    Args:
        knowledge: the curated entities.
        named: those that the text names and the curated list lacks, by key.
    """

    def __init__(self, knowledge: Knowledge, named: Mapping[str, LocalEntity]) -> None:
        self.knowledge = knowledge
        self.local: dict[str, LocalEntity] = dict(named)
        self._named = frozenset(named)

    def class_of(self, key: str) -> str:
        """Local name of the class of an entity, curated or described."""
        curated = self.knowledge.entities.get(key)
        if curated is not None:
            return curated.type
        local = self.local.get(key)
        return local.type if local is not None else ""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class or of one of its subclasses."""
        return wanted in _CLASSES.get(self.class_of(key), _NONE)

    def is_named(self, key: str) -> bool:
        """Whether the text names an entity, and does not only describe it."""
        return key in self.knowledge.entities or key in self._named

    def label(self, key: str) -> str:
        """The label of an entity."""
        curated = self.knowledge.entities.get(key)
        return curated.label if curated is not None else self.local[key].label

    def keep(self, entity: LocalEntity | None) -> str | None:
        """Remember an entity that the text describes; a curated one of that key goes before."""
        if entity is None:
            return None
        for key in (entity.key, entity.key.replace("issue/", "agreement/")):
            if key in self.knowledge.entities:
                return key
        self.local.setdefault(entity.key, entity)
        return entity.key
