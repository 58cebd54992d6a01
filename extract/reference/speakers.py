"""Who "I" and "we" are: the author of a statement, or whoever says a quotation."""

from typing import Protocol

from extract.lexicon.verbs import governors
from extract.syntax.dependencies import ancestors, children, logical_subjects
from extract.syntax.phrases import quoted_tokens
from extract.syntax.tree import Token
from ontology.entities import Knowledge

FIRST_PERSON = frozenset(("i", "my", "me", "myself", "we", "our", "us", "ourselves"))
_SINGULAR = frozenset(("i", "my", "me", "myself"))


class Resolver(Protocol):
    """What the first person needs of the other references of a text."""

    @property
    def knowledge(self) -> Knowledge:
        """The curated entities."""

    def actors(self, tokens: list[Token]) -> tuple[str, ...]:
        """The actors that tokens stand for."""


class Speakers:
    """Resolves the first person.

    Args:
        referents: what the other words stand for.
        author: key of the person who speaks where no quotation does, where that is known.
    """

    def __init__(self, referents: Resolver, author: str | None) -> None:
        self._referents = referents
        self._author = author
        self._quoted: frozenset[int] | None = None
        self._speaker: tuple[str, ...] = ()

    def enter_paragraph(self) -> None:
        """Go on to the next paragraph."""
        self._quoted = None
        self._speaker = ()

    def _is_quoted(self, token: Token) -> bool:
        """Whether a token stands in a quotation."""
        if self._quoted is None:
            self._quoted = quoted_tokens(token.tree)
        return token.i in self._quoted

    def resolve(self, pronoun: Token) -> tuple[str, ...]:
        """Whom "I" means, or "we": of a statement's author the state whose office they hold."""
        if self._is_quoted(pronoun):
            return self._speaker_of(pronoun)
        if self._author is None or pronoun.lower in _SINGULAR:
            return (self._author,) if self._author else ()
        entity = self._referents.knowledge.entities.get(self._author)
        states = {tenure.of for tenure in entity.tenures} if entity is not None else set()
        return tuple(states) if len(states) == 1 else ()

    def _speaker_of(self, token: Token) -> tuple[str, ...]:
        """Who says a quotation: its said-verb's subject, or who spoke last in the paragraph."""
        said = governors().reporting
        for head in ancestors(token):
            inserted = [v for v in children(head, "parataxis", "ccomp") if v.lower in said]
            for verb in (head, *inserted):
                if verb.lower in said and not self._is_quoted(verb):
                    speakers = self._referents.actors(logical_subjects(verb))
                    if speakers:
                        self._speaker = speakers
                        return speakers
        return self._speaker
