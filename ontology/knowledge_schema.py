"""What an entry of ``ontology/knowledge/*.yaml`` may hold, and one entry read into an ``Entity``.

A file holds the entries of one kind; which fields a kind has stands in ``KINDS``. What can only be
known when all entries are read (references, names shared by several) is checked in
``ontology.knowledge``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ontology.entities import Entity, Tenure
from ontology.terms import EventType
from ontology.yaml_source import Node

_COMMON = ("label", "names", "ambiguous", "prefer", "ids")
_PEOPLE = ("adjectives", "demonyms")
_SPAN = ("valid_from", "valid_until")
_TIMED = ("date", "end_date")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of curated entity, in the order in which readings of a shared name are given.

    Attributes:
        file: the file that holds its entries.
        types: local names of the classes an entry may have; the first where it states none.
        fields: the fields an entry may have beyond the common ones.
        required: the fields it must have beyond the label.
    """

    file: str
    types: tuple[str, ...]
    fields: tuple[str, ...]
    required: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "state": Kind("states.yaml", ("State",), (*_PEOPLE, "metonyms", "capital", *_SPAN)),
    "organization": Kind("organizations.yaml", ("Organization",), (*_PEOPLE, "metonyms", *_SPAN)),
    "person": Kind("persons.yaml", ("Person",), ("tenures", "died")),
    "group": Kind("armed_groups.yaml", ("ArmedGroup",), (*_PEOPLE, "states", *_SPAN)),
    "government": Kind(
        "government_bodies.yaml",
        ("GovernmentBody", "ArmedGroup"),
        ("metonyms", "states", *_SPAN),
    ),
    "company": Kind("companies.yaml", ("Company",), ("states", *_SPAN)),
    "community": Kind("communities.yaml", ("Community",), _PEOPLE),
    "agreement": Kind(
        "agreements.yaml",
        ("Agreement", "Treaty", "Ceasefire", "Declaration", "Deal"),
        (*_TIMED, "parties", "founds"),
    ),
    "place": Kind("places.yaml", ("Place",), (*_PEOPLE, "located_in")),
    "event": Kind(
        "events.yaml",
        ("Event",),
        ("event_type", *_TIMED, "participants", "located_in", "part_of"),
        required=("event_type",),
    ),
    "forum": Kind("forums.yaml", ("Forum",), (*_TIMED, "participants", "located_in")),
    "document": Kind("policy_documents.yaml", ("PolicyDocument",), ("date", "states")),
    "issue": Kind("issues.yaml", ("Issue",), ()),
}
"""The kinds by the first part of their keys; the order decides between readings of one name."""

_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "capital": ("place",),
    "located_in": ("place", "state"),
    "parties": ("state", "organization", "group", "government", "person"),
    "founds": ("organization",),
    "part_of": ("event",),
    "participants": ("state", "organization", "group", "government", "person", "company"),
    "states": ("state", "organization", "place"),
    "of": ("state", "organization", "group", "government", "place"),
}
"""The kinds of entity that each referring field may name."""

