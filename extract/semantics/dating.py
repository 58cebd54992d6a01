"""Which of a sentence's dates belongs to which event."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.dates import DateMention
from extract.lexicon.verbs import governors
from extract.syntax.dependencies import ancestors, is_noun, is_verb
from extract.syntax.support import light_support
from extract.syntax.tree import Token


@dataclass(frozen=True)
class ClauseDates:
    """The dates of one sentence, each with the token it hangs on.

    Attributes:
        mentions: date and syntactic head, in text order.
    """

    mentions: Sequence[tuple[DateMention, Token]]

    def of(
        self, trigger: Token, argument: Token | None, told_by: Token | None = None
    ) -> tuple[str | None, str | None]:
        """Start and end date of the event that a word evokes; ``None`` where the text gives none.

        Args:
            trigger: the word.
            argument: one of several coordinated arguments, whose own date goes before the clause's
                ("invading Georgia in 2008 and Ukraine in 2014").
            told_by: the verb that tells the event together with a noun ("gained independence").
        """
        if argument is not None:
            for mention, head in self.mentions:
                behind = argument.i < head.i <= argument.i + 3
                if _hangs_under(head, argument) or (behind and argument.dep in ("dobj", "conj")):
                    return mention.start, mention.end
        told_with = [] if told_by is None else [told_by]
        for anchor in _anchors(trigger) + told_with:
            for mention, head in self.mentions:
                if _hangs_under(head, anchor):
                    return mention.start, mention.end
        return None, None


def _anchors(trigger: Token) -> list[Token]:
    """Where a date of the event may hang: the word, its light verb, the verb it opens."""
    anchors = [trigger]
    head = trigger.head
    if is_noun(trigger) and trigger.dep in ("dobj", "nsubj", "nsubjpass"):
        if head.lower in governors().light:
            anchors.append(head)
    elif is_noun(trigger) and trigger.dep == "pobj" and head.head.lower in governors().light:
        anchors.append(head.head)
    elif is_noun(trigger) and (light := light_support(trigger)) is not None:
        anchors.append(light.verb)
    elif is_verb(trigger) and trigger.dep in ("xcomp", "conj") and is_verb(head):
        anchors.append(head)
    return anchors


def _hangs_under(token: Token, top: Token) -> bool:
    """Whether the way up from a token meets ``top`` before another verb."""
    if token.i == top.i:
        return True
    below = token
    for above in ancestors(token):
        if above.i == top.i:
            return True
        # "the June 4, 1967 line", "the agreement of 1954": the date is another noun's
        if is_verb(above) or (is_noun(above) and below.dep in ("compound", "nmod", "nummod")):
            return False
        if is_noun(above) and below.lower == "of":
            return False
        below = above
    return False
