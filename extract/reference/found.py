"""A name that a text was found to use, before it is known what else is named so."""

from dataclasses import dataclass, field

from extract.reference.gazetteer import Candidate
from extract.reference.words import Words

KINDS = {
    "Person": "person",
    "State": "state",
    "Organization": "organization",
    "ArmedGroup": "group",
    "Company": "company",
    "GovernmentBody": "government",
    "Community": "community",
    "Place": "place",
    "Agreement": "agreement",
    "Treaty": "agreement",
    "Ceasefire": "agreement",
    "Declaration": "agreement",
    "Deal": "agreement",
    "Forum": "forum",
    "PolicyDocument": "document",
}
"""The first part of an entity's key, by its class."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that is a name by its form.

    Attributes:
        first: index of its first word in its paragraph.
        after: index behind its last word.
        type: class of what it names; empty where it is that of ``key``.
        label: the name as a label.
        key: key of the curated entity that it is another name of.
        owner: whose body it is, where that stands outside of the name ("Egypt’s Foreign Ministry").
        participants: keys of those whom an agreement is said to be between.
        inner: the curated names inside of it.
        title: of a person, the title before the name.
        partial: whether its words do not tell which one is meant ("Foreign Ministry"), so that it
            is a name only where a fuller one was told.
    """

    first: int
    after: int
    type: str
    label: str
    key: str | None = None
    owner: str | None = None
    participants: tuple[str, ...] = ()
    inner: tuple[Candidate, ...] = ()
    title: str = ""
    partial: bool = False


@dataclass(slots=True)
class Page:
    """One paragraph: its words and what was found in it.

    Attributes:
        words: the words.
        found: the names, as they were found.
        taken: indices of the words in them.
    """

    words: Words
    found: list[Found] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def add(self, found: Found) -> None:
        """Take in a name."""
        self.found.append(found)
        self.taken.update(range(found.first, found.after))

    def is_free(self, found: Found) -> bool:
        """Whether none of a name's words stand in another."""
        return self.taken.isdisjoint(range(found.first, found.after))
