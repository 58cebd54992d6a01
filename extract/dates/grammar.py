"""The grammar of dates: the patterns, and what their finds make together.

All patterns are of bounded length, so reading takes time in proportion to the text, whatever it
holds. Most sentences tell no date: a pattern is tried only where the words it cannot do without
stand. ``extract.dates.readers`` says what a match means.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extract.claims import Span
from extract.dates import readers as read
from extract.dates.expressions import Calendar, DateKind, Expression
from extract.dates.words import DAY, GAP, SPACE, YEAR, date_words

Reader = Callable[[read.Context], list[Expression]]

_KINDS: Mapping[str, DateKind] = {
    "since": "since",
    "from": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "by",
    "before": "before",
    "prior to": "before",
    "after": "after",
}
_PREPOSITION = re.compile(
    rf"\b(since|from|until|till|through|by|before|prior{SPACE}to|after){SPACE}(?:the{SPACE})?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\bbetween{SPACE}(?:the{SPACE})?\Z", re.IGNORECASE)
_TO = re.compile(rf"{GAP}(?:–|-|to|through|until|till){GAP}(?:the{SPACE})?")
_AND = re.compile(rf"{SPACE}and{SPACE}(?:the{SPACE})?")
_BESIDE = re.compile(rf"{GAP},?{SPACE}(?:(?:on|in){SPACE})?")
_REACH = 32  # characters that are looked at before an expression

_NO_NUMBER_BEFORE = r"(?<![\w$£€#.,/+])(?<!\D-)"
_DASH = rf"{GAP}[–-]{GAP}"
_TIMES = ("month", "season", "weekday", "unit")
_NEAR_DAY = "(?:[Yy]esterday|[Tt]oday|[Tt]omorrow)"
_PART = (
    rf"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)(?:-|{SPACE}(?:in{SPACE})?)"
    rf"|(?:beginning|start|middle|end|(?:first|second|latter){SPACE}(?:half|part)){SPACE}of{SPACE}"
    rf")(?:the{SPACE})?"
)


def read_expressions(text: str, sentence: Span) -> list[Expression]:
    """What a sentence (or paragraph) says of time, in text order, without overlaps."""
    start, end = sentence.start, sentence.end
    hints = {name for name, hint in _hints().items() if hint.search(text, start, end)}
    if not hints.isdisjoint(_TIMES):
        hints.add("time")
    matches = [
        (match, reader)
        for needed, pattern, reader in _patterns()
        if hints.issuperset(needed)
        for match in pattern.finditer(text, start, end)
    ]
    matches.sort(key=lambda found: (found[0].start(), -found[0].end()))
    expressions: list[Expression] = []
    end = sentence.start
    for match, reader in matches:
        if match.start() >= end:
            previous = expressions[-1] if expressions else None
            found = reader(read.Context(text, sentence, match, previous))
            if found:
                expressions += [replace(each, kind=_kind(text, sentence, each)) for each in found]
                end = match.end()
    return _without_repeats(text, _joined(text, sentence, expressions))


def _kind(text: str, sentence: Span, expression: Expression) -> DateKind:
    """How an expression dates, by the preposition before it."""
    if isinstance(expression, Calendar) and (expression.last or expression.is_name):
        return expression.kind
    match = _PREPOSITION.search(_before(text, sentence, expression))
    return _KINDS[" ".join(match[1].lower().split())] if match else expression.kind


def _before(text: str, sentence: Span, expression: Expression) -> str:
    start = expression.span.start
    return text[max(sentence.start, start - _REACH) : start]


def _joined(text: str, sentence: Span, expressions: Sequence[Expression]) -> list[Expression]:
    """Join two dates that are the ends of one stretch."""
    joined: list[Expression] = []
    for expression in expressions:
        first = joined[-1] if joined else None
        if isinstance(first, Calendar) and isinstance(expression, Calendar):
            stretch = _stretch(text, sentence, first, expression)
            if stretch:
                joined[-1] = stretch
                continue
        joined.append(expression)
    return joined


def _stretch(text: str, sentence: Span, first: Calendar, second: Calendar) -> Calendar | None:
    """The stretch from one date to another, where the words between them say so."""
    between = text[first.span.end : second.span.start]
    is_stretch = _TO.fullmatch(between) or (
        _AND.fullmatch(between) and _BETWEEN.search(_before(text, sentence, first))
    )
    if not is_stretch or first.last or second.last:
        return None
    begin, end = first.first, second.first
    if begin.year is None and end.year is not None:
        begin = begin._replace(year=end.year - ((begin.month or 0) > (end.month or 12)))
    if begin.year is not None and end.year is not None and begin.year > end.year:
        return None
    return Calendar(Span(first.span.start, second.span.end), begin, end, "range", first.is_name)


def _without_repeats(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Drop what the calendar date beside it says better: "the next morning, October 28"."""
    kept = [
        first
        for first, second in pairwise(expressions)
        if isinstance(first, Calendar)
        or not isinstance(second, Calendar)
        or not _BESIDE.fullmatch(text[first.span.end : second.span.start])
    ]
    return [*kept, *expressions[-1:]]


