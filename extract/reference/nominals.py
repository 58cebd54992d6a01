"""What noun phrases that are no names stand for: what was told before, or what they describe."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from extract.claims import LocalEntity, Mention, Span
from extract.lexicon.inflection import noun_forms
from extract.lexicon.nouns import nouns
from extract.reference import descriptions
from extract.reference.anaphors import anaphors
from extract.reference.binding import near_subtree
from extract.reference.definites import Definites, hyphenated
from extract.reference.descriptions import transparent_objects
from extract.reference.entities import Entities
from extract.reference.forms import forms
from extract.reference.names import Name
from extract.reference.officeholders import office_nouns
from extract.syntax.dependencies import child, children, conjuncts, is_noun, modifiers
from extract.syntax.phrases import members, phrase_tokens
from extract.syntax.tree import Token
from ontology.terms import Class

_INCLUDING = frozenset(("including", "such", "like"))
_RENAMED = (
    Class.ORGANIZATION,
    Class.GOVERNMENT_BODY,
    Class.ARMED_GROUP,
    Class.COMPANY,
    Class.AGREEMENT,
    Class.FORUM,
)
"""What a singular noun with a name in apposition is: "the ruling body, the Directory"."""
_LOOKAHEAD = 9
_SEVERAL_OWNERS = frozenset(("governments", "administrations"))


@cache
def _meaningful() -> frozenset[str]:
    """The nouns in lower case that can stand for an entity."""
    data, told = nouns(), anaphors()
    return frozenset(
        (
            *data.transparent,
            *data.communities,
            *data.bodies,
            *data.agreements,
            *told.groups,
            *told.each,
            *told.heads,
            *told.companies,
            *told.states,
            *told.homes,
            *office_nouns(),
            "latter",
            "former",
        )
    )


class Resolver(Protocol):
    """What noun phrases need of the other references of a text."""

    def resolve(self, token: Token) -> tuple[str, ...]:
        """The entities that a token stands for."""

    def owner_label(self, token: Token) -> str | None:
        """The label of whom a possessive pronoun stands for."""

    def is_name(self, token: Token) -> bool:
        """Whether a token is the head of a name."""


class Nominals:
    """Resolves noun phrases.

    Args:
        referents: what the other words stand for.
        entities: the entities of the document.
        definites: resolves descriptions of what was told before.
    """

    def __init__(self, referents: Resolver, entities: Entities, definites: Definites) -> None:
        self._referents = referents
        self._entities = entities
        self._definites = definites
        self._meaningful = _meaningful()
        self._names: Mapping[int, Sequence[Name]] = {}
        self._offset = 0
        self.described: dict[Span, str] = {}

    def enter_paragraph(self, names: Mapping[int, Sequence[Name]], offset: int) -> None:
        """Go on to the next paragraph.

        Args:
            names: the names in it, by the index of their head.
            offset: where it starts in the stored text.
        """
        self._names = names
        self._offset = offset

    def may_mean(self, noun: Token) -> bool:
        """Whether a noun can stand for an entity at all, by a quick look."""
        if noun.lower in self._meaningful or noun.dep == "appos" or noun.text[0].isupper():
            return True
        for other in noun.children:
            if other.dep == "appos":
                return True
        if noun.i and noun.tree.tokens[noun.i - 1].text == "-":
            return hyphenated(noun) in nouns().agreements
        if noun.tag == "NNS":  # "agreements such as X"
            behind = noun.tree.tokens[noun.i + 1 : noun.i + _LOOKAHEAD]
            return any(t.lower in _INCLUDING for t in behind)
        return False

    def resolve(self, noun: Token) -> tuple[str, ...]:
        """The entities that a noun phrase stands for; the described ones are kept."""
        resolve = self._referents.resolve
        inner = transparent_objects(noun)
        if inner:
            return tuple(key for t in inner for key in resolve(t))
        if noun.dep == "appos" and is_noun(noun.head):
            person = resolve(noun.head)
            if person and self._entities.is_a(person[0], Class.PERSON):
                return person
        if (titled := self._titled(noun)) is not None:
            return resolve(titled)
        named = self._renamed(noun)
        if named is not None and self._is_person(named):
            return resolve(named)
        known = self._definites.resolve(noun)
        if known:
            if (
                self._entities.is_a(known[0], Class.GOVERNMENT_BODY)
                and noun.lower in office_nouns()
            ):
                self._note_description(noun, known[0])
            return known
        if named is not None:
            return resolve(named)
        pair = self._coordinated_owners(noun)
        if pair:
            return pair
        included = tuple(k for member in self._members(noun) for k in resolve(member))
        if known is not None:
            return included
        return self._describe(noun) + included

    def _members(self, noun: Token) -> list[Token]:
        """What a plural noun is said to include: "agreements such as X"."""
        if noun.tag not in ("NNS", "NNPS"):
            return []
        behind = noun.tree.tokens[noun.i + 1 : noun.i + 4 * _LOOKAHEAD]
        return members(noun) if any(t.lower in _INCLUDING for t in behind) else []

    def _titled(self, noun: Token) -> Token | None:
        """The name behind a title that the parser takes for the head ("Envoy to Mali Jo Doe")."""
        if not noun.text[0].isupper() or noun.lower not in forms().people:
            return None
        people = [t for t in near_subtree(noun) if t.i > noun.i and self._is_person(t)]
        if not people or any(noun.tree[i].tag == "," for i in range(noun.i, people[0].i)):
            return None
        return people[0]

    def _is_person(self, token: Token) -> bool:
        names = self._names.get(token.i, ())
        return any(self._entities.is_a(name.mention.entity, Class.PERSON) for name in names)

    def _describe(self, noun: Token) -> tuple[str, ...]:
        if noun.dep == "oprd":
            return ()  # "called them freedom fighters" tells of them, and not of others
        refer = self._referents
        described = descriptions.describe_actor(noun, refer.owner_label, refer.is_name)
        if described is None:
            described = descriptions.describe_agreement(noun, refer.owner_label)
        key = self._entities.keep(described)
        if described is not None and described.type != "Community":
            self._note_description(noun, described.key)
        return (key,) if key else ()

    def _renamed(self, noun: Token) -> Token | None:
        """The name in apposition to a description: "the ruling body, the Directory"."""
        for other in children(noun, "appos"):
            names = self._names.get(other.i, ())
            if not names or names[0].mention.kind == "adjective":
                continue
            key = names[0].mention.entity
            if self._entities.is_a(key, Class.PERSON):
                return other
            if descriptions.is_plural(noun) or conjuncts(other) != [other]:
                continue
            if any(self._entities.is_a(key, wanted) for wanted in _RENAMED):
                return other
        return None

    def _coordinated_owners(self, noun: Token) -> tuple[str, ...]:
        """The two that "French and German diplomats" are, each with its own owner."""
        owners = [m for m in modifiers(noun) if m.i in self._names and m.i < noun.i]
        if (
            len(owners) != 2
            or not descriptions.is_plural(noun)
            or owners[1] not in conjuncts(owners[0])
        ):
            return ()
        if noun.lower in _SEVERAL_OWNERS:
            states = [self._names[owner.i][0].mention.entity for owner in owners]
            return tuple(key for key in states if self._entities.is_a(key, Class.STATE))
        rest = " ".join(t.text for t in phrase_tokens(noun) if owners[1].i < t.i <= noun.i)
        keys = []
        for owner in owners:
            label = f"{owner.text} {rest}"
            named = descriptions.collective(noun, label)
            if named is not None:
                keys.append(self._entities.keep(named))
        return tuple(key for key in keys if key)

    def _note_description(self, noun: Token, key: str) -> None:
        """Remember where a body is described by a name of its own ("the Trump campaign")."""
        tokens = phrase_tokens(noun)
        named = [t for t in tokens if t.i in self._names and t.i < noun.i]
        if named:
            first = noun.tree[self._names[named[0].i][0].first]
            span = Span(self._offset + first.start, self._offset + noun.start + len(noun.text))
            self.described[span] = key

    def nationals(self, token: Token, name: Name) -> tuple[str, ...]:
        """The state for "the Soviets"; people for "Russians", and for "the Kurds"."""
        key = name.mention.entity
        of_state = self._entities.is_a(key, Class.STATE)
        if self._entities.is_a(key, Class.COMMUNITY) or (of_state and child(token, "det")):
            return (key,)
        label = " ".join(t.text for t in token.tree.tokens[name.first : token.i + 1])
        people = self._entities.keep(
            LocalEntity(f"community/{descriptions.slug(label)}", "Community", label)
        )
        return (people,) if people else ()

    def people_called(self, noun: Token) -> tuple[str, ...]:
        """The community that a noun names by itself, in the singular too ("separatist"-held)."""
        plurals = noun_forms(noun.lower) & nouns().people
        if not plurals:
            return ()
        label = max(plurals, key=len).capitalize()
        key = self._entities.keep(
            LocalEntity(f"community/{descriptions.slug(label)}", "Community", label)
        )
        return (key,) if key else ()

    def region(self, name: Name, offset: int) -> Name | None:
        """The part of a state or place that a direction before its name describes."""
        key = name.mention.entity
        if name.mention.kind != "name" or not key.startswith(("state/", "place/")):
            return None
        parse = name.head.tree
        described = descriptions.describe_region(parse[name.first], self._entities.label(key))
        if described is None:
            return None
        first, entity = described
        self._entities.keep(entity)
        span = Span(offset + parse[first].start, name.mention.span.end)
        return name._replace(mention=Mention(span, entity.key, "name"), first=first)
