"""What a position is about: the topic that reads true in "HOLDER STANCE TOPIC"."""

from collections.abc import Mapping
from dataclasses import dataclass

from extract.claims import Span
from extract.lexicon.inflection import gerund, third_person_lemma
from extract.reference.descriptions import describe_issue
from extract.reference.referents import Referents, transparent_objects
from extract.semantics.anaphora import ToldEvents
from extract.syntax.dependencies import (
    child,
    children,
    is_noun,
    is_passive,
    is_verb,
    prepositional,
    surface_subjects,
)
from extract.syntax.phrases import contiguous, phrase_tokens
from extract.syntax.tree import Token


@dataclass(frozen=True, slots=True)
class Topic:
    """What a position is about.

    Attributes:
        keys: entities or claims; empty where nothing can be named.
        addressed: actors of whom the topic is wanted.
        content: where the words of the position stand in the paragraph, of a clause.
    """

    keys: tuple[str, ...]
    addressed: tuple[str, ...] = ()
    content: Span | None = None


class Topics:
    """Reads topics off tokens.

    Args:
        referents: who or what tokens stand for.
        events: keys of the events that this sentence's words evoke, by token index.
        told: the events of the sentences before.
    """

    def __init__(self, referents: Referents, events: Mapping[int, str], told: ToldEvents) -> None:
        self._referents = referents
        self._events = events
        self._told = told

    def each(self, token: Token, *, epistemic: bool = False) -> list[Topic]:
        """The topics that a noun or a clause names, several of "the principles of X and Y".

        Args:
            token: head of the noun phrase, or the clause's verb.
            epistemic: whether the position is what somebody holds to be so: then the clause is the
                content, and the topic what the clause is about.
        """
        inner = transparent_objects(token)
        if inner:
            return [topic for t in inner for topic in self.each(t, epistemic=epistemic)]
        return [self._of(token, epistemic=epistemic)]

    def _of(self, token: Token, *, epistemic: bool) -> Topic:
        if is_verb(token) or token.dep in ("ccomp", "xcomp"):
            return self._believed(token) if epistemic else self._wanted(token)
        keys = self._referents.resolve(token)
        if not keys and token.i in self._events:
            keys = (self._events[token.i],)
        if not keys and is_noun(token) and (before := self._told.meant_by(token)) is not None:
            keys = (before,)
        if not keys and is_noun(token) and not self._referents.is_title(token):
            issue = self._referents.describe_issue(phrase_tokens(token))
            keys = (issue,) if issue is not None else ()
        return Topic(keys)

    def _believed(self, verb: Token) -> Topic:
        """A clause held to be so: about its subject, or about the event it tells."""
        refer = self._referents
        content = _clause_span(verb)
        subject = child(verb, "nsubj", "nsubjpass", "csubj")
        keys: list[str] = []
        if subject is None:
            for controller in surface_subjects(verb):
                keys += refer.resolve(controller)
        else:
            keys += refer.resolve(subject)
            keys += refer.owners(children(subject, "poss")) if not keys else []
        if verb.i in self._events:
            keys.append(self._events[verb.i])
        if not keys and subject is not None and is_noun(subject):
            phrase = phrase_tokens(subject)
            words = [t for t in phrase if is_noun(t) or t.tag.startswith("JJ")]
            issue = refer.describe_issue(phrase) if len(words) > 1 else None
            keys += [issue] if issue is not None else []
        if not keys:
            keys += self._named(verb)
        return Topic(tuple(dict.fromkeys(keys)), content=content)

    def _named(self, verb: Token) -> list[str]:
        """The first entity that a clause names."""
        found: list[str] = []
        for token in sorted(verb.subtree()):
            if is_noun(token):
                found += [k for k in self._referents.resolve(token) if k not in found]
        return found[:1]

    def _wanted(self, verb: Token) -> Topic:
        """A clause that is wanted, feared or refused: an issue of its own.

        What is promised, or asked, not to be done is no event: its topic is "not attacking X".
        """
        refer = self._referents
        own_subject = child(verb, "nsubj", "nsubjpass") is not None
        addressed = refer.actors(surface_subjects(verb)) if own_subject else ()
        if verb.i in self._events and not _is_negated(verb):
            return Topic((self._events[verb.i],), addressed, _clause_span(verb))
        tokens = _predicate_tokens(verb)
        stranded = tokens[-1] if tokens[-1].dep == "prep" else None
        if stranded is not None and (behind := prepositional(stranded.head, (stranded.lower,))):
            addressed = (*addressed, *refer.actors(behind))
        label = self._clause_label(verb, tokens, with_subject=not addressed)
        key = refer.keep_issue(label) if label is not None else None
        return Topic((key,) if key else (), addressed, _clause_span(verb))

    def _clause_label(
        self, verb: Token, predicate: list[Token], *, with_subject: bool
    ) -> str | None:
        """A clause as a noun phrase: "peace process collapsing", "being admitted to NATO"."""
        refer = self._referents
        words = ["being", verb.lower] if is_passive(verb) else [_gerund_of(verb)]
        if _is_negated(verb):
            words.insert(0, "not")
        subject = child(verb, "nsubj", "nsubjpass")
        if subject is not None and (with_subject or is_passive(verb)):
            told = describe_issue(phrase_tokens(subject), refer.owner_label)
            if not is_noun(subject) or told is None:
                return None
            words.insert(0, told.label)
        rest = [t for t in predicate if t.i > verb.i]
        if with_subject and _says_nothing(verb):
            return None
        if rest:
            # with the verb before them, their articles stay
            described = describe_issue([verb, *rest], refer.owner_label)
            if described is None:
                return None
            words.append(described.label.partition(" ")[2])
        return " ".join(words)


