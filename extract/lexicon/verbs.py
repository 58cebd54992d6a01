"""Words that bear on what depends on them: the data of ``verbs.yaml``, by word form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.claims import Factuality
from extract.lexicon.inflection import noun_forms, phrase_forms, verb_forms
from ontology.yaml_source import Node, load_yaml

_FILE = Path(__file__).with_name("verbs.yaml")
_LEVELS: tuple[Factuality, ...] = ("Possible", "Hypothetical", "Planned", "Negated")


@dataclass(frozen=True, slots=True)
class Governors:
    """Word forms that act on what depends on them.

    Attributes:
        light: verbs whose subject does what their object noun says.
        light_phrases: the same with the preposition before the noun ("engaged in").
        undergoing: verbs, some with a preposition, to whose subject their noun is done.
        protesting: verbs for what people demonstrate for or against.
        reporting: verbs of saying and thinking.
        denying: of them, those that say that it is not so.
        reporting_nouns: nouns of saying and thinking.
        factive: verbs that leave the factuality of their complement as it is.
        levels: for verbs, nouns and adjectives, the factuality of what depends on them.
        presupposing: governors whose definite object is a fact ("opposed Russia's invasion").
        obtaining: verbs that bring about their definite object ("secured Russia's withdrawal").
        with_preposition: for verbs with a preposition, the factuality of what stands behind it.
        existing: verbs whose object was there before them ("will ease sanctions").
        continuing: verbs that tell even after "will" of what is so already.
        noun_modifiers: for words before a noun, the factuality of the noun.
        modals: for auxiliary verbs, the factuality of their verb.
        adverbs: the same for adverbs.
        negations: words that negate.
        conditionals: words that open a conditional clause.
        judging: verbs whose object they take for a fact.
        polite: verbs before which "would" only wishes politely ("would like to").
        copular: verbs that link a subject to what is said of it.
        subject_control: verbs whose infinitive is the subject's, even behind an object.
        motion: words of motion, after which "to" and "from" lead to places.
        locative: prepositions before places.
    """

    light: frozenset[str]
    light_phrases: frozenset[str]
    undergoing: frozenset[str]
    protesting: frozenset[str]
    reporting: frozenset[str]
    denying: frozenset[str]
    reporting_nouns: frozenset[str]
    factive: frozenset[str]
    levels: Mapping[str, Mapping[str, Factuality]]
    presupposing: frozenset[str]
    obtaining: frozenset[str]
    with_preposition: Mapping[str, Mapping[str, Factuality]]
    existing: frozenset[str]
    continuing: frozenset[str]
    noun_modifiers: Mapping[str, Factuality]
    modals: Mapping[str, Factuality]
    adverbs: Mapping[str, Factuality]
    negations: frozenset[str]
    conditionals: frozenset[str]
    judging: frozenset[str]
    polite: frozenset[str]
    copular: frozenset[str]
    subject_control: frozenset[str]
    motion: frozenset[str]
    locative: frozenset[str]


def _all_verb_forms(node: Node) -> frozenset[str]:
    return frozenset(form for verb in node.texts() for form in verb_forms(verb.split()[0]))


def _all_phrase_forms(node: Node) -> frozenset[str]:
    return frozenset(form for phrase in node.texts() for form in phrase_forms(phrase))


def _all_noun_forms(node: Node) -> frozenset[str]:
    return frozenset(form for noun in node.texts() for form in noun_forms(noun))


def _with_preposition(node: Node) -> dict[str, dict[str, Factuality]]:
    found: dict[str, dict[str, Factuality]] = {}
    for preposition, by_level in node.fields().items():
        verbs = by_level.fields(_LEVELS)
        found[preposition] = {
            form: level
            for level in _LEVELS
            if level in verbs
            for form in _all_verb_forms(verbs[level])
        }
    return found


def _by_level(node: Node) -> dict[str, Factuality]:
    fields = node.fields(_LEVELS)
    return {word: level for level in _LEVELS if level in fields for word in fields[level].texts()}


@cache
def governors() -> Governors:
    """The shipped data, read once."""
    fields = load_yaml(_FILE).fields()
    levels: dict[str, dict[str, Factuality]] = {"verb": {}, "noun": {}, "adjective": {}}
    classes: tuple[tuple[str, Factuality], ...] = (
        ("planning", "Planned"),
        ("doubting", "Possible"),
        ("negating", "Negated"),
    )
    for name, level in classes:
        words = fields[name].fields(("verbs", "nouns", "adjectives"))
        levels["verb"].update(dict.fromkeys(_all_verb_forms(words["verbs"]), level))
        levels["noun"].update(dict.fromkeys(_all_noun_forms(words["nouns"]), level))
        levels["adjective"].update(dict.fromkeys(words["adjectives"].texts(), level))
    return Governors(
        light=_all_verb_forms(fields["light"]),
        light_phrases=_all_phrase_forms(fields["light_phrases"]),
        undergoing=_all_phrase_forms(fields["undergoing"]),
        protesting=_all_verb_forms(fields["protesting"]),
        reporting=_all_verb_forms(fields["reporting"]),
        denying=_all_verb_forms(fields["denying"]),
        reporting_nouns=_all_noun_forms(fields["reporting_nouns"]),
        factive=_all_verb_forms(fields["factive"]),
        levels=levels,
        presupposing=_all_verb_forms(fields["presupposing"]),
        obtaining=_all_verb_forms(fields["obtaining"]),
        with_preposition=_with_preposition(fields["with_preposition"]),
        existing=_all_verb_forms(fields["existing"]),
        continuing=_all_verb_forms(fields["continuing"]),
        noun_modifiers=_by_level(fields["noun_modifiers"]),
        modals=_by_level(fields["modals"]),
        adverbs=_by_level(fields["adverbs"]),
        negations=frozenset(fields["negations"].texts()),
        conditionals=frozenset(fields["conditionals"].texts()),
        judging=_all_verb_forms(fields["judging"]),
        polite=_all_verb_forms(fields["polite"]),
        copular=_all_verb_forms(fields["copular"]),
        subject_control=_all_verb_forms(fields["subject_control"]),
        motion=_all_verb_forms(fields["motion"]) | _all_noun_forms(fields["motion"]),
        locative=frozenset(fields["locative"].texts()),
    )
