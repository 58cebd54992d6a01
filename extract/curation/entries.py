"""The records of a curation file, and the roles that its entries may have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from extract.claims import ClaimKind, Factuality, LocalEntity, Span
from extract.curation.edits import RoleValue
from ontology.terms import EventType, RelationType, Stance

Action = Literal["add", "confirm", "amend", "reject"]

REFERENCE = "claim:"
"""What a reference to the claim of another entry begins with."""

_RULE_PREFIX = "curation-"


@dataclass(frozen=True, slots=True)
class Role:
    """How a role is written in a curation file.

    Attributes:
        attribute: the attribute of the claim record that holds it.
        value: what may stand there: a key, several, a date, a text, or one of the concepts listed.
        required: whether an added claim must have it.
    """

    attribute: str
    value: Literal["key", "keys", "date", "text"] | tuple[str, ...]
    required: bool = False


ROLES: Mapping[ClaimKind, Mapping[str, Role]] = MappingProxyType(
    {
        "event": {
            "type": Role("event_type", tuple(EventType), required=True),
            "agents": Role("agents", "keys"),
            "recipients": Role("recipients", "keys"),
            "participants": Role("participants", "keys"),
            "places": Role("places", "keys"),
            "concerns": Role("concerns", "keys"),
            "date": Role("start_date", "date"),
            "end_date": Role("end_date", "date"),
        },
        "position": {
            "holder": Role("holder", "key", required=True),
            "stance": Role("stance", tuple(Stance), required=True),
            "topics": Role("topics", "keys", required=True),
            "toward": Role("toward", "keys"),
            "content": Role("content", "text"),
        },
        "relationship": {
            "type": Role("relation_type", tuple(RelationType), required=True),
            "subject": Role("subject", "key", required=True),
            "object": Role("object", "key", required=True),
            "office": Role("office", "text"),
            "concerns": Role("concerns", "keys"),
            "places": Role("places", "keys"),
            "start_date": Role("start_date", "date"),
            "end_date": Role("end_date", "date"),
            "valid_in": Role("valid_in", "date"),
        },
    }
)
"""The roles of each kind of claim, by the name they have in a curation file."""


@dataclass(frozen=True, slots=True)
class EvidenceFields:
    """What an entry says of its evidence; ``None`` where it says nothing.

    Attributes:
        factuality: as ``extract.claims.Evidence``, and
        attributed_to: likewise, and
        cues: likewise.
        condition: id of the entry that adds the claim in the if-clause.
    """

    factuality: Factuality | None = None
    attributed_to: tuple[str, ...] | None = None
    cues: tuple[str, ...] | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry under ``claims:``.

    Attributes:
        id: its name in the file.
        line: the line it starts at.
        action: what it does.
        kind: the kind of claim.
        span: where its quote stands in the text.
        roles: of an addition, the roles of its claim; of a correction, what a claim must have to be
            meant. By attribute of the claim record; claims of other entries still as ``claim:ID``.
        changes: the roles that an amendment sets; ``None`` or ``()`` takes a role away.
        evidence: what an addition or amendment says of the evidence.
    """

    id: str
    line: int
    action: Action
    kind: ClaimKind
    span: Span
    roles: Mapping[str, RoleValue] = field(default_factory=dict)
    changes: Mapping[str, RoleValue] = field(default_factory=dict)
    evidence: EvidenceFields = EvidenceFields()

    @property
    def rule(self) -> str:
        """The name that evidence of this entry has as its rule."""
        return f"{_RULE_PREFIX}{self.id}"


@dataclass(frozen=True, slots=True)
class Curation:
    """What a person decided about one text.

    Attributes:
        file: the file it was read from, for messages.
        entities: entities that the text names or describes and the curated list lacks.
        additions: entries that add a claim; one that another refers to stands before it.
        corrections: entries that confirm, amend or reject claims of the rules, in the file's order.
        complete: whether the entries are all that the text says, so that no other claim stands.
    """

    file: str
    entities: tuple[LocalEntity, ...] = ()
    additions: tuple[Entry, ...] = ()
    corrections: tuple[Entry, ...] = ()
    complete: bool = False


def is_curated(rule: str) -> bool:
    """Whether evidence with this rule is one that a person stands behind."""
    return rule.startswith(_RULE_PREFIX)
