"""A look at a query before the engine gets it: what it is, and whether it may run.

What is refused here gets a message with line and column. That no query can do harm does not rest on
this: the engine reads text in ways that no splitting into tokens foresees, so ``server.query`` has
its own, coarser bars.
"""

import re
from dataclasses import dataclass
from typing import cast, get_args

from server.errors import QueryRefusedError, QuerySyntaxError
from server.formats import QueryForm
from server.tokens import NESTING, Token, position, tokens

MAX_LENGTH = 100_000
"""Longest query, in characters."""

MAX_DEPTH = 100
"""Deepest nesting of brackets of all kinds."""

_FORMS: tuple[QueryForm, ...] = get_args(QueryForm)
_UPDATES = {*("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD")}
_VOLATILE = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
_OPENING = tuple(sign for sign, change in NESTING.items() if change > 0)
_TELLING = ("service", "from", *(word.lower() for word in sorted(_VOLATILE)))
_PROLOGUE = re.compile(
    rf"""
    (?: \s++
      | PREFIX \s++ [A-Za-z0-9_.-]*+ : \s*+ <[^<>\s]*+>
      | BASE \s++ <[^<>\s]*+> )*+
    (?P<form> {"|".join(_FORMS)} ) (?! [\w:.-] )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_BEGINS = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be given to the engine.

    Attributes:
        text: the query.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        names_dataset: whether it has FROM or FROM NAMED.
        volatile: whether it may have another answer each time over the same graph.
    """

    text: str
    form: QueryForm
    names_dataset: bool
    volatile: bool


def glance(text: str) -> Query:
    """Looks at a query, no closer than it must.

    Of a plain query nothing is known but what is told of it: that it is SPARQL is for the engine to
    say; and where it is not, what ``inspect`` has to say against it.

    Raises:
        QueryRefusedError, QuerySyntaxError: as ``inspect`` does.
    """
    return _plain(text) or inspect(text)


def _plain(text: str) -> Query | None:
    """A query in which there is nothing to look for: no word stands in it that matters."""
    if len(text) > MAX_LENGTH or "\\" in text or not text.isascii():
        return None
    begins = _PROLOGUE.match(text)
    if begins is None or sum(map(text.count, _OPENING)) > MAX_DEPTH:
        return None
    lowered = text.lower()
    if any(word in lowered for word in _TELLING):
        return None
    return Query(text, cast(QueryForm, begins["form"].upper()), False, False)


def inspect(text: str) -> Query:
    """Looks at a query, token by token.

    Raises:
        QueryRefusedError: it is too long or too deeply nested, an update, or asks other services.
        QuerySyntaxError: it is empty, does not begin as a query, leaves a string open, or uses a
            prefix that it does not declare.
    """
    check_length(text)
    form: QueryForm | None = None
    names_dataset = volatile = False
    depth = 0
    prefixes: set[str] = set()
    before = None
    for token in tokens(text):
        if token.kind == "symbol":
            depth += NESTING.get(token.text, 0)
            if depth > MAX_DEPTH:
                what = f"brackets are nested deeper than {MAX_DEPTH} levels"
                raise QueryRefusedError(what, *position(text, token.start))
        elif token.kind == "word":
            word = token.text.upper()
            if form is None and word not in ("BASE", "PREFIX", "VERSION"):
                form = _form(text, token)
            elif word == "SERVICE":
                what = "SERVICE is refused: this endpoint asks no other services"
                raise QueryRefusedError(what, *position(text, token.start))
            elif word == "FROM" and depth == 0:
                names_dataset = True
            elif word in _VOLATILE:
                volatile = True
        elif (prefix := _prefix(token)) is not None:
            if before is not None and before.text.upper() == "PREFIX":
                prefixes.add(prefix)
            elif prefix not in prefixes:
                what = f"the prefix {prefix}: is not declared; begin with PREFIX {prefix}: <…>"
                raise QuerySyntaxError(what, *position(text, token.start))
        before = token
    if form is None:
        raise QuerySyntaxError("the query is empty" if before is None else _BEGINS)
    return Query(text, form, names_dataset, volatile)


def check_length(text: str) -> None:
    """Makes sure that a query is not too long to be looked at.

    Raises:
        QueryRefusedError: it is.
    """
    if len(text) > MAX_LENGTH:
        raise QueryRefusedError(
            f"the query is longer than {MAX_LENGTH:,} characters: ask for less at a time"
        )


def _form(text: str, token: Token) -> QueryForm:
    """The form of the query that the first word after its prologue begins."""
    word = token.text.upper()
    for form in _FORMS:
        if word == form:
            return form
    if word in _UPDATES:
        what = f"{word} is an update, and this endpoint is read-only"
        raise QueryRefusedError(what, *position(text, token.start))
    raise QuerySyntaxError(_BEGINS, *position(text, token.start))


def _prefix(token: Token) -> str | None:
    """The prefix of a prefixed name; None of any other value."""
    prefix, colon, _ = token.text.partition(":")
    return prefix if colon and token.text[0] not in "<\"'?$@_" else None
