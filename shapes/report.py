"""A validation report as people read it, and as JSON."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from shapes.results import SEVERITIES, Report, Result, Severity

SHOWN_PER_SHAPE = 10
"""How many results of one shape are spelled out in text: what fails everywhere fails alike."""

_LONGEST_VALUE = 120

_HEADINGS: dict[Severity, str] = {
    "Violation": "Violations: the graph cannot be used until these are put right",
    "Warning": "Warnings: probably mistakes, and nothing is stopped by them",
    "Info": "Notes: worth a look",
}
_NOUNS: dict[Severity, str] = {"Violation": "violation", "Warning": "warning", "Info": "note"}


def render_text(report: Report) -> str:
    """The report for people, gravest first.

    Each result names the resource at fault, its document and sentence with the span in ``[[…]]``,
    what is wrong, what would be right, what was found, which rule of extraction or which curated
    entry produced it, and which shape found it.
    """
    lines = [_summary(report)]
    shown: Counter[str] = Counter()
    number = 0
    for severity in SEVERITIES:
        results = report.of(severity)
        if results:
            lines += ["", _HEADINGS[severity]]
        for result in results:
            number += 1
            shown[result.shape] += 1
            if shown[result.shape] <= SHOWN_PER_SHAPE:
                lines += ["", f"{number}. {_title(result)}", *_details(result)]
        lines += [
            f"\n… and {shown[shape] - SHOWN_PER_SHAPE} more that {short_name(shape)} finds"
            for shape in dict.fromkeys(result.shape for result in results)
            if shown[shape] > SHOWN_PER_SHAPE
        ]
    return "\n".join(lines) + "\n"


def render_json(report: Report) -> str:
    """The report for programs: one JSON object, its results in the order of the report."""
    return json.dumps(
        {
            "conforms": report.conforms,
            "checked": report.checked,
            "results": [_as_json(result) for result in report.results],
        },
        ensure_ascii=False,
        indent=2,
    )


def short_name(iri: str) -> str:
    """What people call an IRI: a key ("state/russia"), a term ("acc:holder"), a name."""
    if match := re.search(r"/ns#([^#/]+)$", iri):
        return f"acc:{match[1]}"
    if match := re.search(r"/(?:id|doc|rule)/(.+)$", iri):
        return match[1]
    return re.split(r"[#/]", iri)[-1] or iri


def _summary(report: Report) -> str:
    counts = ((len(report.of(severity)), _NOUNS[severity]) for severity in SEVERITIES)
    told = [f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    verdict = "The graph is valid" if report.conforms else "The graph is not valid"
    return f"{verdict}: {', '.join(told) or 'no faults'} in {report.checked:,} resources."


def _title(result: Result) -> str:
    name = short_name(result.node)
    return f"{result.label} ({name})" if result.label else name


def _details(result: Result) -> Iterator[str]:
    wrong, _, right = _with_short_names(result.message).partition(". ")
    passage = result.passage
    if result.document:
        where = f", characters {passage.start} to {passage.end}" if passage else ""
        yield f"   document:  {short_name(result.document)}{where}"
    if passage:
        yield f"   sentence:  {' '.join(passage.marked().split())}"
    yield f"   wrong:     {wrong}{'.' if right else ''}"
    if right:
        yield f"   right:     {right}"
    if found := _found(result):
        yield f"   found:     {found}"
    if result.rules:
        yield f"   made by:   {', '.join(short_name(rule) for rule in result.rules)}"
    yield f"   found by:  {short_name(result.shape)}"


def _with_short_names(message: str) -> str:
    iri = r"https?://[^\s,;)]+/(?:ns#|id/|doc/)[^\s,;)]*"
    return re.sub(iri, lambda match: short_name(match[0]), message)


def _found(result: Result) -> str:
    """The property and the value at fault, where they say more than the resource itself."""
    told = [short_name(result.path)] if result.path else []
    if isinstance(result.value, ox.Literal):
        text = result.value.value
        told.append(text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…")
    elif result.value is not None and result.value.value != result.node:
        told.append(short_name(result.value.value))
    return " ".join(told)


def _as_json(result: Result) -> dict[str, Any]:
    passage = result.passage
    return {
        "severity": result.severity,
        "node": result.node,
        "label": result.label,
        "message": result.message,
        "shape": result.shape,
        "constraint": result.constraint,
        "focus": result.focus.value if result.focus is not None else None,
        "path": result.path,
        "value": result.value.value if result.value is not None else None,
        "document": result.document,
        "sentence": passage.text if passage else None,
        "sentenceStart": passage.offset if passage else None,
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
        "rules": list(result.rules),
    }
