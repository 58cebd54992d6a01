"""The extractor: a document in, its mentions, described entities and claims out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from extract.claims import Claim, Extraction, Mention, Span, merge_claims, named_keys
from extract.dates import Narrative, find_dates
from extract.documents import Document
from extract.lexicon.frames import Lexicon, shipped_lexicon
from extract.reference.authorship import find_author
from extract.reference.counts import ReferenceCounts
from extract.reference.gazetteer import Gazetteer
from extract.reference.names import Name, NameReader
from extract.reference.referents import Referents
from extract.reference.unknown import UnknownNames
from extract.semantics.anaphora import ToldEvents
from extract.semantics.captions import caption_claims
from extract.semantics.compounds import compound_claims
from extract.semantics.dating import ClauseDates
from extract.semantics.evocation import Evoked, evoked_frames
from extract.semantics.offices import offices_in
from extract.semantics.sentence import SentenceClaims
from extract.syntax.parsing import Model, Paragraph, Parser
from extract.syntax.tree import Sentence, Token, head_of
from ontology.entities import Knowledge

_BEGINNINGS = frozenset(("date", "range", "within", "since"))
"""Kinds of dates that say when something began; the others name a bound."""


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence was read as, for ``accord explain``.

    Attributes:
        sentence: its span in the stored text.
        parse: its tokens.
        evoked: the frames its words evoke, near misses included.
        claims: the claims it makes.
    """

    sentence: Span
    parse: Sentence
    evoked: tuple[Evoked, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as it was read.

    Attributes:
        extraction: what it says.
        sentences: each sentence's reading.
        references: how many of its pronouns and definite descriptions were resolved.
    """

    extraction: Extraction
    sentences: tuple[SentenceReading, ...]
    references: ReferenceCounts


class Extractor:
    """Extracts claims by rules: the same text gives the same claims.

    Args:
        knowledge: the curated entities.
        model: which parser; the first installed one where ``None``.
        lexicon: the frames; those that Accord ships with where ``None``.

    Raises:
        extract.parsing.ModelError: there is no usable model.
    """

    def __init__(
        self, knowledge: Knowledge, model: Model | None = None, lexicon: Lexicon | None = None
    ) -> None:
        self.knowledge = knowledge
        self._parser = Parser(model)
        self._lexicon = lexicon or shipped_lexicon()
        self._gazetteer = Gazetteer(knowledge)
        self._unknown = UnknownNames(knowledge)

    @property
    def model(self) -> Model:
        """The model that parses."""
        return self._parser.model

    def extract(self, document: Document) -> Extraction:
        """The mentions, described entities and claims of a document."""
        return self.read(document).extraction

    def read(self, document: Document) -> Reading:
        """Like ``extract``, with each sentence's reading beside it."""
        with _collector_at_rest():
            return self._read(document)

    def _read(self, document: Document) -> Reading:
        curated = [
            candidate
            for paragraph in document.paragraphs
            for candidate in self._gazetteer.find(document.text, paragraph.start, paragraph.end)
        ]
        candidates, unknown = self._unknown.read(document, curated)
        names = NameReader(self.knowledge, document.text, candidates)
        author = document.metadata.creator or find_author(document, candidates, self.knowledge)
        referents = Referents(self.knowledge, author, unknown)
        narrative = Narrative.of(document.metadata)
        told = ToldEvents(self._lexicon)
        mentions: list[Mention] = []
        readings: list[SentenceReading] = []
        waiting = iter(candidates)
        pending = next(waiting, None)
        for paragraph in self._parser.parse(document):
            here: list[Name] = []
            nested: list[Name] = []
            while pending is not None and pending.span.start < paragraph.span.end:
                name = names.read(pending, paragraph.parse, paragraph.span.start)
                if name is not None and not (pending.nested and _has_head(here, name)):
                    here.append(name)
                    nested += [name] if pending.nested else []
                pending = next(waiting, None)
            here = referents.enter_paragraph(paragraph.parse, here, paragraph.span.start)
            mentions += [name.mention for name in here if name not in nested]
            found, narrative = self._read_paragraph(
                document, paragraph, here, referents, told, narrative
            )
            readings += found
        mentions += [
            Mention(span, key, "name") for span, key in referents.described_names(document.text)
        ]
        mentions.sort(key=lambda mention: mention.span)
        claims = merge_claims([claim for reading in readings for claim in reading.claims])
        used = {key for claim in claims for key in named_keys(claim)}
        used |= {mention.entity for mention in mentions}
        extraction = Extraction(
            document=document.name,
            sentences=tuple(reading.sentence for reading in readings),
            mentions=tuple(mentions),
            entities={k: e for k, e in sorted(referents.entities.items()) if k in used},
            claims=tuple(claims),
            author=author,
        )
        return Reading(extraction, tuple(readings), referents.counts)

    def _read_paragraph(
        self,
        document: Document,
        paragraph: Paragraph,
        names: list[Name],
        referents: Referents,
        told: ToldEvents,
        narrative: Narrative,
    ) -> tuple[list[SentenceReading], Narrative]:
        offset = paragraph.span.start
        readings: list[SentenceReading] = []
        for tokens in paragraph.parse.sentences:
            span = Span(offset + tokens.start, offset + tokens.end)
            if span.start >= span.end:
                continue
            referents.enter_sentence(tokens)
            found, narrative = find_dates(document.text, span, narrative)
            heads = [
                (mention, _head_at(paragraph, mention.span.start, mention.span.end))
                for mention in found
                if mention.kind in _BEGINNINGS
            ]
            dates = ClauseDates([(m, head) for m, head in heads if head is not None])
            builder = SentenceClaims(
                document.name, document.text, offset, span, referents, dates, told
            )
            evoked = evoked_frames(tokens, self._lexicon)
            builder.build(evoked)
            builder.claims += compound_claims(tokens, span, offset, referents)
            within = [name for name in names if name.head.sentence is tokens]
            valid_in = found[0].start if found and _is_verbless(tokens) else None
            for office in offices_in(within, referents):
                builder.add_office(office, valid_in)
            if _is_verbless(tokens):
                caption_claims(builder, within, tokens)
            claims = tuple(claim for claim, _ in builder.claims)
            readings.append(SentenceReading(span, tokens, tuple(evoked), claims))
        return readings, narrative


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Nothing is garbage before a document is read: to look for some would find none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _has_head(names: list[Name], name: Name) -> bool:
    """Whether one of these names has the same syntactic head."""
    return any(other.head.i == name.head.i for other in names)


def _is_verbless(tokens: Sentence) -> bool:
    """Whether a stretch has no finite verb: a caption or a heading."""
    return not any(token.tag in ("VBZ", "VBP", "VBD", "MD") for token in tokens)


def _head_at(paragraph: Paragraph, start: int, end: int) -> Token | None:
    """The syntactic head of a stretch of the stored text."""
    offset = paragraph.span.start
    tokens = paragraph.parse.between(start - offset, end - offset)
    return head_of(tokens) if tokens else None
