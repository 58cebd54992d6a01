"""Draws the sentences of the labelled set from the corpus: the same ones on every machine.

A stratum of sentences for each kind of marker that bears on factuality or attribution, then any
marked ones up to ``MARKED``, then plain ones; one sentence from a text. Texts that the annotated
development set takes its passages from are left out. How the draw was used: ``docs/labelled.md``.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

SEED = 20261128
"""Seed of the order in which candidates are taken."""

PER_STRATUM = 15
"""Sentences of each kind of marker, where there are so many."""

MARKED = 120
"""Sentences with some marker."""

PLAIN = 80
"""Sentences with none."""

_MARKERS = {
    "question": r"\?",
    "according": r"\b[Aa]ccording to\b",
    "condition": (
        r"\b(?:[Ii]f|[Uu]nless|provided that|in the event|in case|on condition|otherwise)\b"
    ),
    "quotation": r"[“\"]",
    "negation": (
        r"\b(?:[Nn]ot|[Nn]ever|[Nn]o|nor|[Nn]either|[Nn]one|[Ww]ithout|cannot"
        r"|fail(?:s|ed|ing|ure)?)\b|n[’']t\b"
    ),
    "modal": (
        r"\b(?:may|might|could|would|should|must|will|can|shall|(?:un)?likely|possibl[ey]|probably"
        r"|perhaps|apparently|potential(?:ly)?)\b"
    ),
    "report": (
        r"\b(?:said|says|argu(?:ed|ing)|stat(?:ed|ing)|declar(?:ed|ing)|announc(?:ed|ing)"
        r"|claim(?:ed|ing)|believ(?:ed|ing)|reported|warn(?:ed|ing)|insist(?:ed|ing)"
        r"|assert(?:ed|ing)|maintain(?:ed|ing) that|noted|suggest(?:ed|ing)|conclud(?:ed|ing) that"
        r"|den(?:ied|ying)|told|thought|accus(?:ed|ing))\b"
    ),
    "governor": (
        r"\b(?:attempt(?:s|ed|ing)?|efforts?|tr(?:y|ied|ying) to|s(?:eek|ought)(?:ing)?"
        r"|plan(?:s|ned|ning)?|hop(?:e|es|ed|ing)|fear(?:s|ed|ing|ful)?"
        r"|threat(?:s|en|ened|ening)?|refus(?:e|ed|al|ing)|promis(?:e|ed|es|ing)"
        r"|pledg(?:e|ed|es|ing)|intend(?:ed|ing)?|want(?:ed|ing)?|aim(?:ed|ing)?|urg(?:ed|ing)"
        r"|demand(?:s|ed|ing)?|call(?:s|ed|ing)? for|prevent(?:ed|ing)?|avoid(?:ed|ing)?|prospects?"
        r"|pressur(?:e|ed|ing)|propos(?:ed|al|als|ing)|agreed to|reluctan(?:t|ce)"
        r"|unwilling(?:ness)?|willing(?:ness)?)\b"
    ),
}
_END = re.compile(r"[.?!][”\"’')\]]*(?=\s+[“\"‘(\[]?[A-Z0-9]|\s*$)")
_WHOLE = re.compile(r"[.?!][”\"’')]*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:U\.S|U\.N|U\.K|D\.C|Mr|Mrs|Ms|Dr|Jr|Sr|St|Gen|Col|Lt|Maj|Adm|Sen|Rep|Gov|Capt|Nos?"
    r"|vs|cf|etc|Art|vol|pp?|Amb|Prof|Rev|Inc|Co|Corp|Ltd|Messrs|Feb|Jan|Mar|Apr|Aug|Sept|Oct|Nov"
    r"|Dec)|\b[A-Z]|\b[A-Z]\.[A-Z]|[a-z]\.[a-z])\.$"
)
_LONG_PASSAGE = 200
"""Characters; a paragraph as long that stands in the development set marks its text as used."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence of the corpus.

    Attributes:
        stratum: the kind of marker it was drawn for; ``any`` or ``plain``.
        document: the text's id in the corpus (not unique there).
        title: the text's title (unique).
        start: where the sentence begins in the text.
        end: where it ends.
        text: the sentence.
        before: the sentence before it, empty where it is the first.
        opens_paragraph: whether a paragraph begins with it.
    """

    stratum: str
    document: str
    title: str
    start: int
    end: int
    text: str
    before: str
    opens_paragraph: bool


def draw(corpus: Path, development: Path) -> list[Drawn]:
    """The labelled set's sentences, by stratum in the order of the draw.

    Args:
        corpus: the texts, ``{"id", "title", "text"}`` a line.
        development: the directory of the annotated development texts.
    """
    documents = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    pool = [candidate for document in documents for candidate in _candidates(document)]
    random.Random(SEED).shuffle(pool)  # noqa: S311 - a reproducible sample, no secret
    annotated = " ".join(path.read_text("utf-8") for path in sorted(development.glob("*.txt")))
    used = {document["title"] for document in documents if _is_in(document["text"], annotated)}
    drawn: list[Drawn] = []
    for stratum in _MARKERS:
        drawn += _take(pool, stratum, PER_STRATUM, used)
    drawn += _take(pool, "any", MARKED - len(drawn), used)
    return drawn + _take(pool, "plain", PLAIN, used)


def _is_in(text: str, annotated: str) -> bool:
    """Whether a long paragraph of a text stands in the annotated texts."""
    return any(len(line) > _LONG_PASSAGE and line in annotated for line in text.split("\n"))


def _take(pool: Sequence[Drawn], stratum: str, count: int, used: set[str]) -> list[Drawn]:
    """The first sentences of a stratum whose texts are not used yet; marks those as used."""
    taken: list[Drawn] = []
    for candidate in pool:
        if len(taken) == count:
            break
        if candidate.title not in used and _is_of(stratum, candidate.text):
            used.add(candidate.title)
            taken.append(replace(candidate, stratum=stratum))
    return taken


def _is_of(stratum: str, sentence: str) -> bool:
    if stratum in _MARKERS:
        return re.search(_MARKERS[stratum], sentence) is not None
    marked = any(re.search(form, sentence) for form in _MARKERS.values())
    return marked == (stratum == "any")


def _candidates(document: dict[str, str]) -> Iterator[Drawn]:
    """The sentences of a text that are whole, of 8 to 60 words and no note on its making."""
    text = document["text"]
    before = (0, 0)
    for start, end in _sentences(text):
        sentence = text[start:end]
        if (
            (sentence[0] in "“\"‘'" or sentence[0].isupper())
            and 8 <= len(sentence.split()) <= 60
            and _WHOLE.search(sentence)
            and "http" not in sentence
            and "written by" not in sentence
        ):
            yield Drawn(
                "",
                document["id"],
                document["title"],
                start,
                end,
                sentence,
                text[slice(*before)],
                "\n" in text[before[1] : start],
            )
        before = (start, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends, by its punctuation."""
    offset = 0
    for line in text.split("\n"):
        begin = 0
        for match in _END.finditer(line):
            if (
                match[0] == "."
                and match.end() < len(line.rstrip())
                and _ABBREVIATION.search(line[begin : match.end()])
            ):
                continue
            yield _stripped(line, begin, match.end(), offset)
            begin = match.end()
        if line[begin:].strip():
            yield _stripped(line, begin, len(line.rstrip()), offset)
        offset += len(line) + 1


def _stripped(line: str, begin: int, end: int, offset: int) -> tuple[int, int]:
    lead = len(line[begin:end]) - len(line[begin:end].lstrip())
    return offset + begin + lead, offset + end
