"""Makes the tables of ``docs/sparql.md`` that say what is tested, from the manifests and our lists.

``python -m tests.server.w3c.page FILE`` puts them into the page; a test fails where they are not up
to date. They say what passes without running it, since the run fails where the lists are wrong.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.server.w3c.manifest import RUN, SUITES, Case, cases, known_failures, left_out

_TABLES = re.compile(r"(?<=<!-- made by `make docs` -->\n).*?(?=<!-- end -->)", re.DOTALL)
_VERSIONS = {"sparql10": "SPARQL 1.0", "sparql11": "SPARQL 1.1", "sparql12": "SPARQL 1.2"}
_FORMATS = {"sparql11/csv-tsv-res", "sparql11/json-res"}
_KINDS = {
    "QueryEvaluationTest": "query evaluation",
    "PositiveSyntaxTest": "query syntax",
    "NegativeSyntaxTest": "query syntax",
    "UpdateEvaluationTest": "update evaluation",
    "PositiveUpdateSyntaxTest": "update syntax",
    "NegativeUpdateSyntaxTest": "update syntax",
    "ProtocolTest": "protocol",
    "GraphStoreProtocolTest": "Graph Store HTTP Protocol",
    "ServiceDescriptionTest": "service description",
}


def with_tables(page: str) -> str:
    """The page with its tables made anew."""
    made = "\n".join([*_suites(), "", *_failures(), "", *_left_out()])
    return _TABLES.sub(lambda _: f"\n{made}\n\n", page)


def _suites() -> Iterator[str]:
    spelled = {test for failure in known_failures() if failure.spelling for test in failure.tests}
    failing = {test for failure in known_failures() for test in failure.tests} - spelled
    tests = Counter(_name(case) for case in cases(*RUN))
    rows = []
    for name, count in tests.items():
        ids = {case.id for case in cases(*RUN) if _name(case) == name}
        rows.append(
            (name, count, count - len(ids & (spelled | failing)), ids & spelled, ids & failing)
        )
    rows.sort(key=lambda row: (not row[0].startswith("SPARQL"), row[0]))
    yield from _row("suite", "tests", "pass", "right but for spelling", "fail")
    yield from _row("---", "--:", "--:", "--:", "--:")
    for name, count, passed, spelling, wrong in rows:
        yield from _row(name, count, passed, len(spelling), len(wrong))
    total = sum(tests.values())
    yield from _row("**all**", total, total - len(spelled | failing), len(spelled), len(failing))


def _failures() -> Iterator[str]:
    yield from _row("what fails", "tests")
    yield from _row("---", "--:")
    for failure in known_failures():
        yield from _row(failure.cause.strip(), len(failure.tests))


def _left_out() -> Iterator[str]:
    yield from _row("what is not run", "why")
    yield from _row("---", "---")
    for suite, why in left_out().items():
        yield from _row(f"`{suite}`", why.strip())


def _row(*cells: object) -> Iterable[str]:
    yield f"| {' | '.join(str(cell).replace('|', '&#124;') for cell in cells)} |"


def _name(case: Case) -> str:
    version = _VERSIONS.get(case.suite.partition("/")[0])
    if version is None:
        return "our own, in the same format"
    what = "result formats" if case.suite in _FORMATS else _KINDS[case.kind]
    return f"{version}: {what}"


if __name__ == "__main__":
    page = Path(sys.argv[1])
    if SUITES.is_dir():
        page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(f"the W3C test suites are not at {SUITES}: {page} stays as it is")
