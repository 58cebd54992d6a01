"""The words of ``words.yaml``, and pieces of patterns made from them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.dates.partial import Unit
from ontology.yaml_source import Node, load_yaml

_FILE = Path(__file__).with_name("words.yaml")
_WORD_LISTS = (
    "before_a_year", "determiners", "numbered", "quantities", "counted", "not_plural", "future",
    "parts", "after_a_date", "vague", "stretches", "before_today", "own", "before_a_month",
    "before_may", "before_that", "before_fall", "before_to", "after_a_year",
)  # fmt: skip
_UNITS: Mapping[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}

SPACE = r"[ \t\r\n\u00a0]{1,4}"
"""White space inside an expression; bounded, as everything here is, for hostile text's sake."""

GAP = r"[ \t\r\n\u00a0]{0,4}"
"""White space that may be missing."""

YEAR = r"(?:1\d|20)\d\d(?!\d|[^\W_]|%|[.,:/]\d)"
"""A number that may be a year."""

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|%|[.,:/]\d)"
"""A number that may be a day of a month."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """The vocabulary of dates; keys in lower case, except those of named days."""

    months: Mapping[str, int]
    seasons: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, Unit]
    numbers: Mapping[str, int]
    named_days: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]

    @property
    def month(self) -> str:
        """A pattern for the name of a month, capitalized or in capitals."""
        return _any(form for name in self.months for form in (name.capitalize(), name.upper()))

    @property
    def weekday(self) -> str:
        """A pattern for the name of a weekday."""
        return _any(name.capitalize() for name in self.weekdays)

    @property
    def season(self) -> str:
        """A pattern for a season, in lower case or capitalized."""
        return _any(form for name in self.seasons for form in (name, name.capitalize()))

    @property
    def unit(self) -> str:
        """A pattern for a unit, singular or plural."""
        return _any(self.units)

    @property
    def one_unit(self) -> str:
        """A pattern for a unit in the singular."""
        return _any(unit for unit in self.units if not unit.endswith("s"))

    @property
    def number(self) -> str:
        """A pattern for a number, in words or digits."""
        words = (form for name in self.numbers for form in (name, name.capitalize()))
        return rf"(?:{_any(words)}|\d{{1,3}})"

    @property
    def named_day(self) -> str:
        """A pattern for a day known by name, as written in the data."""
        return _any(self.named_days).replace(r"\ ", SPACE)

    def month_number(self, written: str) -> int:
        """The number of a month as it was matched."""
        return self.months[written.lower()]

    def amount(self, written: str) -> int:
        """A number as it was matched."""
        return int(written) if written.isdigit() else self.numbers[written.lower()]


def _any(alternatives: Iterable[str]) -> str:
    """A pattern for one of several texts; the longer goes before what it begins with."""
    longest_first = sorted(alternatives, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def _numbers(fields: Mapping[str, Node]) -> Mapping[str, int]:
    return {name.lower(): node.integer() for name, node in fields.items()}


@cache
def date_words() -> DateWords:
    """The vocabulary as the data file gives it."""
    fields = load_yaml(_FILE).fields()
    weekdays = [name.lower() for name in fields["weekdays"].texts()]
    return DateWords(
        months=_numbers(fields["months"].fields()),
        seasons=_numbers(fields["seasons"].fields()),
        weekdays={name: number for number, name in enumerate(weekdays)},
        units={
            name: _UNITS[node.choice(_UNITS)] for name, node in fields["units"].fields().items()
        },
        numbers=_numbers(fields["numbers"].fields()),
        named_days={name: node.date() for name, node in fields["named_days"].fields().items()},
        lists={name: frozenset(fields[name].text().split()) for name in _WORD_LISTS},
    )
