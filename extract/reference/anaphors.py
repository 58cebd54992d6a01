"""Which definite nouns mean what was told before: the data of ``anaphors.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.terms import Class
from ontology.yaml_source import load_yaml

_FILE = Path(__file__).with_name("anaphors.yaml")


@dataclass(frozen=True, slots=True)
class Anaphors:
    """Nouns that with "the" mean somebody or something told before.

    Attributes:
        groups: nouns for several told together, and the class each must be of.
        only_counted: those of them that need a numeral, or a list right before.
        numerals: words for how many.
        each: nouns that behind "each" mean all of several.
        heads: heads of names told before.
        companies: nouns for companies.
        states: nouns for the state that the text is at.
        homes: nouns that with an owner mean the owner's state.
        leaders: nouns for whoever leads a state.
        any_agreement: words for any agreement.
        seeming: verbs of an "it" that means nothing.
        taking: those of them that take time or effort.
        making: verbs with such an "it" as their object.
        willing: adjectives before an infinitive whose subject is somebody.
        knowing: adjectives before a that-clause whose subject is somebody.
        gatherings: nouns before "of" and several that act together.
        together: prepositions before several that act together.
    """

    groups: Mapping[str, Class]
    only_counted: frozenset[str]
    numerals: Mapping[str, int]
    each: frozenset[str]
    heads: frozenset[str]
    companies: frozenset[str]
    states: frozenset[str]
    homes: frozenset[str]
    leaders: frozenset[str]
    any_agreement: frozenset[str]
    seeming: frozenset[str]
    taking: frozenset[str]
    making: frozenset[str]
    willing: frozenset[str]
    knowing: frozenset[str]
    gatherings: frozenset[str]
    together: frozenset[str]


@cache
def anaphors() -> Anaphors:
    """The shipped data, read once."""
    fields = load_yaml(_FILE).fields()

    def words(name: str) -> frozenset[str]:
        return frozenset(fields[name].texts())

    return Anaphors(
        groups={
            text: Class(name)
            for name, node in fields["groups"].fields().items()
            for text in node.texts()
        },
        only_counted=words("only_counted"),
        numerals={word: node.integer() for word, node in fields["numerals"].fields().items()},
        each=words("each"),
        heads=words("heads"),
        companies=words("companies"),
        states=words("states"),
        homes=words("homes"),
        leaders=words("leaders"),
        any_agreement=words("any_agreement"),
        seeming=words("seeming"),
        taking=words("taking"),
        making=words("making"),
        willing=words("willing"),
        knowing=words("knowing"),
        gatherings=words("gatherings"),
        together=words("together"),
    )
