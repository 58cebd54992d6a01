"""Graphs that clients send: what they may be in, and what is refused before a parser sees it.

Deep nesting takes the parsers time that grows with its square, and stack; entities of RDF/XML can
outgrow all memory. The looks that find them take time proportional to the length.
"""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from server.errors import BodyError, MediaTypeError
from server.formats import GRAPH_FORMATS, Format
from server.inspection import MAX_DEPTH
from server.tokens import excerpt

FORMATS = tuple(
    one for one in GRAPH_FORMATS if one.engine not in (RdfFormat.TRIG, RdfFormat.N_QUADS)
)
"""What a graph can be sent in: all that we send, but for the formats of whole datasets."""

_MULTIPART = "multipart/form-data"
_MAX_PARTS = 100
_MAX_PART_HEADER = 10_000
_CHARSETS = ("utf-8", "utf8", "us-ascii")
_PLACE = re.compile(
    r"Parser error (?:at|between) line (\d+) (?:column|between columns) (\d+)[^:]*: "
)
_PLACE_AGAIN = re.compile(r" \(line \d+\)$")
_OPENS, _CLOSES = frozenset((b"<<", b"(", b"[", b"{")), frozenset((b">>", b")", b"]", b"}"))

# What can hold brackets that are none is matched first, and passed over, even where it has no end.
_TURTLE = re.compile(
    rb"""
    \#[^\r\n]*+
  | <(?: [^<>"{}|^`\\\x00-\x20] | \\. )*+>
  | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )*+ (?:\"{3})?+ | " (?: [^"\\\r\n] | \\. )*+ "?+
  | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ (?:'{3})?+ | ' (?: [^'\\\r\n] | \\. )*+ '?+
  | \\.
  | (?P<bracket> << | >> | [\[\](){}] )
    """,
    re.VERBOSE | re.DOTALL,
)
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"?+|(?P<bracket>[\[\]{}])', re.DOTALL)
_XML = re.compile(
    rb"""
    <!-- (?: (?!-->). )*+
  | <!\[CDATA\[ (?: (?!\]\]>). )*+
  | <\? (?: (?!\?>). )*+
  | (?P<declaration> <! )
  | (?P<end> </ )
  | < (?: [^<>"'/] | "[^"]*+"?+ | '[^']*+'?+ | /(?!>) )*+ (?P<empty>/)?+
    """,
    re.VERBOSE | re.DOTALL,
)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")


@dataclass(frozen=True, slots=True)
class Part:
    """A graph, or a part of one.

    Attributes:
        format: what it is in.
        data: it.
    """

    format: Format
    data: bytes


def read_parts(content_type: str, body: bytes) -> list[Part]:
    """What a body holds: one part, or those of ``multipart/form-data`` (RFC 7578).

    Raises:
        MediaTypeError: it is in no format that is read.
        BodyError: it could do harm, or is no such form.
    """
    header = _header(content_type)
    if content_type and header.get_content_type() == _MULTIPART:
        parts = _form_parts(header.get_boundary(), body)
    else:
        parts = [_part(content_type, body)]
    for part in parts:
        _check(part)
    return parts


def read_alone(parts: list[Part], graph: NamedNode | DefaultGraph, base: str) -> Store:
    """What parts hold, as a graph in a store of its own.

    Raises:
        BodyError: one is not what it says, or holds other graphs too, as JSON-LD may.
    """
    store = Store()
    load(store, parts, graph, base)
    for other in store.named_graphs():
        if other != graph:
            raise BodyError(
                f"it holds graphs of its own, such as {other}: send one graph at a time"
            )
    return store


def load(store: Store, parts: list[Part], graph: NamedNode | DefaultGraph, base: str) -> None:
    """Adds parts to a graph; a part that is at fault changes nothing.

    Raises:
        BodyError: one is not what it says.
    """
    for part in parts:
        try:
            engine = cast(RdfFormat, part.format.engine)  # a graph's format is one
            store.load(part.data, engine, base_iri=base, to_graph=graph)
        except SyntaxError as error:
            raise _syntax_error(error, part) from error


def _header(content_type: str) -> Message:
    header = Message()
    header["Content-Type"] = " ".join(content_type.split())
    return header