def _says_nothing(verb: Token) -> bool:
    """Whether a clause names its matter elsewhere: "expand it", "concessions to obtain"."""
    return any(t.tag in ("PRP", "WDT", "WP") for t in children(verb, "dobj"))


def _is_negated(verb: Token) -> bool:
    return child(verb, "neg") is not None


def _gerund_of(verb: Token) -> str:
    """The -ing form of a verb as it stands; a past form stays as it is."""
    if verb.tag == "VBZ":
        return gerund(third_person_lemma(verb.lower))
    return gerund(verb.lower) if verb.tag in ("VB", "VBP") else verb.lower


def _predicate_tokens(verb: Token) -> list[Token]:
    """The verb with its objects and complements only."""
    skipped = (
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "advcl",
        "conj",
        "cc",
        "punct",
        "mark",
        "neg",
        "preconj",
    )
    kept, queue = [verb], [verb]
    while queue:
        for c in queue.pop().children:
            if c.dep in ("relcl", "appos", "parataxis") or (c.head == verb and c.dep in skipped):
                continue
            if c.text not in ("(", "[", "—", ";", ":") and not (c.dep == "conj" and is_verb(c)):
                kept.append(c)
                queue.append(c)
    own = [t for t in contiguous(kept, verb) if t.i >= verb.i]
    return own if len(own) > 1 else own + _shared_object(verb)


def _shared_object(verb: Token) -> list[Token]:
    """The object that a verb shares with one coordinated with it: "cease and disclose its work"."""
    for other in children(verb, "conj"):
        if is_verb(other) and child(other, "nsubj", "nsubjpass") is None:
            return [t for obj in children(other, "dobj") for t in phrase_tokens(obj)]
    return []


def _clause_span(verb: Token) -> Span:
    """A clause with all that belongs to it, without "that" or "to"."""
    tokens = sorted(t for t in verb.subtree())
    while tokens and (tokens[0].dep in ("mark", "punct") or tokens[0].lower == "to"):
        tokens.pop(0)
    while tokens and tokens[-1].dep == "punct":
        tokens.pop()
    first, last = (tokens[0], tokens[-1]) if tokens else (verb, verb)
    return Span(first.start, last.start + len(last.text))
