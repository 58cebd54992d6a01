"""Titles and offices before a person's name, with the body or state that they are of."""

from extract.reference.forms import forms
from extract.reference.words import Words, label_of_words, phrase_at

TAIL = frozenset(("of", "to", "for", "in", "at"))
"""Prepositions that go on a title: "Ambassador to Mali", "Secretary of the Navy"."""
_LONGEST_TAIL = 6


def title_end(words: Words, index: int) -> int:
    """Index behind a title that begins here, with its body or state; 0 where none does."""
    texts = words.texts
    length = phrase_at(texts, index, forms().titles)
    if not length:
        return 0
    after = index + length
    while texts[after] in TAIL:
        tail = _tail_end(words, after + 1)
        if not tail:
            return 0  # "the Duke of Newcastle"
        after = tail
    if texts[after] == ",":
        after += 1
    elif after - 1 in words.owning:
        return 0
    further = title_end(words, after) if after in words.capital else 0
    return further or after


def last_title(words: Words, index: int, after: int) -> str:
    """The last title in these words: "Secretary" of "Secretary of the Navy"."""
    title = ""
    while index < after:
        length = phrase_at(words.texts, index, forms().titles)
        if length:
            title = label_of_words(words, index, index + length)
        index += length or 1
    return title


def _tail_end(words: Words, index: int) -> int:
    """Index behind the body or state that a title is of; 0 where none follows."""
    texts = words.texts
    if texts[index] in ("the", "his", "her"):
        index += 1
    length = phrase_at(texts, index, forms().departments)
    candidate = words.candidates.get(index)
    if candidate is not None and words.candidates.get(index - 1) is not candidate:
        return max(words.curated_end(index), index + length)
    if length:
        return index + length
    for end in range(index, min(index + _LONGEST_TAIL, words.size)):
        if texts[end] == "Affairs":
            return end + 1
        if end not in words.capital and texts[end] not in ("and", "of", "the"):
            break
    return index + 1 if index in words.capital and words.follows(index + 1) else 0
