"""Makes ``docs/rules.md``: frames, constructions and the truth table of factuality, from the data.

The examples are those that the tests run, so the page cannot say what does not hold.
``python -m bench.rules_page FILE`` writes it; a test fails where it is not up to date.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from extract.lexicon.frames import Frame, shipped_lexicon
from ontology.yaml_source import Node, load_yaml

TESTED = Path(__file__).parent.parent / "tests" / "extract" / "data"

_BEGINNING = """\
# The rules of extraction

Made by `make docs` from the frames and from the examples that the tests run: do not edit. What a
frame is, and how to add one: CONTRIBUTING.md and the files in `extract/lexicon/frames/`.
"""


def rules_page() -> str:
    """The whole page, in Markdown."""
    lines = [_BEGINNING, *_constructions(), *_factuality(), *_frames()]
    return "\n".join(lines).rstrip() + "\n"


def _constructions() -> Iterator[str]:
    yield "## Constructions, reference and attribution"
    yield ""
    yield "What one sentence shows each, and the claim that it must yield (or must not)."
    yield ""
    yield from _table(
        ("what", "sentence", "claim"),
        (
            (name.replace("-", " "), fields["text"].text(), _claim(fields))
            for name, node in load_yaml(TESTED / "claims.yaml").fields().items()
            for fields in [node.fields()]
        ),
    )


def _claim(fields: Mapping[str, Node]) -> str:
    if "lacks" in fields:
        return f"not: {fields['lacks'].text()}"
    by = f" (told by {fields['by'].text()})" if "by" in fields else ""
    return fields["yields"].text() + by


def _factuality() -> Iterator[str]:
    yield "## Factuality"
    yield ""
    yield from _table(
        ("operator", "sentence", "comes out", "cue"),
        (
            (
                name.replace("-", " "),
                fields["text"].text(),
                fields["is"].text(),
                ", ".join(fields["cues"].texts()) if "cues" in fields else "",
            )
            for name, node in load_yaml(TESTED / "factuality.yaml").fields().items()
            for fields in [node.fields()]
        ),
    )


def _frames() -> Iterator[str]:
    frames = shipped_lexicon().frames
    words = sum(len(lemmas) for frame in frames for lemmas in frame.triggers.values())
    yield "## Frames"
    yield ""
    yield f"{len(frames)} frames, evoked by {words:,} words and phrases."
    by_concept: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in frames:
        by_concept[frame.claim, frame.concept].append(frame)
    for kind in ("position", "event", "relationship"):
        yield ""
        yield f"### {kind.capitalize()}s"
        yield ""
        yield from _table(
            ("concept", "frame", "words", "example", "claim"),
            (
                (
                    concept,
                    frame.name,
                    ", ".join(w for part in frame.triggers.values() for w in part),
                    frame.examples[0].text,
                    frame.examples[0].yields,
                )
                for (claim, concept), group in sorted(by_concept.items())
                if claim == kind
                for frame in group
            ),
        )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def main() -> None:
    """Write the page to the file that is named."""
    Path(sys.argv[1]).write_text(rules_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
