"""Claims in one line: their labels in the graph, and the notation of the frames' examples."""

from collections.abc import Callable, Iterable

from extract.claims import Claim, Event, Position, Relationship

Namer = Callable[[str], str]
"""The label of an entity or claim by its key."""


def describe(claim: Claim, name: Namer) -> str:
    """A claim in one line.

    Examples:
        ``Russia Opposes NATO expansion``, ``Invasion: Russia → Georgia, 2008``,
        ``Dmitry Medvedev HoldsOffice Russia, as president, in 2010-06``.
    """
    if isinstance(claim, Position):
        return _position(claim, name)
    if isinstance(claim, Event):
        return _event(claim, name)
    return _relationship(claim, name)


def _listed(keys: Iterable[str], name: Namer) -> str:
    return ", ".join(sorted(name(key) for key in keys))


def _position(claim: Position, name: Namer) -> str:
    topics = " & ".join(sorted(name(key) for key in claim.topics))
    toward = f" ({_listed(claim.toward, name)})" if claim.toward else ""
    return f"{name(claim.holder)} {claim.stance} {topics}{toward}"


def _event(claim: Event, name: Namer) -> str:
    who = _listed(claim.agents, name)
    if claim.recipients:
        who = f"{who} → {_listed(claim.recipients, name)}".strip()
    if claim.participants:
        who = f"{who}; " * bool(who) + _listed(claim.participants, name)
    parts = [who] if who else []
    if claim.places:
        parts.append(f"at {_listed(claim.places, name)}")
    if claim.concerns:
        parts.append(f"on {_listed(claim.concerns, name)}")
    parts += _dates(claim.start_date, claim.end_date)
    return f"{claim.event_type}: {', '.join(parts)}"


def _relationship(claim: Relationship, name: Namer) -> str:
    parts = [f"{name(claim.subject)} {claim.relation_type} {name(claim.object)}"]
    if claim.office:
        parts.append(f"as {claim.office}")
    if claim.places:
        parts.append(f"at {_listed(claim.places, name)}")
    if claim.concerns:
        parts.append(f"on {_listed(claim.concerns, name)}")
    parts += _dates(claim.start_date, claim.end_date)
    if claim.valid_in:
        parts.append(f"in {claim.valid_in}")
    return ", ".join(parts)


def _dates(start: str | None, end: str | None) -> list[str]:
    if start is None and end is None:
        return []
    return [f"{start or ''}–{end}" if end is not None else str(start)]
