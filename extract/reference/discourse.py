"""What a text has spoken of so far, for pronouns and definite descriptions to refer back to."""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple

from extract.syntax.tree import Token

REACH = 2
"""How many sentences back a pronoun may look."""
LIST_REACH = 6
"""How many sentences back "the two countries" may look."""
_LONGEST_LINE = 100
"""How many mentions of a sentence are looked at: bounds the cost of endless ones."""
_KEPT = 12
"""How many sentences are remembered."""


class Role(IntEnum):
    """How readily later words mean a mention, by its place in its sentence."""

    MODIFIER = -1
    OTHER = 0
    OWNER = 1
    SUBJECT = 2
    MAIN_SUBJECT = 3


class Number(IntEnum):
    """Whether a mention is one thing, several, or may be either ("the opposition")."""

    ONE = 1
    SEVERAL = 2
    EITHER = 3


class Seen(NamedTuple):
    """A mention that later words may refer to; one that is no entity stands in the way of others.

    Attributes:
        token: its head.
        keys: what it stands for; empty where that is no entity, or not clear.
        number: one or several.
        person: whether it is a human being.
        role: its place in its sentence.
    """

    token: Token
    keys: tuple[str, ...]
    number: Number
    person: bool
    role: Role


Said = tuple[Token, tuple[str, ...], bool]
"""A token, what it stands for, and whether it is a word for a state's people."""


class Discourse:
    """The mentions of a text, in order.

    Args:
        as_seen: makes a mention of what was said; done only when somebody asks.
    """

    def __init__(self, as_seen: Callable[[Token, tuple[str, ...], bool], Seen]) -> None:
        self.sentence = 0
        self._as_seen = as_seen
        self._lines: deque[list[Seen | Said]] = deque([[]], maxlen=_KEPT)
        self._lists: deque[tuple[int, tuple[str, ...]]] = deque(maxlen=2 * _KEPT)
        self._named: deque[tuple[int, str]] = deque(maxlen=20 * _KEPT)
        self._latest: dict[str, int] = {}

    def enter_sentence(self) -> None:
        """Go on to the next sentence; mentions too far back are forgotten."""
        self.sentence += 1
        self._lines.append([])

    def note(self, token: Token, keys: tuple[str, ...] = (), *, people: bool = False) -> None:
        """A token stands for entities, or for none that is known.

        Args:
            token: the token.
            keys: the entities.
            people: whether it is a word for a state's people ("the Soviets").
        """
        self._lines[-1].append((token, keys, people))
        for key in keys:
            self._speak_of(key)

    def note_several(self, seen: Seen) -> None:
        """Coordinated tokens stand for several entities together."""
        self._lines[-1].append(seen)

    def note_list(self, keys: tuple[str, ...]) -> None:
        """Several are spoken of together: "the United States and Japan"."""
        self._lists.append((self.sentence, keys))

    def note_name(self, key: str) -> None:
        """A name or its adjective stands in the sentence."""
        self._named.append((self.sentence, key))
        self._speak_of(key)

    def _speak_of(self, key: str) -> None:
        """Put an entity last in the order in which they were spoken of."""
        self._latest.pop(key, None)
        self._latest[key] = self.sentence

    # ------------------------------------------------------------------ looking back

    def at(self, distance: int) -> list[Seen]:
        """The mentions of the sentence so many back; 0 is the one being read."""
        if distance >= len(self._lines):
            return []
        line = self._lines[-1 - distance]
        found: list[Seen] = []
        for index in range(max(len(line) - _LONGEST_LINE, 0), len(line)):
            said = line[index]
            if not isinstance(said, Seen):
                line[index] = said = self._as_seen(*said)
            found.append(said)
        return found

    def recent(self, fits: Callable[[str], bool], reach: int) -> list[str]:
        """All entities of a kind spoken of within so many sentences, the latest first."""
        found = []
        for key, sentence in reversed(self._latest.items()):
            if self.sentence - sentence > reach:
                break
            if fits(key):
                found.append(key)
        return found

    def told_at(self, key: str) -> int:
        """The number of the last sentence that spoke of an entity."""
        return self._latest.get(key, -1)

    def named_since(self, fits: Callable[[str], bool], distance: int) -> set[str]:
        """The entities of a kind whose names or adjectives stand in the last sentences."""
        since = self.sentence - distance
        return {key for sentence, key in self._named if sentence >= since and fits(key)}

    def listed(self, fits: Callable[[str], bool], size: int | None, reach: int) -> tuple[str, ...]:
        """The last several of a kind that were spoken of together.

        Args:
            fits: tells the kind.
            size: how many; two or more, but not different ones, where ``None``.
            reach: how many sentences back to look.
        """
        found = [
            keys
            for sentence, keys in reversed(self._lists)
            if self.sentence - sentence <= reach
            and (len(keys) == size if size else len(keys) > 1)
            and all(map(fits, keys))
        ]
        if size is None and len({frozenset(keys) for keys in found}) > 1:
            return ()
        return found[0] if found else ()

    def last_two(self) -> tuple[str, ...]:
        """The last two that were spoken of together in this sentence or the one before."""
        return self.listed(lambda _: True, 2, 1)

    def pair(self, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """The two of a kind that the last sentences name most, where that is clear."""
        since = self.sentence - LIST_REACH
        counts = Counter(key for sentence, key in self._named if sentence >= since and fits(key))
        first = counts.most_common(3)
        if len(first) < 2 or (len(first) == 3 and first[1][1] <= first[2][1]):
            return ()
        return tuple(sorted(key for key, _ in first[:2]))


def distinct(mentions: Iterable[Seen]) -> list[Seen]:
    """Mentions of different things; what is unknown differs from all."""
    found: dict[object, Seen] = {}
    for seen in mentions:
        found.setdefault(seen.keys or seen.token.i, seen)
    return list(found.values())


def whole(mentions: list[Seen]) -> list[Seen]:
    """Mentions without those of a part of another one: "the United States and its allies"."""
    if len(mentions) < 2:
        return mentions
    sets = [frozenset(seen.keys) for seen in mentions]
    return [
        seen
        for seen, keys in zip(mentions, sets, strict=True)
        if not keys or not any(keys < other for other in sets)
    ]
