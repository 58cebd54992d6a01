"""Dates: which day, month or year each expression of time in a text means.

A date without its year, and one told by another ("two years later"), is resolved against the last
date of the narrative or the time of writing, and left out where that would be a guess. What is
found is never more exact than the text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TypeGuard

from extract.claims import Span
from extract.dates.expressions import Calendar, DateKind, Expression, Shift, Written
from extract.dates.grammar import read_expressions
from extract.dates.partial import PartialDate
from extract.dates.resolution import calendar_dates, date_seen_from, year_after, year_seen_from
from extract.dates.words import date_words
from extract.documents import Document, Metadata


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that a text names.

    Attributes:
        span: its words, without preposition and article.
        start: the date, or the first of two, as ``YYYY[-MM[-DD]]``.
        end: the last of two.
        kind: how it dates. Only ``date``, ``range``, ``within`` and ``since`` say when something
            began; of the others, ``start`` is a bound.
    """

    span: Span
    start: str
    end: str | None
    kind: DateKind


@dataclass(frozen=True, slots=True)
class Narrative:
    """Where a text stands in time, as far as it has been read.

    Give ``Narrative.of(metadata)`` (or ``Narrative(anchor)``) to the first ``find_dates`` of a
    text, and what that returns to the next.

    Attributes:
        anchor: the time of writing, ``YYYY[-MM[-DD]]``, where it is known.
        bounds: earliest and latest time of writing, where only they are known: what is seen from
            the time of writing must come out the same from each.
        here: the last date of this paragraph that the story has moved to.
        scene: what later paragraphs go on from: the last date exact to the month, or a later year.
        named: the last date of this paragraph, be it part of a name: what "that year" means.
        end: where the text that was read so far ends.
        is_current: whether the text is about its own time, and no history.
        is_quoting: whether a quotation is open.
    """

    anchor: str | None = None
    bounds: tuple[str, ...] = ()
    here: PartialDate | None = None
    scene: PartialDate | None = None
    named: PartialDate | None = None
    end: int | None = None
    is_current: bool = False
    is_quoting: bool = False

    @classmethod
    def of(cls, metadata: Metadata) -> "Narrative":
        """The beginning of a text about which this much is known."""
        bounds = () if metadata.date else (metadata.written_after, metadata.written_before)
        anchor = metadata.reference_date or metadata.date
        return cls(anchor, tuple(bound for bound in bounds if bound))

    @property
    def writing(self) -> tuple[PartialDate, ...]:
        """The dates that may be the time of writing; none where it is unknown or long after."""
        if self.anchor is None or not self.is_current:
            return ()
        return tuple(PartialDate.parse(iso) for iso in (self.anchor, *self.bounds))


_DATELINE_REACH = 2000  # characters from the beginning of a text within which its dateline stands
_CLAUSE_REACH = 100  # characters around a date among which its verb is looked for
_OPENING_WORDS = 2  # before a date that begins its sentence
_MOVING: frozenset[DateKind] = frozenset({"date", "range", "by"})

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]")
_LINE_START = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*\Z")
_LINE_END = re.compile(r"[^\S\r\n]*(?:[\r\n]|\Z)")
_SENTENCE_BORDER = re.compile(r"[.?!;]\s")
_CLAUSE_BORDER = re.compile(r"[.?!;,]\s")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile('[“”"]')
_YEAR = re.compile(r"(?<!\w)(?:1\d|20)\d\d(?!\w)")


def document_dates(document: Document) -> list[DateMention]:
    """All dates of a document's paragraphs, in text order."""
    narrative = Narrative.of(document.metadata)
    mentions: list[DateMention] = []
    for paragraph in document.paragraphs:
        found, narrative = find_dates(document.text, paragraph, narrative)
        mentions += found
    return mentions


def find_dates(text: str, span: Span, narrative: Narrative) -> tuple[list[DateMention], Narrative]:
    """The dates of a sentence or paragraph, and where the narrative stands after it.

    Args:
        text: the stored text.
        span: what is read; the spans of a text are given in order.
        narrative: where the text before it has arrived.
    """
    narrative = _enter(text, span, narrative)
    quotations, is_quoting = _quotations(text, span, is_open=narrative.is_quoting)
    mentions = []
    for expression in read_expressions(text, span):
        if _is_of_writing(expression) and _is_within(expression.span, quotations):
            continue  # seen from the time of speaking, which may be another
        if narrative.anchor is None and _is_dateline(expression, text, span):
            dates = calendar_dates(expression, None)
            anchor = dates[0].iso if dates else None
            narrative = _anchored(text, replace(narrative, anchor=anchor))
        is_future = _is_future(text, span, expression.span)
        resolved = _resolve(expression, narrative, is_future=is_future)
        if resolved:
            start, end = resolved
            mentions.append(
                DateMention(expression.span, start.iso, end and end.iso, expression.kind)
            )
            date = end or start
            narrative = replace(narrative, named=date)
            if _moves(text, span, narrative, expression, date):
                scene = narrative.scene
                if date.month or (scene and scene.year < date.year):
                    scene = date
                narrative = replace(narrative, here=date, scene=scene)
    return mentions, replace(narrative, end=span.end, is_quoting=is_quoting)


def _enter(text: str, span: Span, narrative: Narrative) -> Narrative:
    """The narrative at the beginning of a span, which may begin a text or a paragraph."""
    if narrative.end is None:
        return _anchored(text, narrative)
    gap = text[narrative.end : span.start]
    if gap.strip() or _BLANK_LINE.search(gap):
        return replace(narrative, here=None, named=None, is_quoting=False)
    return narrative


