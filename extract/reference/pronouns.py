"""Whom pronouns and possessives mean, by the grammar of their sentence and then by what was told.

Candidates come in tiers, the nearest by construction first: who is coordinated with the possessed
("the Soviet Union and its allies"), the subject of the pronoun's own clause, those of the clauses
above it, what the sentence said before, the subjects of the sentence before. The first tier with a
candidate that agrees decides. Where it holds several, or what agrees is no known entity, the
pronoun stays unresolved.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from extract.reference.binding import (
    PERSONAL,
    SUBJECTS,
    clause_subjects,
    holds,
    is_within,
    named_behind,
    near_subtree,
)
from extract.reference.discourse import REACH, Discourse, Number, Role, Seen, distinct, whole
from extract.syntax.dependencies import (
    ancestors,
    child,
    children,
    conjuncts,
    first_conjunct,
    is_noun,
    is_verb,
    modifiers,
    surface_subjects,
)
from extract.syntax.tree import Token
from ontology.terms import Class

NEUTER = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "theirs"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_FEMALE = frozenset(("she", "her", "herself", "hers"))
_DEPRIVING = ("of", "out")
_FRONTED = ("prep", "advcl", "npadvmod", "advmod")


class Resolver(Protocol):
    """What pronouns need of the other references of a text."""

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities that a token stands for."""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class."""

    def owners(self, tokens: list[Token]) -> tuple[str, ...]:
        """The actors that tokens name, adjectives included."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""

    def is_title(self, token: Token) -> bool:
        """Whether it is the title before a name."""

    def seen(self, token: Token) -> Seen:
        """A token as a mention."""


