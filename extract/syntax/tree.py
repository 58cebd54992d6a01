"""Dependency trees as plain records: what the rules read, whatever parser made them.

The rules look at heads and children a hundred times a sentence; plain attributes answer many times
as fast as the parser's own objects, and a test can make a tree without a parser.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Self

by_index = attrgetter("i")
"""Key that sorts tokens in text order; several times as fast as comparing them."""


class Token:
    """A word of a paragraph and its place in the dependency tree.

    Attributes:
        tree: the paragraph it stands in.
        i: its index there.
        start: its first character, as an offset in the paragraph.
        text: its characters.
        lower: the same in lower case.
        tag: part of speech, a Penn Treebank tag.
        dep: dependency label in the CLEAR style.
        space: whether white space follows it.
        head: the token it depends on; itself at the root of a sentence.
        children: the tokens that depend on it, in text order.
        sentence: the sentence it stands in.
    """

    __slots__ = (
        "children",
        "dep",
        "head",
        "i",
        "lower",
        "sentence",
        "space",
        "start",
        "tag",
        "text",
        "tree",
    )

    tree: "Tree"
    head: Self
    children: list[Self]
    sentence: "Sentence"

    def __init__(self, i: int, start: int, text: str, tag: str, dep: str, space: bool) -> None:
        self.i = i
        self.start = start
        self.text = text
        self.lower = text.lower()
        self.tag = tag
        self.dep = dep
        self.space = space

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    def subtree(self) -> list[Self]:
        """The token and everything that depends on it, directly or not, in text order."""
        found, queue = [self], [self]
        while queue:
            for child in queue.pop().children:
                found.append(child)
                queue.append(child)
        found.sort(key=by_index)
        return found

    def __lt__(self, other: "Token") -> bool:
        return self.i < other.i

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"


class Sentence:
    """The tokens of one sentence, in text order."""

    __slots__ = ("root", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.root = next((t for t in tokens if t.head is t), tokens[0])
        for token in tokens:
            token.sentence = self

    @property
    def start(self) -> int:
        """The offset of its first character in the paragraph, white space left out."""
        return next((t.start for t in self.tokens if t.text.strip()), self.tokens[-1].end)

    @property
    def end(self) -> int:
        """The offset behind its last character, white space left out."""
        return next((t.end for t in reversed(self.tokens) if t.text.strip()), self.start)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


class Tree:
    """The parsed tokens of a paragraph.

    Args:
        tokens: all of them, in text order.
        heads: for each the index of its head; its own index at a root.
        starts: indices of the tokens that begin a sentence, the first being 0.
    """

    __slots__ = ("sentences", "tokens")

    def __init__(self, tokens: list[Token], heads: Sequence[int], starts: Sequence[int]) -> None:
        self.tokens = tokens
        for token in tokens:
            token.tree = self
            token.children = []
        for token, head in zip(tokens, heads, strict=True):
            token.head = tokens[head]
            if head != token.i:
                token.head.children.append(token)
        bounds = [*starts, len(tokens)]
        self.sentences = [Sentence(tokens[first:last]) for first, last in pairwise(bounds)]

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def __len__(self) -> int:
        return len(self.tokens)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that share a character with this stretch of the paragraph."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= start:
                low = middle + 1
            else:
                high = middle
        found = []
        for token in self.tokens[low:]:
            if token.start >= end:
                break
            found.append(token)
        return found


def head_of(tokens: Sequence[Token]) -> Token:
    """The token of a stretch that the others hang on: the first whose head lies outside of it."""
    inside = {token.i for token in tokens}
    return next(
        (t for t in tokens if t.head is t or t.head.i not in inside),
        tokens[0],
    )
