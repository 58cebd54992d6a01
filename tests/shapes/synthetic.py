"""Documents of any size whose graphs are valid, in the shape that extraction gives them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from ontology.namespaces import Namespaces
from ontology.terms import PLAIN_PROPERTY, RelationType, Stance

NAMESPACES = Namespaces()
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_DCTERMS = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"

Kind = Literal["event", "position", "relationship"]
ENTITIES = {f"state/state-{number}": "State" for number in range(40)} | {
    f"issue/issue-{number}": "Issue" for number in range(40)
}
"""Keys and classes of the entities that the documents speak of."""

CUES = {"Asserted": (), "Negated": ("not",), "Possible": ("could",), "Hypothetical": ("if",)}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence and the claim it makes.

    Attributes:
        kind: kind of claim.
        first: key of the agent, holder or subject: a state.
        second: key of what it concerns, the topic or the object: an issue, or a state.
        factuality: how certain it is.
        source: key of who vouches for it; the author where ``None``.
        opening: words before the claim, in any script.
    """

    kind: Kind
    first: str
    second: str
    factuality: str = "Asserted"
    source: str | None = None
    opening: str = ""


def curated_graph() -> list[ox.Quad]:
    """The entities, as curated knowledge describes them."""
    graph = ox.NamedNode(NAMESPACES.graph("curated"))
    return [
        quad
        for key, type_ in ENTITIES.items()
        for quad in (
            ox.Quad(_entity(key), RDF_TYPE, _term(type_), graph),
            ox.Quad(_entity(key), LABEL, ox.Literal(_name(key), language="en"), graph),
        )
    ]


def document_graph(name: str, statements: Sequence[Statement]) -> list[ox.Quad]:
    """The graph of a document that makes the statements, one a sentence."""
    graph = ox.NamedNode(NAMESPACES.document(name))
    return [
        ox.Quad(s, p, o, graph) for s, p, o in dict.fromkeys(_Builder(name, statements).triples())
    ]


Subject = ox.NamedNode | ox.BlankNode
Spo = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


class _Builder:
    def __init__(self, name: str, statements: Sequence[Statement]) -> None:
        self.document = ox.NamedNode(NAMESPACES.document(name))
        self.author = self._part("author")
        self.statements = statements
        self.text = ""

    def triples(self) -> Iterator[Spo]:
        for number, statement in enumerate(self.statements):
            yield from self._sentence(number, statement)
        yield self.author, RDF_TYPE, _term("Person")
        yield self.author, LABEL, ox.Literal("author of a synthetic text", language="en")
        yield self.document, RDF_TYPE, _term("Document")
        yield self.document, ox.NamedNode(f"{_DCTERMS}title"), ox.Literal("Text", language="en")
        yield self.document, ox.NamedNode(f"{_DCTERMS}creator"), self.author
        yield self.document, ox.NamedNode(f"{_DCTERMS}language"), ox.Literal("en")
        yield self.document, _term("text"), ox.Literal(self.text or "Nothing.")

    def _sentence(self, number: int, statement: Statement) -> Iterator[Spo]:
        start = len(self.text)
        cues = CUES[statement.factuality]
        self.text += " ".join(filter(None, (statement.opening, *cues))) + " "
        spans = []
        for key in (statement.first, statement.second):
            spans.append((len(self.text), len(self.text) + len(_name(key)), key))
            self.text += f"{_name(key)} "
        self.text = self.text[:-1] + "."
        sentence = self._part(f"char={start},{len(self.text)}")
        yield sentence, RDF_TYPE, _term("Sentence")
        yield from self._place(sentence, start, len(self.text))
        self.text += " "
        for begin, end, key in spans:
            mention = self._part(f"mention-{begin}-{end}")
            yield mention, RDF_TYPE, _term("Mention")
            yield mention, _term("refersTo"), _entity(key)
            yield mention, _term("sentence"), sentence
            yield from self._place(mention, begin, end)
        begin, end = spans[0][0], spans[1][1]
        evidence = self._part(f"evidence-{begin}-{end}-{number:08x}")
        source = _entity(statement.source) if statement.source else self.author
        yield evidence, RDF_TYPE, _term("Evidence")
        yield evidence, _term("sentence"), sentence
        yield evidence, _term("factuality"), _term(statement.factuality)
        yield evidence, _term("attributedTo"), source
        yield evidence, _term("rule"), ox.NamedNode(f"{NAMESPACES.base}rule/synthetic")
        for cue in cues:
            yield evidence, _term("cue"), ox.Literal(cue)
        yield from self._place(evidence, begin, end)
        yield from self._claim(statement, evidence)
        if statement.factuality == "Asserted" and source == self.author:
            yield from self._plain(statement)

    def _place(self, span: ox.NamedNode, start: int, end: int) -> Iterator[Spo]:
        yield span, _term("document"), self.document
        yield span, _term("start"), ox.Literal(start)
        yield span, _term("end"), ox.Literal(end)
        yield span, _term("quote"), ox.Literal(self.text[start:end])

    def _claim(self, statement: Statement, evidence: ox.NamedNode) -> Iterator[Spo]:
        first, second = _entity(statement.first), _entity(statement.second)
        slug = f"{statement.first}-{statement.second}".replace("/", "-")
        claim = _entity(f"{statement.kind}/{slug}")
        yield claim, RDF_TYPE, _term(statement.kind.capitalize())
        yield claim, LABEL, ox.Literal(f"{statement.kind} of {slug}", language="en")
        yield claim, _term("evidence"), evidence
        if statement.kind == "event":
            yield claim, _term("eventType"), _term("Meeting")
            yield claim, _term("agent"), first
            yield claim, _term("concerns"), second
            yield claim, _term("startDate"), ox.Literal("2016-12", datatype=_xsd("gYearMonth"))
            yield claim, _term("endDate"), ox.Literal("2016", datatype=_xsd("gYear"))
        elif statement.kind == "position":
            yield claim, _term("holder"), first
            yield claim, _term("stance"), _term("Supports")
            yield claim, _term("topic"), second
        else:
            yield claim, _term("relationType"), _term("AlliedWith")
            yield claim, _term("subject"), first
            yield claim, _term("object"), second

    def _plain(self, statement: Statement) -> Iterator[Spo]:
        concepts: dict[str, RelationType | Stance] = {
            "position": Stance.SUPPORTS,
            "relationship": RelationType.ALLIED_WITH,
        }
        if concept := concepts.get(statement.kind):
            plain = _term(PLAIN_PROPERTY[concept])
            yield _entity(statement.first), plain, _entity(statement.second)

    def _part(self, fragment: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.document.value}#{fragment}")


def _name(key: str) -> str:
    return key.rpartition("/")[2].title()


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(NAMESPACES.term(name))


def _entity(key: str) -> ox.NamedNode:
    return ox.NamedNode(NAMESPACES.entity(key))


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_XSD + name)
