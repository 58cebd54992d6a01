"""Dates as exact as a text gives them: a year, a month of a year, or a day."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "week", "month", "year"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class PartialDate(NamedTuple):
    """A date of the Gregorian calendar; of a month or a year, the smaller parts are ``None``."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, iso: str) -> "PartialDate":
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ValueError: the text is nothing of the kind, or no date of the calendar.
        """
        match = _ISO.fullmatch(iso)
        if not match:
            raise ValueError(f"{iso!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        parsed = cls(*(int(part) for part in match.groups() if part))
        if not parsed.exists:
            raise ValueError(f"{iso!r} is no date of the calendar")
        return parsed

    @property
    def iso(self) -> str:
        """The date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in self[1:] if part is not None)]
        return "-".join(parts)

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a date."""
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True

    def precedes(self, other: "PartialDate") -> bool:
        """Whether it lies before another, as far as both are exact."""
        shared = min(len(self.iso), len(other.iso))
        return self.iso[:shared] < other.iso[:shared]

    def shifted(self, unit: Unit, amount: int) -> "PartialDate | None":
        """The date so many units later, in that unit; ``None`` where this one is not exact enough.

        A date a number of weeks away is given as its month: "a week earlier" names no day.
        """
        try:
            if unit == "year":
                return PartialDate(date(self.year + amount, 1, 1).year)
            if self.month is None:
                return None
            if unit == "month":
                years, month = divmod(self.month - 1 + amount, 12)
                return PartialDate(date(self.year + years, 1, 1).year, month + 1)
            if self.day is None:
                return None
            days = amount * 7 if unit == "week" else amount
            moved = date(self.year, self.month, self.day) + timedelta(days=days)
        except (ValueError, OverflowError):
            return None
        return PartialDate(moved.year, moved.month, None if unit == "week" else moved.day)

    def weekday(self, weekday: int, direction: int) -> "PartialDate | None":
        """The nearest day of a weekday (Monday is 0) before (-1) or after (1) this day."""
        if self.month is None or self.day is None:
            return None
        own = date(self.year, self.month, self.day).weekday()
        return self.shifted("day", direction * ((direction * (weekday - own) - 1) % 7 + 1))
