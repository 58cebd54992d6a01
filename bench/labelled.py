"""Measures factuality and source against the labelled set (``docs/labelled.md``).

Twice: by the modules themselves on the word at each label, whatever the frames cover, and on the
claims that the extractor makes of that word. Run as ``python -m bench.labelled [--misses]``.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args
from unittest.mock import patch

from extract import pipeline
from extract.claims import AUTHOR, Factuality, Span
from extract.documents import Document, Metadata
from extract.pipeline import Extractor, SentenceReading
from extract.reference.referents import Referents
from extract.semantics.attribution import sources
from extract.semantics.factuality import assess
from extract.syntax.tree import Token
from ontology.knowledge import load_knowledge
from ontology.yaml_source import Node, load_yaml

LABELS = Path(__file__).parent.parent / "tests" / "extract" / "data" / "labelled"
LEVELS: tuple[Factuality, ...] = get_args(Factuality)
_KINDS = ("event", "stance", "state")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a reader says of one clause.

    Attributes:
        anchor: the word that heads it.
        at: where the word stands in the sentence.
        stance: whether it tells a stance rather than an event or a state.
        factuality: acceptable values, best first.
        sources: acceptable sources, best first: ``author``, or words of the speaker's name.
    """

    anchor: str
    at: int
    stance: bool
    factuality: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of the set.

    Attributes:
        id: stratum and number.
        document: id of its text in the corpus.
        title: title of its text.
        span: where it stands in its text.
        before: the sentence before it.
        opens: whether a paragraph begins with it.
        text: the sentence.
        clauses: what the reader labelled.
    """

    id: str
    document: str
    title: str
    span: Span
    before: str
    opens: bool
    text: str
    clauses: tuple[Clause, ...]

    @property
    def stratum(self) -> str:
        """What the sentence was drawn for: ``negation``, ``modal`` … ``plain``."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out for one labelled clause.

    Attributes:
        sentence: the sentence.
        clause: what the reader says.
        factuality: what came out.
        source: what came out: ``author``, or the speakers' labels.
        source_fits: whether that is one of the acceptable sources.
    """

    sentence: Labelled
    clause: Clause
    factuality: str
    source: str
    source_fits: bool

    @property
    def id(self) -> str:
        """``SENTENCE/ANCHOR``."""
        return f"{self.sentence.id}/{self.clause.anchor}"

    @property
    def factuality_fits(self) -> bool:
        """Whether the factuality is one of the acceptable ones."""
        return self.factuality in self.clause.factuality


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares between 0 and 1 over a number of clauses.

    Attributes:
        clauses: how many were measured.
        factuality: acceptable factuality, of all.
        unreal: the same, of those whose best label is not ``Asserted``.
        overstated: stated as ``Asserted`` of those for which that is not acceptable.
        source: acceptable source, of all.
        reported: the same, of those whose best label is not the author.
    """

    clauses: int
    factuality: float
    unreal: float
    overstated: float
    source: float
    reported: float


def load_labels(directory: Path = LABELS) -> list[Labelled]:
    """The labelled sentences, by file and in the order of the draw.

    Raises:
        ontology.yaml_source.SourceError: a file is not what it must be.
    """
    return [
        _sentence(name, node)
        for path in sorted(directory.glob("*.yaml"))
        for name, node in load_yaml(path).fields().items()
    ]


def _sentence(name: str, node: Node) -> Labelled:
    required = ("document", "title", "span", "before", "text", "clauses")
    fields = node.fields((*required, "opens"), required)
    start, end = (item.integer() for item in fields["span"].items())
    text = fields["text"].text()
    return Labelled(
        name,
        fields["document"].text(),
        fields["title"].text(),
        Span(start, end),
        fields["before"].text(),
        "opens" in fields and fields["opens"].choice(("paragraph",)) == "paragraph",
        text,
        tuple(_clause(item, text) for item in fields["clauses"].items()),
    )


def _clause(node: Node, text: str) -> Clause:
    fields = node.fields(keys := ("anchor", "at", "kind", "is", "by"), keys)
    anchor, at = fields["anchor"].text(), fields["at"].integer()
    if text[at : at + len(anchor)] != anchor:
        raise node.error(f"{anchor!r} does not stand at {at} of the sentence; count anew")
    for level in fields["is"].items():
        level.choice(LEVELS)
    stance = fields["kind"].choice(_KINDS) == "stance"
    return Clause(anchor, at, stance, fields["is"].texts(), fields["by"].texts())


def measure(
    extractor: Extractor, labels: Sequence[Labelled]
) -> tuple[list[Outcome], list[Outcome]]:
    """What the modules say of each labelled word, and what the claims made of it say."""
    by_module: list[Outcome] = []
    by_claim: list[Outcome] = []
    for sentence in labels:
        document, offset = _document(sentence)
        readings, referents = _read(extractor, document)
        opening = document.paragraphs[-1].start
        for clause in sentence.clauses:
            place = offset + clause.at
            reading = next(r for r in readings if r.sentence.start <= place < r.sentence.end)
            word = next(t for t in reading.parse if t.start <= place - opening < t.end)
            level = assess(word, stance=clause.stance).factuality
            by_module.append(_outcome(sentence, clause, level, sources(word, referents), referents))
            by_claim += [
                _outcome(sentence, clause, level, who, referents)
                for level, who in _claimed(reading, word, place)
            ]
    return by_module, by_claim


