"""Claims that say less of what another claim of the same word says: they are left out."""

from collections.abc import Sequence

from extract.claims import Claim, Event
from extract.semantics.evocation import Evoked
from ontology.terms import BROADER, EventType

Told = tuple[Claim, Evoked]


def without_overlap(told: Sequence[Told]) -> list[Told]:
    """The claims of one kind without those that another one of the same word goes before.

    A hunger strike is no strike: more words go before fewer. Of two events of one kind the one
    that names more of who takes part goes before the one that names fewer.
    """
    return [
        (claim, evoked)
        for claim, evoked in told
        if not any(_goes_before(other, claim, evoked) for other in told)
    ]


def _goes_before(other: Told, claim: Claim, evoked: Evoked) -> bool:
    rival, by = other
    if by.trigger.i != evoked.trigger.i or by.frame.name == evoked.frame.name:
        return False
    if by.part == evoked.part and by.words > evoked.words:
        return True
    if not isinstance(rival, Event) or not isinstance(claim, Event):
        return False
    same_kind = _top(rival.event_type) == _top(claim.event_type)
    return same_kind and _named(claim) < _named(rival)


def _top(event_type: str) -> EventType:
    concept = EventType(event_type)
    while concept in BROADER:
        concept = BROADER[concept]
    return concept


def _named(event: Event) -> frozenset[str]:
    return frozenset(
        (*event.agents, *event.recipients, *event.participants, *event.places, *event.concerns)
    )
