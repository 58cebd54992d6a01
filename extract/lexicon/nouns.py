"""What a noun phrase with a given head noun stands for: the data of ``nouns.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.lexicon.inflection import noun_forms
from ontology.terms import Class
from ontology.yaml_source import Node, load_yaml

_FILE = Path(__file__).with_name("nouns.yaml")


@dataclass(frozen=True, slots=True)
class Nouns:
    """Head nouns by what they stand for; all in lower case, all forms.

    Attributes:
        communities: plural nouns for unnamed collectives that speak or act.
        people: those of them that are people, and need no word that says whose they are.
        bodies: nouns for bodies, and the class of each.
        agreements: nouns for agreements, and the class of each.
        transparent: nouns that only measure what follows "of".
        measures: nouns that measure or collect the deed or gift that follows "of".
        instruments: nouns for what acts for whose it is.
        holdings: nouns for things; what is done to them is done to whose they are.
        documents: nouns for what somebody writes or says.
        offices: titles of offices, the longest first.
        state_offices: those of a state or organization that may act for it unnamed.
        quantifiers: words at the head of a phrase that do not belong to what it names.
        not_at_the_end: words that a label does not end in.
        adverbial: nouns that after a preposition make an adverb.
        directions: adjectives that describe a part of a state or place.
        qualifiers: words that may stand before an office and do not belong to it.
    """

    communities: frozenset[str]
    people: frozenset[str]
    bodies: Mapping[str, str]
    agreements: Mapping[str, str]
    transparent: frozenset[str]
    measures: frozenset[str]
    instruments: frozenset[str]
    holdings: frozenset[str]
    documents: frozenset[str]
    offices: tuple[str, ...]
    state_offices: frozenset[str]
    quantifiers: frozenset[str]
    not_at_the_end: frozenset[str]
    adverbial: frozenset[str]
    directions: frozenset[str]
    qualifiers: frozenset[str]


def _plurals(node: Node) -> frozenset[str]:
    return frozenset(
        form
        for noun in node.texts()
        for form in noun_forms(noun)
        if form != noun or noun == "people" or len(noun_forms(noun)) == 1
    )


@cache
def nouns() -> Nouns:
    """The shipped data, read once."""
    fields = load_yaml(_FILE).fields()

    def classes(name: str) -> dict[str, str]:
        allowed = tuple(Class)
        return {
            form: node.choice(allowed)
            for noun, node in fields[name].fields().items()
            for form in (noun_forms(noun) if name == "agreements" else (noun,))
        }

    def all_forms(name: str) -> frozenset[str]:
        return frozenset(
            form for noun in fields[name].texts() for form in (noun, *noun_forms(noun))
        )

    people = _plurals(fields["people"])
    return Nouns(
        communities=people | _plurals(fields["collectives"]),
        people=people,
        bodies=classes("bodies"),
        agreements=classes("agreements"),
        transparent=all_forms("transparent"),
        measures=all_forms("measures"),
        instruments=all_forms("instruments"),
        holdings=all_forms("holdings"),
        documents=all_forms("documents"),
        offices=tuple(sorted(fields["offices"].texts(), key=lambda o: (-len(o.split()), o))),
        state_offices=frozenset(fields["state_offices"].texts()),
        quantifiers=frozenset(fields["quantifiers"].texts()),
        not_at_the_end=frozenset(fields["not_at_the_end"].texts()),
        adverbial=frozenset(noun.lower() for noun in fields["adverbial"].texts()),
        directions=frozenset(fields["directions"].texts()),
        qualifiers=frozenset(fields["office_qualifiers"].texts()),
    )
