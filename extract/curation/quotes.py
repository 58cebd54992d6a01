"""Where words of a text stand, whatever its line breaks and quotation marks."""

from extract.claims import Span

_STRAIGHT = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"')})


class Quotable:
    """A text in which quotes are looked up by their words.

    A quote matches where it agrees with the text letter for letter, save that any run of white
    space is one space and curly quotation marks are straight. No match begins or ends in a word.

    Attributes:
        text: the text; spans point into it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._normal, self._offsets = _normalize(text)

    def find(self, quote: str) -> list[Span]:
        """All places where the quote stands, in text order; none for an empty quote."""
        wanted, _ = _normalize(quote.strip())
        spans: list[Span] = []
        start = self._normal.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if not self._cuts_word(start) and not self._cuts_word(end):
                spans.append(Span(self._offsets[start], self._offsets[end - 1] + 1))
            start = self._normal.find(wanted, start + 1)
        return spans

    def _cuts_word(self, index: int) -> bool:
        """Whether a word goes on across this index."""
        around = self._normal[max(index - 1, 0) : index + 1]
        return index > 0 and len(around) == 2 and around.isalnum()


def _normalize(text: str) -> tuple[str, list[int]]:
    """The text with single spaces and straight quotes, and the offset of each character."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(_STRAIGHT)):
        if not character.isspace():
            characters.append(character)
        elif characters and characters[-1] != " ":
            characters.append(" ")
        else:
            continue
        offsets.append(offset)
    return "".join(characters), offsets
