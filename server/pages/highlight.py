"""Turtle with its parts told apart, as HTML. Everything of the text is escaped."""

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

_PART = re.compile(
    r"""
    (?P<comment> \#[^\n]* )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string> "(?:[^"\\\n]|\\.)*"(?:@[A-Za-z][A-Za-z0-9-]*)? )
  | (?P<keyword> @prefix\b | (?<=\s)a(?=\s) | (?<![\w:])(?:true|false)\b )
  | (?P<name> (?<![\w:])(?P<prefix>[A-Za-z][\w-]*):(?P<local>(?:[\w-]|\.(?=[\w-]))*)(?=[\s,;.]) )
    """,
    re.VERBOSE,
)
_KINDS = ("comment", "iri", "string", "keyword", "name")


def highlight_turtle(
    text: str, href: Callable[[str], str | None], prefixes: Mapping[str, str]
) -> Markup:
    """Turtle as markup: IRIs are links where they may be, other parts carry a class.

    Args:
        text: the document.
        href: where an IRI leads, if anywhere.
        prefixes: namespaces by prefix.
    """
    pieces: list[str] = []
    at = 0
    for match in _PART.finditer(text):
        pieces.append(escape(text[at : match.start()]))
        pieces.append(_part(match, href, prefixes))
        at = match.end()
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)  # every piece is escaped


def _part(
    match: re.Match[str], href: Callable[[str], str | None], prefixes: Mapping[str, str]
) -> Markup:
    text = match.group()
    iri = ""
    if match["iri"]:
        iri = text[1:-1]
    elif match["name"] and match["prefix"] in prefixes:
        iri = prefixes[match["prefix"]] + match["local"]
    target = href(iri)
    if target is not None:
        return Markup('<a href="{}">{}</a>').format(target, text)
    kind = next(kind for kind in _KINDS if match[kind])
    return Markup('<span class="{}">{}</span>').format(kind, text)
