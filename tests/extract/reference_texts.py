"""What the tests of reference share: texts read up to who is meant, with no claims made."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.documents import Document
from extract.reference.gazetteer import Candidate, Gazetteer
from extract.reference.names import Name, NameReader
from extract.reference.referents import Referents
from extract.reference.unknown import UnknownNames
from extract.syntax.parsing import Parser
from extract.syntax.tree import Token
from ontology.entities import Knowledge

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "diplomatic-history.jsonl"


@cache
def corpus() -> dict[str, str]:
    """The texts of the corpus by their titles."""
    documents = map(json.loads, CORPUS.read_text("utf-8").splitlines())
    return {document["title"]: document["text"] for document in documents}


@dataclass(frozen=True)
class Reader:
    """Reads texts up to who is meant."""

    knowledge: Knowledge
    gazetteer: Gazetteer
    unknown: UnknownNames
    parser: Parser

    def curated(self, document: Document) -> list[Candidate]:
        """The curated names in a document."""
        return [
            candidate
            for span in document.paragraphs
            for candidate in self.gazetteer.find(document.text, span.start, span.end)
        ]

    def tokens(self, document: Document) -> Iterator[tuple[int, Token, Referents, list[Name]]]:
        """Each token: where it stands, itself, what is known when its sentence is entered."""
        candidates, named = self.unknown.read(document, self.curated(document))
        names = NameReader(self.knowledge, document.text, candidates)
        referents = Referents(self.knowledge, None, named)
        for paragraph in self.parser.parse(document):
            offset, parse = paragraph.span.start, paragraph.parse
            here = [
                name
                for candidate in candidates
                if paragraph.span.contains(candidate.span)
                and not candidate.nested
                and (name := names.read(candidate, parse, offset)) is not None
            ]
            here = referents.enter_paragraph(parse, here, offset)
            for sentence in parse.sentences:
                referents.enter_sentence(sentence)
                for token in sentence:
                    yield offset + token.start, token, referents, here


def unmark(marked: str) -> tuple[str, int]:
    """A text without the asterisks around a word, and where that word begins."""
    return marked.replace("*", ""), marked.index("*")