def _part(content_type: str, data: bytes) -> Part:
    header = _header(content_type)
    media_type = header.get_content_type() if content_type.strip() else ""
    offered = ", ".join(one.media_types[0] for one in FORMATS)
    found = next((one for one in FORMATS if media_type in one.media_types), None)
    if found is None:
        named = f"a graph as {media_type}" if media_type else "a graph without Content-Type"
        raise MediaTypeError(f"{named} is not read: send it as one of {offered}")
    charset = str(header.get_param("charset", "utf-8")).lower()
    if charset not in _CHARSETS:
        raise MediaTypeError(f"the charset {charset} is not read: send UTF-8")
    return Part(found, data.removeprefix(BOM_UTF8))


def _form_parts(boundary: str | None, body: bytes) -> list[Part]:
    if not boundary:
        raise BodyError("the form names no boundary between its parts")
    delimiter = b"\r\n--" + boundary.encode("utf-8", "surrogateescape")
    pieces = (b"\r\n" + body).split(delimiter, _MAX_PARTS + 2)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise BodyError(f"the form has no parts, no end, or more than {_MAX_PARTS} parts")
    parts = []
    for piece in pieces[1:-1]:
        head, blank, data = piece.lstrip(b" \t").partition(b"\r\n\r\n")
        if not blank or len(head) > _MAX_PART_HEADER:
            raise BodyError("a part of the form has no end to its header")
        fields = BytesHeaderParser().parsebytes(head.removeprefix(b"\r\n"))
        parts.append(_part(str(fields.get("Content-Type", "")), data))
    return parts


def _check(part: Part) -> None:
    """Refuses what parsers should not see."""
    try:
        part.data.decode()
    except UnicodeDecodeError as error:
        raise BodyError(f"the graph is not UTF-8: byte {error.start} is wrong") from error
    if b"\0" in part.data:
        raise BodyError("the graph holds a NUL character: no format of RDF has one")
    if part.format.engine == RdfFormat.RDF_XML:
        _check_xml(part.data)
    else:
        _check_brackets(part.data, _JSON if part.format.engine == RdfFormat.JSON_LD else _TURTLE)


def _check_brackets(data: bytes, pattern: re.Pattern[bytes]) -> None:
    if sum(data.count(opening) for opening in _OPENS) <= MAX_DEPTH:
        return
    depth = 0
    for match in pattern.finditer(data):
        bracket = match["bracket"]
        if bracket in _OPENS:
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep("brackets", data, match.start())
        elif bracket in _CLOSES:
            depth -= 1


def _check_xml(data: bytes) -> None:
    encoding = _XML_ENCODING.match(data)
    if encoding and encoding[1].decode().lower() not in _CHARSETS:
        raise BodyError("an encoding other than UTF-8 is not read: convert the document")
    depth = 0
    for match in _XML.finditer(data):
        if match["declaration"]:
            what = (
                "a document type is refused, for its entities: write the document without DOCTYPE"
            )
            raise BodyError(what, *_position(data, match.start()))
        if match["end"]:
            depth -= 1
        elif not match["empty"] and match[0][1:2] not in (b"!", b"?"):
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep("elements", data, match.start())


def _too_deep(what: str, data: bytes, offset: int) -> BodyError:
    return BodyError(
        f"{what} are nested deeper than {MAX_DEPTH} levels: give inner nodes names",
        *_position(data, offset),
    )


def _position(data: bytes, offset: int) -> tuple[int, int, str]:
    """Line, column and excerpt of what is wrong."""
    before = data[:offset]
    line, column = before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    return line, column, excerpt(data.decode(), line, column)


def _syntax_error(error: SyntaxError, part: Part) -> BodyError:
    told = str(error)
    if "LoadDocumentCallback" in told:
        return BodyError("contexts of other documents are not fetched: write the context out")
    place = _PLACE.search(told)
    what = _PLACE_AGAIN.sub("", told[place.end() :]) if place else told
    what = f"this is not {part.format.label}: {what}"
    if place is None:
        return BodyError(what)
    line, column = int(place[1]), int(place[2])
    return BodyError(what, line, column, excerpt(part.data.decode(), line, column) or None)


def graph_name(graph: str | None) -> NamedNode | DefaultGraph:
    """The name of a graph; of the default graph where None is given."""
    return DefaultGraph() if graph is None else NamedNode(graph)
