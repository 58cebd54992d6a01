"""The prefixes of queries, declared in the shapes graph (SHACL §5.2.1)."""

import re

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.terms import OWL_IMPORTS, Term, readable, sh
from shapes.setwise.triples import Triples

_PREFIX = re.compile(r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?")
_IRI = re.compile(r'[^<>"{}|^`\\\x00-\x20]*')


def read_prefixes(triples: Triples, query: Term) -> list[tuple[str, str]]:
    """The prefixes that a query may use, and their namespaces.

    Args:
        triples: the shapes graph.
        query: the SPARQL-based constraint, validator or target.

    Raises:
        ShapesError: a prefix is declared for two namespaces, or is not well-formed.
    """
    found: dict[str, str] = {}
    waiting = triples.objects(query, sh("prefixes"))
    seen = set(waiting)
    while waiting:
        ontology = waiting.pop()
        for declaration in triples.objects(ontology, sh("declare")):
            prefix, namespace = (
                [value.value for value in triples.objects(declaration, sh(name))]
                for name in ("prefix", "namespace")
            )
            well_formed = (
                len(prefix) == len(namespace) == 1
                and _PREFIX.fullmatch(prefix[0])
                and _IRI.fullmatch(namespace[0])
            )
            if not well_formed or found.setdefault(prefix[0], namespace[0]) != namespace[0]:
                name = ", ".join(prefix) or "no name"
                raise ShapesError(
                    f"{readable(ontology)} declares a prefix ({name}) twice or wrongly;"
                    " each sh:declare has one sh:prefix and one sh:namespace, and no prefix stands"
                    " for two namespaces"
                )
        new = [each for each in triples.objects(ontology, OWL_IMPORTS) if each not in seen]
        seen.update(new)
        waiting += new
    return sorted(found.items())


def query_of(triples: Triples, node: Term, name: str, owner: Term) -> str:
    """The text of a query.

    Args:
        triples: the shapes graph.
        node: what has the query.
        name: ``select`` or ``ask``.
        owner: the shape that it belongs to, for the message.

    Raises:
        ShapesError: there is none, or several.
    """
    texts = triples.objects(node, sh(name))
    if len(texts) != 1 or not isinstance(texts[0], ox.Literal):
        raise ShapesError(
            f"a SPARQL-based part of the shape {readable(owner)} has {len(texts)} queries as"
            f" sh:{name}; exactly one text is allowed"
        )
    return texts[0].value
