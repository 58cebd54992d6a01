"""Queries of shapes: their text checked, and variables pre-bound in it for many values at once.

SHACL wants some variables of a query *pre-bound* (SHACL §5.3.1, appendix A): each has its value
wherever it stands, in nested groups too. Here a query is asked for all values together: ``VALUES``
with all of them is put at the beginning of the WHERE clause, and of each group in which such a
variable stands. As groups are joined, a row holds one and the same value everywhere, so that the
rows are those of asking for one value after the other. What counts or limits rows would count
those of all values: such a query is asked for each value by itself.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.data import blank_pattern
from shapes.setwise.paths import Path
from shapes.setwise.sparql.needs import needed
from shapes.setwise.terms import Term, readable

ROW = "_row"
"""The variable that says which of the values a row is about."""

Token = tuple[str, str]
"""What a piece of a query is, and its characters."""

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>@[\w-]+|(?:[^\W\d][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>[^\W\d]\w*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPTIONAL = frozenset({"shapesGraph", "currentShape"})
_FORBIDDEN = frozenset({"MINUS", "VALUES", "SERVICE", "FROM"})
_OVER_ROWS = frozenset(
    {
        *("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"),
        *("GROUP", "HAVING", "LIMIT", "OFFSET"),
    }
)


@dataclass(slots=True)
class _Group:
    """A group graph pattern.

    Attributes:
        start: which token opens it.
        depends: whether it is that of an EXISTS, which sees what stands around it.
        variables: those that stand in it, and in no group within.
        selects: whether it is a subquery.
    """

    start: int
    depends: bool
    variables: set[str] = field(default_factory=set)
    selects: bool = False


class QueryText:
    """The text of a SELECT or ASK query that a shape holds.

    Args:
        text: the query.
        prefixes: the namespaces of its prefixes.
        names: the variables that are pre-bound.
        owner: the shape or component that it belongs to, for messages.
        path: what ``$PATH`` stands for.

    Attributes:
        used: those of ``names`` that stand in the text.
        form: ``SELECT`` or ``ASK``.
        together: whether it can be asked for many values at once.
        needed: the properties without which in a graph it has no solution: IRIs, and names of
            pre-bound variables.

    Raises:
        ShapesError: the query uses what SHACL does not allow.
    """

    def __init__(
        self,
        text: str,
        prefixes: Sequence[tuple[str, str]],
        names: Collection[str],
        owner: Term,
        path: Path | None = None,
    ) -> None:
        self._owner = owner
        self._names = frozenset(names)
        self._header = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes)
        self._tokens = [
            (match.lastgroup or "", f"({path})" if path and match[0][1:] == "PATH" else match[0])
            for match in _TOKEN.finditer(text)
        ]
        words = [token.upper() for kind, token in self._tokens if kind == "word"]
        if forbidden := sorted(_FORBIDDEN.intersection(words)):
            raise self.error(f"uses {forbidden[0]}, which SHACL does not allow (appendix A)")
        self.form = next((word for word in words if word not in {"PREFIX", "BASE"}), "")
        if self.form not in {"SELECT", "ASK"}:
            raise self.error("is neither SELECT nor ASK")
        self.together = _OVER_ROWS.isdisjoint(words)
        self.used = self._names.intersection(
            token[1:] for kind, token in self._tokens if kind == "variable"
        )
        self._groups = list(self._read_groups())
        self.needed = needed(self._tokens, dict(prefixes)) if self.together else frozenset()
        self._words = [token for _, token in self._tokens]
        if self.form == "ASK":
            self._words[self._selected] = "SELECT DISTINCT"

    def error(self, message: str) -> ShapesError:
        """An error that says whose query it is."""
        return ShapesError(f"a query of the shape {readable(self._owner)} {message}")

    def asked_for(self, bindings: Sequence[Mapping[str, Term]]) -> str:
        """The query with its variables pre-bound.

        Args:
            bindings: the values of the variables: several where the query is ``together``, each
                with the same names. What ``?_row`` is in a row counts them from 0; it is missing
                where the query counts rows itself.
                One that holds a blank node stands alone.
        """
        names = sorted(self.used.intersection(bindings[0]))
        blank = {name for name in names if isinstance(bindings[0][name], ox.BlankNode)}
        inserted: dict[int, str] = {}
        for group in self._groups:
            here = [name for name in names if name in group.variables]
            if group is self._groups[0]:
                inserted[group.start] = _bound(names, blank, bindings, ROW)
            elif here and not group.depends and not group.selects:
                inserted[group.start] = _bound(here, blank, bindings)
        if self.form == "ASK" or (self.together and not self._selects_all):
            inserted[self._selected] = f" ?{ROW} "
        parts = [self._header]
        done = 0
        for number in sorted(inserted):
            parts += [*self._words[done : number + 1], inserted[number]]
            done = number + 1
        return "".join([*parts, *self._words[done:]])

    def _read_groups(self) -> Iterator[_Group]:
        """The groups in the order they begin in; the first is the WHERE clause."""
        stack: list[_Group] = []
        before = ""
        projected: set[str] | None = None
        parentheses = 0
        self._selected = -1
        self._selects_all = False
        for number, (kind, token) in enumerate(self._tokens):
            word = token.upper() if kind == "word" else token
            if kind == "space":
                continue
            if word in {"SELECT", "ASK"} and kind == "word":
                projected = set() if word == "SELECT" else None
                if not stack:
                    self._selected = number
                elif before == "{":
                    stack[-1].selects = True
            elif word in {"DISTINCT", "REDUCED"} and self._selected >= 0 and not stack:
                self._selected = number
            elif word == "{":
                if projected is not None and stack:
                    self._check_subquery(projected)
                projected = None
                stack.append(group := _Group(number, before == "EXISTS"))
                yield group
            elif word == "}" and stack:
                stack.pop()
            elif word in "()":
                parentheses += 1 if word == "(" else -1
            elif kind == "variable":
                if before == "AS" and token[1:] in self._names:
                    raise self.error(f"gives {token} another value, which SHACL does not allow")
                if projected is None and stack:
                    stack[-1].variables.add(token[1:])
                elif projected is not None and not parentheses:
                    projected.add(token[1:])
            elif word == "*" and projected is not None and not stack and not parentheses:
                self._selects_all = True
            before = word
        if stack or self._selected < 0:
            raise self.error("is no SPARQL: its braces do not match")

    def _check_subquery(self, projected: set[str]) -> None:
        missing = sorted(self._names - projected - _OPTIONAL)
        if missing:
            raise self.error(
                f"has a subquery that does not select ${missing[0]}; a subquery must select each"
                " variable that is pre-bound (SHACL appendix A)"
            )


def _bound(
    names: Sequence[str],
    blank: Collection[str],
    bindings: Sequence[Mapping[str, Term]],
    counter: str = "",
) -> str:
    """What binds variables at the beginning of a group."""
    named = [name for name in names if name not in blank]
    rows = [" ".join(str(values[name]) for name in named) for values in bindings]
    if counter:
        rows = [f"{number} {row}" for number, row in enumerate(rows)]
    variables = " ".join(f"?{name}" for name in ([counter] if counter else []) + named)
    told = " ".join(f"({row})" for row in dict.fromkeys(rows))
    values = f" VALUES ({variables}) {{ {told} }} " if variables else ""
    return values + "".join(blank_pattern(name) for name in names if name in blank)