class Pronouns:
    """Resolves the pronouns of the third person.

    Args:
        referents: what the other words stand for.
        discourse: what was spoken of before.
    """

    def __init__(self, referents: Resolver, discourse: Discourse) -> None:
        self._referents = referents
        self._discourse = discourse
        self._gender: dict[str, bool] = {}

    def resolve(self, pronoun: Token) -> tuple[str, ...]:
        """The entities a pronoun stands for; empty where it is not clear."""
        agrees = self._agreement(pronoun)
        named = named_behind(pronoun, self._referents)
        for tier in self._tiers(pronoun):
            if pronoun.tag == "PRP$":
                tier = [self._owner_of(seen, pronoun) for seen in tier]
            fitting = whole(distinct([seen for seen in tier if agrees(seen)]))
            if named:
                fitting = [seen for seen in fitting if not named.intersection(seen.keys)]
            if not fitting:
                continue
            best = max(seen.role for seen in fitting)
            first = [seen for seen in fitting if seen.role == best]
            keys = first[0].keys if len(first) == 1 else ()
            if len(keys) == 1 and pronoun.lower in PERSONAL:
                self._gender.setdefault(keys[0], pronoun.lower in _FEMALE)
            return keys
        return ()

    def _agreement(self, pronoun: Token) -> Callable[[Seen], bool]:
        word = pronoun.lower
        if word in PERSONAL:
            female = word in _FEMALE
            # a name that is not known may be a person's, and then stands in the way
            return lambda seen: (
                (
                    seen.person
                    or (not seen.keys and seen.token.tag == "NNP" and seen.role >= Role.OWNER)
                )
                and seen.number != Number.SEVERAL
                and all(self._gender.get(key, female) == female for key in seen.keys)
            )
        if word in NEUTER:
            return lambda seen: not seen.person and seen.number != Number.SEVERAL
        return lambda seen: seen.number != Number.ONE

    # ------------------------------------------------------------------ tiers

    def _tiers(self, pronoun: Token) -> Iterator[list[Seen]]:
        if pronoun.lower in _REFLEXIVE:
            before = pronoun.tree[pronoun.i - 1] if pronoun.i else pronoun
            if is_noun(before) or self._referents.is_name(before):
                yield [self._referents.seen(before)]  # "Carter himself"
            yield self.as_one(clause_subjects(pronoun))
            return
        possessive = pronoun.tag == "PRP$"
        barred = frozenset[int]()
        if possessive:
            yield from self._of_phrase(pronoun)
            if pronoun.head.dep == "pobj" and pronoun.head.head.lower == "against":
                # nobody acts against what is their own
                barred = frozenset(t.i for t in clause_subjects(pronoun))
        elif pronoun.dep not in SUBJECTS:
            subjects = clause_subjects(pronoun)
            barred = frozenset(t.i for t in subjects)
            # "Japan’s opening to the West enabled it": the subject’s owner
            yield [self._referents.seen(t) for s in subjects[:1] for t in children(s, "poss")]
        if pronoun.dep in SUBJECTS:
            # "before Aulick left for Japan, he was relieved"
            for clause in children(pronoun.head, "advcl"):
                if clause.i < pronoun.i:
                    yield self.as_one(
                        [
                            t
                            for t in surface_subjects(clause)
                            if t is not pronoun and t.i < pronoun.i
                        ]
                    )
        if possessive or (pronoun.dep in SUBJECTS and not self._follows_object(pronoun)):
            yield from self._above(pronoun, own=possessive, barred=barred)
        yield from self._before_in_sentence(pronoun, barred)
        yield self._announced(pronoun)
        for distance in range(1, REACH + 1):
            earlier = self._discourse.at(distance)
            yield [seen for seen in earlier if seen.role == Role.MAIN_SUBJECT]
            if distance == 1:
                yield [seen for seen in earlier if seen.role >= Role.OTHER]

    def _of_phrase(self, pronoun: Token) -> Iterator[list[Seen]]:
        """Within the phrase: "Britain and its allies", "Austria’s claim to its neighbor"."""
        noun = pronoun.head
        head = first_conjunct(noun)
        if head is not noun and is_noun(head):
            owners = [t for t in children(head, "poss") if t is not pronoun]
            owners = owners or [t for t in modifiers(head) if self._referents.is_name(t)]
            yield self._owning(owners) if owners else [self._referents.seen(head)]
        for above in ancestors(pronoun):
            if is_verb(above):
                # "drained Germany of its strength"
                taken = [t for t in children(above, "dobj") if t.i < pronoun.i]
                through = [p for p in children(above, "prep") if p.lower in _DEPRIVING]
                if taken and any(is_within(pronoun, preposition) for preposition in through):
                    yield self.as_one(conjuncts(taken[0]))
                return
            owners = [t for t in children(above, "poss") if t.i < pronoun.i and t is not pronoun]
            if owners:
                yield self.as_one(conjuncts(owners[0]))

    def _above(self, pronoun: Token, *, own: bool, barred: frozenset[int]) -> Iterator[list[Seen]]:
        """The subjects of the clauses around a pronoun, the innermost first."""
        first = True
        for above in ancestors(pronoun):
            if not is_verb(above):
                owners = [] if first else [t for t in children(above, "poss") if t.i < pronoun.i]
                if owners and not holds(owners[0], pronoun):
                    # as in: it defers to Moscow’s interests in regions it considers important
                    yield self.as_one(conjuncts(owners[0]))
                continue
            skip, first = first and not own, False
            if skip:
                continue
            subjects = [
                t
                for t in surface_subjects(above)
                if t.i not in barred and t is not pronoun and not holds(t, pronoun)
            ]
            if subjects and min(subjects).i < pronoun.i:
                yield self.as_one(subjects)
            by = [t for p in children(above, "agent") for t in children(p, "pobj")]
            if not own and by and by[0].i < pronoun.i and not holds(by[0], pronoun):
                # "the oil needed by Japan as it advanced"
                yield self.as_one(conjuncts(by[0]))
            given = [t for t in children(above, "dobj", "dative") if t.i < pronoun.i]
            given = [t for t in given if not holds(t, pronoun)]
            if own and given:
                yield self.as_one(conjuncts(given[0]))

    def _before_in_sentence(self, pronoun: Token, barred: frozenset[int]) -> Iterator[list[Seen]]:
        """What the sentence said before: its subjects, the nearest first; else all at once."""
        said = [
            seen
            for seen in self._discourse.at(0)
            if seen.token.i < pronoun.i
            and seen.token.i not in barred
            and not holds(seen.token, pronoun)
            and seen.role > Role.MODIFIER
        ]
        if pronoun.tag != "PRP$" and pronoun.dep not in SUBJECTS:
            # an object may be anything: only where there is one choice is it clear
            yield [seen._replace(role=Role.OTHER) for seen in said]
            return
        if self._follows_object(pronoun):
            yield [seen._replace(role=Role.OWNER) for seen in said]
            return
        for seen in reversed(said):
            if seen.role >= Role.SUBJECT:
                yield [seen]
        if said:
            yield said

    def _follows_object(self, pronoun: Token) -> bool:
        """Whether either may be meant: "Reagan sent Habib to the region, but he failed"."""
        if pronoun.dep not in SUBJECTS or pronoun.lower not in PERSONAL:
            return False
        before = first_conjunct(pronoun.head)
        objects = children(before, "dobj") if before is not pronoun.head else []
        told = [self._referents.seen(t) for t in objects]
        return any(seen.person or (not seen.keys and seen.token.tag == "NNP") for seen in told)

    def _announced(self, pronoun: Token) -> list[Seen]:
        """The subject that follows what opens the sentence: "In his speech, Putin said"."""
        top = pronoun.sentence.root
        for above in (pronoun, *ancestors(pronoun)):
            if above.head is top and above.dep in _FRONTED:
                break
        else:
            return []
        subject = child(top, *SUBJECTS)
        if subject is None or subject.i < pronoun.i or not self._referents.is_name(subject):
            return []
        announced = self.as_one(conjuncts(subject))
        acting = all(self._referents.is_a(k, Class.ACTOR) for s in announced for k in s.keys)
        return announced if acting else []

    # ------------------------------------------------------------------ small things

    def _owning(self, owners: list[Token]) -> list[Seen]:
        """Owners as a mention, an adjective standing for its state ("U.S. possessions")."""
        listed = conjuncts(owners[0])
        keys = self._referents.owners(listed)
        if len(listed) > 1 or not keys or owners[0].dep == "poss":
            return self.as_one(listed)
        return [self._referents.seen(owners[0])._replace(keys=keys, number=Number.ONE)]

    def _owner_of(self, seen: Seen, pronoun: Token) -> Seen:
        """For what is no entity the one that owns it: "Iran’s refusal to talk, and its threat"."""
        if seen.keys or seen.number == Number.SEVERAL:
            return seen
        within = [t for t in near_subtree(seen.token) if t.i < pronoun.i and t.tag != "PRP$"]
        owners = [self._referents.seen(token) for token in within if token.dep == "poss"]
        if not owners:
            # as in "the most important feature of the treaty was its length"
            of = [t for t in within if t.dep == "pobj" and t.head.lower == "of"]
            owners = [self._referents.seen(token) for token in of]
        known = distinct([owner for owner in owners if owner.keys])
        return known[0] if len(known) == 1 else seen

    def as_one(self, tokens: Iterable[Token]) -> list[Seen]:
        """Coordinated tokens as one mention of several; one token as it is."""
        # the parser may list a title beside its name: "Putin and Prime Minister Abe"
        named = [t for t in self._with_apposed(list(tokens)) if not self._referents.is_title(t)]
        listed = [self._referents.seen(t) for t in named]
        if len(listed) < 2:
            return listed
        known = all(seen.keys for seen in listed)
        keys = tuple(dict.fromkeys(key for seen in listed for key in seen.keys)) if known else ()
        first = listed[0]
        person = all(seen.person for seen in listed)
        return [Seen(first.token, keys, Number.SEVERAL, person, first.role)]

    def _with_apposed(self, tokens: list[Token]) -> list[Token]:
        """Coordinated names with the one that the parser hangs on the first: "A, B, and C"."""
        if len(tokens) < 2:
            return tokens
        last = tokens[-1].i
        apposed = [
            t
            for t in children(tokens[0], "appos")
            if t.i < last and t not in tokens and self._referents.is_name(t)
        ]
        return sorted([*tokens, *apposed])
