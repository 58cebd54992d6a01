"""A graph of any size in the project's own shape, for the peers to load.

Texts that a seeded chance makes up, about the curated actors, written by the same code that writes
the graphs of real ones: only reading and parsing is left out. The same size and seed give the same
graph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from extract.claims import (
    AUTHOR,
    Claim,
    Event,
    Evidence,
    Extraction,
    Factuality,
    LocalEntity,
    Mention,
    Span,
    make_event,
    make_position,
    make_relationship,
    merge_claims,
)
from extract.documents import Document, Metadata
from extract.rdf import document_quads
from ontology.entities import Entity, Knowledge
from ontology.knowledge_rdf import curated_quads
from ontology.namespaces import Namespaces
from ontology.terms import EventType, RelationType, Stance
from ontology.vocabulary import vocabulary_turtle

SENTENCES = 30
"""Sentences of a document: with their claims some thousand quads."""
SPARE = 1.05
"""Quads made for each that is asked for: some stand in several graphs, and rows are asked for."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_ACTORS = ("State", "Organization", "Person")
_TOPICS = ("Issue", "Treaty", "Agreement", "Declaration", "State", "Organization")
_RELATIONS = (
    *(RelationType.ALLIED_WITH, RelationType.PARTNER_OF, RelationType.DISPUTES_WITH),
    *(RelationType.HOSTILE_TO, RelationType.BACKS, RelationType.TRADES_WITH),
)
_CERTAINTY: tuple[tuple[Factuality, str], ...] = (
    *(("Asserted", ""),) * 6,
    ("Negated", "not"),
    ("Possible", "could"),
    ("Planned", "plans to"),
)
_SPEAKERS = ("officials", "diplomats", "observers", "two ministers", "the envoys", "a spokesman")
_MANNERS = (
    *("in spite of its earlier assurances", "to the surprise of its neighbors"),
    *("after months of quiet talks", "as the deadline drew near", "without naming a date"),
    *("in a letter to the council", "for the first time since the war", "behind closed doors"),
)


@dataclass(slots=True)
class Subjects:
    """IRIs in the graph that queries can ask for.

    Attributes:
        documents: documents.
        actors: agents of events, each once.
        claims: claims, as often as documents make them.
        spans: sentences and mentions.
    """

    documents: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)


class BenchGraph:
    """The graph: background, and as many documents as make up the size.

    Args:
        knowledge: the curated entities.
        size: how many distinct triples there are at least.
        seed: another one gives other documents.

    Attributes:
        subjects: what is in it, once ``quads`` has ended.
        count: how many quads it has, by then.
    """

    def __init__(self, knowledge: Knowledge, size: int, seed: int = 0) -> None:
        self._knowledge = knowledge
        self._size = size
        self._seed = seed
        self._namespaces = Namespaces()
        self._actors = _Popular(knowledge, _ACTORS)
        self._topics = _Popular(knowledge, _TOPICS)
        self._places = _Popular(knowledge, ("Place",))
        self.subjects = Subjects()
        self.count = 0

    def quads(self) -> Iterator[Quad]:
        """All of it, in a fixed order."""
        self.subjects = Subjects()
        self.count = 0
        for quad in self.background():
            self.count += 1
            yield quad
        number = 0
        while self.count < self._size * SPARE:
            document, extraction = self._write(number)
            self._note(extraction)
            quads = self._quads(document, extraction)
            self.count += len(quads)
            number += 1
            yield from quads
        self.subjects.actors = list(dict.fromkeys(self.subjects.actors))

    def background(self) -> Iterator[Quad]:
        """The vocabulary and the curated entities."""
        graph = NamedNode(self._namespaces.graph("ontology"))
        turtle = vocabulary_turtle(self._namespaces)
        for triple in pyoxigraph.parse(turtle, RdfFormat.TURTLE):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
        yield from curated_quads(self._knowledge, self._namespaces)

    def document(self, number: int) -> list[Quad]:
        """The graph of one document."""
        return self._quads(*self._write(number))

    def _write(self, number: int) -> tuple[Document, Extraction]:
        chance = Random(f"{self._seed} {number}")  # noqa: S311 (no secret)
        return _Writer(chance, self).write(f"bench-{number:06}")

    def _quads(self, document: Document, extraction: Extraction) -> list[Quad]:
        return document_quads(extraction, document, self._knowledge, self._namespaces)

    def _note(self, extraction: Extraction) -> None:
        """Adds what is in a document to the subjects."""
        entity = self._namespaces.entity
        iri = self._namespaces.document(extraction.document)
        self.subjects.documents.append(iri)
        for claim in extraction.claims:
            self.subjects.claims.append(entity(claim.key))
            if isinstance(claim, Event):
                self.subjects.actors += map(entity, claim.agents)
        self.subjects.spans += [f"{iri}#char={s.start},{s.end}" for s in extraction.sentences]
        spans = [mention.span for mention in extraction.mentions]
        self.subjects.spans += [f"{iri}#mention-{span.start}-{span.end}" for span in spans]

    def actor(self, chance: Random) -> Entity:
        """Somebody who acts; few are spoken of often, and many seldom."""
        return self._actors.draw(chance)

    def topic(self, chance: Random) -> Entity:
        """Something one can take a position on."""
        return self._topics.draw(chance)

    def place(self, chance: Random) -> Entity:
        """Somewhere."""
        return self._places.draw(chance)


