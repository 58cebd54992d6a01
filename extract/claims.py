"""The plain records that pass between the steps of extraction.

Everything an entity or claim refers to is a *key*, the part of its IRI after ``id/``:
``state/russia``, ``issue/nato-expansion``, ``event/3f2a…``. Keys of claims are content hashes, so
the same input gives the same key on every machine. The names follow the data model.
"""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Literal

from ontology.terms import EventType

AUTHOR = "author"
"""Attribution to the document's own author (``doc/NAME#author``, or a named actor)."""

Factuality = Literal["Asserted", "Negated", "Possible", "Hypothetical", "Planned"]
ClaimKind = Literal["event", "position", "relationship"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the stored text: ``text[start:end]``, in Python string indices."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity that a text names or describes and the curated list lacks.

    Attributes:
        key: ``kind/slug``.
        type: local name of its class (``Community``, ``Issue``, ``Agreement`` …).
        label: canonical English name.
        names: further names.
        participants: keys of actors that the entity is between or about (a proposed treaty's
            parties).
    """

    key: str
    type: str
    label: str
    names: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention of a claim in one document.

    Attributes:
        span: the clause it rests on.
        sentence: the sentence that clause stands in.
        factuality: how certain it is said to be.
        attributed_to: who vouches for it: ``AUTHOR`` or entity keys, sorted.
        cues: words that make it less than a plain assertion ("could", "not"), in text order.
        condition: key of the claim in its if-clause, of a ``Hypothetical``.
        rule: name of the rule, or ``curation-ID`` of the curated entry.
        construction: how the sentence words it ("passive", "noun+pronoun"), of a rule's evidence.
    """

    span: Span
    sentence: Span
    rule: str
    factuality: Factuality = "Asserted"
    attributed_to: tuple[str, ...] = (AUTHOR,)
    cues: tuple[str, ...] = ()
    condition: str | None = None
    construction: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, happens or may happen. Dates are ``YYYY[-MM[-DD]]``."""

    key: str
    event_type: str
    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    start_date: str | None = None
    end_date: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def kind(self) -> ClaimKind:
        """``event``."""
        return "event"


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on one or more topics."""

    key: str
    holder: str
    stance: str
    topics: tuple[str, ...]
    toward: tuple[str, ...] = ()
    content: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def kind(self) -> ClaimKind:
        """``position``."""
        return "position"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A state of affairs that lasts. Dates are ``YYYY[-MM[-DD]]``."""

    key: str
    relation_type: str
    subject: str
    object: str
    office: str | None = None
    concerns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start_date: str | None = None
    end_date: str | None = None
    valid_in: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def kind(self) -> ClaimKind:
        """``relationship``."""
        return "relationship"


Claim = Event | Position | Relationship


def content_hash(*parts: object) -> str:
    """A short stable hash of what makes an instance that instance (64 bits, hexadecimal)."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


_ONCE = frozenset(
    (EventType.DISSOLUTION, EventType.UNIFICATION, EventType.INDEPENDENCE, EventType.ASSASSINATION)
)
_NAMED = ("state/", "organization/", "person/")


def make_event(
    document: str,
    event_type: str,
    *,
    agents: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    participants: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    concerns: tuple[str, ...] = (),
    start_date: str | None = None,
    end_date: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Event:
    """An event with its content key.

    Mentions in different documents are one event only where the time agrees, so an undated event's
    key holds the document's name; but a state dissolves or becomes independent once.
    """
    agents, recipients, participants, places, concerns = (
        tuple(sorted(set(group))) for group in (agents, recipients, participants, places, concerns)
    )
    actors = (*agents, *recipients, *participants)
    key = content_hash(
        event_type,
        *("|".join(group) for group in (agents, recipients, participants, places, concerns)),
        start_date or ("" if _is_once(event_type, actors) else f"in {document}"),
        end_date,
    )
    return Event(
        f"event/{key}",
        event_type,
        agents,
        recipients,
        participants,
        places,
        concerns,
        start_date,
        end_date,
        evidence,
    )


def _is_once(event_type: str, actors: tuple[str, ...]) -> bool:
    """Whether what such an event is can happen to these only once, whenever a text tells it."""
    return event_type in _ONCE and bool(actors) and all(a.startswith(_NAMED) for a in actors)


def make_position(
    holder: str,
    stance: str,
    topics: tuple[str, ...],
    *,
    toward: tuple[str, ...] = (),
    content: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Position:
    """A position with its content key: one holder's stance on one topic is one position."""
    topics, toward = tuple(sorted(set(topics))), tuple(sorted(set(toward)))
    key = content_hash(holder, stance, "|".join(topics), "|".join(toward), content)
    return Position(f"position/{key}", holder, stance, topics, toward, content, evidence)


def make_relationship(
    relation_type: str,
    subject: str,
    object_: str,
    *,
    office: str | None = None,
    concerns: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    start_date: str | None = None,
    end_date: str | None = None,
    valid_in: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Relationship:
    """A relationship with its content key."""
    concerns, places = tuple(sorted(set(concerns))), tuple(sorted(set(places)))
    key = content_hash(
        relation_type,
        subject,
        object_,
        office,
        "|".join(concerns),
        "|".join(places),
        start_date,
        end_date,
        valid_in,
    )
    return Relationship(
        f"relationship/{key}",
        relation_type,
        subject,
        object_,
        office,
        concerns,
        places,
        start_date,
        end_date,
        valid_in,
        evidence,
    )


def named_keys(claim: Claim) -> set[str]:
    """The keys that a claim names in its roles, as a source or as a condition."""
    if isinstance(claim, Event):
        groups = (claim.agents, claim.recipients, claim.participants, claim.places, claim.concerns)
        named = {key for group in groups for key in group}
    elif isinstance(claim, Position):
        named = {claim.holder, *claim.topics, *claim.toward}
    else:
        named = {claim.subject, claim.object, *claim.concerns, *claim.places}
    for evidence in claim.evidence:
        named.update(evidence.attributed_to)
        if evidence.condition is not None:
            named.add(evidence.condition)
    return named - {AUTHOR}


def merge_claims(claims: list[Claim]) -> list[Claim]:
    """One claim per key, with the evidence of all its mentions in text order."""
    mentions: dict[str, list[Claim]] = {}
    for claim in claims:
        mentions.setdefault(claim.key, []).append(claim)
    merged: list[Claim] = []
    for told in mentions.values():
        evidence = [e for claim in told for e in claim.evidence]
        evidence.sort(key=lambda e: (e.span, e.rule, e.attributed_to))
        merged.append(replace(told[-1], evidence=tuple(dict.fromkeys(evidence))))
    return merged


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention in the text and the entity it was taken for."""

    span: Span
    entity: str
    kind: Literal["name", "adjective", "metonym"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says.

    Attributes:
        document: name of the document.
        sentences: spans of all sentences of its body.
        mentions: named mentions, in text order.
        entities: entities that the curated list lacks, by key.
        claims: events, positions and relationships, each once.
        author: key of the actor who wrote it, where the metadata or the text itself say who that
            is.
    """

    document: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: dict[str, LocalEntity] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    author: str | None = None
