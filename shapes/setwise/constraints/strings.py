"""Constraints on texts (SHACL §4.4)."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from shapes.setwise.constraints.base import Constraint, ValueTest
from shapes.setwise.engine import Run
from shapes.setwise.literals import is_pattern, matching
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Fault, Shape, Values


@dataclass(frozen=True)
class MinLength(ValueTest):
    """Each value node has at least so many characters (SHACL §4.4.1)."""

    name = "MinLength"
    least: int

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["MinLength"]:
        """The ``sh:minLength``."""
        if (least := parameters.count("minLength")) is not None:
            yield cls(least)

    def message(self) -> str:
        """What is right."""
        return f"The value has at least {self.least} characters."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that are shorter, and blank nodes."""
        return {node for node, text in run.texts(nodes) if text is None or len(text) < self.least}


@dataclass(frozen=True)
class MaxLength(ValueTest):
    """Each value node has at most so many characters (SHACL §4.4.2)."""

    name = "MaxLength"
    most: int

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["MaxLength"]:
        """The ``sh:maxLength``."""
        if (most := parameters.count("maxLength")) is not None:
            yield cls(most)

    def message(self) -> str:
        """What is right."""
        return f"The value has at most {self.most} characters."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that are longer, and blank nodes."""
        return {node for node, text in run.texts(nodes) if text is None or len(text) > self.most}


@dataclass(frozen=True)
class Pattern(ValueTest):
    """Each value node matches a regular expression (SHACL §4.4.3)."""

    name = "Pattern"
    pattern: str
    flags: str | None

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["Pattern"]:
        """One for each ``sh:pattern``, with the ``sh:flags``."""
        flags = parameters.text("flags")
        for literal in parameters.texts("pattern"):
            if not is_pattern(literal.value, flags):
                raise parameters.error(
                    f"has {literal} as sh:pattern, with the flags {flags or 'none'}; a regular"
                    " expression as SPARQL's REGEX takes it is allowed, without back references,"
                    " and the flags i, s, m, x and q"
                )
            yield cls(literal.value, flags)

    def message(self) -> str:
        """What is right."""
        return f'The value matches the pattern "{self.pattern}".'

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that do not match, and blank nodes."""
        texts = dict(run.texts(nodes))
        good = matching(
            {text for text in texts.values() if text is not None}, self.pattern, self.flags
        )
        return {node for node, text in texts.items() if text not in good}


@dataclass(frozen=True)
class LanguageIn(ValueTest):
    """Each value node is a text in one of some languages (SHACL §4.4.4)."""

    name = "LanguageIn"
    ranges: tuple[str, ...]

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["LanguageIn"]:
        """The ``sh:languageIn``."""
        parameters.single("languageIn")
        for members in parameters.lists("languageIn"):
            for member in members:
                if not isinstance(member, ox.Literal):
                    raise parameters.error(
                        f"has {member} in sh:languageIn; language tags are allowed"
                    )
            yield cls(tuple(member.value.lower() for member in members))

    def message(self) -> str:
        """What is right."""
        return f"The value is a text in one of the languages {', '.join(self.ranges)}."

    def failing(self, run: Run, nodes: Set[int]) -> Set[int]:
        """Those that are in no such language, or no texts."""
        terms = ((node, run.graph.term(node)) for node in nodes)
        return {
            node
            for node, term in terms
            if not isinstance(term, ox.Literal) or not self._allows(term.language)
        }

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(f"{range_}-" for range_ in self.ranges)

    def _allows(self, language: str | None) -> bool:
        """Whether ``langMatches`` says true for any of the ranges (SPARQL §17.4.3.15)."""
        tag = (language or "").lower()
        return bool(tag) and (
            tag in self.ranges or "*" in self.ranges or tag.startswith(self._beginnings)
        )


@dataclass(frozen=True)
class UniqueLang(Constraint):
    """No two value nodes of a focus node are in one language (SHACL §4.4.5)."""

    name = "UniqueLang"

    @classmethod
    def read(cls, parameters: Parameters) -> Iterator["UniqueLang"]:
        """The ``sh:uniqueLang``, where it is true."""
        parameters.for_paths_only("uniqueLang")
        if parameters.flag("uniqueLang"):
            yield cls()

    def message(self) -> str:
        """What is right."""
        return "There is one value in each language."

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each language that two value nodes of a focus node are in."""
        for focus, nodes in values.by_focus.items():
            if len(nodes) < 2:
                continue
            languages: dict[str, int] = {}
            for node in nodes:
                term = run.graph.term(node)
                if isinstance(term, ox.Literal) and term.language:
                    tag = term.language.lower()
                    languages[tag] = languages.get(tag, 0) + 1
            yield from (Fault(focus) for count in languages.values() if count > 1)
