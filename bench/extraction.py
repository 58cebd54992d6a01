"""How fast the whole line is, from text to RDF, beside spaCy's own parse of the same texts.

Over the corpus of diplomatic history: CPU seconds of spaCy's pipeline as installed, with the same
components, and of the line; words per CPU second; the growth of memory from the first tenth of the
corpus to the last; and the cost of one long text against its length. Run as
``python -m bench.extraction [TEXTS]``.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator

import spacy

from bench.score import GOLD
from extract.claims import Span
from extract.documents import Document, Metadata
from extract.pipeline import Extractor
from extract.rdf import document_quads
from extract.syntax.parsing import UNUSED, find_model
from ontology.knowledge import load_knowledge
from ontology.namespaces import Namespaces

CORPUS = GOLD.parent / "corpus" / "diplomatic-history.jsonl"
LENGTHS = (20_000, 40_000, 80_000)


def documents(texts: int | None) -> Iterator[Document]:
    """The first texts of the corpus, a paragraph a block."""
    for number, line in enumerate(CORPUS.read_text("utf-8").splitlines()[:texts]):
        record = json.loads(line)
        yield as_document(f"text-{number}", record["text"])


def as_document(name: str, text: str) -> Document:
    """A text as a document; its paragraphs are its lines."""
    paragraphs: list[Span] = []
    start = 0
    for block in text.split("\n"):
        if block.strip():
            paragraphs.append(Span(start, start + len(block)))
        start += len(block) + 1
    return Document(name, text, Metadata(title=name), tuple(paragraphs))


def megabytes() -> float:
    """The most memory the process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cpu_of_parse(texts: list[Document]) -> float:
    """CPU seconds of spaCy's own parse, one paragraph a text of its pipe."""
    nlp = spacy.load(find_model().name, exclude=UNUSED)
    blocks = [d.text[s.start : s.end] for d in texts for s in d.paragraphs]
    began = time.process_time()
    for _ in nlp.pipe(blocks):
        pass
    return time.process_time() - began


def main() -> int:
    """Measure and print."""
    if not CORPUS.is_file():
        print("the corpus (../shared/corpus) is not on this machine")
        return 0
    texts = list(documents(int(sys.argv[1]) if len(sys.argv) > 1 else None))
    words = sum(len(d.text.split()) for d in texts)
    parse = cpu_of_parse(texts)
    knowledge, namespaces = load_knowledge(), Namespaces()
    extractor = Extractor(knowledge)
    tenth = max(1, len(texts) // 10)
    quads = claims = 0
    early = 0.0
    began = time.process_time()
    for number, document in enumerate(texts, 1):
        extraction = extractor.extract(document)
        claims += len(extraction.claims)
        quads += len(document_quads(extraction, document, knowledge, namespaces))
        if number == tenth:
            early = megabytes()
    line = time.process_time() - began
    print(f"{len(texts)} texts, {words:,} words, {claims:,} claims, {quads:,} quads")
    print(f"spaCy's parse: {parse:.1f} CPU s, {words / parse:,.0f} words a CPU second")
    print(f"the whole line: {line:.1f} CPU s, {words / line:,.0f} words a CPU second")
    print(f"ratio: {line / parse:.2f}")
    print(f"peak memory: {early:.0f} MB after a tenth, {megabytes():.0f} MB at the end")
    article = " ".join(document.text.replace("\n", " ") for document in texts[:40])
    for length in LENGTHS:
        long = as_document("long", article[:length])
        began = time.process_time()
        extractor.extract(long)
        cost = (time.process_time() - began) / len(long.text) * 1e6
        print(f"one paragraph of {len(long.text):,} characters: {cost:.1f} CPU µs a character")
    return 0


if __name__ == "__main__":
    sys.exit(main())
