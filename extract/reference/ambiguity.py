"""Which of several entities a name means: by titles, by whom the text names in full, by its time.

"Roosevelt" in 1905 and in 1940, "Secretary Clinton" and "President Clinton", "Moscow" for the
Soviet Union or for Russia, "Georgia" among American states. Once a text has settled what a bare
surname means it goes on meaning that, unless its time or a title says otherwise.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from extract.reference.gazetteer import Candidate
from ontology.entities import Entity, Knowledge, NameKind

Reading = tuple[str, NameKind]

_YEAR = re.compile(r"(?<![\d,.$£€])(1[4-9]\d\d|20\d\d)(?!\d|,\d|\.\d)")
_TITLE = re.compile(r"([A-Z][\w.’'-]*(?: (?:of|the|[A-Z][\w.’'-]*|[a-z]+-[a-z]+))*) $")
_ACTIVE_BEFORE = 12
"""How many years before an office a person may already be told of under a bare surname."""
_ACTIVE_AFTER = 8
_ALIVE_BEFORE = 50
_NEARBY = 60
"""How many characters away another name may stand that tells which of two places is meant."""
_LONGEST_TITLE = 40


class Times:
    """The years that a text names, for the time of what stands near them.

    Args:
        text: the stored text.
    """

    def __init__(self, text: str) -> None:
        found = [(match.start(), int(match.group())) for match in _YEAR.finditer(text)]
        self._places = [place for place, _ in found]
        self._years = [year for _, year in found]

    def near(self, position: int) -> int | None:
        """The year named last before a position; the first of all where none is."""
        at = bisect_right(self._places, position) - 1
        if at >= 0:
            return self._years[at]
        return self._years[0] if self._years else None

    def beside(self, position: int, reach: int) -> int | None:
        """A year that follows right behind a position, or stands right before it."""
        at = bisect_right(self._places, position)
        for index in (at, at - 1):
            if 0 <= index < len(self._places) and abs(self._places[index] - position) <= reach:
                return self._years[index]
        return None


class Ambiguity:
    """Decides between the readings of names, in text order.

    Args:
        knowledge: the curated entities.
        text: the stored text.
        candidates: all names of the document, in text order.
    """

    def __init__(self, knowledge: Knowledge, text: str, candidates: Sequence[Candidate]) -> None:
        self._entities: Mapping[str, Entity] = knowledge.entities
        self._text = text
        self._clear = [(c.span.start, c.readings[0][0]) for c in candidates if _is_clear(c)]
        self._starts = [start for start, _ in self._clear]
        self._counts = Counter(key for _, key in self._clear)
        self._settled: dict[str, str] = {}

    @cached_property
    def _times(self) -> Times:
        """The years of the text."""
        return Times(self._text)

    def choose(self, candidate: Candidate, readings: Sequence[Reading]) -> Reading:
        """The reading that a name has where it stands, of two or more of one sort.

        Args:
            candidate: the name.
            readings: those that its place in the sentence leaves, the most usual first.
        """
        keys = [key for key, _ in readings]
        if all(key.startswith("person/") for key in keys):
            key = self._person(candidate, keys)
        elif any(key.startswith("agreement/") for key in keys):
            key = self._dated(candidate, keys)
        else:
            key = self._body(candidate, keys)
        return readings[keys.index(key)]

    # ------------------------------------------------------------------ persons

    def _person(self, candidate: Candidate, keys: list[str]) -> str:
        name = self._text[candidate.span.start : candidate.span.end]
        title = self.title_before(candidate)
        titled = [key for key in keys if title and self._held(key, title)]
        if len(titled) == 1:
            return self._settle(name, titled[0])
        year = self._times.near(candidate.span.start)
        timely = self._timely(titled or keys, year)
        settled = self._settled.get(name)
        if settled is not None and (settled in timely or not timely):
            return settled
        before = self._named_before(candidate.span.start, timely or titled or keys)
        if before is not None:
            return self._settle(name, before)
        return self._settle(name, (timely or titled or keys)[0])

    def _settle(self, name: str, key: str) -> str:
        self._settled[name] = key
        return key

    def title_before(self, candidate: Candidate) -> str:
        """The capitalized words right before a name, in lower case."""
        start = candidate.span.start
        match = _TITLE.search(self._text, max(start - _LONGEST_TITLE, 0), start)
        return match.group(1).lower() if match is not None else ""

    def _held(self, key: str, title: str) -> bool:
        """Whether a person had an office of this title ("secretary" for "secretary of state")."""
        return any(
            title.endswith(tenure.title)
            or tenure.title.startswith(title.rsplit(" ", 1)[-1] + " of")
            for tenure in self._entities[key].tenures
        )

    def _timely(self, keys: list[str], year: int | None) -> list[str]:
        """Those in office in a year; where none was, those who were within some years."""
        if year is None:
            return []
        spans = {
            key: [
                (int(tenure.start[:4]), int((tenure.end or "9999")[:4]))
                for tenure in self._entities[key].tenures
                if tenure.start
            ]
            for key in keys
        }
        exact = [key for key in keys if any(a - 1 <= year <= b + 1 for a, b in spans[key])]
        return exact or [
            key
            for key in keys
            if any(a - _ACTIVE_BEFORE <= year <= b + _ACTIVE_AFTER for a, b in spans[key])
        ]

    def _named_before(self, position: int, keys: list[str]) -> str | None:
        """Which of these the text named in full last before a position."""
        for index in range(bisect_right(self._starts, position) - 1, -1, -1):
            if self._clear[index][1] in keys:
                return self._clear[index][1]
        return None

    def lived_about(self, candidate: Candidate, person: str) -> bool:
        """Whether a name stands where the text tells of a person's time."""
        title = self.title_before(candidate)
        if title and self._held(person, title):
            return True
        year = self._times.near(candidate.span.start)
        starts = [int(t.start[:4]) for t in self._entities[person].tenures if t.start]
        ends = [
            int((t.end or t.start or "")[:4]) for t in self._entities[person].tenures if t.start
        ]
        if year is None or not starts:
            return False
        return min(starts) - _ALIVE_BEFORE <= year <= max(ends)

    # ------------------------------------------------------------------ states, places, agreements

    def _body(self, candidate: Candidate, keys: list[str]) -> str:
        """A state, place or body: by neighbors, by its years, by what else the text names."""
        start = candidate.span.start
        neighbors = self._neighbors(candidate)
        beside = [key for key in keys if self._lies_with(key, neighbors)]
        if len(beside) == 1:
            return beside[0]
        year = self._times.near(start)
        if year is not None:
            keys = [key for key in keys if self._existed(key, year)] or keys
            bounded = [key for key in keys if self._entities[key].valid_until is not None]
            if len(bounded) == 1 and self._counts[bounded[0]] >= min(
                self._counts[key] for key in keys
            ):
                return bounded[0]
        return max(keys, key=lambda key: (self._companions(key), -keys.index(key)))

    def _existed(self, key: str, year: int) -> bool:
        entity = self._entities[key]
        begins = int((entity.valid_from or "0")[:4])
        ends = int((entity.valid_until or "9999")[:4])
        return begins <= year <= ends

    def _companions(self, key: str) -> int:
        """How often the text names an entity, or its capital, without doubt."""
        capital = self._entities[key].capital
        return self._counts[key] + (self._counts[capital] if capital else 0)

    def _neighbors(self, candidate: Candidate) -> set[str]:
        """What the text names without doubt right beside a name."""
        low = bisect_right(self._starts, candidate.span.start - _NEARBY)
        high = bisect_right(self._starts, candidate.span.end + _NEARBY)
        return {key for _, key in self._clear[low:high]}

    def _lies_with(self, key: str, neighbors: Iterable[str]) -> bool:
        """Whether a place lies in the same state as one of its neighbors, or holds it."""
        around = set(self._entities[key].located_in) - {None}
        for neighbor in neighbors:
            entity = self._entities.get(neighbor)
            if entity is None:
                continue
            if key in entity.located_in or (around and around & set(entity.located_in)):
                return True
        return False

    def _dated(self, candidate: Candidate, keys: list[str]) -> str:
        """An agreement: the one whose year stands beside its name, or is nearest in the text."""
        year = self._times.beside(candidate.span.end, 12) or self._times.near(candidate.span.start)
        if year is None:
            return keys[0]

        def distance(key: str) -> tuple[int, int]:
            date = self._entities[key].date
            return (abs(int(date[:4]) - year) if date else 9999, keys.index(key))

        return min(keys, key=distance)


def _is_clear(candidate: Candidate) -> bool:
    """Whether a name means one entity only."""
    return len({key for key, _ in candidate.readings}) == 1
