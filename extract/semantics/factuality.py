"""How certain a claim is said to be: negation, modality, conditions and unreal governors.

One walk from the word that evokes a claim up its sentence collects the operators in whose scope it
stands; the strongest decides (FactBank's levels, reduced to the data model's five). Negation stops
at a coordination; a condition reaches everything in its clause and in the clause it conditions.
"""

from dataclasses import dataclass

from extract.claims import Factuality
from extract.lexicon.verbs import governors
from extract.syntax.dependencies import ancestors, child, children, is_noun, is_verb
from extract.syntax.tree import Token

_STRENGTH: tuple[Factuality, ...] = ("Hypothetical", "Possible", "Negated", "Planned", "Asserted")
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_PURPOSE = ("advcl", "acl")


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the sentence does to a claim.

    Attributes:
        factuality: the level.
        cues: the tokens that make it less than a plain assertion, in text order.
        condition: the verb of the if-clause that the claim depends on, where there is one.
    """

    factuality: Factuality
    cues: tuple[Token, ...] = ()
    condition: Token | None = None


class _Walk:
    """Collects operators on the way up from one trigger."""

    def __init__(self) -> None:
        self.found: list[tuple[Factuality, Token]] = []
        self.condition: Token | None = None
        self.reported = False  # what stands above reports it: only conditions still reach it
        self.ended = False  # nothing that stands above reaches it

    def add(self, level: Factuality, cue: Token) -> None:
        self.found.append((level, cue))

    def result(self) -> Assessment:
        if not self.found:
            return Assessment("Asserted")
        level = min((level for level, _ in self.found), key=_STRENGTH.index)
        cues = tuple(
            sorted({cue for found, cue in self.found if found == level or found == "Negated"})
        )
        return Assessment(level, cues, self.condition)


def assess(trigger: Token, *, stance: bool = False) -> Assessment:
    """How certain the claim that a word evokes is said to be.

    Args:
        trigger: the word.
        stance: whether the claim is a position: who does something *to oppose* another thing
            opposes it, whether or not what is done for it succeeds.
    """
    walk = _Walk()
    token = trigger
    if is_noun(trigger):
        _noun_operators(trigger, walk)
    else:
        _clause_operators(trigger, walk)
    presupposed = is_noun(trigger) and _is_presupposed(trigger)
    if presupposed:
        _presupposed_operators(trigger, walk)
        return walk.result()
    for head in ancestors(trigger):
        if stance and token is trigger and _is_purpose(trigger):
            break
        presupposed = _step(token, head, walk, presupposed)
        if walk.ended:
            break
        token = head
    if not walk.found and token.sentence.tokens[-1].text == "?":
        walk.add("Possible", token.sentence.tokens[-1])
    return walk.result()


def _is_presupposed(noun: Token) -> bool:
    """Whether a noun phrase takes its event for granted ("Trump's election could …")."""
    determiner = child(noun, "det")
    return child(noun, "poss") is not None or (
        determiner is not None and determiner.lower in _DEFINITE
    )


def _is_purpose(verb: Token) -> bool:
    """Whether it says what something is done for: "came together to condemn"."""
    return verb.dep == "advcl" and any(aux.lower == "to" for aux in children(verb, "aux"))


def _presupposed_operators(noun: Token, walk: _Walk) -> None:
    """What still reaches an event that its phrase takes for granted.

    "The threat of Russia's attack", "Russia's attack remains unlikely"; no modal, no condition.
    """
    data = governors()
    head = noun.head
    if noun.dep == "pobj" and head.lower in ("of", "for", "to") and is_noun(head.head):
        level = data.levels["noun"].get(head.head.lower)
        if level is not None:
            walk.add(level, head.head)
    if noun.dep in ("nsubj", "nsubjpass") and is_verb(head):
        _predicate_operators(head, walk)


def _predicate_operators(verb: Token, walk: _Walk) -> None:
    """An adjective that says of the subject how likely it is: "remains unlikely"."""
    predicate = child(verb, "acomp", "oprd")
    if predicate is not None and predicate.lower in governors().levels["adjective"]:
        walk.add(governors().levels["adjective"][predicate.lower], predicate)


def _noun_operators(noun: Token, walk: _Walk) -> None:
    data = governors()
    for modifier in children(noun, "amod", "compound"):
        level = data.noun_modifiers.get(modifier.lower)
        if level is not None:
            walk.add(level, modifier)
    for follower in (noun.head,):
        # "a coup attempt": the event is a modifier of the noun that makes it unreal
        if noun.dep == "compound" and follower.lower in data.levels["noun"]:
            walk.add("Possible", follower)
    determiner = child(noun, "det")
    if determiner is not None and determiner.lower in ("no", "neither"):
        walk.add("Negated", determiner)


def _clause_operators(verb: Token, walk: _Walk) -> None:
    """Operators that stand beside a verb: auxiliaries, adverbs, negation, an if-clause under it."""
    data = governors()
    for c in verb.children:
        word = c.lower
        if c.dep == "aux" and word in data.modals:
            if data.modals[word] != "Hypothetical" or verb.lower not in data.polite:
                walk.add(_in_its_clause(verb, data.modals[word]), c)
        elif c.dep == "neg" or (
            c.dep in ("advmod", "preconj", "cc") and word in ("never", "neither")
        ):
            walk.add("Negated", c)
        elif c.dep == "advmod" and word in data.adverbs:
            walk.add(data.adverbs[word], c)
        elif c.dep in ("nsubj", "nsubjpass", "dobj"):
            determiner = child(c, "det", "preconj")
            if determiner is not None and determiner.lower in ("no", "neither"):
                walk.add("Negated", determiner)
        elif c.dep == "advcl":
            mark = child(c, "mark", "advmod")
            if mark is not None and mark.lower in data.conditionals and c.i != verb.i:
                _conditioned(verb, c, mark, walk)


def _in_its_clause(verb: Token, level: Factuality) -> Factuality:
    """What a modal means there: "he said that they would leave" is a plan, told in the past."""
    head = verb.head
    told_in_the_past = (
        level == "Hypothetical"
        and verb.dep in ("ccomp", "conj")
        and head.tag in ("VBD", "VBN", "VBG")
        and (head.lower in governors().reporting or verb.dep == "conj")
        and child(verb, "advcl") is None
    )
    if told_in_the_past and verb.dep == "conj":
        return _in_its_clause(head, level)
    return "Planned" if told_in_the_past else level


def _conditioned(verb: Token, clause: Token, mark: Token, walk: _Walk) -> None:
    auxiliaries = [aux.lower for aux in children(verb, "aux")]
    modal = any(aux in governors().modals for aux in auxiliaries)
    if not modal and (verb.tag == "VBD" or "had" in auxiliaries or "has" in auxiliaries):
        return  # "threatened war if …": what is threatened depends on it, the threat does not
    if modal or mark.lower in ("if", "unless"):
        walk.add("Hypothetical", mark)
        walk.condition = clause


def _step(token: Token, head: Token, walk: _Walk, presupposed: bool) -> bool:
    """Go from a token to its head; returns whether what is below is (still) taken for granted."""
    data = governors()
    label = token.dep
    if label in ("relcl", "parataxis") or (label == "acl" and token.tag in ("VBG", "VBN")):
        walk.ended = True  # said in passing, and as such for itself
        return presupposed
    mark = child(token, "mark")
    if mark is not None:
        if mark.lower in data.conditionals and label == "advcl":
            walk.add("Hypothetical", mark)
        elif mark.lower == "whether":
            walk.add("Possible", mark)
    if walk.reported:
        return presupposed
    if label == "conj":
        # a bare infinitive or participle shares the auxiliaries of the verb it is coordinated with
        if is_verb(token) and is_verb(head) and child(token, "aux", "nsubj", "nsubjpass") is None:
            for aux in children(head, "aux"):
                if aux.lower in data.modals and token.tag == "VB":
                    walk.add(data.modals[aux.lower], aux)
        return presupposed
    if label in ("ccomp", "parataxis") and is_verb(head) and head.lower in data.reporting:
        level = data.levels["verb"].get(head.lower)
        if level is not None and head.lower not in data.factive:
            walk.add(level, head)
        walk.reported = True
        return presupposed
    if is_verb(head):
        return _under_verb(token, head, walk, presupposed)
    if is_noun(head):
        if label in ("acl", "prep", "compound", "pcomp", "ccomp"):
            level = data.levels["noun"].get(head.lower)
            if level is not None:
                walk.add(level, head)
        return _is_presupposed(head)
    if label in ("xcomp", "ccomp", "prep"):
        level = data.levels["adjective"].get(head.lower)
        if level is not None:
            walk.add(level, head)
            presupposed = False
    return presupposed


def _under_verb(token: Token, head: Token, walk: _Walk, presupposed: bool) -> bool:
    data = governors()
    label = token.dep
    if label in ("xcomp", "ccomp") and head.lower not in data.factive:
        level = data.levels["verb"].get(head.lower)
        if level is not None:
            walk.add(level, head)
        elif any(aux.lower == "to" for aux in children(token, "aux")):
            walk.add("Planned", head)
    elif label == "advcl" and any(aux.lower == "to" for aux in children(token, "aux")):
        walk.add("Planned", next(aux for aux in children(token, "aux") if aux.lower == "to"))
        walk.reported = True
        return presupposed
    elif label == "advcl" and child(token, "mark") is None and head.dep == "xcomp":
        walk.ended = True  # "sought to win, supporting rebels": the support is no more sought
        return presupposed
    elif label in _PURPOSE:
        walk.reported = label == "advcl" and child(token, "mark") is not None
        return presupposed
    elif not presupposed and label in ("dobj", "prep", "nsubjpass", "pcomp", "pobj"):
        level = data.levels["verb"].get(head.lower)
        if level is not None and head.lower not in data.factive and head.lower not in data.light:
            walk.add(level, head)
    elif label == "nsubj":
        _predicate_operators(head, walk)
    if not presupposed or label in ("xcomp", "ccomp", "csubj", "pcomp", "acomp", "oprd"):
        _clause_operators(head, walk)
    return presupposed
