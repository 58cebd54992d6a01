"""Reading a curation file: what a person adds to, and corrects in, the claims of one text.

The format is described in ``docs/curation.md``. All that can be checked without the rules' claims
is checked here, so that a fault stops with file, line and quote before anything is applied.
"""

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import cast, get_args

from extract.claims import AUTHOR, ClaimKind, Factuality, Span
from extract.curation.edits import RoleValue
from extract.curation.entities import check_key, is_slug, read_entities, suggestion
from extract.curation.entries import (
    REFERENCE,
    ROLES,
    Action,
    Curation,
    Entry,
    EvidenceFields,
    Role,
)
from extract.curation.quotes import Quotable
from ontology.entities import Knowledge
from ontology.yaml_source import Node, load_yaml

_EVIDENCE_FIELDS = ("factuality", "attributed_to", "cues", "condition")


def read_curation(path: Path, text: str, knowledge: Knowledge) -> Curation:
    """Read and check the curation file of a text.

    Args:
        path: the file, ``NAME.curation.yaml``.
        text: the stored text that it is about.
        knowledge: the curated entities that its roles may name.

    Raises:
        SourceError: the file cannot be read; a field, key, type, stance or date is not one that is
            allowed; a quote does not stand in the text, or several times; an id is used twice; or
            entries refer to each other in a circle.
    """
    fields = load_yaml(path).fields(allowed=("complete", "entities", "claims"))
    entities = read_entities(fields["entities"].items() if "entities" in fields else (), knowledge)
    nodes: dict[str, Node] = {}
    for node in fields["claims"].items() if "claims" in fields else ():
        entry_id = _entry_id(node.fields(required=("id",))["id"])
        if entry_id in nodes:
            raise node.error(
                f"the id {entry_id!r} stands already in line {nodes[entry_id].line};"
                " each entry needs its own"
            )
        nodes[entry_id] = node
    reader = _EntryReader(
        Quotable(text),
        knowledge.entities.keys() | {entity.key for entity in entities},
        {entry_id for entry_id, node in nodes.items() if "add" in node.fields()},
    )
    entries = {entry_id: reader.read(entry_id, node) for entry_id, node in nodes.items()}
    return Curation(
        str(path),
        entities,
        tuple(_in_order_of_reference(entries, nodes)),
        tuple(entry for entry in entries.values() if entry.action != "add"),
        "complete" in fields and fields["complete"].boolean(),
    )


