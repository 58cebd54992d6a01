"""Is a text English? Told by the share of function words, which no prose can do without.

The lists are data (``language.yaml``). A long text is English where enough of its running words are
English function words; a short one, a caption or a list of names has too few of them to tell and is
taken for English unless it speaks another listed language or another script.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.yaml_source import load_yaml

_FILE = Path(__file__).with_name("language.yaml")
_WORD = re.compile(r"[^\W\d_]+")

ENOUGH_WORDS = 40
"""Running words from which the share of English function words is conclusive by itself."""

LEAST_SHARE = 0.15
"""Least share of function words in English prose of that length; usual is 0.45 to 0.6."""

_LEAST_HITS = 3  # function words of another language that a short text must have to be refused
_WINDOWS, _WINDOW = 20, 10_000  # of a long text, this many stretches of so many characters are read


@dataclass(frozen=True, slots=True)
class Finding:
    """What the words of a text say about its language.

    Attributes:
        words: running words that were counted.
        english: share of English function words among them, from 0 to 1.
        other: the listed language whose function words are most frequent, with
        other_share: their share.
        script: the script of most letters, as Unicode names it: ``LATIN``, ``CYRILLIC`` …
        is_english: the judgment.
    """

    words: int
    english: float
    other: str
    other_share: float
    script: str
    is_english: bool

    def reason(self) -> str:
        """Why the text was taken for English or not, in a clause."""
        if self.script != "LATIN":
            return f"most of its letters are {self.script.capitalize()}"
        found = f"{self.english:.0%} of its {self.words} running words are English function words"
        if not self.is_english and self.other_share > self.english:
            found += f", and {self.other_share:.0%} are {self.other} ones"
        return found


def detect_language(text: str) -> Finding:
    """Judge the language of a text; of a long one, from stretches all over it."""
    letters: Counter[str] = Counter()
    running: Counter[str] = Counter()
    shouted: Counter[str] = Counter()
    for stretch in _stretches(text):
        letters.update(filter(str.isalpha, stretch))
        for word in _WORD.findall(stretch):
            if word[0].islower():
                running[word] += 1
            elif len(word) > 1 and word.isupper():
                shouted[word.lower()] += 1
    # Names are capitalized and say nothing, so they are not counted; a text in capitals is.
    counted = max(running, shouted, key=Counter.total)
    shares = {
        language: _share(counted, function_words)
        for language, function_words in _function_words().items()
    }
    english = shares.pop("English")
    other, other_share = max(shares.items(), key=lambda item: item[1])
    script = _main_script(letters)
    is_other = other_share > english and other_share * counted.total() >= _LEAST_HITS
    is_conclusive = counted.total() >= ENOUGH_WORDS
    is_english = (
        script == "LATIN" and not is_other and (english >= LEAST_SHARE or not is_conclusive)
    )
    return Finding(counted.total(), english, other, other_share, script, is_english)


def _stretches(text: str) -> Iterator[str]:
    if len(text) <= _WINDOWS * _WINDOW:
        yield text
    else:
        step = len(text) // _WINDOWS
        for start in range(0, step * _WINDOWS, step):
            yield text[start : start + _WINDOW]


def _share(counted: Counter[str], function_words: frozenset[str]) -> float:
    hits = sum(counted[word] for word in function_words)
    return hits / (counted.total() or 1)


def _main_script(letters: Counter[str]) -> str:
    """Script of most letters; ``LATIN`` for a text without any."""
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "UNKNOWN").split()[0]] += count
    return max(scripts, key=lambda script: (scripts[script], script), default="LATIN")


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    fields = load_yaml(_FILE).fields(required=("English",))
    return {language: frozenset(node.text().split()) for language, node in fields.items()}
