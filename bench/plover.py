"""How many PLOVER Gold Standard Records the rules read rightly: class, source and target.

``python -m bench.plover`` reads ``../shared/gold/plover/plover-gsr-dev.jsonl`` (openeventdata,
CC BY-SA 4.0): a sentence a record, with the class of its main event, its source actors and its
target actors. A record is right where one claim on its sentence has

- the class: by the table in ``bench.plover_classes``;
- a source: one of the record's source actors is the claim's agent, participant or holder;
- a target: one of the record's target actors is the claim's recipient, participant or place, is
  addressed by the position or belongs to what it is about; where the record has no target, the
  claim names nobody to whom it is done.

An actor is the record's where it has the record's country code (a state by ISO 3166; a person by
the states whose offices they held; a body, group or description by the state that its name holds),
or where one name holds the other. A record's compound actors are pairs in the field's format: one
of each suffices.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.plover_classes import Classes, classes_of_event, classes_of_position
from extract.claims import Claim, Event, Extraction, Position, Span
from extract.documents import Document, Metadata
from extract.labels import describe
from extract.pipeline import Extractor
from extract.reference.gazetteer import Gazetteer
from ontology.entities import Knowledge
from ontology.knowledge import load_knowledge

SHARED = Path(__file__).parent.parent.parent / "shared"
GOLD = SHARED / "gold" / "plover" / "plover-gsr-dev.jsonl"
IDENTIFIERS = SHARED / "reference" / "identifiers.tsv"
_MERELY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of a record: its words, and the code of its country or kind."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Record:
    """A gold record: one sentence, one main event."""

    id: str
    text: str
    event: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of a record the best claim on its sentence has right."""

    record: Record
    event: bool
    source: bool
    target: bool
    whole: bool
    claims: tuple[str, ...]


def read_records(path: Path) -> list[Record]:
    """The records of a file."""

    def actors(value: object) -> tuple[Actor, ...]:
        if not isinstance(value, list):
            return ()
        return tuple(Actor(str(a.get("actorText", "")), str(a.get("code", ""))) for a in value)

    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        found.append(
            Record(
                fields["id"],
                fields["text"],
                fields["event"],
                actors(fields["source"]),
                actors(fields["target"]),
            )
        )
    return found


def country_codes(path: Path) -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2 codes."""
    codes = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            two, slash, three = (row["iso3166"] or "").partition("/")
            if slash:
                codes[two] = three
    return codes


class Actors:
    """Compares the entities of claims with the actors of records.

    Args:
        knowledge: the curated entities.
        codes: alpha-3 country codes by alpha-2 codes.
    """

    def __init__(self, knowledge: Knowledge, codes: dict[str, str]) -> None:
        self._entities = knowledge.entities
        self._gazetteer = Gazetteer(knowledge)
        self._codes = codes

    def are(self, keys: Iterable[str], actors: Iterable[Actor], extraction: Extraction) -> bool:
        """Whether one of these entities is one of these actors."""
        return any(self._is(key, actor, extraction) for key in keys for actor in actors)

    def named_in(self, label: str) -> set[str]:
        """The curated entities that a label names, adjectives of states among them."""
        return {
            key for candidate in self._gazetteer.find(label) for key, _ in candidate.readings[:1]
        }

    def _is(self, key: str, actor: Actor, extraction: Extraction) -> bool:
        named = self.named_in(actor.text)
        if key in named or actor.code in self._countries(key, extraction):
            return True
        names = self._names(key, extraction)
        text = f" {_MERELY.sub(' ', actor.text.lower()).strip()} "
        return any(name in text or text in name for name in names)

    def _names(self, key: str, extraction: Extraction) -> list[str]:
        entity = self._entities.get(key)
        if entity is not None:
            names = [entity.label, *entity.names, *entity.metonyms]
        elif key in extraction.entities:
            names = [extraction.entities[key].label, *extraction.entities[key].names]
        else:
            names = []
        plain = (_MERELY.sub(" ", name.lower()).strip() for name in names)
        return [f" {name} " for name in plain if len(name) > 2]

    def _countries(self, key: str, extraction: Extraction, depth: int = 3) -> set[str]:
        """The alpha-3 codes of the states that an entity is, belongs to or lies in."""
        entity = self._entities.get(key)
        if entity is None:
            local = extraction.entities.get(key)
            inner = self.named_in(local.label) if local is not None else set()
        else:
            if entity.iso3166 in self._codes:
                return {self._codes[str(entity.iso3166)]}
            tenures = {tenure.of for tenure in entity.tenures}
            inner = {*entity.states, *entity.located_in, *tenures}
        if not depth:
            return set()
        return {code for k in inner for code in self._countries(k, extraction, depth - 1)}


@dataclass(frozen=True, slots=True)
class Roles:
    """A claim in PLOVER's terms.

    Attributes:
        classes: its classes.
        sources: who does or says it.
        targets: to whom, and whose matter it is.
        addressed: those of them to whom it is done or said.
    """

    classes: Classes
    sources: frozenset[str]
    targets: frozenset[str]
    addressed: frozenset[str]


def roles_of(claim: Claim, extraction: Extraction, actors: Actors) -> Iterator[Roles]:
    """A claim in PLOVER's terms, once for each way in which the sentence states it."""
    claims = {c.key: c for c in extraction.claims}

    def matter(keys: Iterable[str]) -> set[str]:
        """The actors of a matter: itself, those in it, and those whom its label names."""
        found = set()
        for key in keys:
            found.add(key)
            inner = claims.get(key)
            if isinstance(inner, Event):
                found |= {*inner.agents, *inner.recipients, *inner.participants, *inner.places}
                found |= matter(inner.concerns)
            elif key in extraction.entities:
                found |= actors.named_in(extraction.entities[key].label)
        return found

    for factuality in dict.fromkeys(evidence.factuality for evidence in claim.evidence):
        if isinstance(claim, Event):
            classes = classes_of_event(claim.event_type, factuality)
            sources = {*claim.agents, *claim.participants}
            addressed = {*claim.recipients}
            targets = {*addressed, *claim.participants, *claim.places, *matter(claim.concerns)}
        elif isinstance(claim, Position):
            inner = [claims[key] for key in claim.topics if key in claims]
            about: Classes = frozenset().union(
                *(classes_of_event(c.event_type, "Asserted") for c in inner if isinstance(c, Event))
            )
            classes = classes_of_position(claim.stance, factuality, about)
            sources = {claim.holder}
            addressed = {*claim.toward}
            targets = {*addressed, *matter(claim.topics)} - sources
        else:
            continue
        if classes:
            yield Roles(classes, frozenset(sources), frozenset(targets), frozenset(addressed))


