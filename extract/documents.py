"""A source text and what is known about it, as the later steps see them."""

from dataclasses import dataclass, field

from extract.claims import Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the metadata file beside a text says. Nothing is invented: unknown is ``None``.

    Attributes:
        title: the text's title; its first line where no metadata file gives one.
        creator: key of the actor who wrote it, where that is a curated actor ("person/joe_biden").
        creator_name: the author's name as printed, where it is known.
        publisher: name of the publisher.
        date: when it was published, ``YYYY[-MM[-DD]]``.
        written_after: it was written on this day or later, where only bounds are known.
        written_before: it was written on this day or earlier.
        reference_date: what relative dates ("last month") are anchored on; ``date`` where not
            given.
        language: BCP 47 tag.
        license: licence IRI or a short text.
        source: IRI or description of where the text was taken from.
    """

    title: str
    creator: str | None = None
    creator_name: str | None = None
    publisher: str | None = None
    date: str | None = None
    written_after: str | None = None
    written_before: str | None = None
    reference_date: str | None = None
    language: str = "en"
    license: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text as stored: every offset anywhere points into ``text``.

    Attributes:
        name: file name without its ending; the document's IRI and graph are made from it.
        text: the whole stored text, boilerplate included.
        metadata: what is known about it.
        paragraphs: spans of the body's paragraphs, in order; boilerplate is in none of them.
        boilerplate: spans that belong to the page and not to the text (cookie notices, menus).
        warnings: what a user should know about how it was read, one sentence each.
    """

    name: str
    text: str
    metadata: Metadata
    paragraphs: tuple[Span, ...]
    boilerplate: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
