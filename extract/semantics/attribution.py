"""Who vouches for a claim: the author, or whoever the sentence reports."""

from extract.claims import AUTHOR
from extract.lexicon.verbs import governors
from extract.reference.referents import Referents
from extract.syntax.dependencies import (
    ancestors,
    children,
    is_noun,
    is_verb,
    noun_subjects,
    prepositional,
)
from extract.syntax.slots import fill
from extract.syntax.tree import Token


def sources(trigger: Token, referents: Referents) -> tuple[str, ...]:
    """The actors whom the nearest report around a claim names; the author where there is none.

    Covers said-verbs with a clause ("X says that …"), parentheticals ("…, X hopes, …"), "accused Y
    of …", nouns of saying ("X's claim that …") and "according to X". A report whose speaker is not
    clear is left with the author, who is the one who reports it.
    """
    data = governors()
    token = trigger
    for head in (trigger, *ancestors(trigger)):
        if head is not trigger:
            found = _reported_by(token, head, referents)
            if found:
                return found
        for inserted in children(head, "parataxis"):
            if inserted.lower in data.reporting and inserted.i != token.i:
                speakers = referents.actors(fill(inserted, "subject", "verb"))
                if speakers:
                    return tuple(sorted(speakers))
        for preposition in children(head, "prep"):
            if preposition.lower == "according":
                speakers = referents.actors(prepositional(preposition, ("to",)))
                if speakers:
                    return tuple(sorted(speakers))
        token = head
    return (AUTHOR,)


def _reported_by(token: Token, head: Token, referents: Referents) -> tuple[str, ...]:
    """The speaker where ``head`` reports the clause or phrase that ``token`` is the top of."""
    data = governors()
    speakers: tuple[str, ...] = ()
    if is_verb(head) and head.lower in data.reporting:
        accused = token.dep == "prep" and token.lower == "of"
        if token.dep == "ccomp" or accused:
            speakers = referents.actors(fill(head, "subject", "verb"))
    elif is_noun(head) and head.lower in data.reporting_nouns and token.dep in ("acl", "ccomp"):
        speakers = referents.owners(noun_subjects(head))
    return tuple(sorted(speakers))
