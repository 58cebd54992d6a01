"""Dates: which day, month or year each expression of time in a text means.

``document_dates`` reads a whole document, ``find_dates`` a sentence or paragraph at a time.
"""

from extract.dates.expressions import DateKind
from extract.dates.narrative import DateMention, Narrative, document_dates, find_dates
from extract.dates.partial import PartialDate

__all__ = ["DateKind", "DateMention", "Narrative", "PartialDate", "document_dates", "find_dates"]
