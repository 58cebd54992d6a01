"""A little graph in the shape of the data model: one text of six sentences, and what it says."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from ontology.namespaces import DEFAULT_BASE, Namespaces
from ontology.vocabulary import vocabulary_turtle
from server.store import GraphStore

TEXT = (
    "Russia has long opposed NATO expansion. "
    "Putin also voiced his support for the Minsk II agreement, which Germany backs. "
    "In February 2016 the leaders of Russia and Germany met in Minsk. "
    "Russian observers believe that time is on Russia's side. "
    "Moscow could decide to drop the cease-fire. "
    "Dmitry Medvedev, then Russia's president, met Barack Obama in June 2010."
)

_CLAIMS = Path(__file__).parent / "data" / "little.trig"
_EVIDENCE = (
    ("e1", "Russia has long opposed NATO expansion", "Asserted", None),
    ("e2", "Putin also voiced his support for the Minsk II agreement", "Asserted", None),
    ("e3", "In February 2016 the leaders of Russia and Germany met in Minsk", "Asserted", None),
    ("e4", "time is on Russia's side", "Possible", "community/russian-observers"),
    ("e5", "Moscow could decide to drop the cease-fire", "Possible", None),
    ("e6", "Dmitry Medvedev, then Russia's president", "Asserted", None),
    ("e7", "met Barack Obama in June 2010", "Asserted", None),
)

_MENTIONS = (
    ("Russia", "state/russia"),
    ("Minsk II", "agreement/minsk_ii"),
    ("Moscow", "state/russia"),
)


def little_graph(base: str = DEFAULT_BASE, *, russia: str = "Russia") -> list[Quad]:
    """The whole graph.

    Args:
        base: base of its IRIs.
        russia: label of Russia, for labels that mean harm.
    """
    return [*_trig(base, russia), *_evidence(base), *_vocabulary(base)]


def publish(store: Path, base: str = DEFAULT_BASE, *, russia: str = "Russia") -> str:
    """Makes a release of the little graph the current one; returns its id."""
    validation = {"conforms": True, "violations": 0, "warnings": 2}
    manifest = {"base": base, "validation": validation, "fingerprint": russia}
    return GraphStore(store).publish(little_graph(base, russia=russia), manifest)


def _trig(base: str, russia: str) -> Iterator[Quad]:
    text = Namespaces(base).rebase(_CLAIMS.read_text(encoding="utf-8"))
    for quad in pyoxigraph.parse(text, RdfFormat.TRIG):
        if quad.object == Literal("Russia", language="en"):
            yield Quad(quad.subject, quad.predicate, Literal(russia), quad.graph_name)
        else:
            yield quad


def _vocabulary(base: str) -> Iterator[Quad]:
    text = vocabulary_turtle(Namespaces(base))
    for triple in pyoxigraph.parse(text, RdfFormat.TURTLE):
        graph = NamedNode(Namespaces(base).graph("ontology"))
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _evidence(base: str) -> Iterator[Quad]:
    """Sentences, evidence and mentions, with their offsets in the text."""
    names = Namespaces(base)
    document = names.document("little")
    sentences = TEXT.replace(". ", ".\n").split("\n")
    for sentence in sentences:
        yield from _span(names, _sentence(document, sentence), "Sentence", sentence)
    for name, quote, factuality, source in _EVIDENCE:
        node = names.document(name)
        yield from _span(names, node, "Evidence", quote)
        sentence = next(sentence for sentence in sentences if quote in sentence)
        who = names.entity(source) if source else f"{document}#author"
        for term, value in (
            ("sentence", _sentence(document, sentence)),
            ("factuality", names.term(factuality)),
            ("attributedTo", who),
            ("rule", f"{base}rule/example"),
        ):
            yield _quad(document, node, names.term(term), NamedNode(value))
    for quote, entity in _MENTIONS:
        start = TEXT.index(quote)
        node = f"{document}#mention-{start}-{start + len(quote)}"
        yield from _span(names, node, "Mention", quote)
        yield _quad(document, node, names.term("refersTo"), NamedNode(names.entity(entity)))


def _sentence(document: str, sentence: str) -> str:
    start = TEXT.index(sentence)
    return f"{document}#char={start},{start + len(sentence)}"


def _span(names: Namespaces, node: str, kind: str, quote: str) -> Iterator[Quad]:
    document = names.document("little")
    start = TEXT.index(quote)
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    yield _quad(document, node, rdf_type, NamedNode(names.term(kind)))
    yield _quad(document, node, names.term("document"), NamedNode(document))
    yield _quad(document, node, names.term("quote"), Literal(quote))
    for name, offset in (("start", start), ("end", start + len(quote))):
        yield _quad(document, node, names.term(name), Literal(offset))


def _quad(graph: str, subject: str, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(graph))
