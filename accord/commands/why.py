"""``accord why``: the reasons for a triple."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from accord.faults import CallError, DataError
from accord.options import StoreOption
from accord.settings import STORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from ontology.namespaces import Namespaces

_NAMES = "An IRI, a prefixed name (acc:Event), or a key (state/russia)."


def why(
    subject: Annotated[str, typer.Argument(help=_NAMES)],
    predicate: Annotated[str, typer.Argument(help="The property, as an IRI or a prefixed name.")],
    object_: Annotated[
        str,
        typer.Argument(
            metavar="OBJECT",
            help="The same; or a literal, as in Turtle: '\"2014\"^^xsd:gYear', '\"president\"@en'.",
        ),
    ],
    store: StoreOption = STORE.default,
) -> None:
    """Show why the graph in a store holds a triple.

    Of what was inferred: the rule, and what it follows from, down to the sentences and curated
    entries. Of what a text says: the sentence, who says it, how certainly, and by which rule it was
    read.
    """
    import pyoxigraph as ox

    from accord.reasons import Reasons
    from ontology.namespaces import Namespaces
    from server.prefixes import prefixes
    from server.store import GraphStore

    release = GraphStore(store).open_current()
    namespaces = Namespaces(release.manifest["base"])
    known = prefixes(namespaces)
    triple = ox.Triple(
        _node(subject, known, namespaces),
        _node(predicate, known, namespaces),
        _literal(object_, known) or _node(object_, known, namespaces),
    )
    reasons = Reasons(release.store, namespaces, known).explain(triple)
    if reasons is None:
        raise DataError(
            f"the graph does not say {subject} {predicate} {object_}; look at the direction, and "
            "ask `accord query` for what it says of each of them"
        )
    sys.stdout.write(reasons)


def _literal(written: str, known: "Mapping[str, str]") -> "ox.Literal | None":
    """The literal that somebody wrote, in quotes; ``None`` where it is a name.

    Raises:
        CallError: it is in quotes and no literal.
    """
    import pyoxigraph as ox

    if not written.startswith('"'):
        return None
    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in known.items())
    turtle = f"{declared}<x:s> <x:p> {written} ."
    try:
        quads = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    except SyntaxError:
        quads = []
    if len(quads) == 1 and isinstance(quads[0].object, ox.Literal):
        return quads[0].object
    raise CallError(
        f"{written!r} is no literal; write it as in Turtle, such as '\"2014\"^^xsd:gYear' or"
        " '\"president\"@en'"
    )


def _node(written: str, known: "Mapping[str, str]", namespaces: "Namespaces") -> "ox.NamedNode":
    """The IRI that somebody wrote.

    Raises:
        CallError: it is none.
    """
    import pyoxigraph as ox

    prefix, colon, name = written.partition(":")
    iri = written.removeprefix("<").removesuffix(">")
    if colon and prefix in known:
        iri = known[prefix] + name
    elif not colon and "/" in written:
        iri = namespaces.entity(written)
    elif not colon:
        iri = namespaces.term(written)
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise CallError(
            f"{written!r} is no name of a thing; write an IRI, a prefixed name such as"
            f" acc:memberOf, or a key such as state/russia (prefixes: {', '.join(known)})"
        ) from error
