"""The rules of inference: one SPARQL CONSTRUCT query a file, with what it is for and an example.

A file begins with comments: ``# title:``, ``# description:`` (which may go on in further comments),
then the example in Turtle: what is ``# given:``, what the rule then ``# gives:``, and what it
``# spares:``, which must not follow; a blank node stands for the finding. Examples and queries are
written for the default base.

Two directories: ``rules/`` derives triples from facts, and ``findings/`` describes what a
comparison of claims shows. A rule's WHERE uses no property paths: what is reached in several steps
is derived in several steps, each with its own reasons. Where Oxigraph cannot tell what is rare, it
joins in the order that is written: rare patterns come first, of a position its topic before its
holder.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.namespaces import DEFAULT_BASE, Namespaces

DIRECTORY = Path(__file__).parent
RULES, FINDINGS = DIRECTORY / "rules", DIRECTORY / "findings"

_HEADER = re.compile(
    r"# title: (?P<title>.+)\n"
    r"# description: (?P<description>(?:.+\n)(?:# (?!given: |gives: |spares: ).+\n)*)"
    r"(?P<example>(?:# (?:given|gives|spares): .+\n)+)"
)
_QUERY = re.compile(
    r"(?P<prologue>(?:PREFIX .+\n)*)\n?CONSTRUCT \{(?P<head>[^{}]*)\}\s*WHERE (?P<body>\{.*\})\s*",
    re.DOTALL,
)
_PREFIXES = {
    "acc": f"{DEFAULT_BASE}ns#",
    "in": f"{DEFAULT_BASE}rule/inference#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for one base.

    Attributes:
        name: the file's name without its ending; the rule's IRI is made from it.
        title: what it says, in a few words.
        description: the same in a sentence or two.
        given: Turtle of the facts of its example.
        gives: Turtle of what follows from them.
        spares: Turtle of what does not.
        prologue: the PREFIX lines of its query.
        head: the triples it derives, in SPARQL's notation.
        body: the group it derives them from, in braces.
    """

    name: str
    title: str
    description: str
    given: str
    gives: str
    spares: str
    prologue: str
    head: str
    body: str

    @property
    def construct(self) -> str:
        """The whole query."""
        return f"{self.prologue}\nCONSTRUCT {{{self.head}}} WHERE {self.body}"

    @property
    def select(self) -> str:
        """The same as a query for all variables of its body."""
        return f"{self.prologue}\nSELECT * WHERE {self.body}"

    def iri(self, namespaces: Namespaces) -> str:
        """IRI of the rule."""
        return namespaces.rule(f"inference/{self.name}")


@cache
def load_rules(directory: Path, namespaces: Namespaces) -> tuple[Rule, ...]:
    """The rules of a directory, in the order of their names.

    Args:
        directory: ``RULES`` or ``FINDINGS``.
        namespaces: the IRIs of this deployment.

    Raises:
        ValueError: a file is not written as a rule is.
    """
    return tuple(_load(path, namespaces) for path in sorted(directory.glob("*.rq")))


def _load(path: Path, namespaces: Namespaces) -> Rule:
    text = namespaces.rebase(path.read_text(encoding="utf-8"))
    header = _HEADER.match(text)
    if header is None:
        raise ValueError(
            f"{path} must begin with “# title: …”, “# description: …” and an example: "
            "“# given: …”, “# gives: …”, “# spares: …”"
        )
    query = _QUERY.fullmatch(text, header.end())
    if query is None:
        raise ValueError(f"{path} must hold PREFIX lines and CONSTRUCT {{ … }} WHERE {{ … }}")
    description = " ".join(header["description"].replace("\n# ", " ").split())
    parts = {
        part: _turtle(re.findall(rf"^# {part}: (.+)$", header["example"], re.MULTILINE), namespaces)
        for part in ("given", "gives", "spares")
    }
    return Rule(path.stem, header["title"], description, **parts, **query.groupdict())


def _turtle(lines: list[str], namespaces: Namespaces) -> str:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    return namespaces.rebase(f"@base <{DEFAULT_BASE}> .\n{prefixes}") + "\n".join(lines) + "\n"
