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
        roles: for each role that is filled, its tokens; none where something is missing.
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
        triggers = lexicon.triggers.get(token.lower)
        if triggers is None:
            continue
        slots = {part: _Slots(token, part) for part in _parts_of(token)}
        by_frame: dict[str, Evoked] = {}
        for trigger in triggers:
            if trigger.part not in slots or not _fits(token, trigger):
                continue
            evoked = _evoke(token, trigger, slots[trigger.part])
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


def _parts_of(token: Token) -> list[PartOfSpeech]:
    """As what a word can evoke frames where it stands."""
    parts: list[PartOfSpeech] = []
    tag, dep = token.tag, token.dep
    if is_verb(token) and dep not in ("aux", "auxpass"):
        if tag == "VBN" or not _is_attributive(token):
            parts.append("verb")
    elif (
        is_noun(token)
        and dep not in ("nmod", "npadvmod")
        and (dep != "compound" or token.head.lower in _UNREAL_HEADS)
    ):
        parts.append("noun")
    if tag.startswith(("JJ", "VBN", "VBD")) and dep not in ("amod", "compound"):
        parts.append("adjective")
    return parts


def _fits(token: Token, trigger: Trigger) -> bool:
    """Whether the word has the companions and the governing verb that the frame asks for."""
    companions = trigger.companions
    if trigger.part == "verb":
        return all(_stands_with(token, word, trigger.frame) for word in companions)
    if trigger.part == "noun":
        before = [token.tree[i].lower for i in range(max(0, token.i - len(companions)), token.i)]
        if before != list(companions):
            return False
        wanted = trigger.frame.with_verbs
        taken = support(token) if wanted else None
        return not wanted or (taken is not None and taken.phrase in wanted)
    return True


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


class _Slots:
    """What fills the slots of a word; each is filled once for all frames that the word evokes."""

    def __init__(self, token: Token, part: PartOfSpeech) -> None:
        # of "a coup attempt against the government" the roles hang on the attempt
        self._anchor = token.head if part == "noun" and token.dep == "compound" else token
        self._part = part
        self._filled: dict[str, list[Token]] = {}

    def fill(self, name: str) -> list[Token]:
        """The tokens in a slot."""
        tokens = self._filled.get(name)
        if tokens is None:
            tokens = self._filled[name] = fill(self._anchor, name, self._part)
        return tokens


def _evoke(token: Token, trigger: Trigger, slots: _Slots) -> Evoked:
    frame, part = trigger.frame, trigger.part
    names_of = frame.noun_roles if part == "noun" else frame.roles
    needs = [need for need in frame.requires if need != "pair"]
    # half of what is evoked lacks something: seen before all roles are filled
    lacking = tuple(need for need in needs if not _is_met(need, token, names_of, slots))
    if lacking:
        return Evoked(frame, token, part, {}, lacking)
    roles: dict[str, tuple[Token, ...]] = {}
    for role, names in names_of.items():
        if role == "participant" or (frame.claim == "relationship" and "between" in names):
            tokens = [t for name in names for t in slots.fill(name)]
        else:
            tokens = _first_filled(slots, names, roles)
        if tokens:
            roles[role] = tuple(dict.fromkeys(tokens))
    if frame.claim == "relationship":
        _split_pair(roles)
    missing = tuple(need for need in needs if need in names_of and need not in roles)
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


def _is_met(
    need: str, token: Token, names_of: Mapping[str, tuple[str, ...]], slots: _Slots
) -> bool:
    """Whether something stands in a slot of a role that a frame requires, or after a preposition.

    More roles than there are words for may still ask for the same one.
    """
    if need in names_of:
        return any(slots.fill(name) for name in names_of[need])
    return bool(prepositional(token, (need,)))


def _seeking(token: Token, frame: Frame) -> Token | None:
    """The verb that seeks what a noun names, where the frame is of that ("seeking membership")."""
    if "seeker" not in frame.noun_roles.get("subject", ()):
        return None
    return next((above for above in ancestors(token) if is_verb(above)), None)


def _first_filled(
    slots: _Slots, names: tuple[str, ...], roles: Mapping[str, tuple[Token, ...]]
) -> list[Token]:
    """The tokens of the first slot that is filled by something no earlier role has taken."""
    for name in names:
        tokens = slots.fill(name)
        if tokens and roles:
            taken = {t.i for filled in roles.values() for t in filled}
            tokens = [t for t in tokens if t.i not in taken]
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
