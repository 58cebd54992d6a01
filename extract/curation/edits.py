"""Claims taken apart into roles, put together again, and kept consistent when one is replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from extract.claims import (
    Claim,
    ClaimKind,
    Evidence,
    make_event,
    make_position,
    make_relationship,
)

RoleValue = str | tuple[str, ...] | None
Successors = Mapping[str, str | None]
"""Claims that are gone, by key: the key of the one in their place, or ``None``."""

_OPTIONAL = frozenset({"agents", "recipients", "participants", "places", "concerns", "toward"})


def roles_of(claim: Claim) -> dict[str, RoleValue]:
    """All roles of a claim, its type or stance among them, by attribute."""
    return {
        f.name: getattr(claim, f.name) for f in fields(claim) if f.name not in ("key", "evidence")
    }


def claim_of(
    kind: ClaimKind, roles: Mapping[str, RoleValue], document: str, evidence: Sequence[Evidence]
) -> Claim:
    """The claim with these roles and evidence, under its content key.

    Args:
        kind: event, position or relationship.
        roles: as ``roles_of`` gives them; those that need not be there may be left out.
        document: name of the document, which the key of an undated event depends on.
        evidence: its mentions.
    """
    given: dict[str, Any] = dict(roles)
    if kind == "event":
        return make_event(document, **given, evidence=tuple(evidence))
    if kind == "position":
        return make_position(**given, evidence=tuple(evidence))
    return make_relationship(object_=given.pop("object"), **given, evidence=tuple(evidence))


def redirect(claims: Sequence[Claim], successors: Successors, document: str) -> list[Claim]:
    """The claims with references to claims that are gone made to name their successors.

    A reference to a claim without successor is left out; a claim that cannot be without it (the
    holder or only topic of a position, an end of a relationship) is gone too, and so on upwards. A
    claim whose roles change has another key, which the claims that refer to it follow.
    """
    while successors:
        gone: dict[str, str | None] = {}
        remaining: list[Claim] = []
        for claim in claims:
            redirected = _redirected(claim, successors, document)
            if redirected is not None:
                remaining.append(redirected)
            if redirected is None or redirected.key != claim.key:
                gone[claim.key] = redirected.key if redirected else None
        claims, successors = remaining, gone
    return list(claims)


def _redirected(claim: Claim, successors: Successors, document: str) -> Claim | None:
    roles = roles_of(claim)
    for name, value in roles.items():
        if isinstance(value, str):
            roles[name] = successors.get(value, value)
            lost = roles[name] is None
        else:
            followed = (successors.get(key, key) for key in value or ())
            roles[name] = tuple(key for key in followed if key is not None) if value else value
            lost = bool(value) and not roles[name] and name not in _OPTIONAL
        if lost:
            return None
    evidence = [
        replace(e, condition=successors.get(e.condition, e.condition)) if e.condition else e
        for e in claim.evidence
    ]
    return claim_of(claim.kind, roles, document, evidence)
