"""Who or what the nouns and pronouns of a document stand for.

Names are read off the gazetteer; pronouns and definite descriptions ("the deal", "the two countries")
are resolved by rules over what was mentioned before. Where a rule does not settle it, nothing is
returned: an unresolved argument costs a claim, a guessed one makes a false claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as SentenceTokens
from spacy.tokens import Token

from extract import descriptions
from extract.claims import LocalEntity
from extract.names import Name
from extract.nouns import nouns
from extract.syntax import antecedent, child, children, conjuncts, is_noun
from ontology.entities import Knowledge
from ontology.terms import SUPERCLASSES, Class

_PERSONAL = frozenset("he she him his her himself herself hers".split())
_NEUTER = frozenset("it its itself".split())
_PLURAL = frozenset("they them their themselves theirs".split())
_PAIR_NOUNS = frozenset("countries nations sides parties powers states governments leaders two".split())
_REACH = 2
"""How many sentences back a pronoun may look."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention, named or not, that later words may refer to."""

    keys: tuple[str, ...]
    sentence: int
    position: int
    subject: bool


class Referents:
    """Resolves tokens to entity keys, sentence by sentence in document order.

    Args:
        knowledge: the curated entities.
        author: key of the person who speaks where the text says "I", where that is known.
    """

    def __init__(self, knowledge: Knowledge, author: str | None = None) -> None:
        self.knowledge = knowledge
        self.entities: dict[str, LocalEntity] = {}
        self._author = author
        self._names: dict[int, Name] = {}
        self._memo: dict[int, tuple[str, ...]] = {}
        self._history: list[_Seen] = []
        self._sentence = 0
        self._position = 0

    # ------------------------------------------------------------------ reading on

    def enter_paragraph(self, names: Sequence[Name]) -> None:
        """Go on to the next paragraph, with the names that stand in it."""
        self._names = {name.head.i: name for name in names}
        self._memo = {}

    def enter_sentence(self, sentence: SentenceTokens) -> None:
        """Resolve a sentence's nouns and pronouns in order, so that later ones can refer to them."""
        self._sentence += 1
        for token in sentence:
            if not (is_noun(token) or token.tag_ in ("PRP", "PRP$") or token.i in self._names):
                continue
            keys = self.resolve(token)
            if keys:
                self._position += 1
                subject = token.dep_ in ("nsubj", "nsubjpass")
                self._history.append(_Seen(keys, self._sentence, self._position, subject))
                if subject and len(conjuncts(token)) == 2:
                    pair = tuple(k for t in conjuncts(token) for k in self.resolve(t))
                    self._history.append(_Seen(pair, self._sentence, self._position, True))
        del self._history[:-200]

    # ------------------------------------------------------------------ what a token stands for

    def class_of(self, key: str) -> str:
        """Local name of the class of an entity, curated or described."""
        curated = self.knowledge.entities.get(key)
        if curated is not None:
            return curated.type
        local = self.entities.get(key)
        return local.type if local is not None else ""

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class or of one of its subclasses."""
        name = self.class_of(key)
        return name == wanted or (bool(name) and wanted in SUPERCLASSES[Class(name)])

    def label(self, key: str) -> str:
        """The label of an entity."""
        curated = self.knowledge.entities.get(key)
        return curated.label if curated is not None else self.entities[key].label

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a curated name (or of an adjective of one)."""
        return token.i in self._names

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities a token stands for by itself; empty where that is none or not clear."""
        if token.i not in self._memo:
            self._memo[token.i] = ()  # cuts circles: a description that holds itself
            self._memo[token.i] = self._resolve(token)
        return self._memo[token.i]

    def actors(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The actors among what these tokens stand for, in order, each once."""
        keys = (key for token in tokens for key in self.resolve(token))
        return tuple(dict.fromkeys(key for key in keys if self.is_a(key, Class.ACTOR)))

    def owners(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Like ``actors``, where an adjective stands for its state ("Russian" airpower)."""
        found: list[str] = []
        for token in tokens:
            name = self._names.get(token.i)
            if name is not None and self.is_a(name.mention.entity, Class.ACTOR):
                found.append(name.mention.entity)
            else:
                found += self.actors([token])
        return tuple(dict.fromkeys(found))

    def owner_label(self, token: Token) -> str | None:
        """The label of whom a possessive pronoun stands for."""
        keys = self.resolve(token)
        return self.label(keys[0]) if len(keys) == 1 else None

    def describe_issue(self, tokens: Sequence[Token]) -> str | None:
        """The key of the matter that a phrase names; the entity is kept."""
        return self.keep(descriptions.describe_issue(tokens, self.owner_label))

    def keep_issue(self, label: str) -> str | None:
        """The key of a matter by its label; the entity is kept."""
        return self.keep(LocalEntity(f"issue/{descriptions.slug(label)}", "Issue", label))

    def keep(self, entity: LocalEntity | None) -> str | None:
        """Remember an entity that the text describes; the curated one where there is one of that key."""
        if entity is None:
            return None
        for key in (entity.key, entity.key.replace("issue/", "agreement/")):
            if key in self.knowledge.entities:
                return key
        self.entities.setdefault(entity.key, entity)
        return entity.key

    def _resolve(self, token: Token) -> tuple[str, ...]:
        target = antecedent(token)
        if target.i != token.i:
            return self.resolve(target)
        name = self._names.get(token.i)
        if name is not None:
            if name.mention.kind != "adjective":
                return (name.mention.entity,)
            if is_noun(token) and descriptions.is_plural(token):
                return self._people(token, name)
            return ()
        if token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(token)
        if is_noun(token) or token.lower_ in nouns().transparent:
            return self._noun_phrase(token)
        return ()

    def _people(self, token: Token, name: Name) -> tuple[str, ...]:
        """ "The Soviets" are the state as an actor; "Russians" without article are people."""
        if child(token, "det") is not None:
            return (name.mention.entity,)
        label = token.text
        key = self.keep(LocalEntity(f"community/{descriptions.slug(label)}", "Community", label))
        return (key,) if key else ()

    # ------------------------------------------------------------------ descriptions

    def _noun_phrase(self, noun: Token) -> tuple[str, ...]:
        if noun.lower_ in nouns().transparent:
            inner = [obj for prep in children(noun, "prep") if prep.lower_ == "of"
                     for obj in children(prep, "pobj")]
            if inner:
                return tuple(k for obj in inner for t in conjuncts(obj) for k in self.resolve(t))
        if noun.dep_ == "appos" and is_noun(noun.head):
            person = self.resolve(noun.head)
            if person and self.is_a(person[0], Class.PERSON):
                return person
        definite = child(noun, "det", "predet")
        if definite is not None and definite.lower_ in ("the", "both", "this", "that", "these", "those"):
            known = self._definite(noun, definite)
            if known:
                return known
        described = descriptions.describe_actor(noun, self.owner_label, self.is_name)
        if described is None:
            described = descriptions.describe_agreement(noun, self.owner_label)
        key = self.keep(described)
        return (key,) if key else ()

    def _definite(self, noun: Token, determiner: Token) -> tuple[str, ...]:
        word = noun.lower_
        numeral = child(noun, "nummod")
        two = determiner.lower_ == "both" or (numeral is not None and numeral.lower_ == "two")
        if two and word in _PAIR_NOUNS:
            return self._pair(Class.PERSON if word == "leaders" else Class.STATE)
        if children(noun, "amod", "compound", "prep", "acl", "relcl", "poss", "nummod"):
            return ()
        if word in ("country", "nation"):
            return self._latest((Class.STATE,), plural=False, reach=_REACH)
        if word in nouns().agreements and not descriptions.is_plural(noun):
            return self._latest((Class.AGREEMENT,), plural=False, reach=8)
        return ()

    def _pair(self, wanted: Class) -> tuple[str, ...]:
        """The two entities of a class that the text spoke of last."""
        found: list[str] = []
        for seen in reversed(self._history):
            if self._sentence - seen.sentence > 2 * _REACH:
                break
            for key in seen.keys:
                if key not in found and self.class_of(key) == wanted:
                    found.append(key)
            if len(found) >= 2:
                return tuple(sorted(found[:2]))
        return ()

    # ------------------------------------------------------------------ pronouns

    def _pronoun(self, pronoun: Token) -> tuple[str, ...]:
        word = pronoun.lower_
        if word in _PERSONAL:
            return self._latest((Class.PERSON,), plural=False, reach=_REACH)
        if word in _NEUTER:
            return self._latest(
                (Class.STATE, Class.ORGANIZATION, Class.COMPANY, Class.GOVERNMENT_BODY, Class.ARMED_GROUP),
                plural=False,
                reach=_REACH,
            )
        if word in _PLURAL:
            return self._latest((Class.ACTOR,), plural=True, reach=_REACH)
        if word in ("i", "my", "me", "myself") and self._author is not None:
            return (self._author,)
        return ()

    def _latest(
        self, classes: tuple[Class, ...], *, plural: bool, reach: int
    ) -> tuple[str, ...]:
        """What was spoken of last: subjects of this sentence, then of the one before, then the rest."""
        best: tuple[tuple[int, bool, int], tuple[str, ...]] | None = None
        for seen in reversed(self._history):
            distance = self._sentence - seen.sentence
            if distance > reach:
                break
            if not seen.keys or not all(any(self.is_a(k, c) for c in classes) for k in seen.keys):
                continue
            collective = len(seen.keys) > 1 or self.class_of(seen.keys[0]) == Class.COMMUNITY
            if collective != plural:
                continue
            rank = (-distance, seen.subject, seen.position)
            if best is None or rank > best[0]:
                best = (rank, seen.keys)
        return best[1] if best is not None else ()
