"""What a result says to people: the message of a shape, with what a query bound put in."""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from shapes.setwise.terms import Term

_PLACE = re.compile(r"\{[?$](\w+)\}")


def filled(
    messages: tuple[ox.Literal, ...], bindings: Mapping[str, Term]
) -> tuple[ox.Literal, ...]:
    """The messages, their ``{?name}`` and ``{$name}`` replaced by values (SHACL §5.3.2).

    A name that is not bound is left as it stands.
    """
    if not bindings:
        return messages

    def value(place: re.Match[str]) -> str:
        term = bindings.get(place[1])
        return place[0] if term is None else term.value

    return tuple(
        ox.Literal(text, language=message.language) if message.language else ox.Literal(text)
        for message in messages
        for text in (_PLACE.sub(value, message.value),)
    )
