"""The titles that a text gives people: "Japanese Foreign Minister Taro Aso"."""

from collections.abc import Iterable, Mapping

from extract.reference.names import Name
from extract.reference.officeholders import office_of
from extract.syntax.dependencies import children, modifiers
from extract.syntax.tree import Token, Tree


class GivenTitles:
    """The offices that a text has given people so far, and of what where it says so."""

    def __init__(self) -> None:
        self._given: dict[str, dict[str, set[str]]] = {}

    def __getitem__(self, person: str) -> Mapping[str, set[str]]:
        """The offices of a person, in lower case, each with the keys of what it is of."""
        return self._given.get(person, {})

    def is_of_nobody_known(self, office: str) -> bool:
        """Whether somebody was given an office without it being said of what."""
        return any(office in given and not given[office] for given in self._given.values())

    def enter_paragraph(self, parse: Tree, names: Iterable[Name], people: set[int]) -> None:
        """Note the titles before and behind the names of persons.

        Args:
            parse: the paragraph.
            names: the names in it.
            people: the first tokens of those that are persons'.
        """
        owners = {name.head.i: name.mention.entity for name in names}
        for name in names:
            if name.first not in people:
                continue
            if (before := parse[max(name.first - 1, 0)]).i < name.first:
                self._note(name.mention.entity, before, owners)
            for behind in children(name.head, "appos"):
                self._note(name.mention.entity, behind, owners)

    def _note(self, person: str, noun: Token, owners: Mapping[int, str]) -> None:
        """Note the office that a noun heads, and of what its words say it is."""
        office = office_of(noun)
        if office is None:
            return
        parts = [*modifiers(noun), *children(noun, "poss")]
        head = noun.head
        if noun.dep in ("compound", "nmod"):  # a title before a name hangs on it, as its owner does
            parts += [t for t in (*modifiers(head), *children(head, "poss")) if t.i < noun.i]
        known = {owners[t.i] for t in parts if t.i in owners}
        self._given.setdefault(person, {}).setdefault(office, set()).update(known)
