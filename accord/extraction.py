"""The graph of a document: extracted, curated and written in the data model."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from accord.sources import Source
from extract.curation import apply_curation
from extract.lexicon.frames import FRAMES, Lexicon, load_lexicon, shipped_lexicon
from extract.rdf import document_quads
from extract.syntax.parsing import Model
from ontology.entities import Knowledge
from ontology.namespaces import Namespaces

if TYPE_CHECKING:
    from extract.pipeline import Extractor


def lexicon_with(rules: Path | None) -> Lexicon:
    """The frames that come with Accord, and a user's own over and beside them.

    Raises:
        ontology.yaml_source.SourceError: a frame file has a fault.
    """
    return shipped_lexicon() if rules is None else load_lexicon(rules, beside=FRAMES)


class DocumentGraphs:
    """Makes the graph of one source after the other.

    Args:
        knowledge: the curated entities.
        namespaces: the IRIs of this deployment.
        model: the model that parses; loaded when the first text is parsed.
        lexicon: the frames.
    """

    def __init__(
        self, knowledge: Knowledge, namespaces: Namespaces, model: Model, lexicon: Lexicon
    ) -> None:
        self._knowledge = knowledge
        self._namespaces = namespaces
        self._model = model
        self._lexicon = lexicon

    @cached_property
    def _extractor(self) -> "Extractor":
        from extract.pipeline import Extractor  # imports spaCy: three seconds

        return Extractor(self._knowledge, self._model, self._lexicon)

    def quads(self, source: Source) -> tuple[list[ox.Quad], list[str]]:
        """The graph of a source, and a sentence for each curated correction that meets no claim.

        Raises:
            ontology.yaml_source.SourceError: the curation does not fit the text.
        """
        extraction = self._extractor.extract(source.document)
        warnings: list[str] = []
        if source.curation is not None:
            extraction, warnings = apply_curation(extraction, source.document, source.curation)
        quads = document_quads(extraction, source.document, self._knowledge, self._namespaces)
        return quads, warnings
