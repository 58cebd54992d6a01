"""Puts the solutions of other endpoints into a query, in the place of its SERVICE clauses."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pyoxigraph import Literal, NamedNode

from server.errors import QueryRefusedError, RemoteError
from server.federation.clauses import ServiceClause, service_clauses
from server.inspection import check_length
from server.tokens import position

Ask = Callable[[str, str, float], bytes]
"""Sends a query to an endpoint, for at most some seconds (``outbound.ask``)."""


MOST_CLAUSES = 8
"""How many SERVICE clauses a query may have."""

_asking = ThreadPoolExecutor(MOST_CLAUSES, "service")
"""Threads of their own: a slow endpoint keeps nothing else waiting."""


async def with_remote_solutions(
    text: str, endpoints: frozenset[str], seconds: float, ask: Ask
) -> str:
    """A query without SERVICE clauses, with their solutions as inline data.

    Args:
        text: the query.
        endpoints: IRIs of the endpoints that may be asked.
        seconds: how long all of them together may take.
        ask: asks one.

    Raises:
        QueryError: the query is too long, or a clause is malformed or asks what is not allowed.
        RemoteError: an endpoint did not answer, and its clause does not say SILENT.
    """
    check_length(text)
    clauses = service_clauses(text)
    if len(clauses) > MOST_CLAUSES:
        raise QueryRefusedError(f"a query may have {MOST_CLAUSES} SERVICE clauses at the most")
    for clause in clauses:
        if clause.endpoint not in endpoints:
            what = f"SERVICE is refused: <{clause.endpoint}> is not among the allowed endpoints"
            raise QueryRefusedError(what, *position(text, clause.start))
    loop = asyncio.get_running_loop()
    answers = (
        loop.run_in_executor(_asking, _solutions, clause, seconds, ask) for clause in clauses
    )
    try:
        async with asyncio.timeout(seconds):
            data = await asyncio.gather(*answers)
    except TimeoutError as error:
        raise RemoteError(f"an endpoint took longer than {seconds:g} seconds") from error
    pieces, at = [], 0
    for clause, values in zip(clauses, data, strict=True):
        pieces += [text[at : clause.start], values]
        at = clause.end
    return "".join((*pieces, text[at:]))


def _solutions(clause: ServiceClause, seconds: float, ask: Ask) -> str:
    """The solutions of a clause as a group with VALUES; of a SILENT one that failed, the empty."""
    try:
        return inline_data(ask(clause.endpoint, clause.query, seconds))
    except RemoteError:
        if clause.silent:
            return "{ VALUES () { () } }"
        raise


def inline_data(answer: bytes) -> str:
    """A result (SPARQL 1.1 Query Results JSON Format) as a group with VALUES.

    Blank nodes, which inline data cannot have, become IRIs of their own.

    Raises:
        RemoteError: it is no such result.
    """
    try:
        result = json.loads(answer)
        names = [str(name) for name in result["head"]["vars"]]
        rows = list(_rows(names, result["results"]["bindings"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RemoteError("the other endpoint answered with what is no result") from error
    if not all(name.isidentifier() for name in names):
        raise RemoteError("the other endpoint answered with what is no result")
    return f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(rows)} }} }}"


def _rows(names: list[str], bindings: list[Mapping[str, Any]]) -> Iterator[str]:
    for binding in bindings:
        terms = (_term(binding[name]) if name in binding else "UNDEF" for name in names)
        yield f"({' '.join(terms)})"


def _term(told: Mapping[str, str]) -> str:
    match told["type"]:
        case "uri":
            return str(NamedNode(told["value"]))
        case "bnode":
            return str(NamedNode(f"urn:bnode:{told['value'].encode().hex()}"))
        case "literal" | "typed-literal":
            if "xml:lang" in told:
                return str(Literal(told["value"], language=told["xml:lang"]))
            if "datatype" in told:
                return str(Literal(told["value"], datatype=NamedNode(told["datatype"])))
            return str(Literal(told["value"]))
        case other:
            raise ValueError(f"{other} is no kind of term")
