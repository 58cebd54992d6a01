"""Where the engine departs from SPARQL, and the text of a query or an update can make up for it.

Only what can be done without a doubt is done: each repair leaves a text that means the same, or
refuses one that the standard does not allow. ``docs/sparql.md`` tells what cannot be repaired.
"""

import re
from typing import NamedTuple

from server.errors import QuerySyntaxError
from server.inspection import MAX_LENGTH
from server.tokens import Edit, Token, edited, position, tokens

_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_WORTH_A_LOOK = re.compile(
    rf"true|false|<<\(|(?:{'|'.join(sorted(_AGGREGATES))})\s*\(", re.IGNORECASE | re.ASCII
)
_SIGNS = ("true", "false", "<<(", *sorted(name.lower() for name in _AGGREGATES))
_BOOLEAN = re.compile(
    r"(?<![^\x00-\x7f]) (?: true | false ) (?![^\x00-\x7f])", re.VERBOSE | re.IGNORECASE | re.ASCII
)
_MAYBE_OPERATORS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^>]*(?:&&|,|\))")


class Repaired(NamedTuple):
    """A text that was repaired.

    Attributes:
        text: as the engine must have it to read it as the standard does.
        placed: the same, as far as nothing moves in it, for the places of syntax errors.
    """

    text: str
    placed: str


def repaired(text: str) -> Repaired:
    """Makes up in a query or an update for what the engine reads in its own way.

    Boolean literals are written in lower case, as it reads no others (SPARQL 1.1 Query Language,
    section 19.8, note 1). What GROUP_CONCAT gives is stripped of a language tag (section 18.5.1.7:
    it is a simple literal). What is longer than a query may be is an update with much data, and
    goes on as it is: to look at all of it would take long.

    Raises:
        QuerySyntaxError: it is not SPARQL, though the engine would take it.
    """
    if len(text) > MAX_LENGTH:
        return Repaired(text, text)
    lowered = text.lower()
    if not any(sign in lowered for sign in _SIGNS) or not _WORTH_A_LOOK.search(text):
        return Repaired(text, text)
    found = list(tokens(text))
    _refuse_nested_aggregates(text, found)
    _refuse_wrong_subjects(text, found)
    booleans = _booleans(text, found)
    return Repaired(edited(text, [*booleans, *_concatenations(found)]), edited(text, booleans))


def doubtful_iris(text: str) -> list[Token]:
    """The IRIs that the engine might read as operators.

    What looks like an IRI is one, for the longest token wins (section 19.8), as in
    ``?a<?b&&?c>?d``; the engine tries again where that does not parse. So a text that parses, and
    does not parse ``with_plain_iris``, is not SPARQL.
    """
    if not _MAYBE_OPERATORS.search(text):
        return []
    return [token for token in tokens(text) if _MAYBE_OPERATORS.match(token.text)]


def with_plain_iris(text: str, iris: list[Token]) -> str:
    """The text with a plain IRI in the place of each of some."""
    return edited(text, [(iri.start, iri.start + len(iri.text), "<urn:x>") for iri in iris])


def _refuse_nested_aggregates(text: str, found: list[Token]) -> None:
    """No aggregate in the argument of another (SPARQL 1.2 Query Language, section 11.2)."""
    inside = [False]
    for before, token in zip([None, *found], found, strict=False):
        aggregate = before is not None and _is_aggregate(before)
        if token.text == "(":
            if aggregate and before is not None and inside[-1]:
                what = f"{before.text.upper()} cannot stand inside another aggregate"
                raise QuerySyntaxError(what, *position(text, before.start))
            inside.append(aggregate or inside[-1])
        elif token.text == "{":
            inside.append(False)
        elif token.text in (")", "}") and len(inside) > 1:
            inside.pop()


def _refuse_wrong_subjects(text: str, found: list[Token]) -> None:
    """In an expression, the subject of a triple term is no literal and no triple term.

    That is ExprTripleTermSubject of SPARQL 1.2; in patterns it may be. An expression is surely what
    stands in brackets behind a word: BIND, FILTER, the name of a function.
    """
    inside = [False]
    for number, token in enumerate(found):
        before = found[number - 1] if number else None
        if inside[-1] and _opens_triple_term(found, number):
            subject = found[number + 2].text
            if subject == "<<" or subject[0] in "\"'+-.0123456789" or _BOOLEAN.fullmatch(subject):
                what = "the subject of a triple term is an IRI or a variable here"
                raise QuerySyntaxError(what, *position(text, found[number + 2].start))
        if token.text in ("(", "{", "["):
            word = before is not None and before.kind == "word" and before.text != "a"
            inside.append(token.text == "(" and word)
        elif token.text in (")", "}", "]") and len(inside) > 1:
            inside.pop()


def _opens_triple_term(found: list[Token], number: int) -> bool:
    signs = found[number : number + 3]
    if len(signs) < 3 or (signs[0].text, signs[1].text) != ("<<", "("):
        return False
    return signs[1].start == signs[0].start + 2


def _booleans(text: str, found: list[Token]) -> list[Edit]:
    return [
        (token.start, token.start + len(token.text), token.text.lower())
        for token in found
        if token.kind == "word"
        and _BOOLEAN.fullmatch(token.text)
        and _BOOLEAN.match(text, token.start)
    ]


def _concatenations(found: list[Token]) -> list[Edit]:
    edits: list[Edit] = []
    for number, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "GROUP_CONCAT":
            end = _closing(found, number + 1)
            if end is not None:
                edits += [(token.start, token.start, "STR("), (end, end, ")")]
    return sorted(edits)


def _closing(found: list[Token], number: int) -> int | None:
    """Offset behind the bracket that closes the one at some token, if one stands there."""
    depth = 0
    for token in found[number:]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0:
            return token.start + 1 if token.text == ")" else None
    return None


def _is_aggregate(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() in _AGGREGATES
