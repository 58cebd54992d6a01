"""How many of a document's references were resolved, and what was left out for want of it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReferenceCounts:
    """How many words that refer back were resolved in a document, and how many were not, by kind.

    The kinds: ``he`` (personal pronouns), ``it``, ``they``, ``we`` (the first person) and ``the``
    (definite descriptions of what was told before). An "it" that means nothing is in none of them.

    Attributes:
        resolved: those that stand for an entity.
        unresolved: those whose meaning is not clear, or no entity.
        dropped: what was left out as it would be told as somebody else's word, by the rule.
    """

    resolved: Counter[str] = field(default_factory=Counter)
    unresolved: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, *, resolved: bool) -> None:
        """Count one reference."""
        counted = self.resolved if resolved else self.unresolved
        counted[kind] += 1

    def drop(self, rule: str) -> None:
        """Count one claim left out because it is not clear whose word it is."""
        self.dropped[rule] += 1
