"""Which literals are ill-typed (RDF 1.1 §3.3): their text is no value of their datatype."""

import re
from calendar import monthrange
from collections.abc import Callable

import pyoxigraph as ox

from shapes.setwise.terms import XSD

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_FLOAT = r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?|INF)|NaN"
_YEARS = r"(?:\d+Y(?:\d+M)?|\d+M)"
_HOURS = r"T(?:\d+H(?:\d+M)?(?:\d+(?:\.\d+)?S)?|\d+M(?:\d+(?:\.\d+)?S)?|\d+(?:\.\d+)?S)"
_DAYS = rf"(?:\d+D(?:{_HOURS})?|{_HOURS})"

_FORMS = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "date": rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
    "time": rf"{_TIME}{_ZONE}",
    "dateTime": rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})T{_TIME}{_ZONE}",
    "dateTimeStamp": rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})T{_TIME}(?!$){_ZONE}",
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?:{_YEARS}{_DAYS}?|{_DAYS})",
    "yearMonthDuration": rf"-?P{_YEARS}",
    "dayTimeDuration": rf"-?P{_DAYS}",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*"
    r"(?:(?:[A-Za-z0-9+/] ?){3}=|(?:[A-Za-z0-9+/] ?){2}= ?=)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\s]+(?: [^\s]+)*)?",
}
_PATTERNS = {f"{XSD}{name}": re.compile(form, re.ASCII) for name, form in _FORMS.items()}

_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_RANGES = {f"{XSD}{name}": limits for name, limits in _INTEGERS.items()}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_LARGE = 40
"""A number of so many digits is beyond every limit."""


def is_ill_typed(literal: ox.Literal) -> bool:
    """Whether the datatype is one of XSD's and the text is not in its lexical space.

    Of other datatypes nothing is known.
    """
    datatype, text = literal.datatype.value, literal.value
    if datatype in _RANGES:
        return not _is_integer(text, *_RANGES[datatype])
    pattern = _PATTERNS.get(datatype)
    if pattern is None:
        return False
    match = pattern.fullmatch(text)
    return match is None or ("day" in pattern.groupindex and not _is_day(match.groupdict().get))


def _is_integer(text: str, least: int | None, most: int | None) -> bool:
    if _INTEGER.fullmatch(text) is None:
        return False
    if least is most is None:
        return True
    digits = text.lstrip("+-").lstrip("0") or "0"
    size = int(digits) if len(digits) < _LARGE else 10**_LARGE
    value = -size if text.startswith("-") else size
    return (least is None or least <= value) and (most is None or value <= most)


def _is_day(part: Callable[[str], str | None]) -> bool:
    """Whether the month has such a day; February without a year has 29."""
    year = int((part("year") or "2000")[-4:]) or 2000
    return int(part("day") or "1") <= monthrange(year, int(part("month") or "1"))[1]
