"""Finds the SERVICE clauses of a query (SPARQL 1.1 Federated Query, section 2)."""

from dataclasses import dataclass

from server.errors import QueryRefusedError, QuerySyntaxError
from server.tokens import Token, position, tokens

_PROLOGUE = ("BASE", "PREFIX", "VERSION")


@dataclass(frozen=True, slots=True)
class ServiceClause:
    """A SERVICE clause.

    Attributes:
        start: offset at which it begins, and
        end: at which it ends.
        silent: whether it says SILENT.
        endpoint: IRI of the endpoint.
        query: a query for that endpoint: the clause's pattern under the prologue of the whole.
    """

    start: int
    end: int
    silent: bool
    endpoint: str
    query: str


def service_clauses(text: str) -> list[ServiceClause]:
    """The SERVICE clauses of a query, in the order of the text.

    Raises:
        QuerySyntaxError: a clause is not whole, or a string is left open.
        QueryRefusedError: an endpoint is not written as an IRI in angle brackets, or a clause
            stands inside another.
    """
    read = list(tokens(text))
    prologue = text[: _end_of_prologue(read, text)]
    found: list[ServiceClause] = []
    at = 0
    while at < len(read):
        if read[at].kind == "word" and read[at].text.upper() == "SERVICE":
            clause, at = _clause(text, read, at, prologue)
            found.append(clause)
        else:
            at += 1
    return found


def _end_of_prologue(read: list[Token], text: str) -> int:
    for token in read:
        if token.kind == "word" and token.text.upper() not in _PROLOGUE:
            return token.start
    return len(text)


def _clause(text: str, read: list[Token], at: int, prologue: str) -> tuple[ServiceClause, int]:
    start = read[at].start
    place = position(text, start)
    rest = read[at + 1 :]
    silent = bool(rest) and rest[0].kind == "word" and rest[0].text.upper() == "SILENT"
    rest = rest[1:] if silent else rest
    if len(rest) < 2 or rest[1].text != "{":
        raise QuerySyntaxError("after SERVICE come an IRI and a pattern in braces", *place)
    if not rest[0].text.startswith("<"):
        what = "write the endpoint of SERVICE as an IRI in angle brackets"
        raise QueryRefusedError(what, *place)
    depth = 0
    for number, token in enumerate(rest[1:], start=1):
        if token.kind == "word" and token.text.upper() == "SERVICE":
            raise QueryRefusedError(
                "SERVICE inside SERVICE is refused", *position(text, token.start)
            )
        if token.kind == "symbol":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            pattern = text[rest[1].start : token.start + 1]
            clause = ServiceClause(
                start,
                token.start + 1,
                silent,
                rest[0].text[1:-1],
                f"{prologue}\nSELECT * WHERE {pattern}",
            )
            return clause, len(read) - len(rest) + number + 1
    raise QuerySyntaxError("the braces of this SERVICE clause are not closed", *place)
