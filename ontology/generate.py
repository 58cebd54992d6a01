"""Makes the Python terms, the JSON-LD context and the reference page from ``vocabulary.ttl``.

``python -m ontology.generate`` writes them; a test fails where they are not up to date.
"""

from pathlib import Path

from ontology.generate_context import render_context
from ontology.generate_reference import render_reference
from ontology.generate_terms import render_terms
from ontology.vocabulary import CONTEXT_PATH, TURTLE_PATH
from ontology.vocabulary_model import read_vocabulary

TERMS_PATH = TURTLE_PATH.with_name("terms.py")
REFERENCE_PATH = TURTLE_PATH.parents[1] / "docs" / "ontology.md"


def generated_files() -> dict[Path, str]:
    """What each generated file must contain."""
    vocabulary = read_vocabulary()
    return {
        TERMS_PATH: render_terms(vocabulary),
        CONTEXT_PATH: render_context(vocabulary),
        REFERENCE_PATH: render_reference(vocabulary),
    }


def main() -> None:
    """Write all generated files."""
    for path, text in generated_files().items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
