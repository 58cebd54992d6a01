"""The build: texts in, a validated graph out, published as a release of the store, or nothing.

What did not change is not made anew: a document's graph is kept under the fingerprint of all that
it depends on, and a build whose inputs are those of the current release does nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from accord import __version__
from accord.background import background_quads
from accord.catalog import Origin, catalog_quads
from accord.console import Progress
from accord.extraction import DocumentGraphs, lexicon_with
from accord.faults import DataError
from accord.fingerprints import combined, library_versions, room_fingerprint
from accord.output import to_nquads
from accord.sources import Source, read_sources
from accord.validation import VALIDATING, GraphValidation
from extract.lexicon.frames import fingerprint as frames_fingerprint
from extract.syntax.parsing import Model, find_model
from ontology.entities import Knowledge
from ontology.inference.engine import InferenceError
from ontology.inference.inferred import inferred_graph
from ontology.knowledge import load_knowledge
from ontology.namespaces import Namespaces
from server.errors import StoreMissingError
from server.store import GraphStore
from shapes.report import render_text
from shapes.report_rdf import report_quads

_PATIENCE = 3.0
"""For how many seconds a build waits for a service that is writing just now."""

_INFERENCE = "ontology/inference"
_WARNING = b"# warning: "
_PARSING = library_versions("spacy", "thinc", "numpy")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did.

    Attributes:
        release: id of the release that is current now.
        changed: whether it is a new one.
        documents: how many texts it holds.
        parsed: how many of them were parsed in this build.
        quads: how many quads it holds.
        warnings: what the user should know, a sentence each.
    """

    release: str
    changed: bool
    documents: int
    parsed: int
    quads: int
    warnings: tuple[str, ...]


class InvalidGraphError(DataError):
    """The graph breaks its shapes; the text is the report."""


