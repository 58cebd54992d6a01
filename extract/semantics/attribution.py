"""Who vouches for a claim: the author, or whoever the sentence reports."""

from collections.abc import Iterable

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
from ontology.terms import Class

_SOURCES = (Class.ACTOR, Class.AGREEMENT, Class.POLICY_DOCUMENT)


def sources(trigger: Token, referents: Referents) -> tuple[str, ...] | None:
    """Whom the nearest report around a claim names; the author where there is no report.

    Covers said-verbs with a clause ("X says that …"), parentheticals ("…, X hopes, …"), "accused
    Y of …", nouns of saying ("X's claim that …") and "according to X". Agreements and policy
    documents may speak too.

    Returns:
        The sources, sorted, among them speakers whom the text only describes ("a local
        official"); ``None`` where somebody is reported and it is not clear who: such a claim must
        not be taken for the author's.
    """
    token = trigger
    for head in (trigger, *ancestors(trigger)):
        speakers = _speakers_around(token, head)
        if speakers is not None:
            found = _resolved(speakers, referents)
            return found or None
        token = head
    return (AUTHOR,)


def _resolved(speakers: Iterable[Token], referents: Referents) -> tuple[str, ...]:
    keys: set[str] = set()
    for speaker in speakers:
        named = referents.owners([speaker]) or referents.resolve(speaker)
        known = {k for k in named if any(referents.is_a(k, c) for c in _SOURCES)}
        if not known and (unnamed := referents.unnamed_speaker(speaker)) is not None:
            known = {unnamed}
        keys |= known
    return tuple(sorted(AUTHOR if key == referents.author else key for key in keys))


def _speakers_around(token: Token, head: Token) -> list[Token] | None:
    """The tokens that name the speaker where ``head`` reports what ``token`` is the top of.

    ``None`` where it reports nothing, or nobody in particular ("it was said that …").
    """
    data = governors()
    if token is not head:
        if is_verb(head) and head.lower in data.reporting:
            accused = token.dep == "prep" and token.lower == "of"
            if token.dep == "ccomp" or accused:
                return _persons(fill(head, "subject", "verb"))
        elif is_noun(head) and head.lower in data.reporting_nouns and token.dep in ("acl", "ccomp"):
            return noun_subjects(head) or None
    for inserted in children(head, "parataxis"):
        if inserted.lower in data.reporting and inserted is not token:
            return _persons(fill(inserted, "subject", "verb"))
    for preposition in children(head, "prep"):
        if preposition.lower == "according":
            # "according to the instructions" tells by what, and not by whom
            named = prepositional(preposition, ("to",))
            return [t for t in named if t.tag.startswith("NNP")] or None
    return None


def _persons(subjects: list[Token]) -> list[Token] | None:
    """The subjects of a said-verb; none where they are expletive or there are none."""
    return [t for t in subjects if t.lower not in ("it", "there", "one")] or None
