"""The entities that a curation file defines for its text, and keys that may stand in its roles."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from extract.claims import LocalEntity
from ontology.entities import Knowledge
from ontology.knowledge_schema import KINDS
from ontology.yaml_source import Node

TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: kind.types for name, kind in KINDS.items() if name != "event"}
    | {"community": ("Community",)}
)
"""The kinds an entity of a text may be of, and the classes of each; its events are claims."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether a text is of small letters, digits and single hyphens between them."""
    return _SLUG.fullmatch(text) is not None


def read_entities(nodes: tuple[Node, ...], knowledge: Knowledge) -> tuple[LocalEntity, ...]:
    """The entries under ``entities:``.

    Raises:
        SourceError: a field, key, kind or class is not one that is allowed, or a key stands twice
            or is curated already.
    """
    entities: dict[str, LocalEntity] = {}
    lines: dict[str, int] = {}
    for node in nodes:
        fields = node.fields(
            ("key", "type", "label", "names", "participants"), ("key", "type", "label")
        )
        key = fields["key"].text()
        kind, _, slug = key.partition("/")
        if kind not in TYPES or not is_slug(slug):
            raise fields["key"].error(
                f"{key!r} is no key; allowed: KIND/NAME, NAME in lower-case letters, digits and"
                f" single hyphens, KIND one of {', '.join(sorted(TYPES))}"
            )
        if key in knowledge.entities:
            known = knowledge.entities[key]
            raise fields["key"].error(
                f"{key!r} is curated already, in {known.file}:{known.line}; take this entry out"
            )
        if key in entities:
            raise fields["key"].error(f"{key!r} stands already in line {lines[key]}")
        lines[key] = node.line
        entities[key] = LocalEntity(
            key,
            fields["type"].choice(TYPES[kind]),
            fields["label"].text(),
            fields["names"].texts() if "names" in fields else (),
            fields["participants"].texts() if "participants" in fields else (),
        )
    keys = knowledge.entities.keys() | entities.keys()
    for node in nodes:
        for participants in (f for name, f in node.fields().items() if name == "participants"):
            for item in participants.items():
                check_key(item, keys)
    return tuple(entities.values())


def check_key(node: Node, keys: Collection[str]) -> None:
    """Refuse a key that is not among those that are known.

    Raises:
        SourceError: it is not; the message offers those that look like it.
    """
    key = node.text()
    if key not in keys:
        raise node.error(
            f"there is no entity {key!r}{suggestion(key, keys)}; one that only this text has is"
            " defined under entities:"
        )


def suggestion(wrong: str, right: Collection[str]) -> str:
    """`` (did you mean …?)``, or nothing where nothing is alike."""
    alike = get_close_matches(wrong, sorted(right), n=3, cutoff=0.75)
    return f" (did you mean {' or '.join(alike)}?)" if alike else ""
