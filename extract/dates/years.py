"""Which numbers are years: told by the words around them.

"in 2014", "the 1994 agreement" and "Cuba, 1962." are; "2016 soldiers", "Resolution 1973" and "a
total of 1500" are not. A number that nothing speaks for is none.
"""

import re

from extract.claims import Span
from extract.dates.words import YEAR, date_words

_REACH = 48  # characters that are looked at on either side
_BEFORE = re.compile(r"([^\W\d_]+(?:[’'][^\W\d_]+)?\.?|[(),:;–—/&-])\s*\Z")
_AFTER = re.compile(r"\s*([^\W\d_]+|.)", re.DOTALL)
_RANGE_AFTER = re.compile(rf"\s*(?:–|-|to|through|until)\s*{YEAR}")
_MARKS = {"(": "),;–-", ",": ".,;:)?!]”\"'"}
POSSESSIVE = ("'s", "’s", "s'", "s’")
"""How a noun ends that possesses what follows."""


def is_year(text: str, sentence: Span, number: Span, *, is_sure: bool) -> bool:
    """Whether a number of four digits, that may be followed by another after a dash, is a year.

    Args:
        text: the stored text.
        sentence: nothing outside of it is looked at.
        number: where the number stands.
        is_sure: what stands before it says that it is a year, unless it counts something.
    """
    words = date_words().lists
    before = _words_before(text[max(sentence.start, number.start - _REACH) : number.start])
    following = text[number.end : min(sentence.end, number.end + _REACH)]
    match = _AFTER.match(following)
    after = match[1] if match else ""
    opens = not before or before[0] == "In"
    last, second, *_ = (*(word.lower() for word in before), "", "")
    if last in words["numbered"] or (after.lower() in words["counted"] and not opens):
        return False
    if is_sure:
        return True
    if last in words["before_a_year"]:
        return opens or last not in ("in", "by") or not _is_plural(after)
    is_range = not text[number.start : number.end].isdigit()
    if last in _MARKS:
        return is_range or after == "" or after in _MARKS[last]
    if last == "as":
        return second in ("early", "late")
    if last == "of":
        return second not in words["quantities"]
    if last == "to":
        return second in words["before_to"]
    if is_range or _RANGE_AFTER.match(following):
        return True
    if not before:
        return after in words["after_a_year"]
    return after.isalpha() and any(
        word.lower() in words["determiners"] or word.endswith(POSSESSIVE) for word in before
    )


def _words_before(before: str) -> list[str]:
    """The last words or marks before a place, nearest first, at most three."""
    found: list[str] = []
    while len(found) < 3 and (match := _BEFORE.search(before)):
        found.append(match[1].rstrip("."))
        before = before[: match.start()]
    return found


def _is_plural(word: str) -> bool:
    return (
        word.islower()
        and len(word) > 3
        and word.endswith("s")
        and word not in date_words().lists["not_plural"]
    )
