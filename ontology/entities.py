"""The records of the hand-curated knowledge, as loaded from ``ontology/knowledge/*.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

NameKind = Literal["name", "adjective", "metonym"]


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office a person held. Dates are ``YYYY[-MM[-DD]]``, only as exact as known.

    Attributes:
        title: the office in lower case: "president", "prime minister", "foreign minister".
        of: key of the state or organization.
        start: when it began, where known.
        end: when it ended, where known and past.
    """

    title: str
    of: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One curated actor, place, agreement, document, event, forum or issue.

    Attributes:
        key: ``kind/slug``, for instance ``state/russia``.
        type: local name of its class in the vocabulary (``State``, ``Treaty`` …).
        label: canonical English name.
        names: other names that mean it by themselves, whatever the context.
        metonyms: names of something else that often stand for it ("Moscow", "the Kremlin").
        adjectives: its adjectives ("Russian"); a noun they modify is not the entity.
        demonyms: nouns for its people ("Russians").
        file: name of the curated file it comes from: ``acc:rule`` of curated knowledge names it.
        line: the line its entry starts at.
        wikidata: QID, only where a data file confirmed it.
        wikidata_likely: QID from a single weak source: ``skos:closeMatch``, never ``owl:sameAs``.
        dbpedia: DBpedia resource name, only where a source confirmed it.
        geonames: GeoNames number.
        iso3166: ISO 3166-1 alpha-2 code.
        capital: key of a state's capital.
        located_in: keys of the places or states a place lies in.
        tenures: offices of a person.
        died: when a person died, ``YYYY[-MM[-DD]]``.
        parties: keys of an agreement's parties, where known.
        founds: keys of the organizations that an agreement brings into being.
        participants: keys of the actors of a curated event.
        part_of: keys of the events that a curated event is part of.
        date: of an agreement (signature) or event (start), ``YYYY[-MM[-DD]]``.
        end_date: of an event.
        event_type: concept of a curated event.
        valid_from: when a historic state or an organization began.
        valid_until: when it ended.
        states: keys of the states a body belongs to (a ministry, a company, an army).
    """

    key: str
    type: str
    label: str
    file: str
    line: int
    names: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    wikidata: str | None = None
    wikidata_likely: str | None = None
    dbpedia: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    capital: str | None = None
    located_in: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    died: str | None = None
    parties: tuple[str, ...] = ()
    founds: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    date: str | None = None
    end_date: str | None = None
    event_type: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All curated entities, and what each of their names may mean.

    Attributes:
        entities: by key.
        readings: for each name (as written), the entities it may mean and in which way, most usual
            first, as ``ontology.knowledge.load_knowledge`` says. A name with several readings of
            kind ``name`` is a demonym, or one that the files mark as ambiguous.
        fingerprint: hash of the curated files; the same files give the same one.
    """

    entities: Mapping[str, Entity]
    readings: Mapping[str, tuple[tuple[str, NameKind], ...]]
    fingerprint: str
