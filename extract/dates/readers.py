"""The readers of the date grammar: what a match of each pattern says, or that it says nothing.

A reader gets the match in its sentence and returns the expressions in it: none where the words
around speak against a date ("Theresa May", "his last year", "over the next year").
"""

import re
from dataclasses import dataclass

from extract.claims import Span
from extract.dates.expressions import Base, Calendar, Expression, Named, Shift, Written
from extract.dates.partial import PartialDate
from extract.dates.words import SPACE, date_words
from extract.dates.years import POSSESSIVE, is_year

_REACH = 40  # characters that are looked at on either side
_WORDS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]*)?")
_WORD_AFTER = re.compile(rf"{SPACE}([^\W\d_]+)")
_LISTED = re.compile(r"\s*(?:,|,?\s+(?:and|or)\s|–|-|&|to\s|through\s|until\s)\s*")
_DIRECTIONS = {
    "later": 1, "after": 1, "afterward": 1, "afterwards": 1, "next": 1, "following": 1,
    "earlier": -1, "before": -1, "ago": -1, "previous": -1, "preceding": -1, "last": -1,
    "same": 0, "that": 0, "this": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """A match, and where it stands.

    Attributes:
        text: the stored text.
        sentence: nothing outside of it is looked at.
        match: what a pattern found; its group ``x``, where it has one, is the expression.
        previous: the expression before it in the sentence.
    """

    text: str
    sentence: Span
    match: re.Match[str]
    previous: Expression | None

    @property
    def span(self) -> Span:
        """The words of the expression."""
        return Span(*self.match.span("x" if "x" in self.match.re.groupindex else 0))

    def get(self, group: str) -> str:
        """What a group of the pattern matched; empty where it matched nothing."""
        return self.match.groupdict().get(group) or ""

    def number(self, group: str) -> int | None:
        """The number that a group begins with."""
        digits = re.match(r"\d+", self.get(group))
        return int(digits[0]) if digits else None

    def word_before(self, nearness: int = 1) -> str:
        """The nearest word before the match, or the next nearest; empty where there is none."""
        start = self.match.start()
        words = _WORDS.findall(self.text[max(self.sentence.start, start - _REACH) : start])
        return words[-nearness] if len(words) >= nearness else ""

    def word_after(self) -> str:
        """The word after the match; empty where a mark follows."""
        end = self.match.end()
        match = _WORD_AFTER.match(self.text[end : min(self.sentence.end, end + _REACH)])
        return match[1] if match else ""

    def is_before(self, words: str) -> bool:
        """Whether the word before the match is in a list of the data."""
        return self.word_before().lower() in date_words().lists[words]

    def is_name(self) -> bool:
        """Whether the date is part of a name: "the 1994 agreement", "the Treaty of 1783"."""
        before, after = self.word_before(), self.word_after()
        lists = date_words().lists
        if before == "of":
            return self.word_before(2).lower() not in lists["parts"]
        is_determined = before.lower() in lists["determiners"] or before.endswith(POSSESSIVE)
        return is_determined and bool(after) and after.lower() not in lists["after_a_date"]


def days(context: Context) -> list[Expression]:
    """A day of a month, or two: "October 24", "8 May 2018", "February 4–11, 1945"."""
    month, year = date_words().month_number(context.get("month")), context.number("year")
    found = [n for group in ("day", "day2") if (n := context.number(group))]
    dates = [Written(year, month, day) for day in found]
    return _one_or_two(context, dates, "day2", found[-1] == found[0] + 1)


def months(context: Context) -> list[Expression]:
    """A month, or two, with or without a year: "late July of 1794", "in May"."""
    words = date_words()
    names = [name for group in ("month", "month2") if (name := context.get(group))]
    year = context.number("year")
    if year is None and not (context.get("part") or _may_be_month(context, names)):
        return []
    numbers = [words.month_number(name) for name in names]
    dates = [Written(year, month) for month in numbers]
    return _one_or_two(context, dates, "month2", numbers[-1] == numbers[0] + 1)


def _may_be_month(context: Context, names: list[str]) -> bool:
    """Whether months without a year are none of the people and verbs of the same name."""
    if any(name.isupper() for name in names):
        return False
    if "May" in names and context.word_before().islower():
        return context.is_before("before_may")
    return context.is_before("before_a_month")


def _one_or_two(
    context: Context, dates: list[Written], second: str, are_consecutive: bool
) -> list[Expression]:
    """A date, two dates, or the stretch between them."""
    span, is_name = context.span, context.is_name()
    if len(dates) == 1:
        return [Calendar(span, dates[0], is_name=is_name)]
    join = context.get("join").strip()
    if join == "or":
        return [Calendar(span, dates[0], dates[1], "within", is_name)]
    if join != "and" or are_consecutive or context.word_before().lower() == "between":
        return [Calendar(span, dates[0], dates[1], "range", is_name)]
    border = context.match.start(second)
    first = Span(span.start, context.match.start("join"))
    return [
        Calendar(first, dates[0], is_name=is_name),
        Calendar(Span(border, span.end), dates[1], is_name=is_name),
    ]


def seasons(context: Context) -> list[Expression]:
    """A season of a year, told as exact as the calendar knows it: its year."""
    is_verb = context.get("season").lower() == "fall" and not context.get("of")
    if is_verb and not context.is_before("before_fall"):
        return []
    return _year_or_two(context, is_name=False)


def years(context: Context) -> list[Expression]:
    """A year, or two: "2014", "late 1962", "1993–2001", "1904–05"; or a month as ``2016-12``."""
    number = Span(context.match.start("year"), context.match.end())
    is_part = bool(context.get("part"))
    is_sure = is_part or _goes_on_list(context)
    if not is_year(context.text, context.sentence, number, is_sure=is_sure):
        return []
    before = context.text[context.sentence.start : context.match.start()][-2:].strip()
    is_title = before in ("(", ",") and bool(context.get("year2"))  # "Two Koreas, 1993–2001"
    return _year_or_two(context, is_name=is_title or (not is_part and context.is_name()))


def _goes_on_list(context: Context) -> bool:
    """Whether a number follows a year in a list or range ("in 1952 and 1953")."""
    previous = context.previous
    if not isinstance(previous, Calendar) or (previous.first.year or 9999) > int(
        context.get("year")
    ):
        return False
    between = context.text[previous.span.end : context.match.start()]
    return bool(_LISTED.fullmatch(between))


def _year_or_two(context: Context, *, is_name: bool) -> list[Expression]:
    year, second = context.number("year"), context.number("year2")
    if year is None or second is None:
        return [Calendar(context.span, Written(year), is_name=is_name)]
    last = second if second > 99 else year - year % 100 + second
    if last > year:
        return [Calendar(context.span, Written(year), Written(last), "range", is_name)]
    if 1 <= second <= 12 and "-" in context.match[0]:
        return [Calendar(context.span, Written(year, second), is_name=is_name)]
    return []


def decade(context: Context) -> list[Expression]:
    """Ten years: "the late 1790s"; but "the 1800s" may be ten years or a hundred."""
    start = 10 * int(context.get("decade"))
    if start % 100 == 0:
        return []
    return [Calendar(context.span, Written(start), Written(start + 9), "within")]


def iso_day(context: Context) -> list[Expression]:
    """A day in the form of ISO 8601."""
    year, month, day = (int(part) for part in context.match[0].split("-"))
    return [Calendar(context.span, Written(year, month, day))]


def named_day(context: Context) -> list[Expression]:
    """A day known by name: "9/11"."""
    iso = date_words().named_days[" ".join(context.match[0].split())]
    return [Calendar(context.span, Written(*PartialDate.parse(iso)), is_name=True)]


def count(context: Context) -> list[Expression]:
    """So many units later, earlier or ago."""
    words = date_words()
    direction = context.get("direction")
    written = context.get("amount")
    is_the = written.lower() == "the"
    if context.is_before("vague") or context.word_after() == "than":
        return []
    if is_the and direction not in ("before", "after"):
        return []
    amount = (1 if is_the else words.amount(written)) * _DIRECTIONS[direction]
    base: Base = "writing" if direction == "ago" else "narrative"
    return [Shift(context.span, base, words.units[context.get("unit")], amount)] if amount else []


def following(context: Context) -> list[Expression]:
    """The next or previous one: "the next morning", "the following October"."""
    if context.is_before("stretches"):
        return []
    direction = _DIRECTIONS[context.get("direction")]
    if unit := context.get("unit"):
        return [Shift(context.span, "narrative", date_words().units[unit], direction)]
    return _named(context, "narrative", direction)


def same(context: Context) -> list[Expression]:
    """The same one: "that same day", "that year", "that spring"."""
    is_same = bool(context.get("same"))
    if not is_same and context.get("which").lower() != "that":
        return []
    if unit := context.get("unit"):
        return [Shift(context.span, "narrative", date_words().units[unit], 0)]
    if not is_same and not context.is_before("before_that"):
        is_verb = context.get("season") == "fall" and context.word_after()
        if context.get("month") or is_verb:
            return []
    return _named(context, "narrative", 0)


def month_of_year(context: Context) -> list[Expression]:
    """A month or day of a year that is told by another: "April of the same year"."""
    words = context.get("direction").split()
    is_of_writing = len(words) == 1 and words[0] != "that"
    return [
        Shift(
            context.span,
            "writing" if is_of_writing else "narrative",
            "year",
            _DIRECTIONS[words[-1]],
            date_words().month_number(context.get("month")),
            context.number("day"),
        )
    ]


def seen_from_writing(context: Context) -> list[Expression]:
    """The last, this or next one, seen from the time of writing: "last month", "next year"."""
    if context.is_before("own") or context.word_before().endswith(POSSESSIVE):
        return []
    which = context.get("direction").lower()
    direction = _DIRECTIONS[which]
    if unit := context.get("unit"):
        kind = date_words().units[unit]
        is_said = kind != "day" or (which, unit) in (
            ("last", "night"), ("this", "morning"), ("this", "afternoon"), ("this", "evening"),
        )  # fmt: skip
        return [Shift(context.span, "writing", kind, direction)] if is_said else []
    return _named(context, "writing", direction)


def near_day(context: Context) -> list[Expression]:
    """Yesterday and tomorrow; today, where it is the day and not the age."""
    day = context.match[0]
    if day.lower() == "today":
        end = context.match.end()
        opens = day == "Today" and context.text[end : end + 1] == ","
        if not (opens or context.is_before("before_today")):
            return []
    amount = {"yesterday": -1, "today": 0, "tomorrow": 1}[day.lower()]
    return [Shift(context.span, "writing", "day", amount)]


def weekday(context: Context) -> list[Expression]:
    """A weekday of the week of writing: "on Wednesday"; no name such as "Black Friday"."""
    before, after = context.word_before(), context.word_after()
    if not before.islower() or (after[:1].isupper() and before != "on"):
        return []
    return _named(context, "writing", 0)


def _named(context: Context, base: Base, direction: int) -> list[Expression]:
    words = date_words()
    if name := context.get("weekday"):
        return [Named(context.span, base, direction, weekday=words.weekdays[name.lower()])]
    if name := context.get("month"):
        return [Named(context.span, base, direction, month=words.month_number(name))]
    season = words.seasons[context.get("season").lower()]
    return [Named(context.span, base, direction, month=season, is_season=True)]
