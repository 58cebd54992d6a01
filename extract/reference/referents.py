"""Who or what the nouns and pronouns of a document stand for.

Names are read off the gazetteer; pronouns and definite descriptions ("the deal", "the two
countries") are resolved by rules over what was mentioned before. Where a rule does not settle it,
nothing is returned: an unresolved argument costs a claim, a guessed one makes a false claim.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.claims import LocalEntity, Mention, Span
from extract.lexicon.inflection import noun_forms
from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.reference import descriptions
from extract.reference.discourse import Discourse
from extract.reference.names import Name
from extract.syntax.dependencies import (
    ancestors,
    antecedent,
    child,
    children,
    conjuncts,
    is_noun,
    logical_subjects,
    modifiers,
)
from extract.syntax.phrases import members, phrase_tokens, quoted_tokens
from extract.syntax.tree import Sentence, Token, Tree
from ontology.entities import Knowledge
from ontology.terms import SUPERCLASSES, Class

_PERSONAL = frozenset(["he", "she", "him", "his", "her", "himself", "herself", "hers"])
_NEUTER = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "themselves", "theirs"])
_FIRST_PERSON = frozenset(["i", "my", "me", "myself", "we", "our", "us", "ourselves"])
_SINGULAR_FIRST_PERSON = frozenset(["i", "my", "me", "myself"])
_PAIR_NOUNS = frozenset(
    ("countries", "nations", "sides", "parties", "powers", "states", "governments", "leaders")
)


_THINGS = (
    Class.STATE,
    Class.ORGANIZATION,
    Class.COMPANY,
    Class.GOVERNMENT_BODY,
    Class.ARMED_GROUP,
)
_AGREEMENT_REACH = 8
"""How many sentences back "the deal" may look."""


def transparent_objects(noun: Token) -> list[Token]:
    """What stands after "of" behind a noun that only measures or collects it."""
    if noun.lower not in nouns().transparent:
        return []
    return [
        other
        for prep in children(noun, "prep")
        if prep.lower == "of"
        for obj in children(prep, "pobj")
        for other in conjuncts(obj)
    ]


class Referents:
    """Resolves tokens to entity keys, sentence by sentence in document order.

    Args:
        knowledge: the curated entities.
        author: key of the person who speaks where the text says "I", where that is known.
        named: the entities that the text names and the curated list lacks.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        author: str | None = None,
        named: Mapping[str, LocalEntity] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.entities: dict[str, LocalEntity] = dict(named or {})
        self.author = author
        self._names: dict[int, list[Name]] = {}
        self._memo: dict[int, tuple[str, ...]] = {}
        self._discourse = Discourse(self.is_a)
        self._offset = 0
        self._speaker: tuple[str, ...] = ()
        self._quoted: frozenset[int] = frozenset()
        self._described: dict[Span, str] = {}
        self._people: set[int] = set()

    # ------------------------------------------------------------------ reading on

    def enter_paragraph(self, parse: Tree, found: Sequence[Name], offset: int) -> list[Name]:
        """Go on to the next paragraph.

        Args:
            parse: its tokens.
            found: the curated names that stand in it.
            offset: where it starts in the stored text.

        Returns:
            The names, those that a direction makes a region ("eastern Ukraine") as such.
        """
        self._offset = offset
        self._speaker = ()
        self._quoted = quoted_tokens(parse)
        self._names = {}
        names = [self._region(name) or name for name in found]
        for name in names:
            self._names.setdefault(name.head.i, []).append(name)
        self._people = {n.first for n in names if self.is_a(n.mention.entity, Class.PERSON)}
        self._memo = {}
        return names

    def _region(self, name: Name) -> Name | None:
        key = name.mention.entity
        if name.mention.kind != "name" or not (
            self.is_a(key, Class.STATE) or self.is_a(key, Class.PLACE)
        ):
            return None
        parse = name.head.tree
        described = descriptions.describe_region(parse[name.first], self.label(key))
        if described is None:
            return None
        first, entity = described
        self.keep(entity)
        span = Span(self._offset + parse[first].start, name.mention.span.end)
        return replace(name, mention=Mention(span, entity.key, "name"), first=first)

    def enter_sentence(self, sentence: Sentence) -> None:
        """Resolve a sentence's nouns and pronouns in order, for later ones to refer to."""
        self._discourse.enter_sentence()
        for token in sentence:
            relative = token.tag in ("WDT", "WP") and token.dep in ("nsubj", "nsubjpass")
            pronoun = token.tag in ("PRP", "PRP$")
            if not (is_noun(token) or pronoun or relative or token.i in self._names):
                continue
            keys = self.resolve(token)
            if keys:
                self._discourse.note(token, keys)
                listed = conjuncts(token)
                if len(listed) > 1 and token.dep in ("nsubj", "nsubjpass"):
                    several = tuple(dict.fromkeys(k for t in listed for k in self.resolve(t)))
                    self._discourse.note(token, several)

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

    def is_title(self, token: Token) -> bool:
        """Whether it is the title before a name, which the parser may take for a name."""
        return token.i + 1 in self._people and token.i not in self._people and is_noun(token)

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
            names = self._names.get(token.i, ())
            actors = [n.mention.entity for n in names if self.is_a(n.mention.entity, Class.ACTOR)]
            found += actors or self.actors([token])
        return tuple(dict.fromkeys(found))

    def people_called(self, noun: Token) -> tuple[str, ...]:
        """The community that a noun names by itself, in the singular too ("separatist"-held)."""
        plurals = noun_forms(noun.lower) & nouns().people
        if not plurals:
            return ()
        label = max(plurals, key=len).capitalize()
        key = self.keep(LocalEntity(f"community/{descriptions.slug(label)}", "Community", label))
        return (key,) if key else ()

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
        """Remember an entity that the text describes; a curated one of that key goes before."""
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
        if self.is_title(token):
            return ()
        names = self._names.get(token.i)
        if names is not None:
            return self._named(token, names)
        if token.tag in ("PRP", "PRP$"):
            return self._pronoun(token)
        if is_noun(token) or token.lower in nouns().transparent:
            return self._noun_phrase(token)
        return ()

    def _named(self, token: Token, names: Sequence[Name]) -> tuple[str, ...]:
        if (
            is_noun(token)
            and descriptions.is_plural(token)
            and names[0].mention.kind == "adjective"
        ):
            return self._nationals(token, names[0])
        return tuple(name.mention.entity for name in names if name.mention.kind != "adjective")

    def _nationals(self, token: Token, name: Name) -> tuple[str, ...]:
        """The state for "the Soviets", people for "Russians" without an article."""
        if child(token, "det") is not None:
            return (name.mention.entity,)
        label = token.text
        key = self.keep(LocalEntity(f"community/{descriptions.slug(label)}", "Community", label))
        return (key,) if key else ()

    # ------------------------------------------------------------------ descriptions

    def _noun_phrase(self, noun: Token) -> tuple[str, ...]:
        inner = transparent_objects(noun)
        if inner:
            return tuple(key for t in inner for key in self.resolve(t))
        if noun.dep == "appos" and is_noun(noun.head):
            person = self.resolve(noun.head)
            if person and self.is_a(person[0], Class.PERSON):
                return person
        definite = child(noun, "det", "predet")
        if definite is not None and definite.lower in (
            "the",
            "both",
            "this",
            "that",
            "these",
            "those",
        ):
            known = self._definite(noun, definite)
            if known:
                return known
        named = [t for t in children(noun, "appos") if self._is_person(t)]
        if named:
            return self.resolve(named[0])
        pair = self._coordinated_owners(noun)
        if pair:
            return pair
        included = tuple(k for member in members(noun) for k in self.resolve(member))
        described = descriptions.describe_actor(noun, self.owner_label, self.is_name)
        if described is None:
            described = descriptions.describe_agreement(noun, self.owner_label)
        key = self.keep(described)
        if described is not None and described.type != "Community":
            self._note_description(noun, described.key)
        return ((key,) if key else ()) + included

    def _is_person(self, token: Token) -> bool:
        names = self._names.get(token.i, ())
        return any(self.is_a(name.mention.entity, Class.PERSON) for name in names)

    def _coordinated_owners(self, noun: Token) -> tuple[str, ...]:
        """The two that "French and German diplomats" are, each with its own owner."""
        owners = [m for m in modifiers(noun) if m.i in self._names and m.i < noun.i]
        if (
            len(owners) != 2
            or not descriptions.is_plural(noun)
            or owners[1] not in conjuncts(owners[0])
        ):
            return ()
        rest = " ".join(t.text for t in phrase_tokens(noun) if owners[1].i < t.i <= noun.i)
        keys = []
        for owner in owners:
            label = f"{owner.text} {rest}"
            named = descriptions.collective(noun, label)
            if named is not None:
                keys.append(self.keep(named))
        return tuple(key for key in keys if key)

    def _note_description(self, noun: Token, key: str) -> None:
        """Remember where a body is described by a name of its own ("the Trump campaign")."""
        tokens = phrase_tokens(noun)
        named = [t for t in tokens if t.i in self._names and t.i < noun.i]
        if named:
            span = Span(self._offset + named[0].start, self._offset + noun.start + len(noun.text))
            self._described[span] = key

    def described_names(self, text: str) -> list[tuple[Span, str]]:
        """Where bodies are described by a name, and their keys, in text order."""
        return sorted((s, k) for s, k in self._described.items() if s.end <= len(text))

    def _definite(self, noun: Token, determiner: Token) -> tuple[str, ...]:
        word = noun.lower
        numeral = child(noun, "nummod")
        two = determiner.lower == "both" or (numeral is not None and numeral.lower == "two")
        if two and word in _PAIR_NOUNS:
            return self._discourse.pair(Class.PERSON if word == "leaders" else Class.STATE)
        restricting = children(noun, "amod", "compound", "prep", "acl", "relcl", "poss", "nummod")
        if any(t.i < noun.i or noun.tree[noun.i + 1].text != "," for t in restricting):
            return ()
        if word in ("country", "nation"):
            return self._discourse.latest(Class.STATE)
        if word in nouns().agreements and not descriptions.is_plural(noun):
            return self._discourse.latest(Class.AGREEMENT, reach=_AGREEMENT_REACH)
        return ()

    # ------------------------------------------------------------------ pronouns

    def _pronoun(self, pronoun: Token) -> tuple[str, ...]:
        word = pronoun.lower
        if word in _PERSONAL:
            return self._discourse.latest(Class.PERSON)
        if word in _NEUTER:
            return self._discourse.latest(*_THINGS)
        if word in _PLURAL:
            return self._discourse.latest(Class.ACTOR, plural=True)
        if word in _FIRST_PERSON:
            if pronoun.i in self._quoted:
                return self._speaker_of(pronoun)
            if self.author is not None:
                return self._author_as(word)
        return ()

    def _author_as(self, word: str) -> tuple[str, ...]:
        """Who an author means by "I", or by "we": the state whose office they hold."""
        if self.author is None or word in _SINGULAR_FIRST_PERSON:
            return (self.author,) if self.author else ()
        entity = self.knowledge.entities.get(self.author)
        states = {tenure.of for tenure in entity.tenures} if entity is not None else set()
        return tuple(states) if len(states) == 1 else ()

    def _speaker_of(self, token: Token) -> tuple[str, ...]:
        """Who says a quotation: its said-verb's subject, or who spoke last in the paragraph."""
        said = governors().reporting
        for head in ancestors(token):
            inserted = [v for v in children(head, "parataxis", "ccomp") if v.lower in said]
            for verb in (head, *inserted):
                if verb.lower in said and verb.i not in self._quoted:
                    speakers = self.actors(logical_subjects(verb))
                    if speakers:
                        self._speaker = speakers
                        return speakers
        return self._speaker
