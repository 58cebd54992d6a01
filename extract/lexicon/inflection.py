"""Inflected forms of English verbs and nouns, generated rather than lemmatized.

Frames name lemmas; matching goes over all forms of these lemmas, because a statistical lemmatizer
errs on just the words that matter here (``hopes`` becomes ``hop``). Irregular verbs are data
(``irregular_verbs.yaml``).
"""

import re
from functools import cache
from pathlib import Path

from ontology.yaml_source import load_yaml

_IRREGULAR = Path(__file__).with_name("irregular_verbs.yaml")
_VOWELS = "aeiou"
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
_EITHER_WAY = re.compile(r"[aeiou][^aeiou]+[aeiou]l$|^(?:kidnap|worship|focus|program|combat)$")
_PLURALS = {"child": "children", "foot": "feet", "wife": "wives", "life": "lives", "half": "halves"}
_INVARIANT = ("aircraft", "cavalry", "clergy", "infantry", "means", "personnel", "police", "series")
_REGULAR = ("caiman", "german", "human", "norman", "ottoman", "roman", "talisman")  # not "-men"
_DOUBLED = ("begin", "forbid", "forget", "offset", "overrun", "quit", "upset")


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for lemma, pair in load_yaml(_IRREGULAR).fields().items():
        simple, participle = (item.text() for item in pair.items())
        forms[lemma] = (simple, participle)
    return forms


def _third_person(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _stem(verb: str) -> str:
    """The verb as it stands before -ed and -ing: final e dropped, final consonant doubled."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    if verb.endswith("c"):
        return verb + "k"
    doubled = verb + verb[-1]
    if verb in _DOUBLED or _DOUBLING.search(verb) or doubled + "ed" in _irregular().get(verb, ()):
        return doubled
    return verb


def gerund(verb: str) -> str:
    """The -ing form: ``scale`` gives ``scaling``, ``begin`` ``beginning``, ``lie`` ``lying``."""
    if verb in ("be", "see", "flee", "agree", "free", "guarantee", "foresee", "oversee"):
        return verb + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return _stem(verb) + "ing"


def past(verb: str) -> tuple[str, str]:
    """Past tense and past participle: ``seek`` gives ``("sought", "sought")``."""
    known = _irregular().get(verb)
    if known:
        return known
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        regular = verb[:-1] + "ied"
    elif verb.endswith("e"):
        regular = verb + "d"
    else:
        regular = _stem(verb) + "ed"
    return regular, regular


def third_person_lemma(form: str) -> str:
    """The lemma of a third-person form: ``denies`` gives ``deny``, ``reaches`` ``reach``."""
    if form in ("has", "does", "goes", "is"):
        return {"has": "have", "does": "do", "goes": "go", "is": "be"}[form]
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith(("shes", "ches", "sses", "xes", "oes")):
        return form[:-2]
    return form.removesuffix("s")


def verb_forms(verb: str) -> frozenset[str]:
    """All forms of a verb in lower case, its lemma among them."""
    if verb == "be":
        return frozenset(
            ("be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re")
        )
    forms = {verb, _third_person(verb), gerund(verb), *past(verb)}
    if _EITHER_WAY.search(verb):
        # American and British spelling: "canceled", "cancelled"
        forms |= {stem + ending for stem in (verb, verb + verb[-1]) for ending in ("ed", "ing")}
    return frozenset(forms)


def phrase_forms(phrase: str) -> frozenset[str]:
    """All forms of a verb with what follows it: ``go on`` gives ``went on``."""
    verb, space, rest = phrase.partition(" ")
    return frozenset(form + space + rest for form in verb_forms(verb))


def noun_forms(noun: str) -> frozenset[str]:
    """Singular and plural of a noun in lower case."""
    if noun in _INVARIANT:
        return frozenset((noun,))
    if noun in _PLURALS:
        return frozenset((noun, _PLURALS[noun]))
    if noun.endswith("sis"):
        return frozenset((noun, noun[:-2] + "es"))
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return frozenset((noun, noun + "es"))
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return frozenset((noun, noun[:-1] + "ies"))
    if noun.endswith("man") and noun not in _REGULAR:
        return frozenset((noun, noun[:-3] + "men"))
    return frozenset((noun, noun + "s"))
