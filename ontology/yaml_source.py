"""YAML that people edit: read safely, with line numbers, every scalar a string.

All hand-edited files of the project (curated knowledge, rules, metadata, curation) are read here,
so that each fault is reported as ``FILE:LINE: what is wrong, and what is allowed``.

Only a plain part of YAML 1.2 (https://yaml.org/spec/1.2.2/) is accepted: mappings with unique
string keys, sequences and scalars. Anchors, aliases, tags and several documents in a file are
refused. No scalar is turned into anything else behind the editor's back: ``2016-12``, ``no`` and
``NO`` are the strings that stand there; a reader who wants a number or a date calls ``integer()``
or ``date()``.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

MAX_BYTES = 4_000_000
"""Largest file read, in bytes."""

MAX_DEPTH = 20
"""Deepest nesting of mappings and sequences."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)


class SourceError(ValueError):
    """A fault in a hand-edited file; its text is ``FILE:LINE: MESSAGE``.

    Attributes:
        file: the file as the reader was given it.
        line: line number, from 1; 1 where the fault is of the whole file.
        message: what is wrong, what is allowed, what to do.
    """

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
        self.message = message


class Node(NamedTuple):
    """One value of a file, and where it stands.

    The accessors state what is expected; each raises ``SourceError`` where something else stands
    there.

    Attributes:
        file: the file it was read from.
        line: line where it begins, from 1; for the value of a key, the line of that key.
        name: the key or position it stands under (``parties``, ``parties[2]``), for messages.
        value: a string, a tuple of nodes, or a mapping of keys to nodes in the file's order.
    """

    file: str
    line: int
    name: str
    value: "str | tuple[Node, ...] | Mapping[str, Node]"

    def error(self, message: str) -> SourceError:
        """An error at this place, to be raised by the caller."""
        return SourceError(self.file, self.line, message)

    def text(self) -> str:
        """A string that is not empty."""
        if not isinstance(self.value, str):
            raise self._expected("a text")
        if not self.value.strip():
            raise self.error(f"{self._named()} is empty; give a text or take the key out")
        return self.value

    def items(self) -> "tuple[Node, ...]":
        """The nodes of a list."""
        if not isinstance(self.value, tuple):
            raise self._expected("a list")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The strings of a list; a string stated twice is an error."""
        seen: dict[str, None] = {}
        for item in self.items():
            text = item.text()
            if text in seen:
                raise item.error(f"{self._named()} has {text!r} twice; once is enough")
            seen[text] = None
        return tuple(seen)

    def fields(
        self, allowed: Collection[str] | None = None, required: Collection[str] = ()
    ) -> "Mapping[str, Node]":
        """The keys and nodes of a mapping, in the file's order.

        Args:
            allowed: the keys there may be; any, where ``None``.
            required: keys that must be there.
        """
        if not isinstance(self.value, Mapping):
            raise self._expected("a mapping of keys to values")
        if allowed is not None:
            for key, node in self.value.items():
                if key not in allowed:
                    raise node.error(f"unknown key {key!r}; allowed: {', '.join(sorted(allowed))}")
        for key in required:
            if key not in self.value:
                raise self.error(f"{self._named()} lacks the key {key!r}")
        return self.value

    def choice(self, allowed: Collection[str]) -> str:
        """A string that is one of those allowed."""
        text = self.text()
        if text not in allowed:
            raise self.error(f"{self._named()} is {text!r}; allowed: {', '.join(sorted(allowed))}")
        return text

    def integer(self) -> int:
        """A whole number in decimal digits."""
        text = self.text()
        if not _INTEGER.fullmatch(text):
            raise self.error(f"{self._named()} is {text!r}; allowed: a whole number such as 12")
        return int(text)

    def boolean(self) -> bool:
        """``true`` or ``false``; no other spelling."""
        return self.choice(("true", "false")) == "true"

    def date(self) -> str:
        """A date of the calendar as exact as known: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        text = self.text()
        if not is_date(text):
            raise self.error(
                f"{self._named()} is {text!r}; allowed: a date of the calendar, as YYYY, YYYY-MM"
                " or YYYY-MM-DD"
            )
        return text

    def _named(self) -> str:
        return self.name or "the file"

    def _expected(self, what: str) -> SourceError:
        found = (
            "a text"
            if isinstance(self.value, str)
            else "a list"
            if isinstance(self.value, tuple)
            else "a mapping"
        )
        return self.error(f"{self._named()} must be {what}, and is {found}")


