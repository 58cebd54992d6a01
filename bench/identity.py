"""Measures whether events that are one are told as one (``tests/extract/data/identity.yaml``).

``python -m bench.identity [--errors]`` reads the texts of 92 labelled pairs of sentences, in one
document and across documents. Two sentences tell one event where the extractor gives their events
of the labelled type one IRI. Precision: of the pairs told as one, those that are; recall: of the
pairs that are one, those told as one. The pairs were drawn by what the rules then told, so that
the figures compare versions, and are no estimate for all pairs of a corpus.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.claims import Event, Extraction, Span
from extract.documents import Document, Metadata
from extract.pipeline import Extractor
from ontology.knowledge import load_knowledge
from ontology.yaml_source import load_yaml

PAIRS = Path(__file__).parent.parent / "tests" / "extract" / "data" / "identity.yaml"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "diplomatic-history.jsonl"


@dataclass(frozen=True, slots=True)
class Told:
    """Where an event is told.

    Attributes:
        text: the end of the text's title.
        start: where the sentence begins.
    """

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that tell an event of one type, and whether it is the same."""

    type: str
    same: bool
    told: tuple[Told, Told]

    @property
    def within(self) -> bool:
        """Whether both stand in one text."""
        return self.told[0].text == self.told[1].text


@dataclass(frozen=True, slots=True)
class Outcome:
    """A pair, and whether it was told as one event."""

    pair: Pair
    joined: bool


def load_pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs.

    Raises:
        ontology.yaml_source.SourceError: the file is not what it must be.
    """
    found = []
    for node in load_yaml(path).items():
        fields = node.fields()
        first, second = (
            Told(told.fields()["text"].text(), told.fields()["start"].integer())
            for told in fields["told"].items()
        )
        same = fields["same"].boolean()
        found.append(Pair(fields["type"].text(), same, (first, second)))
    return found


def measure(extractor: Extractor, pairs: Iterable[Pair], corpus: Path = CORPUS) -> list[Outcome]:
    """Whether each pair is told as one event."""
    titles = {told.text for pair in pairs for told in pair.told}
    read: dict[str, Extraction] = {}
    for line in corpus.read_text("utf-8").splitlines():
        row = json.loads(line)
        title = row["title"]
        name = next((t for t in (title, title.rpartition("since 1776: ")[2]) if t in titles), None)
        if name is not None:
            read[name] = extractor.extract(_document(title, row["text"]))
    found = []
    for pair in pairs:
        first, second = (_events(read[told.text], told.start, pair.type) for told in pair.told)
        found.append(Outcome(pair, bool(first & second)))
    return found


def _document(title: str, text: str) -> Document:
    """A text of the corpus, a paragraph between empty lines."""
    spans, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    return Document(title, text, Metadata(title=title), tuple(spans))


def _events(extraction: Extraction, start: int, event_type: str) -> set[str]:
    """The keys of the events of a type that the sentence at a place tells."""
    return {
        claim.key
        for claim in extraction.claims
        if isinstance(claim, Event) and claim.event_type == event_type
        for evidence in claim.evidence
        if evidence.sentence.start <= start < evidence.sentence.end
    }


def table(outcomes: Sequence[Outcome]) -> str:
    """Precision and recall over the pairs, in one document and across documents."""
    lines = [f"{'':<18} {'pairs':>6} {'same':>5} {'told as one':>12} {'P':>6} {'R':>6}"]
    for name, some in (
        ("in one document", [o for o in outcomes if o.pair.within]),
        ("across documents", [o for o in outcomes if not o.pair.within]),
        ("all", list(outcomes)),
    ):
        joined = sum(o.joined for o in some)
        same = sum(o.pair.same for o in some)
        right = sum(o.joined and o.pair.same for o in some)
        lines.append(
            f"{name:<18} {len(some):>6} {same:>5} {joined:>12}"
            f" {100 * right / max(joined, 1):>6.1f} {100 * right / max(same, 1):>6.1f}"
        )
    return "\n".join(lines)


def main() -> int:
    """Print the table, and with ``--errors`` the pairs told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list the pairs told wrongly")
    arguments = parser.parse_args()
    if not CORPUS.is_file():
        print(f"bench.identity: skipped, as {CORPUS} is not on this machine")
        return 0
    outcomes = measure(Extractor(load_knowledge()), load_pairs())
    if arguments.errors:
        for outcome in outcomes:
            if outcome.joined != outcome.pair.same:
                verdict = "told as one" if outcome.joined else "told apart"
                places = " / ".join(f"{t.text}:{t.start}" for t in outcome.pair.told)
                print(f"{outcome.pair.type} {verdict}: {places}")
    print(table(outcomes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
