"""What a text has spoken of so far, for pronouns and definite descriptions to refer back to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from extract.syntax.dependencies import first_conjunct
from extract.syntax.tree import Token
from ontology.terms import Class

REACH = 2
"""How many sentences back a pronoun may look."""
_KEPT = 200
_SUBJECT = 2

IsA = Callable[[str, Class], bool]
"""Whether an entity is of a class or of one of its subclasses."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention, named or not, that later words may refer to."""

    keys: tuple[str, ...]
    sentence: int
    position: int
    prominence: int


def prominence(token: Token) -> int:
    """How readily a later pronoun means it: a subject, then a subject's owner, then the rest."""
    if token.dep in ("nsubj", "nsubjpass"):
        return _SUBJECT
    if token.dep == "poss":
        return 1 if first_conjunct(token.head).dep in ("nsubj", "nsubjpass") else 0
    return -1 if token.dep in ("compound", "nmod", "amod") else 0


class Discourse:
    """The mentions of a text, in order.

    Args:
        is_a: tells the class of an entity.
    """

    def __init__(self, is_a: IsA) -> None:
        self._is_a = is_a
        self._seen: list[_Seen] = []
        self._sentence = 0
        self._position = 0

    def enter_sentence(self) -> None:
        """Go on to the next sentence; mentions too far back are forgotten."""
        self._sentence += 1
        del self._seen[:-_KEPT]

    def note(self, token: Token, keys: tuple[str, ...]) -> None:
        """A token was found to stand for these entities."""
        self._position += 1
        self._seen.append(_Seen(keys, self._sentence, self._position, prominence(token)))

    def latest(self, *classes: Class, plural: bool = False, reach: int = REACH) -> tuple[str, ...]:
        """What was spoken of last: the nearest sentence first, in it the subjects.

        Args:
            classes: each entity must be of one of them.
            plural: several entities or a collective, else exactly one individual.
            reach: how many sentences back to look.
        """
        best: tuple[tuple[int, int, int], tuple[str, ...]] | None = None
        for seen in reversed(self._seen):
            distance = self._sentence - seen.sentence
            if distance > reach:
                break
            if not all(any(self._is_a(key, c) for c in classes) for key in seen.keys):
                continue
            several = len(seen.keys) > 1 or self._is_a(seen.keys[0], Class.COMMUNITY)
            rank = (-distance, seen.prominence, seen.position)
            if several == plural and (best is None or rank > best[0]):
                best = (rank, seen.keys)
        return best[1] if best is not None else ()

    def pair(self, wanted: Class) -> tuple[str, ...]:
        """The two entities of a class that the last sentences spoke of most, if that is clear."""
        counts = Counter(
            key
            for seen in reversed(self._seen)
            if self._sentence - seen.sentence <= 2 * REACH
            for key in dict.fromkeys(seen.keys)
            if self._is_a(key, wanted)
        )
        first = [key for key, _ in counts.most_common(3)]
        if len(first) < 2 or (len(first) == 3 and counts[first[1]] == counts[first[2]] == 1):
            return ()
        return tuple(sorted(first[:2]))
