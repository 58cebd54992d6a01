"""Which format a client gets: what it names, or the best of what it accepts (RFC 9110, 12.5.1)."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from server.errors import NotAcceptableError
from server.formats import PAGE, Format, QueryForm, formats_for

Encoding = Literal["identity", "br", "gzip"]
"""How an answer's body may be encoded (RFC 9110, section 8.4)."""

_CODINGS: tuple[Encoding, ...] = ("br", "gzip")
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
_JSON = ("application/problem+json", "application/json")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


class Choice(NamedTuple):
    """A format, and the media type that it is to be sent as."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """Value of the ``Content-Type`` field."""
        return f"{self.media_type}; charset=utf-8" if self.format.charset else self.media_type


class _Range(NamedTuple):
    """A media range of an ``Accept`` field: ``*/*``, ``text/*`` or ``text/csv``."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely it names a media type: 0 not at all, 1 any, 2 its type, 3 itself."""
        main, _, sub = media_type.partition("/")
        if (self.type, self.subtype) == (main, sub):
            return 3
        if (self.type, self.subtype) == (main, "*"):
            return 2
        return 1 if (self.type, self.subtype) == ("*", "*") else 0


@lru_cache(maxsize=64)
def choose(form: QueryForm, *, accept: str | None, name: str | None, page: bool = False) -> Choice:
    """The format for a result, as ``choose_from`` chooses it.

    Args:
        form: form of the query.
        accept: value of the ``Accept`` field; None or empty accepts all.
        name: a format's name or media type, as in ``format=csv``.
        page: whether it can be had as a page, too.

    Raises:
        NotAcceptableError: a query of this form is not answered in any such format.
    """
    formats = (*formats_for(form), PAGE) if page else formats_for(form)
    return choose_from(formats, f"a result of {form}", accept=accept, name=name)


def choose_from(
    formats: tuple[Format, ...], what: str, *, accept: str | None, name: str | None
) -> Choice:
    """The format for something, of those that it can be had in.

    A name wins over ``accept``. Of what is accepted equally well, the client's closest wording
    wins, and then our own order.

    Args:
        formats: they, the one that we would choose first.
        what: what it is that can be had, for people.
        accept: value of the ``Accept`` field; None or empty accepts all.
        name: a format's name or media type.

    Raises:
        NotAcceptableError: it cannot be had in any such format.
    """
    if name:
        for one in formats:
            if name.lower() in one.names + one.media_types:
                return Choice(one, one.media_types[0])
        names = ", ".join(one.names[0] for one in formats)
        raise _refuse(formats, what, f"not as {name!r}: give one of {names} as format")
    if not (accept and accept.strip()):
        return Choice(formats[0], formats[0].media_types[0])
    ranges = _parse(accept)
    best: tuple[float, int] = (0.0, 0)
    chosen: Choice | None = None
    for one in formats:
        for media_type in one.media_types:
            rank = _rank(media_type, ranges)
            if rank[0] > 0 and rank > best:
                best, chosen = rank, Choice(one, media_type)
    if chosen is None:
        raise _refuse(formats, what, f"not as {accept!r}")
    return chosen


def _parse(accept: str) -> list[_Range]:
    """The media ranges of an ``Accept`` field; what is malformed accepts nothing."""
    ranges = []
    for part in accept.lower().split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        quality = _QUALITY.search(match[3])
        if quality is None and re.search(r";\s*q\s*=", match[3]):
            continue
        ranges.append(_Range(match[1], match[2], float(quality[1]) if quality else 1.0))
    return ranges


def _rank(media_type: str, ranges: list[_Range]) -> tuple[float, int]:
    """Quality of a media type, given by the range that is closest to it, and how close that is."""
    closest, quality = 0, 0.0
    for one in ranges:
        specificity = one.specificity(media_type)
        if specificity > closest or (specificity == closest and one.quality > quality):
            closest, quality = specificity, one.quality
    return (min(quality, 1.0), closest) if closest else (0.0, 0)


def prefers_page(accept: str) -> bool:
    """Whether a client would rather have a page than JSON: a browser."""
    ranges = _parse(accept)
    page, *others = (_rank(one, ranges) for one in ("text/html", *_JSON))
    return page > max(others)


@lru_cache(maxsize=64)
def encoding_for(accepted: str) -> Encoding:
    """How a body is best encoded (RFC 9110, section 12.5.3); of two that are liked equally, by br.

    Args:
        accepted: value of the ``Accept-Encoding`` field; empty where there is none.
    """
    liked: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, parameters = part.partition(";")[::2]
        quality = _QUALITY.search(f";{parameters}")
        liked[coding.strip().removeprefix("x-")] = float(quality[1]) if quality else 1.0
    others = liked.get("*", 0.0)
    best = max(_CODINGS, key=lambda coding: liked.get(coding, others))
    return best if liked.get(best, others) > 0 else "identity"


def _refuse(formats: tuple[Format, ...], what: str, but: str) -> NotAcceptableError:
    offered = tuple(one.media_types[0] for one in formats)
    return NotAcceptableError(f"{what} can be had, but {but}", offered)
