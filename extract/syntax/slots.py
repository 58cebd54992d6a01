"""Which tokens fill a slot of a frame, for a verb, an adjective or a noun that evokes it."""

from extract.lexicon.frames import PartOfSpeech
from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.syntax.dependencies import (
    ancestors,
    child,
    children,
    conjuncts,
    first_conjunct,
    is_copula,
    is_noun,
    is_verb,
    logical_objects,
    logical_subjects,
    modifiers,
    noun_subjects,
    prepositional,
    surface_subjects,
)
from extract.syntax.tree import Token

_QUOTATIVE_LABELS = ("parataxis", "relcl", "dep", "advcl")


def fill(trigger: Token, slot: str, part: PartOfSpeech) -> list[Token]:
    """The tokens in a slot, coordination expanded; empty where nothing stands there.

    Args:
        trigger: the word that evokes the frame.
        slot: a slot name of the frame files, or a preposition.
        part: as what the trigger evokes it.
    """
    if part == "noun":
        return _of_noun(trigger, slot)
    if slot == "subject":
        return logical_subjects(trigger) if part == "verb" else _adjective_subjects(trigger)
    if slot == "object":
        return logical_objects(trigger) if part == "verb" else []
    if slot == "indirect":
        return [other for t in children(trigger, "dative") for other in conjuncts(t)]
    if slot == "infinitive":
        return _clauses(trigger, ("xcomp",), to=True)
    if slot == "gerund":
        return [v for v in _clauses(trigger, ("xcomp", "ccomp", "dobj")) if v.tag == "VBG"]
    if slot in ("that", "subjunctive"):
        wanted = slot == "subjunctive"
        return [verb for verb in that_clauses(trigger) if is_subjunctive(verb) == wanted]
    return _behind(trigger, slot)


def is_subjunctive(verb: Token) -> bool:
    """Whether a that-clause says what should be: "that Japan withdraw", "that it must leave"."""
    auxiliaries = [aux.lower for aux in children(verb, "aux", "auxpass")]
    if any(aux in ("should", "must") for aux in auxiliaries):
        return True
    return (verb.tag in ("VB", "VBP") and not auxiliaries and _is_third_person(verb)) or (
        auxiliaries[:1] == ["be"]
    )


def _is_third_person(verb: Token) -> bool:
    """Whether a verb's subject would ask for an -s in a plain statement."""
    if verb.tag == "VB":
        return True
    subject = child(verb, "nsubj")
    return subject is not None and subject.tag in ("NN", "NNP") and len(conjuncts(subject)) == 1


def _behind(token: Token, slot: str) -> list[Token]:
    """What stands after a preposition; only gerunds, where the slot is called ``P-gerund``."""
    preposition, _, form = slot.partition("-")
    found = prepositional(token, (preposition,))
    if (
        not found
        and is_noun(token)
        and token.dep == "dobj"
        and token.head.lower in governors().light
    ):
        # "sent a letter to Khrushchev": what follows the noun may hang on its light verb
        found = [t for t in prepositional(token.head, (preposition,)) if t.i > token.i]
    found = [t for t in found if t.lower not in nouns().adverbial]
    return [t for t in found if t.tag == "VBG"] if form == "gerund" else found


def _adjective_subjects(adjective: Token) -> list[Token]:
    head = first_conjunct(adjective)
    if head.dep in ("acomp", "oprd", "attr") and is_verb(head.head):
        return surface_subjects(head.head)
    if head.dep in ("ROOT", "ccomp", "advcl", "xcomp", "relcl", "acl"):
        return surface_subjects(head)
    return []


def _clauses(trigger: Token, labels: tuple[str, ...], *, to: bool = False) -> list[Token]:
    found = []
    for clause in children(trigger, *labels):
        for verb in conjuncts(clause):
            if not is_verb(verb):
                continue
            if to and not (verb.tag == "VB" and (verb is not clause or _has_to(verb))):
                continue
            found.append(verb)
    return found


def _has_to(verb: Token) -> bool:
    return any(aux.lower == "to" for aux in children(verb, "aux"))


def that_clauses(trigger: Token) -> list[Token]:
    """Finite clauses that the trigger reports: its complement, or the sentence it is put into.

    "Moscow hopes that Kiev yields", "Eventually, Moscow hopes, Kiev will yield".
    """
    found = []
    for clause in children(trigger, "ccomp"):
        for verb in conjuncts(clause):
            if not _has_to(verb) and child(verb, "nsubj", "nsubjpass", "csubj", "expl"):
                found.append(verb)
    if not found and trigger.dep == "parataxis" and trigger.head.i != trigger.i:
        found.append(trigger.head)
    return found


def _of_noun(noun: Token, slot: str) -> list[Token]:
    if slot == "subject":
        return noun_subjects(noun) or modifiers(noun)
    if slot == "possessor":
        owners = [other for owner in children(noun, "poss") for other in conjuncts(owner)]
        return owners or modifiers(noun)
    if slot == "self":
        return [noun]
    if slot == "predicate":
        return _predicated(noun)
    if slot == "seeker":
        governor = next((a for a in ancestors(noun) if is_verb(a)), None)
        return logical_subjects(governor) if governor is not None else []
    if slot in ("infinitive", "gerund", "that"):
        return _noun_clauses(noun, slot)
    return _behind(noun, slot)


def _predicated(noun: Token) -> list[Token]:
    """What a noun is said of: "Turkey is a member", "Turkey, a member"."""
    head = first_conjunct(noun)
    if head.dep == "attr" and is_copula(head.head):
        return surface_subjects(head.head)
    if head.dep == "appos" and is_noun(head.head):
        return [head.head]
    if head.dep == "pobj" and head.head.lower == "as" and is_verb(head.head.head):
        return logical_objects(head.head.head)
    return []


def _noun_clauses(noun: Token, slot: str) -> list[Token]:
    found = []
    for clause in children(noun, "acl", "ccomp", "relcl"):
        for verb in conjuncts(clause):
            infinitive = verb.tag == "VB" and (_has_to(verb) or verb is not clause)
            if slot == "infinitive" and infinitive:
                found.append(verb)
            elif slot == "that" and not infinitive and clause.dep in ("acl", "ccomp"):
                mark = child(clause, "mark")
                if verb is not clause and child(verb, "nsubj", "nsubjpass") is None:
                    continue
                if (mark is not None and mark.lower == "that") or clause.dep == "ccomp":
                    found.append(verb)
    return found