class Build:
    """One build into one store.

    Args:
        store: where the release goes.
        namespaces: the IRIs of this deployment.
        model: path or package of the parser's model; the installed one where ``None``.
        knowledge: directory of the curated files; those that come with Accord where ``None``.
        rules: directory of the user's own frame files.
        progress: what long work reports to.

    Raises:
        SourceError: a curated file has a fault.
        ModelError: there is no usable model.
    """

    def __init__(
        self,
        store: GraphStore,
        namespaces: Namespaces,
        progress: Progress,
        *,
        model: str | None = None,
        knowledge: Path | None = None,
        rules: Path | None = None,
    ) -> None:
        self._store = store
        self._namespaces = namespaces
        self._progress = progress
        self._model: Model = find_model(model)
        self._knowledge: Knowledge = load_knowledge(knowledge)
        self._lexicon = lexicon_with(rules)
        self._extractor_code = room_fingerprint("extract", "ontology", without=_INFERENCE)
        if rules is not None:
            self._extractor_code = combined([self._extractor_code, frames_fingerprint(rules)])
        self._parsed = 0
        self._warnings: list[str] = []

    def run(self, paths: Sequence[Path]) -> Outcome:
        """Build the graph of these texts, and of no others, and make it the current release.

        Raises:
            CallError: a path is not there.
            DataError: a text, its metadata or its curation has a fault.
            InvalidGraphError: the graph breaks its shapes.
            StoreError: the store cannot be read or written.
            In every case, what was current still is.
        """
        with self._store.lock(patience=_PATIENCE):
            sources = read_sources(paths, self._knowledge)
            fingerprint = self._fingerprint(sources)
            current = self._current_manifest()
            if current is not None and current.get("fingerprint") == fingerprint:
                return self._outcome(current, sources, changed=False)
            self._warnings += [w for source in sources for w in source.document.warnings]
            quads, validation = self._graph(sources)
            manifest = {
                "fingerprint": fingerprint,
                "base": self._namespaces.base,
                "accord": __version__,
                "model": {"name": self._model.name, "sha256": self._model.digest},
                "texts": {source.document.name: source.text_digest for source in sources},
                "graphs": dict(sorted(Counter(str(q.graph_name) for q in quads).items())),
                "validation": validation,
                "libraries": f"{_PARSING}, {VALIDATING}",
                "warnings": self._warnings,
            }
            self._progress.begin("storing", 1)
            self._store.publish(quads, manifest)
            outcome = self._outcome(self._store.manifest(), sources, changed=True)
            if current is None or "derived_from" not in current:
                return outcome
            left = (
                "what was written through the service is not in the new graph; the release "
                f"{current['release']} still holds it"
            )
            return replace(outcome, warnings=(*outcome.warnings, left))

    def _current_manifest(self) -> Mapping[str, Any] | None:
        try:
            return self._store.manifest()
        except StoreMissingError:
            return None

    def _outcome(
        self, manifest: Mapping[str, Any], sources: Sequence[Source], *, changed: bool
    ) -> Outcome:
        return Outcome(
            release=manifest["release"],
            changed=changed,
            documents=len(sources),
            parsed=self._parsed,
            quads=manifest["quads"],
            warnings=tuple(manifest["warnings"]),
        )

    def _fingerprint(self, sources: Sequence[Source]) -> str:
        """The fingerprint of everything that the graph depends on."""
        return combined(
            [
                *(self._document_fingerprint(source) for source in sources),
                self._model.name,
                room_fingerprint(_INFERENCE, "shapes", "accord"),
                VALIDATING,
            ]
        )

    def _document_fingerprint(self, source: Source) -> str:
        """The fingerprint of everything that the graph of one document depends on."""
        return combined(
            [
                source.fingerprint,
                self._knowledge.fingerprint,
                self._model.digest,
                self._extractor_code,
                _PARSING,
                self._namespaces.base,
            ]
        )

    def _graph(self, sources: Sequence[Source]) -> tuple[list[ox.Quad], Mapping[str, Any]]:
        """All graphs, validated, and a summary of the validation."""
        documents = self._documents(sources)
        background = list(background_quads(self._knowledge, self._namespaces))
        origin = Origin(
            texts={source.document.name: source.text_digest for source in sources},
            knowledge=self._knowledge.fingerprint,
            model=Path(self._model.name).name,
            model_digest=self._model.digest,
            version=__version__,
            code=self._extractor_code,
        )
        quads = [*documents, *background]
        try:
            quads += inferred_graph(quads, self._namespaces)
        except InferenceError as error:
            raise DataError(
                f"{error}. Nothing was loaded; the graph that was served before, if any, still is."
            ) from error
        quads += catalog_quads(quads, origin, self._namespaces)
        validation = GraphValidation(self._namespaces, background, self._store)
        report = validation.validate(quads, self._progress)
        if not report.conforms:
            raise InvalidGraphError(
                f"{render_text(report)}\n"
                "Nothing was loaded; the graph that was served before, if any, still is."
            )
        quads += report_quads(report, self._namespaces)
        return quads, {
            "conforms": report.conforms,
            "violations": len(report.of("Violation")),
            "warnings": len(report.of("Warning")),
        }

    def _documents(self, sources: Sequence[Source]) -> list[ox.Quad]:
        """The graphs of all documents, from the cache where they did not change."""
        graphs = DocumentGraphs(self._knowledge, self._namespaces, self._model, self._lexicon)
        quads: list[ox.Quad] = []
        self._progress.begin("extracting", len(sources))
        for source in sources:
            fingerprint = self._document_fingerprint(source)
            data = self._store.cached(fingerprint)
            if data is None:
                extracted, warnings = graphs.quads(source)
                data = to_nquads(extracted) + _comments(warnings)
                self._store.put_cache(fingerprint, data)
                self._parsed += 1
            self._warnings += _warnings_in(data)
            quads += ox.parse(data, format=ox.RdfFormat.N_QUADS)
            self._progress.step()
        return quads


def _comments(warnings: Sequence[str]) -> bytes:
    """Warnings as comments at the end of N-Quads, so that they are given again from the cache."""
    return b"".join(_WARNING + " ".join(w.split()).encode() + b"\n" for w in warnings)


def _warnings_in(data: bytes) -> list[str]:
    lines = data.splitlines()
    return [line.removeprefix(_WARNING).decode() for line in lines if line.startswith(_WARNING)]
