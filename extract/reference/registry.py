"""Which entity a name found by its form means: a curated one, one found before, a new one."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from extract.claims import LocalEntity
from extract.reference.descriptions import slug
from extract.reference.forms import forms
from extract.reference.found import KINDS, Found
from ontology.entities import Knowledge

_MANY = 20
"""From so many on, names that end alike are not told apart by looking at each."""
_ALIKE = (
    frozenset(("Person",)),
    frozenset(("Place", "State")),
    frozenset(
        ("Treaty", "Agreement", "Ceasefire", "Declaration", "Deal", "PolicyDocument", "Forum")
    ),
    frozenset(("GovernmentBody", "Organization", "ArmedGroup", "Company")),
)
"""Classes between which the form of a name may err: names that are alike mean one thing."""


def alike(one: str, other: str) -> bool:
    """Whether entities of two classes may be the same thing under a name."""
    return one == other or any(one in group and other in group for group in _ALIKE)


class CuratedIndex:
    """The curated entities by slug and, of persons, by surname; made once.

    Args:
        knowledge: the curated entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.by_slug: dict[str, list[str]] = defaultdict(list)
        self.by_surname: dict[str, list[str]] = defaultdict(list)
        for key, entity in knowledge.entities.items():
            self.by_slug[key.partition("/")[2]].append(key)
            if entity.type == "Person":
                self.by_surname[surname(entity.label)].append(key)

    def same(self, kind: str, label: str) -> str | None:
        """The curated entity whose key these words make, if its class is alike."""
        keys = self.by_slug.get(slug(label), ())
        found = [k for k in keys if alike(self.knowledge.entities[k].type, kind)]
        return found[0] if len(found) == 1 else None

    def person(self, label: str) -> str | None:
        """The one curated person of whose name this is a variant ("William Henry Seward")."""
        keys = self.by_surname.get(surname(label), ())
        found = [k for k in keys if compatible(self.knowledge.entities[k].label, label)]
        return found[0] if len(found) == 1 else None

    def holder(self, title: str, name: str) -> str | None:
        """The one curated person of this surname who had an office of this title."""
        title = title.lower()
        found = [
            key
            for key in self.by_surname.get(name, ())
            if any(title == t.title for t in self.knowledge.entities[key].tenures)
        ]
        return found[0] if len(found) == 1 else None


def surname(label: str) -> str:
    """The last word of a person's name, "Jr." and numerals left out."""
    words = folded(label).replace(",", "").split()
    while len(words) > 1 and words[-1] in forms().suffixes:
        words.pop()
    return words[-1]


def folded(name: str) -> str:
    """A name without accents: writers leave them out."""
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def compatible(one: str, other: str) -> bool:
    """Whether two full names can be one person's: first names and initials agree."""
    a, b = (folded(label).replace(",", "").split() for label in (one, other))
    suffixes = forms().suffixes
    if {w for w in a if w in suffixes} != {w for w in b if w in suffixes}:
        return False
    a, b = ([w for w in words if w not in suffixes] for words in (a, b))
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1] or not _fits(a[0], b[0]):
        return False
    middle = list(zip(a[1:-1], b[1:-1], strict=False))
    return all(_fits(x, y) for x, y in middle)


