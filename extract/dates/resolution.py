"""Which date an expression means, seen from another date: nothing where that would be a guess."""

from datetime import date

from extract.dates.expressions import Calendar, Named, Shift, Written
from extract.dates.partial import PartialDate

_WINTER = 12


def calendar_dates(
    expression: Calendar, year: int | None
) -> tuple[PartialDate, PartialDate | None] | None:
    """The date or dates of a calendar expression.

    Args:
        expression: what the text says.
        year: the year of its first date, where the text does not say it.
    """
    first, last = expression.first, expression.last
    start = _exact(first, first.year or year)
    if start is None or last is None:
        return (start, None) if start else None
    is_next_year = (last.month or 0, last.day or 0) < (start.month or 0, start.day or 0)
    end = _exact(last, last.year or start.year + is_next_year)
    return (start, end) if end and start.precedes(end) else None


def _exact(written: Written, year: int | None) -> PartialDate | None:
    found = PartialDate(year, written.month, written.day) if year else None
    return found if found and found.exists else None


def year_after(month: int, here: PartialDate) -> int | None:
    """The year of a month that is named after another date in the same story.

    A story goes on from month to month: January after December is next year's. December after
    January may be either year's.
    """
    if here.month is None:
        return here.year
    if here.month >= 11 and month <= 2:
        return here.year + 1
    return None if here.month <= 2 and month >= 11 else here.year


def year_seen_from(written: Written, writing: PartialDate, *, is_future: bool) -> int:
    """The year of a date that is named without it: the latest past, or the next to come."""
    own = (writing.month, writing.day)
    named = (written.month, written.day)
    is_later = _is_later(named, own)
    is_earlier = _is_later(own, named)
    if is_future:
        return writing.year + is_earlier
    return writing.year - is_later


def _is_later(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether a month and day lie later in the year than others, as far as all are known."""
    for part, other_part in zip(one, other, strict=True):
        if part is None or other_part is None:
            return False
        if part != other_part:
            return part > other_part
    return False


def date_seen_from(
    expression: Shift | Named, base: PartialDate, *, is_future: bool
) -> PartialDate | None:
    """The date of a relative expression, seen from another date."""
    if isinstance(expression, Shift):
        moved = base.shifted(expression.unit, expression.amount)
        if moved is None or expression.month is None:
            return moved
        return _exact(Written(None, expression.month, expression.day), moved.year)
    if expression.weekday is not None:
        return _weekday(expression.weekday, expression.direction, base, is_future=is_future)
    return _month(expression, base)


def _month(expression: Named, base: PartialDate) -> PartialDate | None:
    month, direction = expression.month, expression.direction
    if month is None or (expression.is_season and month == _WINTER):
        return None  # a winter lies in two years
    if direction and base.month is None:
        return None
    year = base.year
    if base.month is not None and direction:
        year += direction * (month * direction <= base.month * direction)
    return PartialDate(year, None if expression.is_season else month)


def _weekday(
    weekday: int, direction: int, base: PartialDate, *, is_future: bool
) -> PartialDate | None:
    if direction or base.month is None or base.day is None:
        return base.weekday(weekday, direction) if direction else None
    if date(base.year, base.month, base.day).weekday() == weekday:
        return base
    return base.weekday(weekday, 1 if is_future else -1)