def _anchored(text: str, narrative: Narrative) -> Narrative:
    """The narrative with the judgment whether the text is about the time it was written in.

    It is, unless it names years and all are far from that time, as those of a history are, and
    nothing in it is seen from that time ("last week").
    """
    if narrative.anchor is None:
        return narrative
    anchor = PartialDate.parse(narrative.anchor)
    years = {int(year) for year in _YEAR.findall(text)}
    is_near = not years or any(abs(year - anchor.year) <= 1 for year in years)
    return replace(narrative, is_current=is_near or _speaks_of_now(text))


def _speaks_of_now(text: str) -> bool:
    whole = Span(0, len(text))
    quotations, _ = _quotations(text, whole, is_open=False)
    return any(
        _is_of_writing(expression) and not _is_within(expression.span, quotations)
        for expression in read_expressions(text, whole)
    )


def _quotations(text: str, span: Span, *, is_open: bool) -> tuple[list[Span], bool]:
    """What stands in quotation marks, and whether the last quotation is still open."""
    quotations: list[Span] = []
    start = span.start if is_open else None
    for mark in _QUOTE.finditer(text, span.start, span.end):
        if start is None and mark[0] != "”":
            start = mark.start()
        elif start is not None and mark[0] != "“":
            quotations.append(Span(start, mark.end()))
            start = None
    if start is not None:
        quotations.append(Span(start, span.end))
    return quotations, start is not None


def _is_within(span: Span, quotations: list[Span]) -> bool:
    following = bisect_right(quotations, span.start, key=lambda quotation: quotation.start)
    return following > 0 and quotations[following - 1].contains(span)


def _is_of_writing(expression: Expression) -> bool:
    return not isinstance(expression, Calendar) and expression.base == "writing"


def _is_alone(text: str, span: Span) -> bool:
    """Whether a span is a line by itself."""
    before, after = text[max(0, span.start - 4) : span.start], text[span.end : span.end + 4]
    return bool(_LINE_START.search(before) and _LINE_END.match(after))


def _is_dateline(expression: Expression, text: str, span: Span) -> TypeGuard[Calendar]:
    """Whether a line near the beginning is nothing but a day."""
    return (
        isinstance(expression, Calendar)
        and None not in expression.first
        and expression.last is None
        and span.end <= _DATELINE_REACH
        and text[span.start : span.end].strip(" .")
        == text[expression.span.start : expression.span.end]
        and _is_alone(text, span)
    )


def _moves(
    text: str, span: Span, narrative: Narrative, expression: Expression, date: PartialDate
) -> bool:
    """Whether what follows is told from this date on.

    A date in a name does not move the narrative, nor does a year in passing one that is exact to
    the month, nor a caption ("…, April 2012.") between the paragraphs of a text that has a date.
    """
    if expression.kind not in _MOVING:
        return False
    if not isinstance(expression, Calendar):
        return True
    is_exact = narrative.here is not None and narrative.here.month is not None
    if is_exact and date.month is None and not _opens(_CLAUSE_BORDER, text, span, expression.span):
        return False
    start, end = expression.span.start, expression.span.end
    is_caption = (
        text[end : span.end].strip() == "."
        and text[max(span.start, start - 2) : start].strip() == ","
        and _is_alone(text, span)
    )
    return not (expression.is_name or (is_caption and narrative.scene))


def _opens(border: re.Pattern[str], text: str, span: Span, date: Span) -> bool:
    """Whether a date begins its clause or sentence: "… followed, but by 1962 …"."""
    before = text[max(span.start, date.start - _CLAUSE_REACH) : date.start]
    *_, own = border.split(before)
    return len(own.split()) <= _OPENING_WORDS


def _is_future(text: str, span: Span, date: Span) -> bool:
    """Whether the clause of a date speaks of what is to come."""
    before = text[max(span.start, date.start - _CLAUSE_REACH) : date.start]
    after = text[date.end : min(span.end, date.end + _CLAUSE_REACH)]
    *_, clause_before = _CLAUSE_BORDER.split(before)
    opens_sentence = _opens(_SENTENCE_BORDER, text, span, date)  # "On Friday, they will …"
    clause_after = (_SENTENCE_BORDER if opens_sentence else _CLAUSE_BORDER).split(after)[0]
    future = date_words().lists["future"]
    return any(word in future for word in _WORD.findall(f"{clause_before} {clause_after}"))


def _resolve(
    expression: Expression, narrative: Narrative, *, is_future: bool
) -> tuple[PartialDate, PartialDate | None] | None:
    """The date or dates that an expression means at this place of the narrative."""
    if isinstance(expression, Calendar):
        year = None
        if expression.first.year is None:
            year = _year(expression.first, narrative, is_future=is_future)
        return calendar_dates(expression, year)
    if expression.base == "writing":
        dates = [date_seen_from(expression, at, is_future=is_future) for at in narrative.writing]
        return (dates[0], None) if dates and dates[0] and len(set(dates)) == 1 else None
    is_same = not (expression.amount if isinstance(expression, Shift) else expression.direction)
    story = narrative.here or narrative.scene
    for base in (narrative.named, story) if is_same else (story,):
        date = date_seen_from(expression, base, is_future=is_future) if base else None
        if date:
            return date, None
    return None


def _year(written: Written, narrative: Narrative, *, is_future: bool) -> int | None:
    """The year of a date that is written without it.

    It is told by the last date of the paragraph; else, in a text about its own time, by the time of
    writing; else by where earlier paragraphs have arrived.
    """
    month = written.month or 1
    if narrative.here:
        return year_after(month, narrative.here)
    if narrative.writing:
        years = {year_seen_from(written, at, is_future=is_future) for at in narrative.writing}
        return years.pop() if len(years) == 1 else None
    return year_after(month, narrative.scene) if narrative.scene else None
