"""What a text says of time, before it is known which year it means: plain typed records."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.claims import Span
from extract.dates.partial import Unit

DateKind = Literal["date", "range", "within", "since", "until", "by", "before", "after"]
"""How an expression dates:

- ``date``: at that day, month or year;
- ``range``: from the first to the last of two dates that the text names;
- ``within``: at some time between two dates ("the 1970s");
- ``since``, ``until``, ``by``, ``before``, ``after``: the date is the bound the preposition says.
"""

Base = Literal["narrative", "writing"]
"""What a relative date is seen from: the last date of the narrative, or the time of writing."""


class Written(NamedTuple):
    """A date as it is written, with or without its year."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date, or a stretch between two.

    Attributes:
        span: its words, without preposition and article.
        first: the date, or where the stretch begins.
        last: where the stretch ends.
        kind: how it dates.
        is_name: it is part of a name ("the 1994 agreement"), and does not carry the narrative on.
    """

    span: Span
    first: Written
    last: Written | None = None
    kind: DateKind = "date"
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from a date: "two years later", "yesterday", "April of the same year".

    Attributes:
        span: its words.
        base: what it is counted from.
        unit: what is counted.
        amount: how many; negative for earlier.
        month: a month of the year arrived at, and
        day: a day of that month.
        kind: how it dates.
    """

    span: Span
    base: Base
    unit: Unit
    amount: int
    month: int | None = None
    day: int | None = None
    kind: DateKind = "date"


@dataclass(frozen=True, slots=True)
class Named:
    """A month, season or weekday seen from a date: "the following October", "on Friday".

    Attributes:
        span: its words.
        base: what it is seen from.
        direction: -1 the last one before, 1 the next one after, 0 the one of the same time.
        month: the month, or the one in which the season begins.
        weekday: the weekday, from 0 for Monday.
        is_season: a season, of which only the year is told.
        kind: how it dates.
    """

    span: Span
    base: Base
    direction: int
    month: int | None = None
    weekday: int | None = None
    is_season: bool = False
    kind: DateKind = "date"


Expression = Calendar | Shift | Named