@cache
def _hints() -> Mapping[str, re.Pattern[str]]:
    """The words that patterns cannot do without; "time" stands for any of ``_TIMES``."""
    words = date_words()
    sources = {
        "digit": r"\d",
        "month": words.month,
        "season": words.season,
        "weekday": words.weekday,
        "unit": words.unit,
        "named day": words.named_day,
        "near day": _NEAR_DAY,
    }
    return {name: re.compile(source) for name, source in sources.items()}


@cache
def _patterns() -> Sequence[tuple[Sequence[str], re.Pattern[str], Reader]]:
    """The hints that each pattern needs, the patterns, and what reads their matches."""
    words = date_words()
    month = rf"{words.month}(?![\w’'])"
    season, weekday = words.season, words.weekday
    which = (
        rf"(?:(?P<unit>{words.one_unit})|(?P<month>{words.month})|(?P<season>{season})"
        rf"|(?P<weekday>{weekday}))(?![\w’'-])"
    )
    year2 = rf"(?:[–-](?P<year2>{YEAR}|\d\d(?!\w)))?"
    sources: list[tuple[Sequence[str], str, Reader]] = [
        (
            ("month", "digit"),
            rf"(?P<month>{month}){SPACE}(?P<day>{DAY})"
            rf"(?:(?P<join>{_DASH}|{SPACE}(?:and|to|or){SPACE})(?P<day2>{DAY}))?"
            rf"(?:,?{SPACE}(?P<year>{YEAR}))?",
            read.days,
        ),
        (
            ("month", "digit"),
            rf"(?:(?P<day>{DAY})(?P<join>{_DASH}|{SPACE}(?:and|to|or){SPACE}))?(?P<day2>{DAY})"
            rf"{SPACE}(?:of{SPACE})?(?P<month>{month})(?:,?{SPACE}(?P<year>{YEAR}))?",
            read.days,
        ),
        (
            ("month",),
            rf"(?P<part>{_PART})?(?P<month>{month})"
            rf"(?:(?P<join>{GAP}[–/-]{GAP}|{SPACE}(?:and|to|or){SPACE})(?P<month2>{month}))?"
            rf"(?:,?{SPACE}(?:of{SPACE})?(?P<year>{YEAR}))?",
            read.months,
        ),
        (
            ("season", "digit"),
            rf"(?:{_PART})?(?P<season>{season}),?{SPACE}(?P<of>of{SPACE})?(?P<year>{YEAR}){year2}",
            read.seasons,
        ),
        (("digit",), rf"(?P<part>{_PART})?(?P<year>{YEAR}){year2}", read.years),
        (("digit",), rf"(?:{_PART})?(?P<decade>(?:1\d|20)\d)0[’']?s(?!\w)", read.decade),
        (("digit",), r"\d{4}-\d\d-\d\d(?![\w-])", read.iso_day),
        (("named day",), rf"{words.named_day}(?!\w)", read.named_day),
        (
            ("unit",),
            rf"(?P<amount>{words.number}|[Tt]he){SPACE}(?P<unit>{words.unit}){SPACE}"
            rf"(?P<direction>later|earlier|ago|afterwards?|(?:before|after)(?={GAP}(?:[,.;:)]|\Z)))"
            r"(?!\w)",
            read.count,
        ),
        (
            ("time",),
            rf"[Tt]he{SPACE}(?P<x>(?P<direction>next|following|previous|preceding){SPACE}{which})",
            read.following,
        ),
        (
            ("time",),
            rf"(?P<which>[Tt]h(?:at|e|is)){SPACE}(?P<same>(?:same|very){SPACE})?{which}",
            read.same,
        ),
        (
            ("month", "unit"),
            rf"(?:{_PART})?(?P<month>{month})(?:{SPACE}(?P<day>{DAY}))?,?{SPACE}of{SPACE}"
            rf"(?P<direction>the{SPACE}(?:same|following|next|previous|preceding)"
            rf"|that(?:{SPACE}same)?|this|last|next){SPACE}year(?!\w)",
            read.month_of_year,
        ),
        (
            ("time",),
            rf"(?P<direction>[Ll]ast|[Tt]his|[Nn]ext){SPACE}(?:past{SPACE})?{which}",
            read.seen_from_writing,
        ),
        (("near day",), rf"{_NEAR_DAY}(?!\w)", read.near_day),
        (("weekday",), rf"(?P<weekday>{weekday})(?![\w’'-])", read.weekday),
    ]
    return [
        (needed, re.compile(_NO_NUMBER_BEFORE + source), reader)
        for needed, source, reader in sources
    ]
