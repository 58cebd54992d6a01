"""Measures how often each construction is right, and writes ``extract/semantics/confidence.yaml``.

The claims of the annotated development texts, by rules alone, are scored by the scorer beside the
texts; what it leaves unmatched counts as wrong (the annotation is not complete, so the figures are
a lower bound). A construction seen seldom is drawn toward the share of its kind of claim, with four
claims' weight. Run as ``python -m bench.confidence``.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.score import GOLD, ROOT, python
from extract.pipeline import Extractor
from extract.reading import read_document
from extract.semantics.confidence import FILE
from ontology.knowledge import load_knowledge

WEIGHT = 4
Bucket = tuple[str, str]


def unmatched() -> set[tuple[str, str, str]]:
    """Document, claim key and quote of every claim that the scorer matched to none of the gold."""
    with tempfile.TemporaryDirectory() as directory:
        graph, errors = Path(directory) / "rules.nq", Path(directory) / "errors.jsonl"
        texts = sorted((GOLD / "dev").glob("*.txt"))
        python("-m", "accord", "extract", "--no-curation", "-o", graph, *texts)
        scorer = [sys.executable, GOLD / "score.py", "--gold", GOLD / "dev", "--rdf", graph]
        subprocess.run(  # noqa: S603 (all of it is written here)
            [*map(str, scorer), "--errors", str(errors)], cwd=ROOT, check=True, capture_output=True
        )
        found = map(json.loads, errors.read_text("utf-8").splitlines())
        return {
            (error["doc"], "/".join(error["system"].rsplit("/", 2)[-2:]), error["quote"])
            for error in found
            if error["what"] == "unmatched"
        }


def counts() -> tuple[Counter[Bucket], Counter[Bucket]]:
    """How many claims of each kind and construction there are, and how many of them are right."""
    wrong = unmatched()
    extractor = Extractor(load_knowledge())
    seen: Counter[Bucket] = Counter()
    right: Counter[Bucket] = Counter()
    for path in sorted((GOLD / "dev").glob("*.txt")):
        document = read_document(path)
        for claim in extractor.extract(document).claims:
            for evidence in claim.evidence:
                bucket = (claim.kind, evidence.construction or "")
                quote = document.text[evidence.span.start : evidence.span.end]
                seen[bucket] += 1
                right[bucket] += (document.name, claim.key, quote) not in wrong
    return seen, right


def table(seen: Counter[Bucket], right: Counter[Bucket]) -> str:
    """The measured shares as the YAML that the rules read."""
    lines = [
        "# How often a claim is right by kind and construction, and on how many claims that rests.",
        "# Made by `python -m bench.confidence` from the annotated development texts.",
    ]
    for kind in sorted({kind for kind, _ in seen}):
        total = sum(n for (k, _), n in seen.items() if k == kind)
        prior = sum(n for (k, _), n in right.items() if k == kind) / total
        lines.append(f"{kind}:")
        for bucket in sorted(bucket for bucket in seen if bucket[0] == kind):
            share = (right[bucket] + WEIGHT * prior) / (seen[bucket] + WEIGHT)
            lines.append(f'  {bucket[1]}: "{share:.2f}"  # {seen[bucket]}')
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure and write the table."""
    if not (GOLD / "score.py").is_file():
        print("the annotated texts (../shared/gold) are not on this machine")
        return 0
    FILE.write_text(table(*counts()), "utf-8")
    print(FILE.read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