_KEY = re.compile(r"([a-z]+)/[a-z0-9]+(?:-[a-z0-9]+)*")
_QID = re.compile(r"Q[1-9][0-9]{0,11}")
_GEONAMES = re.compile(r"[1-9][0-9]{0,11}")
_ISO3166 = re.compile(r"[A-Z]{2}")
_UNTIDY = re.compile(r"^\s|\s$|\s\s|[^\S ]|[‘’“”]")
_EVENT_TYPES = tuple(event_type.value for event_type in EventType)
_DBPEDIA = re.compile(r"[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A key that an entry names: where it stands, and which kinds are allowed there."""

    node: Node
    key: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as read.

    Attributes:
        entity: the record.
        fields: its fields, for messages that name their lines.
        references: the other entities it names.
        ambiguous: those of its names that it says others have too.
        prefer: those of its names of which it is the usual bearer.
    """

    entity: Entity
    fields: Mapping[str, Node]
    references: tuple[Reference, ...]
    ambiguous: frozenset[str]
    prefer: frozenset[str]


def read_entry(key: str, node: Node, kind_name: str, file: str) -> Entry:
    """One entry of a file.

    Args:
        key: the entry's key, ``kind/slug``.
        node: its fields.
        kind_name: the kind that the file holds.
        file: name of the file, without its directory.

    Raises:
        SourceError: the key, a field or a value is not what the kind allows.
    """
    kind = KINDS[kind_name]
    match = _KEY.fullmatch(key)
    if not match or match[1] != kind_name:
        raise node.error(
            f"the key {key!r} is not allowed here; allowed: {kind_name}/NAME, NAME in lower-case"
            " letters, digits and single hyphens"
        )
    typed = ("type",) if len(kind.types) > 1 else ()
    fields = node.fields((*_COMMON, *typed, *kind.fields), required=("label", *kind.required))
    ids = _identifiers(fields)
    entity = Entity(
        key=key,
        type=fields["type"].choice(kind.types) if "type" in fields else kind.types[0],
        label=_name(fields["label"]),
        file=file,
        line=node.line,
        names=_names(fields, "names"),
        metonyms=_names(fields, "metonyms"),
        adjectives=_names(fields, "adjectives"),
        demonyms=_names(fields, "demonyms"),
        wikidata=_identifier(ids, "wikidata", _QID, "Q and a number, such as Q159"),
        wikidata_likely=_identifier(ids, "wikidata_likely", _QID, "Q and a number, such as Q159"),
        dbpedia=_identifier(ids, "dbpedia", _DBPEDIA, "a resource name, such as Cold_War"),
        geonames=_identifier(ids, "geonames", _GEONAMES, "a number, such as 524901"),
        iso3166=_identifier(ids, "iso3166", _ISO3166, "two capital letters, such as RU"),
        capital=fields["capital"].text() if "capital" in fields else None,
        located_in=_texts(fields, "located_in"),
        tenures=_tenures(fields),
        died=_date(fields, "died"),
        parties=_texts(fields, "parties"),
        founds=_texts(fields, "founds"),
        participants=_texts(fields, "participants"),
        part_of=_texts(fields, "part_of"),
        date=_date(fields, "date"),
        end_date=_date(fields, "end_date"),
        event_type=fields["event_type"].choice(_EVENT_TYPES) if "event_type" in fields else None,
        valid_from=_date(fields, "valid_from"),
        valid_until=_date(fields, "valid_until"),
        states=_texts(fields, "states"),
    )
    if entity.label in entity.names:
        raise fields["names"].error(f"names repeats the label {entity.label!r}; take it out")
    if entity.end_date and not entity.date:
        raise fields["end_date"].error("end_date stands without date; give both or neither")
    if kind_name == "event" and not (entity.participants or entity.located_in):
        raise node.error(f"{key} needs participants or located_in: who took part, or where it was")
    _check_order(fields, "date", "end_date")
    _check_order(fields, "valid_from", "valid_until")
    return Entry(
        entity,
        fields,
        tuple(_references(fields)),
        _subset_of_names(entity, fields, "ambiguous"),
        _subset_of_names(entity, fields, "prefer"),
    )


def _name(node: Node) -> str:
    text = node.text()
    if _UNTIDY.search(text):
        raise node.error(
            f"{text!r} has white space too many or a typographic quote; write one space between"
            " words, and ' or \" for quotes (texts are matched alike)"
        )
    return text


def _names(fields: Mapping[str, Node], field: str) -> tuple[str, ...]:
    if field not in fields:
        return ()
    names = fields[field].texts()
    if any(map(_UNTIDY.search, names)):
        for item in fields[field].items():
            _name(item)
    return names


def _texts(fields: Mapping[str, Node], field: str) -> tuple[str, ...]:
    return fields[field].texts() if field in fields else ()


def _date(fields: Mapping[str, Node], field: str) -> str | None:
    return fields[field].date() if field in fields else None


def _check_order(fields: Mapping[str, Node], first: str, last: str) -> None:
    """Refuse an end before its start, compared only as exactly as both are known."""
    start, end = _date(fields, first), _date(fields, last)
    if start and end:
        exactness = min(len(start), len(end))
        if end[:exactness] < start[:exactness]:
            raise fields[last].error(f"{last} {end} is before {first} {start}")


def _tenures(fields: Mapping[str, Node]) -> tuple[Tenure, ...]:
    if "tenures" not in fields:
        return ()
    tenures: dict[tuple[str, str, str | None], Tenure] = {}
    for item in fields["tenures"].items():
        parts = item.fields(("title", "of", "start", "end"), required=("title", "of"))
        _check_order(parts, "start", "end")
        title, of, start = _name(parts["title"]), parts["of"].text(), _date(parts, "start")
        if title != title.lower():
            raise parts["title"].error(f"the title {title!r} must be in lower case")
        if (title, of, start) in tenures:
            raise item.error(
                "this tenure has the same title, of and start as one above; merge them"
            )
        tenures[title, of, start] = Tenure(title, of, start, _date(parts, "end"))
    return tuple(tenures.values())


def _identifiers(fields: Mapping[str, Node]) -> Mapping[str, Node]:
    """The external identifiers, each still to be checked by its form."""
    if "ids" not in fields:
        return {}
    ids = fields["ids"].fields(("wikidata", "wikidata_likely", "dbpedia", "geonames", "iso3166"))
    if "wikidata" in ids and "wikidata_likely" in ids:
        raise ids["wikidata_likely"].error(
            "wikidata and wikidata_likely stand together; keep the one that holds"
        )
    return ids


def _identifier(
    ids: Mapping[str, Node], field: str, pattern: re.Pattern[str], allowed: str
) -> str | None:
    if field not in ids:
        return None
    text = ids[field].text()
    if not pattern.fullmatch(text):
        raise ids[field].error(f"{field} is {text!r}; allowed: {allowed}")
    return text


def _references(fields: Mapping[str, Node]) -> list[Reference]:
    found = []
    for field, node in fields.items():
        if field == "capital":
            found.append(Reference(node, node.text(), _REFERENCES[field]))
        elif field == "tenures":
            for item in node.items():
                of = item.fields()["of"]
                found.append(Reference(of, of.text(), _REFERENCES["of"]))
        elif field in _REFERENCES:
            found.extend(Reference(item, item.text(), _REFERENCES[field]) for item in node.items())
    return found


def _subset_of_names(entity: Entity, fields: Mapping[str, Node], field: str) -> frozenset[str]:
    """The names that ``ambiguous`` or ``prefer`` lists: each must be one of the entry's own."""
    if field not in fields:
        return frozenset()
    own = {entity.label, *entity.names, *entity.metonyms, *entity.adjectives, *entity.demonyms}
    for item in fields[field].items():
        if item.text() not in own:
            raise item.error(
                f"{field} lists {item.text()!r}, which is none of the entry's names; allowed:"
                f" {', '.join(sorted(own))}"
            )
    return frozenset(fields[field].texts())