class _EntryReader:
    """Reads entries against one text, one set of keys and the ids of those that add a claim."""

    def __init__(self, text: Quotable, keys: Collection[str], additions: Collection[str]) -> None:
        self._text = text
        self._keys = keys
        self._additions = additions

    def read(self, entry_id: str, node: Node) -> Entry:
        """One entry, checked."""
        fields = node.fields()
        action = _action(node)
        kind = cast(ClaimKind, fields[action].choice(get_args(ClaimKind)))
        required = [name for name, role in ROLES[kind].items() if role.required]
        more, needed = {"add": (_EVIDENCE_FIELDS, required), "amend": (("set",), ["set"])}.get(
            action, ((), [])
        )
        node.fields(("id", action, "quote", "occurrence", *ROLES[kind], *more), ("quote", *needed))
        changes: Mapping[str, Node] = {}
        if action == "amend":
            changes = fields["set"].fields((*ROLES[kind], *_EVIDENCE_FIELDS))
            if not changes:
                raise fields["set"].error("set is empty; say what the claim should have instead")
        return Entry(
            entry_id,
            node.line,
            action,
            kind,
            self._span(fields),
            self._roles(kind, fields),
            self._roles(kind, changes),
            self._evidence(fields if action == "add" else changes),
        )

    def _span(self, fields: Mapping[str, Node]) -> Span:
        quote = fields["quote"].text()
        spans = self._text.find(quote)
        if not spans:
            raise fields["quote"].error(
                f"the quote “{quote}” does not stand in the text; copy it from there, whole words,"
                " letter for letter"
            )
        if "occurrence" not in fields:
            if len(spans) > 1:
                raise fields["quote"].error(
                    f"the quote “{quote}” stands {len(spans)} times in the text; lengthen it, or"
                    f" say which is meant with occurrence: 1 to {len(spans)}"
                )
            return spans[0]
        occurrence = fields["occurrence"].integer()
        if not 1 <= occurrence <= len(spans):
            raise fields["occurrence"].error(
                f"occurrence is {occurrence}, and the quote “{quote}” stands only {len(spans)}"
                f" times; allowed: 1 to {len(spans)}"
            )
        return spans[occurrence - 1]

    def _roles(self, kind: ClaimKind, fields: Mapping[str, Node]) -> dict[str, RoleValue]:
        roles = {
            role.attribute: self._value(fields[name], role)
            for name, role in ROLES[kind].items()
            if name in fields
        }
        start, end = roles.get("start_date"), roles.get("end_date")
        if isinstance(start, str) and isinstance(end, str) and end < start[: len(end)]:
            raise fields["end_date"].error(f"end_date {end} is before the start, {start}")
        return roles

    def _value(self, node: Node, role: Role) -> RoleValue:
        """What a role holds; an empty list takes a role away that need not be there."""
        if node.value == ():
            if role.required:
                raise node.error(f"{node.name} is empty, and a claim cannot be without it")
            return () if role.value == "keys" else None
        match role.value:
            case "key":
                return self._key(node)
            case "keys":
                node.texts()
                return tuple(self._key(item) for item in node.items())
            case "date":
                return node.date()
            case "text":
                return node.text()
        return node.choice(role.value)

    def _key(self, node: Node) -> str:
        key = node.text()
        if key.startswith(REFERENCE):
            self._addition(node, key.removeprefix(REFERENCE))
        else:
            check_key(node, self._keys)
        return key

    def _addition(self, node: Node, entry_id: str) -> str:
        if entry_id not in self._additions:
            raise node.error(
                f"no entry of this file with the id {entry_id!r} adds a claim"
                f"{suggestion(entry_id, self._additions)}"
            )
        return entry_id

    def _evidence(self, fields: Mapping[str, Node]) -> EvidenceFields:
        factuality = attributed_to = cues = condition = None
        if "factuality" in fields:
            factuality = cast(Factuality, fields["factuality"].choice(get_args(Factuality)))
        if "attributed_to" in fields:
            for item in fields["attributed_to"].items():
                check_key(item, {AUTHOR, *self._keys})
            attributed_to = tuple(sorted(fields["attributed_to"].texts()))
            if not attributed_to:
                raise fields["attributed_to"].error(
                    f"nobody vouches for the claim; name an actor, {AUTHOR}, or take the field out"
                )
        if "cues" in fields:
            cues = fields["cues"].texts()
        if "condition" in fields:
            condition = self._addition(fields["condition"], fields["condition"].text())
            if factuality != "Hypothetical":
                raise fields["condition"].error(
                    "only what is Hypothetical has a condition; add factuality: Hypothetical"
                )
        return EvidenceFields(factuality, attributed_to, cues, condition)


def references(roles: Mapping[str, RoleValue]) -> Iterable[str]:
    """The ids of the entries whose claims these roles name."""
    for value in roles.values():
        for key in (value,) if isinstance(value, str) else value or ():
            if key.startswith(REFERENCE):
                yield key.removeprefix(REFERENCE)


def _entry_id(node: Node) -> str:
    if not is_slug(node.text()):
        raise node.error(
            f"the id {node.text()!r} is not allowed; allowed: lower-case letters, digits and single"
            " hyphens"
        )
    return node.text()


def _action(node: Node) -> Action:
    actions = get_args(Action)
    stated = [name for name in node.fields() if name in actions]
    if len(stated) != 1:
        raise node.error(
            f"an entry has one of the keys {', '.join(actions)}; this one has"
            f" {' and '.join(stated) or 'none'}"
        )
    return cast(Action, stated[0])


def _in_order_of_reference(
    entries: Mapping[str, Entry], nodes: Mapping[str, Node]
) -> Iterable[Entry]:
    """The additions, each after those that its roles refer to."""
    additions = {entry_id: entry for entry_id, entry in entries.items() if entry.action == "add"}
    order = TopologicalSorter({i: list(references(entry.roles)) for i, entry in additions.items()})
    try:
        return [additions[entry_id] for entry_id in order.static_order()]
    except CycleError as error:
        circle: list[str] = error.args[1]
        raise nodes[circle[0]].error(
            f"these entries refer to each other in a circle: {' → '.join(circle)}"
        ) from error