def is_date(text: str) -> bool:
    """Whether a text is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` and exists in the calendar."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = int(match[1]), match[2], match[3]
    if year == 0 or (month and not 1 <= int(month) <= 12):
        return False
    return not day or 1 <= int(day) <= monthrange(year, int(month))[1]


def load_yaml(path: Path) -> Node:
    """Read one hand-edited file.

    Raises:
        SourceError: it cannot be read, is larger than ``MAX_BYTES``, or is not the part of YAML
            that is accepted here.
    """
    return parse_yaml(read_source(path), str(path))


def read_source(path: Path) -> bytes:
    """The bytes of a hand-edited file, at most one more than ``MAX_BYTES``.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        if not path.is_file():
            raise SourceError(str(path), 1, "there is no such file; check the path")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(str(path), 1, f"the file cannot be read: {error.strerror}") from error


def parse_yaml(data: bytes | str, file: str) -> Node:
    """Read the content of a hand-edited file.

    Args:
        data: the content; UTF-8 where it is bytes.
        file: what messages call it.

    Raises:
        SourceError: as ``load_yaml``.
    """
    text = data if isinstance(data, str) else _decode(data, file)
    if len(text) > MAX_BYTES:
        raise SourceError(file, 1, f"the file is larger than {MAX_BYTES:,} bytes; split it")
    events = yaml.parse(text, Loader=_LOADER)
    try:
        return _compose(events, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # libyaml puts the end of a text without a last newline on a line of its own
        line = min(mark.line, len(text.splitlines()) - 1) + 1 if mark else 1
        raise SourceError(file, line, f"not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise SourceError(
            file, line, "not valid YAML: a control character stands here; take it out"
        ) from error


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise SourceError(file, 1, f"the file is larger than {MAX_BYTES:,} bytes; split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(file, line, "the file is not UTF-8; save it as UTF-8") from error


def _compose(events: Iterator[Any], file: str) -> Node:
    """The tree of one document's events."""
    next(events)  # the start of the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        raise SourceError(file, 1, "the file is empty; it must hold keys and values")
    root = _value(events, next(events), file, "", None, 0)
    next(events)  # the end of the document
    following = next(events)
    if not isinstance(following, yaml.StreamEndEvent):
        raise SourceError(
            file,
            following.start_mark.line + 1,
            "a second document starts here; one a file is allowed",
        )
    return root


def _value(
    events: Iterator[Any],
    event: yaml.NodeEvent,
    file: str,
    name: str,
    key_line: int | None,
    depth: int,
) -> Node:
    line = _line_of_plain(event, file)
    if isinstance(event, yaml.ScalarEvent):
        return Node(file, key_line or line, name, event.value)
    if depth == MAX_DEPTH:
        raise SourceError(file, line, f"nested deeper than {MAX_DEPTH} levels; flatten it")
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_value(events, item, file, f"{name}[{len(items) + 1}]", None, depth + 1))
        return Node(file, key_line or line, name, tuple(items))
    fields: dict[str, Node] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        line_of_key = _line_of_plain(key, file)
        if not isinstance(key, yaml.ScalarEvent):
            raise SourceError(file, line_of_key, "a key must be a text")
        if key.value in fields:
            first = fields[key.value].line
            raise SourceError(
                file, line_of_key, f"the key {key.value!r} stands already in line {first}"
            )
        fields[key.value] = _value(events, next(events), file, key.value, line_of_key, depth + 1)
    return Node(file, key_line or line, name, fields)


def _line_of_plain(event: yaml.NodeEvent, file: str) -> int:
    """The line of a value that carries neither anchor, alias nor tag."""
    line = event.start_mark.line + 1 if event.start_mark else 1
    if isinstance(event, yaml.AliasEvent):
        raise SourceError(file, line, "an alias (*name) is not allowed; write the value out")
    if event.anchor is not None:
        raise SourceError(file, line, "an anchor (&name) is not allowed; take it out")
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        raise SourceError(file, line, f"the tag {event.tag!r} is not allowed; take it out")
    return line
