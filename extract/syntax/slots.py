"""Which tokens fill a slot of a frame, for a verb, an adjective or a noun that evokes it."""

from extract.lexicon.frames import PartOfSpeech
from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.syntax.dependencies import (
    ancestors,
    antecedent,
    child,
    children,
    conjuncts,
    first_conjunct,
    is_copula,
    is_noun,
    is_passive,
    is_verb,
    logical_objects,
    logical_subjects,
    modifiers,
    noun_subjects,
    prepositional,
    surface_subjects,
)
from extract.syntax.support import light_support
from extract.syntax.tree import Token

_MATTERS = ("for", "against", "over", "about")
_PROTESTS = ("protest", "opposition", "support", "solidarity", "response")


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
        return _indirect_objects(trigger)
    if slot == "infinitive":
        return _infinitives(trigger)
    if slot == "infinitive-subject":
        return [t for verb in _infinitives(trigger) for t in surface_subjects(verb)]
    if slot == "purpose":
        return demonstrated_for(trigger)
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
    if not found and is_noun(token):
        found = _behind_support(token, preposition)
    found = [t for t in found if t.lower not in nouns().adverbial]
    return [t for t in found if t.tag == "VBG"] if form == "gerund" else found


def _behind_support(noun: Token, preposition: str) -> list[Token]:
    """What stands after a preposition that hangs on what the noun does.

    "Sent a letter to Khrushchev", "gave tons of grain to Benin", "talks held with Russia".
    """
    light = light_support(noun)
    if light is None:
        clauses = (c for c in children(noun, "acl") if c.tag == "VBN")
        told = [c for c in clauses if c.lower in governors().light]
        return [t for c in told for t in prepositional(c, (preposition,))]
    found = prepositional(light.top, (preposition,)) if light.top is not noun else []
    if not found and preposition != light.preposition:
        found = [t for t in prepositional(light.verb, (preposition,)) if t.i > noun.i]
    return found


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


def _infinitives(trigger: Token) -> list[Token]:
    """Infinitives that complement a verb, with a subject of their own ("allowed X to leave") too.

    The parser may take one that stands right behind for one of purpose ("have sworn to fight").
    """
    found = _clauses(trigger, ("xcomp",), to=True)
    found += _clauses(trigger, ("ccomp",), to=True) if _has_infinitive(trigger) else []
    if not found:
        after = [c for c in children(trigger, "advcl") if c.tag == "VB" and _has_to(c)]
        found = [c for c in after if any(a.i == trigger.i + 1 for a in children(c, "aux"))]
    return found


def _has_infinitive(trigger: Token) -> bool:
    clause = child(trigger, "ccomp")
    return clause is not None and clause.tag == "VB" and _has_to(clause)


def _indirect_objects(verb: Token) -> list[Token]:
    """To whom something is given: "gave Greece a loan", "Greece was given a loan"."""
    found = [t for t in children(verb, "dative") if t.tag != "IN" and t.tag != "TO"]
    if not found and is_passive(verb) and child(verb, "dobj") is not None:
        return surface_subjects(verb)
    return [other for t in found for other in conjuncts(antecedent(t))]


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
    if slot in ("undergoer", "indirect", "purpose"):
        return _of_support(noun, slot)
    if slot in ("infinitive", "gerund", "that"):
        return _noun_clauses(noun, slot)
    return _behind(noun, slot)


def _of_support(noun: Token, slot: str) -> list[Token]:
    """What the light verb of a noun tells: who undergoes it, to whom it is given, what for."""
    light = light_support(noun)
    if slot == "purpose":
        return demonstrated_for(light.verb if light is not None else noun)
    if light is None:
        return []
    if slot == "undergoer":
        return logical_subjects(light.verb) if light.is_undergone else []
    if light.preposition == "with":
        return logical_objects(light.verb)  # "provided Greece with food"
    return _indirect_objects(light.verb)


def demonstrated_for(verb: Token) -> list[Token]:
    """What a protest is for or against, of which its clause does not tell with a preposition.

    "Marched to demand reforms", "rioted, calling for bread", "a strike in protest at the law".
    """
    found: list[Token] = []
    for clause in children(verb, "advcl", "xcomp", "acl", "relcl", "pcomp"):
        for told in conjuncts(clause):
            if told.lower in governors().protesting and is_verb(told):
                found += prepositional(told, _MATTERS) or logical_objects(told)
    for inside in children(verb, "prep"):
        if inside.lower in ("in", "as"):
            for protest in children(inside, "pobj"):
                if protest.lower in _PROTESTS:
                    found += prepositional(protest, (*_MATTERS, "of", "at", "to", "with"))
    return found


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
    clauses = children(noun, "acl", "ccomp", "relcl")
    light = light_support(noun)
    if light is not None and not light.is_undergone:
        # "reiterated its demand today that Iran withdraw", "made a promise to Syria to leave"
        clauses += [c for c in children(light.verb, "ccomp", "xcomp") if c.i > noun.i]
    for clause in clauses:
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