class _Popular:
    """Entities of some classes, drawn as texts speak of them: by Zipf's law."""

    def __init__(self, knowledge: Knowledge, types: Sequence[str]) -> None:
        entities = knowledge.entities.values()
        self._entities = [entity for entity in entities if entity.type in types]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._entities) + 1)))

    def draw(self, chance: Random) -> Entity:
        """One of them."""
        return chance.choices(self._entities, cum_weights=self._weights)[0]


class _Writer:
    """Makes up one text, and what it says."""

    def __init__(self, chance: Random, world: BenchGraph) -> None:
        self._chance = chance
        self._world = world
        self._text = ""
        self._mentions: list[Mention] = []
        self._community = "community/observers-in-" + chance.choice(MONTHS).lower()

    def write(self, name: str) -> tuple[Document, Extraction]:
        sentences: list[Span] = []
        claims: list[Claim] = []
        for _ in range(SENTENCES):
            begin = len(self._text)
            claims += self._sentence(name, begin)
            sentences.append(Span(begin, len(self._text) - 1))
        metadata = Metadata(f"Text {name}", creator_name=f"Author {self._chance.randrange(200)}")
        document = Document(name, self._text, metadata, (Span(0, len(self._text)),))
        observers = LocalEntity(self._community, "Community", "observers of the time")
        entities = {observers.key: observers}
        return document, Extraction(
            name, tuple(sentences), tuple(self._mentions), entities, tuple(merge_claims(claims))
        )

    def _sentence(self, name: str, begin: int) -> list[Claim]:
        chance = self._chance
        year, month, day = chance.randrange(1946, 2020), chance.randrange(12), chance.randint(1, 28)
        factuality, cue = chance.choice(_CERTAINTY)
        self._say(f"On {day} {MONTHS[month]} {year} {chance.choice(_SPEAKERS)} said that ")
        start = len(self._text)
        first = self._world.actor(chance)
        self._mention(first)
        kind = chance.choice(("event", "event", "position", "position", "relation", "nothing"))
        stance, event = chance.choice(tuple(Stance)), chance.choice(tuple(EventType))
        relation = chance.choice(_RELATIONS)
        word = {"position": stance, "event": event, "relation": relation, "nothing": "and"}[kind]
        self._say(f" {cue} {word} " if cue else f" {word} ")
        second = self._world.topic(chance) if kind == "position" else self._world.actor(chance)
        self._mention(second)
        end = len(self._text)
        self._say(f", {chance.choice(_MANNERS)}.")
        evidence = Evidence(
            Span(start, end),
            Span(begin, len(self._text)),
            f"bench-{kind}",
            factuality,
            (AUTHOR,) if chance.random() < 0.8 else (self._community,),
            (cue,) if cue else (),
        )
        self._text += " "
        if kind == "nothing" or first.key == second.key:
            return []
        if kind == "position":
            return [make_position(first.key, stance, (second.key,), evidence=(evidence,))]
        if kind == "relation":
            return [make_relationship(relation, first.key, second.key, evidence=(evidence,))]
        place = self._world.place(chance)
        date = f"{year}-{month + 1:02}-{day:02}"
        made = make_event(
            name,
            event,
            agents=(first.key,),
            recipients=(second.key,),
            places=(place.key,) if chance.random() < 0.5 else (),
            start_date=date,
            evidence=(evidence,),
        )
        return [made]

    def _say(self, words: str) -> None:
        self._text += words

    def _mention(self, entity: Entity) -> None:
        begin = len(self._text)
        self._text += entity.label
        self._mentions.append(Mention(Span(begin, len(self._text)), entity.key, "name"))
