"""The curated knowledge: ``ontology/knowledge/*.yaml`` loaded, and checked as a whole."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ontology.entities import Entity, Knowledge, NameKind
from ontology.knowledge_schema import KINDS, Entry, read_entry
from ontology.yaml_source import Node, SourceError, parse_yaml, read_source

KnowledgeError = SourceError
"""What is raised for a fault in a curated file: ``FILE:LINE: what is wrong, what is allowed``."""

PACKAGED = Path(__file__).parent / "knowledge"
"""The files that come with the project."""

_NAME_KINDS: tuple[NameKind, ...] = ("name", "metonym", "adjective")
"""Ways a name can mean an entity, most direct first."""


def load_knowledge(directory: Path | None = None) -> Knowledge:
    """Read and check all curated files of a directory.

    In ``Knowledge.readings`` a label, a further name and a demonym ("Russians") is a ``name``; a
    demonym that is also an adjective ("Afghan") is an ``adjective``. A name that begins in lower
    case ("the West", "détente") is there with a capital too, as at the start of a sentence. The
    readings of one name stand in this order: names before metonyms before adjectives; then entries
    that list the name under ``prefer``; then entries that have not ended (``valid_until``); then by
    kind, in the order of ``knowledge_schema.KINDS``; then by key.

    Args:
        directory: where the files are; those that come with the project where ``None``.

    Raises:
        KnowledgeError: a file is not readable YAML; an entry has an unknown field, a malformed or
            contradictory value; a key or an external identifier stands twice; a reference names no
            entry; two entries have the same name and do not say that it is ambiguous.
    """
    directory = directory or PACKAGED
    digest = hashlib.sha256()
    entries: dict[str, Entry] = {}
    for path, kind in _files(directory):
        data = read_source(path)
        digest.update(f"{path.name} {len(data)}\n".encode())
        digest.update(data)
        for key, node in parse_yaml(data, str(path)).fields().items():
            entries[key] = read_entry(key, node, kind, path.name)
    _check_references(entries)
    _check_identifiers(entries.values())
    _check_shared_names(entries.values())
    return Knowledge(
        entities={key: entry.entity for key, entry in entries.items()},
        readings=_readings(entries.values()),
        fingerprint=digest.hexdigest(),
    )


def _files(directory: Path) -> Iterator[tuple[Path, str]]:
    """The curated files of a directory and their kinds, in the order of the kinds."""
    allowed = {kind.file: name for name, kind in KINDS.items()}
    present = {path.name for path in directory.glob("*.yaml")}
    for name in sorted(present - allowed.keys()):
        raise SourceError(
            str(directory / name),
            1,
            f"no file of this name is expected here; allowed: {', '.join(sorted(allowed))}",
        )
    if not present:
        raise SourceError(str(directory), 1, "there is no curated file here; check the path")
    for file, kind_name in allowed.items():
        if file in present:
            yield directory / file, kind_name


def _check_references(entries: Mapping[str, Entry]) -> None:
    for entry in entries.values():
        for reference in entry.references:
            if reference.key not in entries:
                raise reference.node.error(
                    f"{reference.node.name} names {reference.key!r}, and there is no such entry;"
                    " correct the key or add the entry"
                )
            if reference.key.partition("/")[0] not in reference.kinds:
                raise reference.node.error(
                    f"{reference.node.name} names {reference.key!r}; allowed: an entry of the kind"
                    f" {', '.join(reference.kinds)}"
                )


def _check_identifiers(entries: Collection[Entry]) -> None:
    """Two entries cannot be the same thing of another data set."""
    for field in ("wikidata", "dbpedia", "geonames", "iso3166"):
        seen: dict[str, str] = {}
        for entry in entries:
            identifier = getattr(entry.entity, field)
            if identifier in seen:
                raise entry.fields["ids"].error(
                    f"{field} {identifier} is also that of {seen[identifier]}; only one can be it"
                )
            if identifier is not None:
                seen[identifier] = entry.entity.key


def _own_names(entity: Entity) -> tuple[str, ...]:
    return (entity.label, *entity.names)


def _check_shared_names(entries: Collection[Entry]) -> None:
    """A name of several entries is marked as ambiguous by each, and no other is."""
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in _own_names(entry.entity):
            bearers[name].append(entry)
    for name, sharing in bearers.items():
        for entry in sharing:
            marked = name in entry.ambiguous
            if len(sharing) > 1 and not marked:
                others = ", ".join(other.entity.key for other in sharing if other is not entry)
                raise _node_of(entry, "names").error(
                    f"the name {name!r} of {entry.entity.key} is also a name of {others}; take it"
                    f" out of one, or write 'ambiguous: [{name}]' in each"
                )
            if len(sharing) == 1 and marked:
                raise _node_of(entry, "ambiguous").error(
                    f"{name!r} is marked as ambiguous, and no other entry has this name; take the"
                    " mark out"
                )


def _node_of(entry: Entry, field: str) -> Node:
    return entry.fields.get(field, entry.fields["label"])


def _readings(entries: Collection[Entry]) -> dict[str, tuple[tuple[str, NameKind], ...]]:
    kind_order = {kind: position for position, kind in enumerate(KINDS)}
    found: dict[str, dict[str, NameKind]] = defaultdict(dict)
    by_key = {entry.entity.key: entry for entry in entries}
    for key, entry in by_key.items():
        for name, kind in _names_and_kinds(entry.entity):
            for spelling in (name, name[0].upper() + name[1:]):
                found[spelling].setdefault(key, kind)

    def usualness(name: str, key: str, kind: NameKind) -> tuple[int, bool, bool, int, str]:
        entry = by_key[key]
        return (
            _NAME_KINDS.index(kind),
            name not in entry.prefer,
            entry.entity.valid_until is not None,
            kind_order[key.partition("/")[0]],
            key,
        )

    return {
        name: tuple(sorted(kinds.items(), key=lambda reading: usualness(name, *reading)))
        for name, kinds in found.items()
    }


def _names_and_kinds(entity: Entity) -> Iterator[tuple[str, NameKind]]:
    """Each name of an entity, under the most direct of the ways it means it."""
    for name in _own_names(entity):
        yield name, "name"
    for name in entity.metonyms:
        yield name, "metonym"
    for name in entity.adjectives:
        yield name, "adjective"
    for name in entity.demonyms:
        yield name, "name"
