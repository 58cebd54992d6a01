"""Captions: "X, then Russia's president, and Y at a restaurant in Arlington, June 2010"."""

from extract.claims import Evidence, Span, make_event
from extract.reference.names import Name, is_locative
from extract.semantics.sentence import SentenceClaims
from extract.syntax.tree import Sentence
from ontology.terms import Class

_OCCASIONS = frozenset(["at", "during", "before", "after", "with"])


def caption_claims(builder: SentenceClaims, names: list[Name], tokens: Sentence) -> None:
    """Add the meeting that a caption shows: two or more people, a place or occasion, and a date.

    Args:
        builder: collects the sentence's claims.
        names: the names in the caption.
        tokens: the caption.
    """
    refer = builder.referents
    people = tuple(
        dict.fromkeys(n.mention.entity for n in names if refer.is_a(n.mention.entity, Class.PERSON))
    )
    dated = builder.dates.mentions
    if len(people) < 2 or not dated or not any(t.lower in _OCCASIONS for t in tokens):
        return
    places = [
        n.mention.entity
        for n in names
        if refer.is_a(n.mention.entity, Class.PLACE)
        and (is_locative(n.head) or n.head.dep == "pobj")
    ]
    evidence = Evidence(
        span=Span(builder.offset + tokens.start, builder.offset + tokens.end),
        sentence=builder.sentence,
        rule="caption",
        construction="caption",
    )
    event = make_event(
        builder.document,
        "Meeting",
        participants=people,
        places=tuple(places[:1]),
        start_date=dated[0][0].start,
        evidence=(evidence,),
    )
    builder.claims.append((event, tokens.root))
