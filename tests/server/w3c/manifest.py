"""The tests that the manifests of the W3C suites list, and our own in the same format.

The manifests are those of ``../shared/w3c/sparql``; what is left out of them is in
``left_out.yaml``, and what is known to fail in ``known_failures.yaml``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from tests.server.w3c.rdf import Graph, Node, read
from tests.server.w3c.results import SpellingError

SUITES = Path(__file__).parents[4] / "shared" / "w3c" / "sparql"
OWN = Path(__file__).parent / "own"

_BASE = "https://w3c.github.io/rdf-tests/sparql/"
_OWN_BASE = "https://w3id.org/accord/tests/own/"
_ROOTS = ("sparql10/manifest.ttl", "sparql11/manifest-all.ttl", "sparql12/manifest.ttl")
RUN = (
    *("QueryEvaluation", "CSV", "PositiveSyntax", "NegativeSyntax"),
    *("UpdateEvaluation", "PositiveUpdateSyntax", "NegativeUpdateSyntax"),
    *("Protocol", "GraphStoreProtocol", "ServiceDescription"),
)
"""The kinds of tests that are run."""

_QUICK = frozenset(
    {
        "own",
        *("sparql11/csv-tsv-res", "sparql11/json-res", "sparql11/protocol"),
        *("sparql11/graph-store-protocol", "sparql11/service-description"),
    }
)
"""Suites that ``make test`` runs; the others are for ``make w3c``."""

_ABSENT = pytest.mark.skip(reason=f"the W3C test suites are not at {SUITES}")
_RETRACTED = {"Deprecated", "Obsoleted", "Rejected", "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a manifest.

    Attributes:
        id: suite and local name, such as ``sparql11/bind#bind01``.
        kind: local name of its type, such as ``QueryEvaluationTest``.
        node: what the manifest says of it.
    """

    id: str
    kind: str
    node: Node

    @property
    def suite(self) -> str:
        """The directory that its manifest is in."""
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """Tests that fail, and why.

    Attributes:
        cause: what is behind it.
        tests: their ids.
        spelling: whether their results are right but for the lexical forms of literals.
    """

    cause: str
    tests: tuple[str, ...]
    spelling: bool = False

    @property
    def mark(self) -> pytest.MarkDecorator:
        """What lets these tests fail, in this way, and lets nothing else pass."""
        error = SpellingError if self.spelling else None
        return pytest.mark.xfail(reason=self.cause, raises=error, strict=True)


def cases(*kinds: str) -> list[Case]:
    """The tests of some kinds, in the manifests' order, without those that are left out.

    Args:
        kinds: beginnings of the names of their types.
    """
    omitted = left_out()
    return [case for case in _all() if case.kind.startswith(kinds) and case.suite not in omitted]


def parameters(*kinds: str, order: Callable[[Case], Any] | None = None) -> list[ParameterSet]:
    """The same as parameters of a test: a known failure must fail.

    Args:
        kinds: beginnings of the names of their types.
        order: what to sort them by instead.
    """
    failures = {test: failure for failure in known_failures() for test in failure.tests}
    found = []
    for case in sorted(cases(*kinds), key=order) if order else cases(*kinds):
        marks = [] if case.suite in _QUICK else [pytest.mark.w3c]
        if case.id in failures:
            marks.append(failures[case.id].mark)
        found.append(pytest.param(case, id=case.id, marks=marks))
    if not SUITES.is_dir():
        found.append(pytest.param(None, id="w3c", marks=[_ABSENT, pytest.mark.w3c]))
    return found


def known_failures() -> tuple[KnownFailure, ...]:
    """What is known to fail."""
    return tuple(KnownFailure(**failure) for failure in _yaml("known_failures.yaml"))


def left_out() -> Mapping[str, str]:
    """Why the tests of a suite are not run, by its directory."""
    suites: Mapping[str, str] = _yaml("left_out.yaml")
    return suites


def text_of(iri: str) -> str:
    """The text of a query or an update."""
    return path_of(iri).read_text(encoding="utf-8")


def path_of(iri: str) -> Path:
    """The file that an IRI of a manifest names."""
    if iri.startswith(_OWN_BASE):
        return OWN / iri.removeprefix(_OWN_BASE)
    assert iri.startswith(_BASE), iri
    return SUITES / iri.removeprefix(_BASE)


@cache
def _all() -> tuple[Case, ...]:
    found: dict[str, Case] = {}
    for root in [_OWN_BASE + "manifest.ttl", *(_BASE + name for name in _ROOTS)]:
        for case in _read(root):
            assert case.id not in found, f"{case.id} stands twice"
            found[case.id] = case
    return tuple(found.values())


def _read(iri: str) -> Iterator[Case]:
    path = path_of(iri)
    if not path.is_file() and not SUITES.is_dir():
        return
    graph = Graph(read(path, iri))
    suite = str(path.parent.relative_to(SUITES if iri.startswith(_BASE) else OWN.parent))
    for manifest in graph.having("rdf:type", "mf:Manifest"):
        for included in manifest.all("mf:include"):
            for member in included.members():
                yield from _read(member.value)
        for entries in manifest.all("mf:entries"):
            for node in entries.members():
                approval = node.get("dawgt:approval")
                if approval is None or approval.value.partition("#")[2] not in _RETRACTED:
                    yield Case(f"{suite}#{node.value.partition('#')[2]}", _kind(node), node)


def _kind(node: Node) -> str:
    """A test's type, whatever the version; some bad updates are listed as bad queries."""
    kind = node.one("rdf:type").value.partition("#")[2].removesuffix("11")
    if kind.endswith("SyntaxTest") and node.one("mf:action").value.endswith(".ru"):
        return kind.replace("SyntaxTest", "UpdateSyntaxTest").replace("UpdateUpdate", "Update")
    return kind


@cache
def _yaml(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
