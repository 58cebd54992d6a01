"""Scores the graph against the annotated texts, by the scorer that stands beside them.

Three figures: what the rules alone find in each of the development texts; how much of what they
find there is told as a fact though the annotation says that it is none; and what the seed article's
graph says once its curation is in. Run as ``make score``.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold"
SEED = "rapprochement-on-russias-terms"


def python(*arguments: str | Path) -> None:
    """Run a Python program in the project's directory.

    Raises:
        subprocess.CalledProcessError: it failed; it has said why.
    """
    command = [sys.executable, *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 (all of it is written here)


def score(graph: Path, *options: str) -> None:
    """Print what the scorer says of a graph.

    Raises:
        subprocess.CalledProcessError: the scorer failed; it has said why.
    """
    python(GOLD / "score.py", "--gold", GOLD / "dev", "--rdf", graph, *options)


def overstated(errors: Path, gold: Path) -> tuple[Counter[str], Counter[str]]:
    """Claims that are told as facts and are none.

    Args:
        errors: what the scorer wrote of what it matched and what differs.
        gold: directory of the annotations.

    Returns:
        By document, how many matched claims are told as Asserted though every reader of the
        annotation takes them for less; and how many such claims the annotation holds (salience 1
        and 2).
    """
    certain: dict[str, list[str]] = {}
    unreal: Counter[str] = Counter()
    for path in sorted(gold.glob("*.gold.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            claim = json.loads(line)
            certain[claim["id"]] = claim.get("factuality", [])
            if "Asserted" not in certain[claim["id"]] and claim.get("salience", 1) < 3:
                unreal[path.name.removesuffix(".gold.jsonl")] += 1
    told: Counter[str] = Counter()
    for line in errors.read_text("utf-8").splitlines():
        error = json.loads(line)
        wrong = error.get("factuality") is False and error["system_factuality"] == ["Asserted"]
        if wrong and "Asserted" not in certain[error["gold"]]:
            told[error["doc"]] += 1
    return told, unreal


def main() -> int:
    """Score both graphs; the exit code is that of the first command that fails."""
    if not (GOLD / "score.py").is_file():
        print("make score: skipped; the annotated texts (../shared/gold) are not on this machine")
        return 0
    with tempfile.TemporaryDirectory() as directory:
        rules, store, seed = (Path(directory) / name for name in ("rules.nq", "store", "seed.nq"))
        texts = sorted((GOLD / "dev").glob("*.txt"))
        try:
            print("Rules alone, on the development texts:", flush=True)
            python("-m", "accord", "extract", "--no-curation", "-o", rules, *texts)
            errors = Path(directory) / "errors.jsonl"
            score(rules, "--errors", str(errors))
            told, unreal = overstated(errors, GOLD / "dev")
            print("\nTold as a fact though the annotation says it is none:")
            for document in unreal:
                print(f"{document:40} {told[document]} of {unreal[document]}")
            print("\nThe graph of the seed article, with its curation:", flush=True)
            python("-m", "accord", "build", "--store", store)
            python("-m", "accord", "export", "--store", store, "-o", seed)
            score(seed, "--docs", SEED)
        except subprocess.CalledProcessError as error:
            return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
