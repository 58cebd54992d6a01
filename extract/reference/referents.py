"""Who or what the nouns and pronouns of a document stand for.

Names are read off the text; pronouns and definite descriptions ("the deal", "the two countries")
are resolved by rules over what was mentioned before. Where a rule does not settle it, nothing is
returned: an unresolved argument costs a claim, a guessed one makes a false claim.
"""

from collections.abc import Mapping, Sequence

from extract.claims import LocalEntity, Span
from extract.lexicon.nouns import nouns
from extract.reference import descriptions
from extract.reference.anaphors import anaphors
from extract.reference.binding import PERSONAL, SUBJECTS
from extract.reference.counts import ReferenceCounts
from extract.reference.definites import Definites
from extract.reference.descriptions import transparent_objects
from extract.reference.discourse import Discourse, Seen
from extract.reference.entities import Entities
from extract.reference.expletives import is_expletive
from extract.reference.giventitles import GivenTitles
from extract.reference.mentions import MODIFIERS, mention
from extract.reference.names import Name
from extract.reference.nominals import Nominals
from extract.reference.pronouns import NEUTER, PLURAL, Pronouns
from extract.reference.speakers import FIRST_PERSON, Speakers
from extract.syntax.dependencies import antecedent, conjuncts, is_noun
from extract.syntax.tree import Sentence, Token, Tree
from ontology.entities import Knowledge
from ontology.terms import Class

