"""Which nouns of events their phrase or their verb takes for granted, and which come about by it.

Of "Poland opposed Russia's attack" the attack is a fact; "demanded", "prevented" and "secured" say
of the same phrase that it is wanted, did not take place, came about (factive and implicative verbs
of Karttunen 1971).
"""

from extract.lexicon.verbs import governors
from extract.semantics.operators import has_to
from extract.syntax.dependencies import child, first_conjunct
from extract.syntax.support import light_support
from extract.syntax.tree import Token

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))


def is_presupposed(noun: Token) -> bool:
    """Whether a noun phrase takes its event for granted ("Trump's election could …").

    Not where it names what is yet to come about: "demanded Russia's withdrawal".
    """
    head = first_conjunct(noun)
    if head.dep in ("dobj", "nsubjpass") and head.head.lower in governors().existing:
        return True
    determiner = child(noun, "det")
    definite = child(noun, "poss") is not None or (
        determiner is not None and determiner.lower in _DEFINITE
    )
    return definite and not is_sought(noun)


def is_sought(noun: Token) -> bool:
    """Whether a noun is what its verb wants, prevents or brings about."""
    data = governors()
    head = first_conjunct(noun)
    verb = head.head
    if head.dep in ("dobj", "nsubjpass"):
        governed = verb.lower in data.levels["verb"] and verb.lower not in data.presupposing
        return governed or verb.lower in data.obtaining
    if head.dep == "pobj" and verb.dep == "prep" and noun.lower not in data.levels["noun"]:
        return verb.head.lower in data.with_preposition.get(verb.lower, {})
    return False


def is_judged(noun: Token) -> bool:
    """Whether it is the object of a verb that judges what happened: "condemned the violence"."""
    head = first_conjunct(noun)
    return head.dep in ("dobj", "nsubjpass") and head.head.lower in governors().judging


def light_verb(noun: Token) -> Token | None:
    """The light verb that tells of a noun: "voiced opposition", "engaged in talks"."""
    light = light_support(noun)
    # of a passive the noun is the subject, and its phrase may take it for granted
    return light.verb if light is not None and light.top.dep != "nsubjpass" else None


def is_in_passing(token: Token) -> bool:
    """Whether a clause is said for itself, whatever the sentence says of what it modifies.

    Relative clauses, insertions and participles; not infinitives, nor a clause that is a noun's
    content ("fears that the military had fallen behind"), nor a participle that belongs to what is
    wanted ("argued for a strike, followed by an invasion").
    """
    if token.dep == "parataxis":
        return True
    if token.dep == "relcl":
        return not has_to(token)
    participle = token.dep == "acl" and token.tag in ("VBG", "VBN")
    return participle and child(token, "mark") is None and not is_sought(token.head)
