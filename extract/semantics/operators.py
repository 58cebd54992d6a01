"""What stands beside a verb or noun and makes it less than a plain assertion.

Auxiliaries, adverbs, negation and conditional clauses: each a level of factuality and the word that
is its cue.
"""

from dataclasses import dataclass

from extract.claims import Factuality
from extract.lexicon.verbs import governors
from extract.syntax.dependencies import child, children, is_noun, is_verb
from extract.syntax.tree import Token

Operator = tuple[Factuality, Token]
_INVERTED = frozenset(("had", "were", "should"))
_OBLIGATIONS = frozenset(("should", "must", "ought"))
_PERFECT = ("had", "has", "have", "'ve")


@dataclass(frozen=True, slots=True)
class ClauseOperators:
    """What acts on a verb from within its clause.

    Attributes:
        found: levels and cues.
        condition: the verb of an if-clause under it.
    """

    found: tuple[Operator, ...]
    condition: Token | None = None


def has_to(verb: Token) -> bool:
    """Whether it is an infinitive with "to"."""
    return any(aux.lower == "to" for aux in children(verb, "aux"))


def noun_operators(noun: Token) -> list[Operator]:
    """What acts on a noun from within its phrase: "a possible attack", "no attack"."""
    data = governors()
    found: list[Operator] = []
    for modifier in children(noun, "amod", "compound"):
        level = data.noun_modifiers.get(modifier.lower)
        if level is not None:
            found.append((level, modifier))
    if noun.dep == "compound" and noun.head.lower in data.levels["noun"]:
        found.append(("Possible", noun.head))
    for determiner in children(noun, "det", "preconj", "cc"):
        if determiner.lower in ("no", "neither"):
            found.append(("Negated", determiner))
    return found


def clause_operators(verb: Token) -> ClauseOperators:
    """Auxiliaries, adverbs, negation and an if-clause of a verb's own clause."""
    data = governors()
    found: list[Operator] = []
    condition = None
    for c in verb.children:
        word = c.lower
        if c.dep == "aux" and word in data.modals:
            level = _modality(verb, c)
            if level is not None:
                found.append((level, c))
        elif _negates(c):
            found.append(("Negated", c))
        elif c.dep == "advmod" and word in data.adverbs:
            found.append((data.adverbs[word], c))
        elif c.dep in ("nsubj", "nsubjpass", "dobj"):
            determiner = child(c, "det", "preconj")
            if determiner is not None and determiner.lower in ("no", "neither"):
                found.append(("Negated", determiner))
        elif c.dep == "advcl":
            mark = opening_of_condition(c)
            if mark is not None and _is_conditioned(verb, mark):
                found.append(("Hypothetical", mark))
                condition = c
    return ClauseOperators(tuple(found), condition)


def opening_of_condition(clause: Token) -> Token | None:
    """The word that makes an adverbial clause a condition: "*if* X leaves", "*had* X left"."""
    mark = child(clause, "mark", "advmod")
    if mark is not None and mark.lower in governors().conditionals:
        return mark
    subject = child(clause, "nsubj", "nsubjpass")
    if clause.lower in _INVERTED and subject is not None and clause.i < subject.i:
        return clause  # "were Russia to invade", where the parser hangs "to invade" on "were"
    for c in clause.children:
        if c.dep == "aux":
            return c if c.lower in _INVERTED else None
        if is_noun(c) or c.dep in ("nsubj", "nsubjpass", "mark"):
            return None
    return None


def _negates(word: Token) -> bool:
    """Whether a word beside a verb negates it; "not until" says when it did happen."""
    negation = word.dep == "neg" or (
        word.dep in ("advmod", "preconj", "cc") and word.lower in ("never", "neither")
    )
    tree = word.tree
    following = tree[word.i + 1].lower if word.i + 1 < len(tree) else ""
    return negation and following not in ("until", "till", "only")


def _modality(verb: Token, modal: Token) -> Factuality | None:
    """What a modal means where it stands; ``None`` where what is told is so all the same.

    "He said that they would leave" and "a treaty that would end the war" tell in the past of what
    was then to come; "would" is hypothetical only with a condition, or in a clause of its own.
    """
    data = governors()
    level = data.modals[modal.lower]
    if level == "Hypothetical":
        if verb.lower in data.polite:
            return None
        if not _has_condition(verb) and _is_told_from_then(verb):
            level = "Planned"
    if level == "Planned" and verb.lower in data.continuing and modal.lower not in _OBLIGATIONS:
        return None
    return level


def _is_told_from_then(verb: Token) -> bool:
    """Whether "would" stands in a clause that tells in the past of what was then to come."""
    clause = verb
    while clause.dep == "conj" and is_verb(clause.head):
        clause = clause.head
    head = clause.head
    reported = clause.dep in ("ccomp", "acl") and (
        (head.lower in governors().reporting and head.tag in ("VBD", "VBN", "VBG"))
        or is_noun(head)
        or head.tag == "JJ"
    )
    return reported or clause.dep == "relcl"


def _has_condition(verb: Token) -> bool:
    """Whether an if-clause or a "without" phrase hangs on a verb."""
    return child(verb, "advcl") is not None or any(
        prep.lower == "without" for prep in children(verb, "prep")
    )


def _is_conditioned(verb: Token, mark: Token) -> bool:
    """Whether an if-clause makes the verb it hangs on hypothetical.

    Not what was done: of "threatened war if …" the war depends on the condition, not the threat.
    """
    auxiliaries = [aux.lower for aux in children(verb, "aux")]
    if any(aux in governors().modals for aux in auxiliaries):
        return True
    done = verb.tag in ("VBD", "VBG") or any(aux in _PERFECT for aux in auxiliaries)
    return not done and mark.lower in ("if", "unless", *_INVERTED)
