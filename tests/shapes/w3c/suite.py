"""The tests that the manifests of the W3C SHACL suite list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from shapes.setwise.terms import Term
from shapes.setwise.triples import Triples

SUITE = Path(__file__).parents[4] / "shared" / "w3c" / "shacl"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT = "http://www.w3.org/ns/shacl-test#"
_UNLISTED = "sparql/component/nodeValidator-001.ttl"
FAILURE = ox.NamedNode(f"{_SHT}Failure")
"""The result of a test whose shapes cannot be run."""


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a manifest.

    Attributes:
        id: directory and local name, such as ``core/node/and-001``.
        data: the data graph.
        shapes: the shapes graph.
        expected: the graph that holds the expected report.
        report: the report in it, or ``FAILURE``.
    """

    id: str
    data: tuple[ox.Quad, ...]
    shapes: tuple[ox.Quad, ...]
    expected: Triples
    report: Term


@cache
def cases() -> tuple[Case, ...]:
    """All tests: those of the manifests in their order, and one that no manifest lists."""
    if not SUITE.is_dir():
        return ()
    return (*_cases_of(SUITE / "manifest.ttl"), *_cases_of(SUITE / _UNLISTED))


@cache
def known_failures(validator: str) -> dict[str, str]:
    """The ids of the tests that a validator fails, and why."""
    listed = yaml.safe_load((Path(__file__).parent / "known_failures.yaml").read_text("utf-8"))
    return {test: each["cause"] for each in listed[validator] for test in each["tests"]}


@cache
def _quads(path: Path) -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=path, base_iri=path.as_uri()))


def _cases_of(path: Path) -> Iterator[Case]:
    triples = Triples(_quads(path))
    manifest = ox.NamedNode(path.as_uri())
    for included in triples.objects(manifest, ox.NamedNode(f"{_MF}include")):
        yield from _cases_of(_path(included))
    for head in triples.objects(manifest, ox.NamedNode(f"{_MF}entries")):
        for entry in triples.members(head, manifest):
            (action,) = triples.objects(entry, ox.NamedNode(f"{_MF}action"))
            (report,) = triples.objects(entry, ox.NamedNode(f"{_MF}result"))
            (data,) = triples.objects(action, ox.NamedNode(f"{_SHT}dataGraph"))
            (shapes,) = triples.objects(action, ox.NamedNode(f"{_SHT}shapesGraph"))
            yield Case(
                id=f"{path.parent.relative_to(SUITE)}/{entry.value.rpartition('/')[2]}",
                data=_quads(_path(data)),
                shapes=_quads(_path(shapes)),
                expected=triples,
                report=report,
            )


def _path(node: Term) -> Path:
    return Path(node.value.removeprefix("file://"))