__all__ = ["ReferenceCounts", "Referents", "transparent_objects"]

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_PLURALS = ("NNS", "NNPS")
_PRONOUNS = frozenset(("PRP", "PRP$"))
_ONE_OF_TWO = frozenset(("latter", "former"))
_KINDS = {
    **dict.fromkeys(PERSONAL, "he"),
    **dict.fromkeys(NEUTER, "it"),
    **dict.fromkeys(PLURAL, "they"),
    **dict.fromkeys(FIRST_PERSON, "we"),
}
_JOINED = frozenset(("appos", "nmod", "compound"))
_COMPASS = ("North", "South", "East", "West")
_DEEPEST = 30
"""How deep descriptions may be nested: nobody is meant by what goes on for ever, "the aide of the
aide of the aide"."""


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
        self.author = author
        self.counts = ReferenceCounts()
        self.titles = GivenTitles()
        self._entities = Entities(knowledge, named or {})
        self._discourse = Discourse(self._as_seen)
        self._definites = Definites(self, self._discourse)
        self._nominals = Nominals(self, self._entities, self._definites)
        self._pronouns = Pronouns(self, self._discourse)
        self._speakers = Speakers(self, author)
        self._names: dict[int, list[Name]] = {}
        self._memo: dict[int, tuple[str, ...]] = {}
        self._people: set[int] = set()
        self._depth = 0

    @property
    def entities(self) -> dict[str, LocalEntity]:
        """The entities that the text names or describes and the curated list lacks."""
        return self._entities.local

    # ------------------------------------------------------------------ reading on

    def enter_paragraph(self, parse: Tree, found: Sequence[Name], offset: int) -> list[Name]:
        """Go on to the next paragraph.

        Args:
            parse: its tokens.
            found: the names that stand in it.
            offset: where it starts in the stored text.

        Returns:
            The names, those that a direction makes a region ("eastern Ukraine") as such.
        """
        self._names = {}
        names = [self._nominals.region(name, offset) or name for name in found]
        self._people = {n.first for n in names if self.is_a(n.mention.entity, Class.PERSON)}
        for name in names:
            self._names.setdefault(name.head.i, []).append(name)
        self.titles.enter_paragraph(parse, names, self._people)
        self._memo = {}
        self._definites.enter_paragraph()
        self._nominals.enter_paragraph(self._names, offset)
        self._speakers.enter_paragraph()
        return names

    def enter_sentence(self, sentence: Sentence) -> None:
        """Resolve a sentence's nouns and pronouns in order, for later ones to refer to."""
        discourse, known, resolve = self._discourse, self._names, self.resolve
        may_mean, told = self._nominals.may_mean, self._definites.meaning
        discourse.enter_sentence()
        for token in sentence.tokens:
            tag, index = token.tag, token.i
            if tag in _NOUNS:
                if index in known:
                    self._note_named(token)
                elif token.dep in MODIFIERS:
                    continue
                elif may_mean(token):
                    keys = resolve(token)
                    discourse.note(token, keys)
                    if index in told:
                        self.counts.add("the", resolved=bool(keys))
                else:
                    self._memo[index] = ()
                    discourse.note(token)
                if token.children:
                    self._note_list(token)
            elif tag in _PRONOUNS:
                if not is_expletive(token):
                    keys = resolve(token)
                    discourse.note(token, keys)
                    if token.lower in _KINDS:
                        self.counts.add(_KINDS[token.lower], resolved=bool(keys))
            elif index in known:
                for name in known[index]:
                    discourse.note_name(name.mention.entity)
            elif tag == "JJ" and token.lower in _ONE_OF_TWO:
                discourse.note(token, resolve(token))

    def _note_named(self, token: Token) -> None:
        """Note a name and what it stands for."""
        names = self._names[token.i]
        for name in names:
            self._discourse.note_name(name.mention.entity)
        people = names[0].mention.kind == "adjective"
        self._discourse.note(token, self.resolve(token), people=people)

    def _note_list(self, token: Token) -> None:
        """Remember several that are told together, for "they" and "both sides" to mean them."""
        if token.dep == "conj" or not any(
            c.dep == "conj" or (c.children and c.dep in _JOINED) for c in token.children
        ):
            return
        listed = conjuncts(token)
        if len(listed) < 2:
            return
        several = self._pronouns.as_one(listed)[0]
        self._discourse.note_several(several)
        if len(several.keys) > 1 and self._acts_together(token):
            self._discourse.note_list(several.keys)

    def _acts_together(self, token: Token) -> bool:
        """Whether the first of several stands where they do something together."""
        if token.dep in (*SUBJECTS, "poss", "dobj"):
            return True
        preposition = token.head.lower
        if token.dep != "pobj":
            return False
        return preposition in anaphors().together or (
            preposition == "of" and token.head.head.lower in anaphors().gatherings
        )

    # ------------------------------------------------------------------ entities

    def is_a(self, key: str, wanted: Class) -> bool:
        """Whether an entity is of a class or of one of its subclasses."""
        return self._entities.is_a(key, wanted)

    def class_of(self, key: str) -> str:
        """Local name of the class of an entity, curated or described."""
        return self._entities.class_of(key)

    def is_named(self, key: str) -> bool:
        """Whether the text names an entity, and does not only describe it."""
        return self._entities.is_named(key)

    def label(self, key: str) -> str:
        """The label of an entity."""
        return self._entities.label(key)

    def keep(self, entity: LocalEntity | None) -> str | None:
        """Remember an entity that the text describes; a curated one of that key goes before."""
        return self._entities.keep(entity)

    def describe_issue(self, tokens: Sequence[Token]) -> str | None:
        """The key of the matter that a phrase names; the entity is kept."""
        return self.keep(descriptions.describe_issue(tokens, self.owner_label))

    def keep_issue(self, label: str) -> str | None:
        """The key of a matter by its label; the entity is kept."""
        return self.keep(LocalEntity(f"issue/{descriptions.slug(label)}", "Issue", label))

    def described_names(self, text: str) -> list[tuple[Span, str]]:
        """Where bodies are described by a name, and their keys, in text order."""
        found = [(s, k) for s, k in self._nominals.described.items() if s.end <= len(text)]
        return sorted(found, key=lambda described: (described[0].start, described[0].end))

    # ------------------------------------------------------------------ what a token stands for

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name (or of an adjective of one)."""
        return token.i in self._names

    def is_title(self, token: Token) -> bool:
        """Whether it is the title before a name, which the parser may take for a name."""
        return token.i + 1 in self._people and token.i not in self._people and is_noun(token)

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities a token stands for by itself; empty where that is none or not clear."""
        known = self._memo.get(token.i)
        if known is None:
            known = self._memo[token.i] = ()  # cuts circles: a description that holds itself
            if self._depth < _DEEPEST:
                self._depth += 1
                known = self._memo[token.i] = self._resolve(token)
                self._depth -= 1
        return known

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
            people = token.tag in _PLURALS and token.dep not in MODIFIERS
            found += self.actors([token]) if people else actors or self.actors([token])
        return tuple(dict.fromkeys(found))

    def unnamed_speaker(self, noun: Token) -> str | None:
        """The key of a speaker whom a report describes and does not name; the entity is kept."""
        if not is_noun(noun) or noun.i in self._names:
            return None
        return self.keep(descriptions.describe_speaker(noun, self.owner_label))

    def people_called(self, noun: Token) -> tuple[str, ...]:
        """The community that a noun names by itself, in the singular too ("separatist"-held)."""
        return self._nominals.people_called(noun)

    def states_called(self, name: str) -> tuple[str, ...]:
        """The two curated states that a word like "North" tells apart; nothing where not two."""
        named = (self.knowledge.readings.get(f"{side} {name}", ()) for side in _COMPASS)
        found = [keys[0][0] for keys in named if keys and keys[0][0].startswith("state/")]
        return tuple(sorted(found)) if len(found) == 2 else ()

    def owner_label(self, token: Token) -> str | None:
        """The label of whom a possessive pronoun stands for."""
        keys = self.resolve(token)
        return self.label(keys[0]) if len(keys) == 1 else None

    def seen(self, token: Token) -> Seen:
        """A token as a mention that later words may refer to."""
        names = self._names.get(token.i)
        people = names is not None and names[0].mention.kind == "adjective"
        return self._as_seen(token, self.resolve(token), people)

    def _as_seen(self, token: Token, keys: tuple[str, ...], people: bool) -> Seen:
        return mention(token, keys, self._entities, people=people)

    def _resolve(self, token: Token) -> tuple[str, ...]:
        names = self._names.get(token.i)
        if names is not None:
            return () if self.is_title(token) else self._named(token, names)
        target = antecedent(token)
        if target.i != token.i:
            return self.resolve(target)
        if self.is_title(token):
            return ()
        if token.tag in _PRONOUNS:
            return self._pronoun(token)
        if is_noun(token) or token.lower in nouns().transparent:
            return self._nominals.resolve(token) if self._nominals.may_mean(token) else ()
        if token.lower in _ONE_OF_TWO:
            return self._definites.resolve(token) or ()
        return ()

    def _named(self, token: Token, names: Sequence[Name]) -> tuple[str, ...]:
        adjective = names[0].mention.kind == "adjective"
        if adjective and is_noun(token) and descriptions.is_plural(token):
            return self._nominals.nationals(token, names[0])
        return tuple(name.mention.entity for name in names if name.mention.kind != "adjective")

    def _pronoun(self, pronoun: Token) -> tuple[str, ...]:
        kind = _KINDS.get(pronoun.lower)
        if kind == "we":
            return self._speakers.resolve(pronoun)
        if kind is None or is_expletive(pronoun):
            return ()
        return self._pronouns.resolve(pronoun)
