"""Scores the graph against the annotated texts, by the scorer that stands beside them.

Two figures: what the rules alone find in each of the development texts, and what the seed article's
graph says once its curation is in. Run as ``make score``.
"""

import subprocess
import sys
import tempfile
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
            score(rules)
            print("\nThe graph of the seed article, with its curation:", flush=True)
            python("-m", "accord", "build", "--store", store)
            python("-m", "accord", "export", "--store", store, "-o", seed)
            score(seed, "--docs", SEED)
        except subprocess.CalledProcessError as error:
            return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