def _document(sentence: Labelled) -> tuple[Document, int]:
    """A document of the sentence and the one before it, and where the sentence begins."""
    first = Span(0, len(sentence.before))
    offset = first.end + 1
    whole = sentence.before + ("\n" if sentence.opens else " ") + sentence.text
    last = Span(offset, len(whole))
    paragraphs = (first, last) if sentence.opens else (Span(0, last.end),)
    return Document(sentence.id, whole, Metadata(title=sentence.title), paragraphs), offset


def _read(
    extractor: Extractor, document: Document
) -> tuple[tuple[SentenceReading, ...], Referents]:
    """The readings of a document's sentences, and what its words refer to when it has been read."""
    kept: list[Referents] = []

    def keep(*arguments: object, **named: object) -> Referents:
        kept.append(Referents(*arguments, **named))  # type: ignore[arg-type]  # handed on as given
        return kept[-1]

    # The line does not hand out its referents, and nobody but this measurement asks for them.
    with patch.object(pipeline, "Referents", keep):
        return extractor.read(document).sentences, kept[-1]


def _claimed(
    reading: SentenceReading, word: Token, place: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Factuality and sources of the claims that a word evokes, each pair once."""
    rules = {e.frame.name for e in reading.evoked if e.trigger is word and not e.missing}
    found = {
        (evidence.factuality, evidence.attributed_to)
        for claim in reading.claims
        for evidence in claim.evidence
        if evidence.rule in rules and evidence.span.start <= place < evidence.span.end
    }
    yield from sorted(found)


def _outcome(
    sentence: Labelled,
    clause: Clause,
    level: str,
    who: tuple[str, ...] | None,
    referents: Referents,
) -> Outcome:
    if who is None:
        # what is left out for want of a speaker is right where somebody is reported
        return Outcome(sentence, clause, level, "unclear", clause.sources != (AUTHOR,))
    if who == (AUTHOR,):
        return Outcome(sentence, clause, level, AUTHOR, AUTHOR in clause.sources)
    fits = all(
        any(_words(source) <= _words(name) for source in clause.sources for name in names)
        for names in (_names(key, referents) for key in who)
    )
    return Outcome(sentence, clause, level, ", ".join(map(referents.label, who)), fits)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - {"the"}


def _names(key: str, referents: Referents) -> Collection[str]:
    curated = referents.knowledge.entities.get(key)
    if curated is not None:
        return (curated.label, *curated.names, *curated.metonyms)
    return (referents.label(key), *referents.entities[key].names)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The shares over some outcomes."""
    unreal = [o for o in outcomes if o.clause.factuality[0] != "Asserted"]
    never = [o for o in outcomes if "Asserted" not in o.clause.factuality]
    reported = [o for o in outcomes if o.clause.sources[0] != AUTHOR]
    return Figures(
        len(outcomes),
        _share(o.factuality_fits for o in outcomes),
        _share(o.factuality_fits for o in unreal),
        _share(o.factuality == "Asserted" for o in never),
        _share(o.source_fits for o in outcomes),
        _share(o.source_fits for o in reported),
    )


def _share(hits: Iterator[bool] | Sequence[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 1.0


def _print(title: str, outcomes: Sequence[Outcome], *, misses: bool) -> None:
    of = figures(outcomes)
    print(
        f"{title}: {of.clauses} clauses\n"
        f"  factuality {of.factuality:.1%}; not Asserted {of.unreal:.1%};"
        f" stated as Asserted though it must not be {of.overstated:.1%}\n"
        f"  source {of.source:.1%}; not the author {of.reported:.1%}"
    )
    table = Counter((o.clause.factuality[0], o.factuality) for o in outcomes)
    print(f"  {'label / got':>14}" + "".join(f"{level:>14}" for level in LEVELS))
    for label in LEVELS:
        print(f"  {label:>14}" + "".join(f"{table[label, got]:>14}" for got in LEVELS))
    for o in outcomes if misses else ():
        if not o.factuality_fits:
            print(f"  {o.id}: {o.factuality}, not {'/'.join(o.clause.factuality)}")
        if not o.source_fits:
            print(f"  {o.id}: by {o.source}, not {' / '.join(o.clause.sources)}")


def main() -> int:
    """Print both measurements; with ``--misses`` each miss too."""
    parser = argparse.ArgumentParser(prog="bench.labelled", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list each miss")
    misses = parser.parse_args().misses
    by_module, by_claim = measure(Extractor(load_knowledge()), load_labels())
    _print("The modules, on every labelled word", by_module, misses=misses)
    _print("The claims that are made of labelled words", by_claim, misses=misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
