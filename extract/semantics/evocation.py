"""Which frames a sentence evokes, and which tokens fill their roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.lexicon.frames import Frame, Lexicon, PartOfSpeech, Trigger
from extract.lexicon.inflection import noun_forms
from extract.syntax.dependencies import ancestors, child, children, is_noun, is_verb, prepositional
from extract.syntax.slots import fill
from extract.syntax.support import support
from extract.syntax.tree import Sentence, Token

_OF_TIME_AND_PLACE = ("in", "on", "at")
_WISHES = ("Seeks", "Supports")
_UNREAL_HEADS = frozenset(
    form for noun in ("attempt", "plot", "bid", "threat", "effort") for form in noun_forms(noun)
)


@dataclass(frozen=True, slots=True)
class Evoked:
    """A frame that a word evokes.

    Attributes:
        frame: the frame.
        trigger: the word.
        part: as what it evokes the frame.
        roles: for each role that is filled, its tokens.
        missing: what the frame requires and the sentence lacks; evoked only where this is empty.
        wish: of a stance that is sought ("efforts to undo") or a seeking ("seeking membership"),
            the word that says so; the claim is as certain as that is.
        told_by: the verb that the frame asks for around a noun ("*lifted* the blockade").
        words: how many words evoke it ("hunger strike" are two).
    """

    frame: Frame
    trigger: Token
    part: PartOfSpeech
    roles: Mapping[str, tuple[Token, ...]]
    missing: tuple[str, ...]
    wish: Token | None = None
    told_by: Token | None = None
    words: int = 1


def evoked_frames(sentence: Sentence, lexicon: Lexicon) -> list[Evoked]:
    """All frames whose words stand in a sentence, with their roles, near misses included."""
    found: list[Evoked] = []
    for token in sentence:
        by_frame: dict[str, Evoked] = {}
        for trigger in lexicon.triggers.get(token.lower, ()):
            if not _fits(token, trigger):
                continue
            evoked = _evoke(token, trigger)
            # "committed to" is one commitment, read as a verb or as an adjective: as lacks less
            before = by_frame.setdefault(trigger.frame.name, evoked)
            if len(evoked.missing) < len(before.missing):
                by_frame[trigger.frame.name] = evoked
        found += by_frame.values()
    return found


def without_mere_wishes(evoked: Sequence[Evoked]) -> list[Evoked]:
    """The frames without those that only say that a stance is sought or willingly taken.

    Who makes efforts to oppose something opposes it: of "efforts to undo the order" the stance is
    *opposes*, as certain as the efforts are.
    """
    stances = {e.trigger.i: e for e in evoked if e.frame.claim == "position"}
    wishes: dict[int, Token] = {}
    kept: list[Evoked] = []
    for e in evoked:
        topics = e.roles.get("topic", ())
        inner = [t for t in topics if _is_same_stance(e, stances.get(t.i))]
        if e.frame.concept in _WISHES and e.frame.claim == "position" and inner:
            wishes.update({t.i: e.trigger for t in inner})
            rest = tuple(t for t in topics if t not in inner)
            if not rest:
                continue
            kept.append(replace(e, roles={**e.roles, "topic": rest}))
        else:
            kept.append(e)
    return [replace(e, wish=wishes[e.trigger.i]) if e.trigger.i in wishes else e for e in kept]


def _is_same_stance(wish: Evoked, sought: Evoked | None) -> bool:
    """Whether who wishes is who holds the stance; "sought Britain's recognition" is another's."""
    if sought is None or sought.trigger.i == wish.trigger.i:
        return False
    holders = sought.roles.get("holder", ())
    return not holders or bool(set(holders) & set(wish.roles.get("holder", ())))


def _fits(token: Token, trigger: Trigger) -> bool:
    """Whether the word is used as the frame asks: part of speech, companions, governing verb."""
    if trigger.part == "verb":
        if not is_verb(token) or token.dep in ("aux", "auxpass"):
            return False
        if _is_attributive(token) and token.tag != "VBN":
            return False
        return all(_stands_with(token, word, trigger.frame) for word in trigger.companions)
    if trigger.part == "noun":
        if not is_noun(token) or token.dep in ("nmod", "npadvmod"):
            return False
        if token.dep == "compound" and token.head.lower not in _UNREAL_HEADS:
            return False
        wanted = trigger.frame.with_verbs
        if wanted:
            taken = support(token)
            if taken is None or taken.phrase not in wanted:
                return False
        before = [
            token.tree[i].lower for i in range(max(0, token.i - len(trigger.companions)), token.i)
        ]
        return before == list(trigger.companions)
    return token.tag.startswith(("JJ", "VBN", "VBD")) and token.dep not in ("amod", "compound")


def _stands_with(verb: Token, word: str, frame: Frame) -> bool:
    """Whether a verb has a particle or preposition; "gave in 1980" is no "give in"."""
    for c in children(verb, "prt", "prep", "advmod"):
        if c.lower == word and (c.i > verb.i or verb.dep == "relcl"):
            particle = c.dep != "prep" or word not in _OF_TIME_AND_PLACE
            if particle or any(word in slots for slots in frame.roles.values()):
                return True
            return child(c, "pobj", "pcomp") is None
    return False


def _is_attributive(verb: Token) -> bool:
    """Whether a participle only modifies the noun behind it ("the deposed president")."""
    return verb.dep == "amod" and verb.i < verb.head.i


def _evoke(token: Token, trigger: Trigger) -> Evoked:
    frame, part = trigger.frame, trigger.part
    slots = frame.noun_roles if part == "noun" else frame.roles
    # of "a coup attempt against the government" the roles hang on the attempt
    anchor = token.head if part == "noun" and token.dep == "compound" else token
    roles: dict[str, tuple[Token, ...]] = {}
    for role, names in slots.items():
        tokens = _first_filled(anchor, names, part, roles)
        if role == "participant" or (frame.claim == "relationship" and "between" in names):
            tokens = [t for name in names for t in fill(anchor, name, part)]
        if tokens:
            roles[role] = tuple(dict.fromkeys(tokens))
    if frame.claim == "relationship":
        _split_pair(roles)
    missing = tuple(
        need
        for need in frame.requires
        if need != "pair" and need not in roles and not prepositional(token, (need,))
    )
    taken = support(token) if part == "noun" and frame.with_verbs else None
    told_by = taken.verb if taken is not None else None
    return Evoked(
        frame,
        token,
        part,
        roles,
        missing,
        _seeking(token, frame),
        told_by,
        len(trigger.companions) + 1,
    )


def _seeking(token: Token, frame: Frame) -> Token | None:
    """The verb that seeks what a noun names, where the frame is of that ("seeking membership")."""
    if "seeker" not in frame.noun_roles.get("subject", ()):
        return None
    return next((above for above in ancestors(token) if is_verb(above)), None)


def _first_filled(
    token: Token, names: tuple[str, ...], part: PartOfSpeech, roles: Mapping[str, tuple[Token, ...]]
) -> list[Token]:
    """The tokens of the first slot that is filled by something no earlier role has taken."""
    taken = {t.i for tokens in roles.values() for t in tokens}
    for name in names:
        tokens = [t for t in fill(token, name, part) if t.i not in taken]
        if tokens:
            return tokens
    return []


def _split_pair(roles: dict[str, tuple[Token, ...]]) -> None:
    """Of "between X and Y", which fills both ends of a relationship, make X its subject."""
    subject, object_ = roles.get("subject", ()), roles.get("object", ())
    if subject and subject == object_:
        roles["subject"] = subject[:1]
        roles["object"] = subject[1:]
        if not roles["object"]:
            del roles["object"]
