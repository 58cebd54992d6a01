"""The forms of names that the curated list lacks: the data of ``forms.yaml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.lexicon.inflection import noun_forms
from ontology.terms import Class
from ontology.yaml_source import Node, load_yaml

_FILE = Path(__file__).with_name("forms.yaml")

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Sequences of words by one of them (the first, or the last), the longest first."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The words that make a stretch of capitalized words a name of a certain class.

    Attributes:
        heads: head nouns of names, by their last word.
        classes: for each head noun the class of what it names.
        states: heads of names of states, by their first word.
        shared: heads of bodies that are one state's or an organization's of several.
        national: words that make such a body one of a state.
        international: words that make such a body one of several states.
        convention: forms of the head noun that names a treaty or a gathering.
        gatherings: words before it that make it a gathering.
        missions: heads of bodies abroad, of which the place tells which one is meant.
        place_prefixes: words before the name of a place.
        generic: words that do not tell which body or agreement is meant.
        treaty_subjects: subjects of treaties, listed with commas.
        blocking: last words of names that are none of the classes.
        openers: words with a capital that begin no name.
        titles: titles before a person's name, by their first word.
        departments: what follows a title's "of", by its first word.
        roles: nouns in lower case that say a name is a person's, by their last word.
        people: nouns for a human being, in lower case.
        person_verbs: words behind a name that say it is a person's, by their first word.
        before_persons: words before a name that say so, by their last word.
        appositions: for nouns in apposition behind a name, the class of what it names.
        particles: words in lower case inside a person's name.
        suffixes: words behind a person's name.
        place_nouns: nouns before "of" and the name of a place.
        locative: prepositions before the name of a place.
        reached: verbs whose object is a city and not the government there.
        placed: words before "at" that take a place.
        not_located: words before "in" that take no place.
        after_places: words that may follow a place's name right away.
        not_given: first words of curated persons' names that are no given names.
        datable: heads that a date alone makes a name of.
        legislatures: words that make a congress a legislature.
        tails: prepositions that open the tail of a name.
        inner: small words inside of a tail.
        name_particles: small words between capitalized ones.
        no_titles: titles that may begin the name of a body.
        inner_owners: possessives inside of names.
        ships: words before the name of a ship or an operation.
        numbers: numbers that may begin a name.
        numerals: Roman numerals behind a name.
        months: names of months.
        short_forms: heads that alone mean what was named before.
        title_surnames: titles that are surnames too, behind a first name.
    """

    heads: Phrases
    classes: Mapping[tuple[str, ...], str]
    states: Phrases
    shared: frozenset[tuple[str, ...]]
    national: frozenset[str]
    international: frozenset[str]
    convention: frozenset[str]
    gatherings: frozenset[str]
    missions: frozenset[str]
    place_prefixes: frozenset[str]
    generic: frozenset[str]
    treaty_subjects: frozenset[str]
    blocking: frozenset[str]
    openers: frozenset[str]
    titles: Phrases
    departments: Phrases
    roles: Phrases
    people: frozenset[str]
    person_verbs: Phrases
    before_persons: Phrases
    appositions: Mapping[tuple[str, ...], str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    place_nouns: frozenset[str]
    locative: frozenset[str]
    reached: frozenset[str]
    placed: frozenset[str]
    not_located: frozenset[str]
    after_places: frozenset[str]
    not_given: frozenset[str]
    datable: frozenset[str]
    legislatures: frozenset[str]
    tails: frozenset[str]
    inner: frozenset[str]
    name_particles: frozenset[str]
    no_titles: frozenset[str]
    inner_owners: frozenset[str]
    ships: frozenset[str]
    numbers: frozenset[str]
    numerals: frozenset[str]
    months: frozenset[str]
    short_forms: frozenset[str]
    title_surnames: frozenset[str]


def _indexed(phrases: Iterable[tuple[str, ...]], position: int) -> Phrases:
    """Word sequences by their first (0) or last (-1) word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[position], []).append(phrase)
    return {word: tuple(sorted(some, key=lambda p: (-len(p), p))) for word, some in found.items()}


def _both_numbers(phrase: str) -> tuple[tuple[str, ...], ...]:
    """A head noun in singular and plural: "Island", "Islands"."""
    *before, last = phrase.split()
    return tuple(dict.fromkeys((*before, form) for form in (last, *noun_forms(last))))


def _without_mark(word: str) -> str:
    """A word as ``Words`` has it: "People" for "People's"."""
    return word.removesuffix("'s").removesuffix("'")


def _phrases(node: Node) -> list[tuple[str, ...]]:
    return [tuple(map(_without_mark, text.split())) for text in node.texts()]


def _words(node: Node) -> frozenset[str]:
    return frozenset(map(_without_mark, node.texts()))


@cache
def forms() -> Forms:
    """The shipped data, read once."""
    fields = load_yaml(_FILE).fields()
    classes: dict[tuple[str, ...], str] = {}
    for name, node in fields["heads"].fields().items():
        for text in node.texts():
            classes.update(dict.fromkeys(_both_numbers(text), str(Class(name))))
    conventions = fields["conventions"].fields()
    convention = frozenset(w for (w,) in _both_numbers(conventions["head"].text()))
    shared = frozenset(f for text in fields["shared_bodies"].texts() for f in _both_numbers(text))
    classes.update({(word,): "Treaty" for word in convention})
    classes.update({phrase: "GovernmentBody" for phrase in shared if phrase not in classes})
    return Forms(
        heads=_indexed(classes, -1),
        classes=classes,
        states=_indexed(_phrases(fields["states"]), 0),
        shared=shared,
        national=_words(fields["national"]),
        international=_words(fields["international"]),
        convention=convention,
        gatherings=_words(conventions["gatherings"]),
        missions=_words(fields["missions"]),
        place_prefixes=_words(fields["place_prefixes"]),
        generic=_words(fields["generic"]),
        treaty_subjects=_words(fields["treaty_subjects"]),
        blocking=_words(fields["blocking"]),
        openers=_words(fields["openers"]),
        titles=_indexed(_phrases(fields["titles"]), 0),
        departments=_indexed(_phrases(fields["departments"]), 0),
        roles=_indexed(_phrases(fields["roles"]), -1),
        people=frozenset(
            word.lower()
            for name in ("roles", "titles")
            for text in fields[name].texts()
            for word in text.split()[-1:]
        ),
        person_verbs=_indexed(_phrases(fields["person_verbs"]), 0),
        before_persons=_indexed(_phrases(fields["before_persons"]), -1),
        appositions={
            tuple(text.split()): str(Class(name))
            for name, node in fields["appositions"].fields().items()
            for text in node.texts()
        },
        particles=_words(fields["particles"]),
        suffixes=_words(fields["suffixes"]),
        place_nouns=_words(fields["place_nouns"]),
        locative=_words(fields["locative"]),
        reached=_words(fields["reached"]),
        placed=_words(fields["placed"]),
        not_located=_words(fields["not_located"]),
        after_places=_words(fields["after_places"]),
        not_given=_words(fields["not_given"]),
        datable=_words(fields["datable"]),
        legislatures=_words(fields["legislatures"]),
        tails=_words(fields["tails"]),
        inner=_words(fields["inner"]),
        name_particles=_words(fields["name_particles"]),
        no_titles=_words(fields["no_titles"]),
        inner_owners=_words(fields["inner_owners"]),
        ships=_words(fields["ships"]),
        numbers=_words(fields["numbers"]),
        numerals=_words(fields["numerals"]),
        months=_words(fields["months"]),
        short_forms=_words(fields["short_forms"]),
        title_surnames=_words(fields["title_surnames"]),
    )
