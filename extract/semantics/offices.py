"""Offices that a text gives people: "Russian President Putin", "X, then Russia's president"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from extract.lexicon.nouns import nouns
from extract.reference.names import Name
from extract.reference.referents import Referents
from extract.syntax.dependencies import child, children, conjuncts, prepositional
from extract.syntax.tree import Token, Tree
from ontology.terms import Class

_PAST = frozenset(["then", "former", "late", "deposed", "ousted", "ex-"])


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """A person, an office, and of what, as a sentence states it.

    Attributes:
        person: key of the person.
        of: key of the state or organization.
        title: the office in lower case.
        first: the first token of the words that state it, and
        last: the last.
        past: whether it is said to be over ("former").
        then: whether it is said to have held at a time of the past ("then").
    """

    person: str
    of: str
    title: str
    first: Token
    last: Token
    past: bool
    then: bool


def offices_in(names: list[Name], referents: Referents) -> Iterator[HeldOffice]:
    """The offices that a paragraph's names are given, by title before them or apposition behind."""
    people = [n for n in names if referents.is_a(n.mention.entity, Class.PERSON)]
    for name in people:
        yield from _title_before(name, referents)
        yield from _apposition(name, people, referents)


def _title_before(name: Name, referents: Referents) -> Iterator[HeldOffice]:
    """Words of an office right before the name, and of what before or in them.

    "Russian President Vladimir Putin", "Exxon Chief Executive Rex Tillerson", "President Barack
    Obama".
    """
    parse = name.head.tree
    found = _office_ending_at(parse, name.first)
    if found is None:
        return
    title, at = found
    owner = _owner_before(parse, at, referents)
    past = at > 0 and parse[at - 1].lower in _PAST
    if owner is None and title == "ambassador":
        return
    if owner is None:
        owner = _known_state(name.mention.entity, title, referents)
    if owner is None:
        return
    first = parse[at - 1] if at > 0 and (referents.is_name(parse[at - 1])) else parse[at]
    yield HeldOffice(name.mention.entity, owner, title, first, name.head, past, False)


def _office_ending_at(parse: Tree, end: int) -> tuple[str, int] | None:
    """The office that ends right before token ``end``, and the index of its first word."""
    if end == 0:
        return None
    for office, words in _offices_by_last_word().get(parse[end - 1].lower, ()):
        start = end - len(words)
        if start >= 0 and all(parse[start + i].lower == word for i, word in enumerate(words)):
            return office, start
    return None


@cache
def _offices_by_last_word() -> Mapping[str, list[tuple[str, list[str]]]]:
    """The offices with their words, in the order of the data, by the word they end in."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for office in nouns().offices:
        words = office.split()
        found.setdefault(words[-1], []).append((office, words))
    return found


def _owner_before(parse: Tree, at: int, referents: Referents) -> str | None:
    """Of what the office is: the name or adjective before it, qualifiers skipped."""
    index = at - 1
    while index >= 0:
        token = parse[index]
        if token.lower in nouns().qualifiers or token.tag == "POS" or token.lower in ("’s", "'s"):
            index -= 1
            continue
        owners = referents.owners([token])
        return owners[0] if owners else None
    return None


def _state_of(owner: str, referents: Referents) -> str | None:
    """The state or organization; of a person ("Trump's defense secretary") the one they served."""
    if not referents.is_a(owner, Class.PERSON):
        return owner
    entity = referents.knowledge.entities.get(owner)
    served = {tenure.of for tenure in entity.tenures} if entity is not None else set()
    return served.pop() if len(served) == 1 else None


def _known_state(person: str, title: str, referents: Referents) -> str | None:
    """The one state or organization that the curated list gives a person this office of."""
    entity = referents.knowledge.entities.get(person)
    if entity is None:
        return None
    known = {tenure.of for tenure in entity.tenures if tenure.title == title}
    return known.pop() if len(known) == 1 else None


def _apposition(name: Name, people: list[Name], referents: Referents) -> Iterator[HeldOffice]:
    """An office in apposition: "Medvedev, then Russia's president"."""
    for noun in children(name.head, "appos"):
        if any(name.head.i < other.head.i < noun.i for other in people):
            continue
        found = _office_ending_at(noun.tree, noun.i + 1)
        if found is None:
            continue
        title, at = found
        owners = referents.owners(
            [t for c in children(noun, "poss", "amod", "compound", "nmod") for t in conjuncts(c)]
        ) or referents.owners(prepositional(noun, ("of", "to")))
        owner = _state_of(owners[0], referents) if owners else None
        if owner is None:
            continue
        then = (
            any(
                token.lower == "then"
                for token in (*children(name.head, "advmod"), *children(noun, "advmod"))
            )
            or noun.tree[max(at - 3, 0)].lower == "then"
        )
        past = any(c.lower in _PAST - {"then"} for c in children(noun, "amod"))
        yield HeldOffice(name.mention.entity, owner, title, name.head, noun, past, then)
    # the parser's other choice: the office is the head and the name its apposition
    head = name.head.head
    if name.head.dep == "appos" and (found := _office_ending_at(head.tree, head.i + 1)) is not None:
        owners = referents.owners(
            [t for c in children(head, "poss", "amod", "compound", "nmod") for t in conjuncts(c)]
        ) or referents.owners(prepositional(head, ("of", "to")))
        if owners and child(head, "poss", "amod", "compound", "nmod", "prep") is not None:
            yield HeldOffice(
                name.mention.entity, owners[0], found[0], head, name.head, False, False
            )
