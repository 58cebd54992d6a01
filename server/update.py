"""A SPARQL update on its way to Oxigraph: what is refused, and the dataset that a request names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import uuid4

from pyoxigraph import NamedNode, Store

from ontology.namespaces import DEFAULT_BASE
from server.engine_errors import syntax_error
from server.errors import (
    QuerySyntaxError,
    RemoteError,
    UpdateError,
    UpdateRefusedError,
    UpdateSyntaxError,
)
from server.inspection import MAX_DEPTH, MAX_LENGTH
from server.loads import (
    Document,
    Load,
    inserting,
    load_operations,
    triples_of,
    without_loads,
)
from server.repairs import repaired
from server.tokens import NESTING, Edit, Token, edited, position, tokens, without_escapes

_NOTHING = Store()
_FAILING = "DROP GRAPH <urn:x-accord:nothing> ; "
"""With this as its first operation, an update is read and then not done: there is no such graph."""

_NO_DOCUMENTS: Mapping[str, Document] = MappingProxyType({})
_PROLOGUE = ("BASE", "PREFIX", "VERSION")

_LOADING = re.compile("service|load", re.IGNORECASE | re.ASCII)
_MASK = "\N{LATIN SMALL LETTER LONG S}"
_REFUSED = {
    "SERVICE": "SERVICE is refused: this endpoint asks no other services",
    "LOAD": "LOAD is refused here, or not written as it should be: send the graph to /store",
}


@dataclass(frozen=True, slots=True)
class Where:
    """The WHERE of an operation.

    Attributes:
        start: offset of the word.
        block: offsets of its braces, where it is that of DELETE WHERE, which is a template too.
    """

    start: int
    block: tuple[int, int] | None = None


@dataclass(slots=True)
class Inspected:
    """What was seen of an update.

    Attributes:
        first: offset of the first operation; the length of the text where there is none.
        wheres: the WHERE of each operation that has one.
        dataset: offset of the first USING or WITH.
        data: how many characters stand in the data of INSERT DATA and DELETE DATA.
        prefixes: IRIs by prefix, as declared, and
        later: offsets of the declarations that stand behind the first operation.
    """

    first: int
    wheres: list[Where] = field(default_factory=list)
    dataset: int | None = None
    data: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)
    later: list[tuple[int, int]] = field(default_factory=list)


def prepare_update(
    text: str,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
    documents: Mapping[str, Document] = _NO_DOCUMENTS,
) -> str:
    """An update as the engine is to get it.

    Args:
        text: the update.
        using: IRIs of ``using-graph-uri``, and
        using_named: of ``using-named-graph-uri`` (SPARQL 1.1 Protocol, section 2.2.3): where one
            of them is given, every operation with a WHERE is evaluated as if they stood in it as
            USING and USING NAMED.
        documents: those that LOAD finds, by their IRIs. A LOAD SILENT of any other does nothing.

    Raises:
        UpdateSyntaxError: it is not a SPARQL update.
        UpdateRefusedError: it is too long or too deeply nested, loads from elsewhere, or names a
            dataset although the request does.
        RemoteError: a document that is loaded cannot be read.
    """
    try:
        loads = [one for one in load_operations(text) if one.silent or one.source in documents]
        text = repaired(without_loads(text, loads)).placed
        seen = inspect_update(text)
    except QuerySyntaxError as error:
        raise UpdateSyntaxError(str(error), error.line, error.column) from error
    _check_syntax(text, seen)
    clause = "".join(
        [f"USING <{_iri('using-graph-uri', iri)}> " for iri in using]
        + [f"USING NAMED <{_iri('using-named-graph-uri', iri)}> " for iri in using_named]
    )
    if clause and seen.dataset is not None:
        what = "the request names a dataset, so that the update must not: leave out one of the two"
        raise UpdateRefusedError(what, *position(text, seen.dataset))
    edits = _moved_prologues(seen)
    if clause:
        for where in seen.wheres:
            block = "" if where.block is None else text[slice(*where.block)] + " "
            edits.append((where.start, where.start, block + clause))
    # What is loaded may be long, and comes in last: nothing need look through it.
    marks = [f"<{uuid4().urn}>" for _ in loads]
    for one, mark in zip(loads, marks, strict=True):
        edits.append((one.start, one.end, inserting(f"{mark} {mark} {mark}", one.graph)))
    text = repaired(edited(text, edits)).text
    for one, mark in zip(loads, marks, strict=True):
        text = text.replace(f"{mark} {mark} {mark}", _inserted(one, documents))
    return text


def inspect_update(text: str) -> Inspected:
    """Looks at an update.

    Raises:
        UpdateRefusedError: as ``prepare_update``.
        QuerySyntaxError: a string is not closed.
    """
    seen = Inspected(first=len(text))
    before = ""
    shorthand: int | None = None  # the WHERE of a DELETE WHERE whose block has not ended
    opened = depth = 0
    data = False
    stream = iter(tokens(text))
    for token in stream:
        word = token.text.upper() if token.kind == "word" else ""
        change = NESTING.get(token.text, 0) if token.kind == "symbol" else 0
        if change > 0 and depth == 0:
            opened = token.start
        depth += change
        if depth > MAX_DEPTH:
            what = f"brackets are nested deeper than {MAX_DEPTH} levels"
            raise UpdateRefusedError(what, *position(text, token.start))
        if word in _REFUSED:
            raise UpdateRefusedError(_REFUSED[word], *position(text, token.start))
        if depth > 0:
            continue
        if change < 0:
            if data:
                seen.data += token.start - opened
            if shorthand is not None:
                seen.wheres.append(Where(shorthand, (opened, token.start + 1)))
            data, shorthand = False, None
        elif word in _PROLOGUE:
            _declaration(token, stream, seen, text)
        elif word:
            seen.first = min(seen.first, token.start)
            if word in ("USING", "WITH") and seen.dataset is None:
                seen.dataset = token.start
            elif word == "WHERE" and before == "DELETE":
                shorthand = token.start
            elif word == "WHERE":
                seen.wheres.append(Where(token.start))
            data = data or word == "DATA"
        before = word
    if len(text) - seen.data > MAX_LENGTH:
        raise UpdateRefusedError(
            f"the update has more than {MAX_LENGTH:,} characters outside of INSERT DATA and"
            " DELETE DATA: do less at a time"
        )
    return seen


def _inserted(load: Load, documents: Mapping[str, Document]) -> str:
    """The triples that an operation loads; none where it is silent and they cannot be had."""
    document = None if load.source is None else documents.get(load.source)
    if load.source is None or document is None:
        return ""
    try:
        return triples_of(load.source, document)
    except RemoteError:
        if load.silent:
            return ""
        raise


def _declaration(word: Token, stream: Iterator[Token], seen: Inspected, text: str) -> None:
    """Takes note of a declaration. The engine knows only those before the first operation."""
    nothing = Token("symbol", "", len(text))
    name = next(stream, nothing)
    later = seen.first < word.start
    if word.text.upper() == "PREFIX":
        iri = next(stream, nothing)
        if later and seen.prefixes.get(name.text, iri.text) != iri.text:
            what = f"the prefix {name.text} is declared twice: give each IRI a prefix of its own"
            raise UpdateRefusedError(what, *position(text, name.start))
        seen.prefixes[name.text] = iri.text
        if later:
            seen.later.append((word.start, iri.start + len(iri.text)))
    elif later:
        what = f"{word.text.upper()} stands behind an operation: put it at the beginning"
        raise UpdateRefusedError(what, *position(text, word.start))


def _moved_prologues(seen: Inspected) -> list[Edit]:
    """Moves the declarations that stand behind the first operation to before it."""
    if not seen.later:
        return []
    declared = "".join(f"PREFIX {name} {iri} " for name, iri in seen.prefixes.items())
    return [(seen.first, seen.first, declared), *((*place, "") for place in seen.later)]


def update_error(error: Exception) -> UpdateError:
    """What kept an update that is SPARQL from being done."""
    return UpdateError(f"nothing was changed, for the update cannot be done: {error}")


def _iri(parameter: str, iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise UpdateRefusedError(f"{parameter} {iri!r} is no absolute IRI") from error


def _check_syntax(text: str, seen: Inspected) -> None:
    """Makes sure that the engine can read an update, and finds no LOAD and no SERVICE in it.

    If the text parses with another letter in each such word, then none of them is a keyword:
    where one is, nothing else can stand.
    """
    written = len(_LOADING.findall(text))
    if written != len(_LOADING.findall(without_escapes(text))):
        raise UpdateRefusedError("write the words “service” and “load” without escapes")
    masked = _LOADING.sub(lambda word: word[0][:-1] + _MASK, text) if written else text
    blank = [(start, end, " " * (end - start)) for start, end in seen.later]  # places stay
    before = "".join(new for start, end, new in _moved_prologues(seen) if start == end) + _FAILING
    trial = edited(masked, [(seen.first, seen.first, before), *blank])
    try:
        _NOTHING.update(trial, base_iri=DEFAULT_BASE)
    except SyntaxError as error:
        told = syntax_error(error, trial)
        what = str(told).replace("the query", "the update")
        raise UpdateSyntaxError(
            what, *_place(told, trial, text, seen.first, len(before))
        ) from error
    except (RuntimeError, ValueError, OSError):
        pass  # it parses, and was not done


def _place(
    told: QuerySyntaxError, trial: str, text: str, first: int, inserted: int
) -> tuple[int, int] | tuple[None, None]:
    """Where in a text an error is, that was told of the text with something inserted."""
    if told.line is None or told.column is None:
        return None, None
    offset = sum(len(line) + 1 for line in trial.split("\n")[: told.line - 1]) + told.column - 1
    return position(text, offset if offset < first else max(first, offset - inserted))
