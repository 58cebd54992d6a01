"""What a graph holds: how much of what, and one claim to show how it is held."""

from dataclasses import dataclass

from pyoxigraph import Literal, QuerySolution, QuerySolutions, Store

from ontology.namespaces import Namespaces
from ontology.terms import Class

_PREFIXES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""

_OF_CLASS = "?class rdfs:subClassOf* acc:{name} . ?it a ?class ."
_IN_TEXTS = """
FILTER(EXISTS {{ ?mention acc:refersTo ?it }} || EXISTS {{
  GRAPH ?document {{ ?it a ?class }} ?document a acc:Document
}})
"""
_WITH_EVIDENCE = "FILTER EXISTS { ?it acc:evidence ?evidence }"
_LINKS = """
?it owl:sameAs|skos:closeMatch ?same .
FILTER(STRSTARTS(STR(?it), "{base}id/") && !STRSTARTS(STR(?same), "{base}"))
"""

_ENTITIES = (("actors", Class.ACTOR), ("agreements", Class.AGREEMENT))
_CLAIMS = (
    ("events", Class.EVENT),
    ("positions", Class.POSITION),
    ("relationships", Class.RELATIONSHIP),
)

_SPECIMEN = """
SELECT ?holder ?stance ?topic ?sentence ?clause ?offset ?text WHERE {
  VALUES ?kind { acc:Opposes acc:Supports acc:Rejects acc:Demands }
  ?position acc:stance ?kind ; acc:holder/rdfs:label ?holder ; acc:topic/rdfs:label ?topic ;
    acc:evidence ?evidence .
  ?kind rdfs:label ?stance .
  ?evidence acc:factuality acc:Asserted ; acc:attributedTo ?author ; acc:document ?document ;
    acc:quote ?clause ; acc:start ?from ; acc:sentence ?whole .
  ?whole acc:quote ?sentence ; acc:start ?begin .
  ?document dcterms:creator ?author ; dcterms:title ?text .
  BIND(?from - ?begin AS ?offset)
  FILTER(STRLEN(?sentence) < 300)
}
ORDER BY (?offset > 0) ABS(STRLEN(?clause) - 40) ?sentence ?holder ?topic
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something.

    Attributes:
        what: its name in the plural.
        in_texts: how many the texts speak of.
        known: how many the graph holds, curated background included.
    """

    what: str
    in_texts: int
    known: int

    @property
    def name(self) -> str:
        """What was counted, in the singular where the texts speak of one."""
        return self.what.removesuffix("s") if self.in_texts == 1 else self.what


@dataclass(frozen=True, slots=True)
class Specimen:
    """A position, and the sentence that it rests on.

    Attributes:
        holder: label of the actor who holds it.
        stance: label of the stance.
        topic: label of the topic.
        before: the sentence before the clause that says it.
        clause: that clause.
        after: the sentence after it.
        text: title of the text.
    """

    holder: str
    stance: str
    topic: str
    before: str
    clause: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a graph holds.

    Attributes:
        counts: how many of what, in the order in which to show them.
        specimen: one claim, where there is one that is asserted.
    """

    counts: tuple[Count, ...]
    specimen: Specimen | None


def summarize(store: Store, namespaces: Namespaces) -> Summary:
    """Counts what a graph holds. It takes a look at everything, so do it once."""
    return _Summarizer(store, namespaces).summary()


class _Summarizer:
    def __init__(self, store: Store, namespaces: Namespaces) -> None:
        self._store = store
        self._base = namespaces.base
        self._prefixes = f"PREFIX acc: <{namespaces.vocabulary}>{_PREFIXES}"

    def summary(self) -> Summary:
        texts = self._count("?it a acc:Document .")
        links = self._count(_LINKS.format(base=self._base), "*")
        counts = [Count("texts", texts, texts)]
        for what, name in _ENTITIES:
            of_class = _OF_CLASS.format(name=name)
            in_texts = self._count(of_class + _IN_TEXTS.format())
            counts.append(Count(what, in_texts, self._count(of_class)))
        for what, name in _CLAIMS:
            of_class = _OF_CLASS.format(name=name)
            in_texts = self._count(of_class + _WITH_EVIDENCE)
            counts.append(Count(what, in_texts, self._count(of_class)))
        return Summary((*counts, Count("links", links, links)), self._specimen())

    def _select(self, query: str) -> list[QuerySolution]:
        results = self._store.query(self._prefixes + query, use_default_graph_as_union=True)
        return list(results) if isinstance(results, QuerySolutions) else []

    def _count(self, pattern: str, what: str = "DISTINCT ?it") -> int:
        (row,) = self._select(f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}")
        return int(row["n"].value) if isinstance(row["n"], Literal) else 0

    def _specimen(self) -> Specimen | None:
        for row in self._select(_SPECIMEN):
            holder, stance, topic, sentence, clause, offset, text = (
                value.value if isinstance(value, Literal) else "" for value in row
            )
            start = int(offset)
            end = start + len(clause)
            before, after = sentence[:start], sentence[end:]
            return Specimen(holder, stance, topic, before, sentence[start:end], after, text)
        return None