def _fits(one: str, other: str) -> bool:
    """Whether a first name and another, or its initial, agree."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 2 and short.endswith(".") and long.startswith(short[0])


class Registry:
    """The entities of one document that names of no curated entity mean.

    Args:
        index: the curated entities.
    """

    def __init__(self, index: CuratedIndex) -> None:
        self._index = index
        self.entities: dict[str, LocalEntity] = {}
        self.aliases: dict[tuple[str, ...], str] = {}
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self._first_words: dict[str, set[str]] = defaultdict(set)
        self._endings: dict[tuple[str, ...], list[str]] = defaultdict(list)

    # ------------------------------------------------------------------ taking in

    def add_all(self, found: Sequence[Found]) -> list[str | None]:
        """The keys of all names of a document; nothing for those that stay unclear.

        Fuller names are taken in before shorter ones, which join them.
        """
        keys: list[str | None] = [None] * len(found)

        def fullness(index: int) -> tuple[bool, bool, int, str, int]:
            name = found[index]
            size = len(name.label.split())
            return (name.partial, name.type == "Person", -size, name.label, index)

        known: dict[tuple[object, ...], str | None] = {}
        for index in sorted(range(len(found)), key=fullness):
            name = found[index]
            same = (name.label, name.type, name.key, name.owner, name.title, name.partial)
            if same not in known:
                known[same] = name.key or self._add(name)
            key = keys[index] = known[same]
            if key is not None and (name.type != "Person" or " " in name.label):
                self.aliases.setdefault(tuple(name.label.split()), key)
        return keys

    def _add(self, name: Found) -> str | None:
        if name.type == "Person":
            return self._person(name)
        label = f"{name.owner} {name.label}" if name.owner else name.label
        known = self._index.same(name.type, label) or self._fuller(name.type, label)
        if known is not None or name.partial:
            return known
        return self._keep(name.type, label, participants=name.participants)

    def _keep(
        self,
        kind: str,
        label: str,
        *,
        names: tuple[str, ...] = (),
        participants: tuple[str, ...] = (),
    ) -> str:
        key = f"{KINDS[kind]}/{slug(label)}"
        if key not in self._index.knowledge.entities and key not in self.entities:
            self.entities[key] = LocalEntity(key, kind, label, names, participants)
            if kind != "Person":
                self._note_endings(key, label)
        return key

    def _fuller(self, kind: str, label: str) -> str | None:
        """The one entity found before whose label ends in these words, dates left out."""
        known = self._endings.get(tuple(label.split()), ())
        found = [key for key in known if alike(self.entities[key].type, kind)]
        return found[0] if len(found) == 1 else None

    def _note_endings(self, key: str, label: str) -> None:
        """Remember what short forms of a name may be: its last words, with and without its date."""
        words = label.split()
        forms_of = [words]
        if words[-1].isdigit() and "of" in words:
            forms_of.append(words[: words.index("of")])
        for form in forms_of:
            for first in range(len(form)):
                known = self._endings[tuple(form[first:])]
                if key not in known and len(known) < _MANY:
                    known.append(key)

    # ------------------------------------------------------------------ persons

    def note_person(self, key: str, label: str) -> None:
        """A curated person is named in full: the surname alone may mean them from here on."""
        self._surnames[surname(label)].add(key)
        self._first_words[folded(label).split()[0]].add(key)

    def _person(self, name: Found) -> str | None:
        last = surname(name.label)
        known = self._surnames.get(last, set())
        if " " in name.label:
            curated = self._index.person(name.label)
            if curated is not None:
                self._surnames[last].add(curated)
                return curated
            for key in sorted(known) if len(known) < _MANY else ():
                entity = self.entities.get(key)
                if entity is not None and compatible(entity.label, name.label):
                    return key
            key = self._keep("Person", name.label)
            self.note_person(key, name.label)
            return key
        # "President Mao" and "King Hussein": the first word of the full name
        known = known or self._first_words.get(folded(name.label), set())
        if len(known) == 1:
            return next(iter(known))
        curated = self._index.holder(name.title, last)
        if known or curated is not None:
            return curated if not known or curated in known else None
        key = self._keep("Person", f"{name.title} {name.label}", names=(name.label,))
        self._surnames[last].add(key)
        return key

    def by_surname(self, word: str) -> str | None:
        """The one person of the document with this surname."""
        known = self._surnames.get(folded(word), set())
        return next(iter(known)) if len(known) == 1 else None

    def surnames(self) -> frozenset[str]:
        """The surnames of all persons of the document."""
        return frozenset(self._surnames)