def judge(record: Record, extractor: Extractor, actors: Actors) -> Verdict:
    """What the claims on a record's sentence have right."""
    span = Span(0, len(record.text))
    document = Document(record.id, record.text, Metadata(title=record.id), (span,))
    extraction = extractor.extract(document)
    found = [
        (
            record.event in roles.classes,
            actors.are(roles.sources, record.sources, extraction),
            actors.are(roles.targets, record.targets, extraction)
            if record.targets
            else not roles.addressed - roles.sources,
        )
        for claim in extraction.claims
        for roles in roles_of(claim, extraction, actors)
    ]
    entities = extractor.knowledge.entities
    by_key = {claim.key: claim for claim in extraction.claims}

    def name(key: str) -> str:
        if key in by_key:
            return f"({describe(by_key[key], name)})"
        known = entities.get(key)
        return known.label if known is not None else extraction.entities[key].label

    return Verdict(
        record,
        any(event for event, _, _ in found),
        any(source for _, source, _ in found),
        any(target for _, _, target in found),
        any(all(parts) for parts in found),
        tuple(
            f"{describe(claim, name)} [{evidence.factuality}] <{evidence.rule}>"
            for claim in extraction.claims
            for evidence in claim.evidence
        ),
    )


def table(verdicts: Iterable[Verdict]) -> str:
    """The figures by class and over all, in percent."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        for name in (verdict.record.event, "ALL"):
            counts[name]["records"] += 1
            for part in ("event", "source", "target", "whole"):
                counts[name][part] += getattr(verdict, part)
    lines = [f"{'class':<12} {'records':>8} {'class':>7} {'source':>7} {'target':>7} {'all':>7}"]
    for name in sorted(counts, key=lambda name: (name == "ALL", name)):
        row = counts[name]
        shares = (f"{100 * row[p] / row['records']:7.1f}" for p in _PARTS)
        lines.append(f"{name:<12} {row['records']:>8} {' '.join(shares)}")
    return "\n".join(lines)


_PARTS = ("event", "source", "target", "whole")


def main() -> int:
    """Print the table, and with ``--errors`` what was not read rightly and what was instead."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list the records that are not right")
    arguments = parser.parse_args()
    if not GOLD.is_file() or not IDENTIFIERS.is_file():
        print(f"bench.plover: skipped, as {GOLD} is not on this machine")
        return 0
    knowledge = load_knowledge()
    extractor = Extractor(knowledge)
    actors = Actors(knowledge, country_codes(IDENTIFIERS))
    verdicts = [judge(record, extractor, actors) for record in read_records(GOLD)]
    if arguments.errors:
        for verdict in verdicts:
            if not verdict.whole:
                print(_error(verdict))
    print(table(verdicts))
    return 0


def _error(verdict: Verdict) -> str:
    record = verdict.record
    right = [part for part in ("event", "source", "target") if getattr(verdict, part)]
    return "\n".join(
        (
            f"{record.id} {record.event}: "
            f"{', '.join(a.text for a in record.sources)} → "
            f"{', '.join(a.text for a in record.targets) or '(nobody)'}"
            f"; somewhere right: {', '.join(right) or 'nothing'}",
            f"    {record.text.strip()}",
            *(f"    - {claim}" for claim in verdict.claims),
        )
    )


if __name__ == "__main__":
    raise SystemExit(main())
