"""Whose words a text is, where it says so itself: "Statement by President Joseph R. Biden, Jr."."""

import re
from collections.abc import Sequence

from extract.documents import Document
from extract.reference.gazetteer import Candidate
from ontology.entities import Knowledge

_HEADING = re.compile(
    r"\b(?:statement|remarks|address|speech|letter|message|proclamation|telegram|memorandum|testimony)"
    r"\s+(?:by|of|from)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|we|our)\b")


def find_author(
    document: Document, candidates: Sequence[Candidate], knowledge: Knowledge
) -> str | None:
    """The person whose statement a text is by its first paragraph, where it is in the first person.

    Args:
        document: the text.
        candidates: the curated names in it.
        knowledge: the curated entities.
    """
    if not document.paragraphs:
        return None
    first = document.paragraphs[0]
    heading = document.text[first.start : first.end]
    match = _HEADING.search(heading)
    if match is None or len(heading) > 300 or not _FIRST_PERSON.search(document.text, first.end):
        return None
    for candidate in candidates:
        if first.start + match.end() <= candidate.span.start < first.end:
            key = candidate.readings[0][0]
            if knowledge.entities[key].type == "Person":
                return key
    return None
