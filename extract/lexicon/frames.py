"""The lexicon of frames: what a word means, as data.

``extract/lexicon/frames/*.yaml`` says, in a few lines a frame, which verbs, nouns and adjectives
evoke a stance, an event type or a relation, and in which grammatical slot each role stands. How
English realizes the slots is code, once (``extract.syntax``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from extract.claims import ClaimKind
from extract.lexicon.inflection import noun_forms, phrase_forms, verb_forms
from ontology.terms import Class, EventType, RelationType, Stance
from ontology.yaml_source import Node, SourceError, load_yaml

FRAMES = Path(__file__).with_name("frames")
PartOfSpeech = Literal["verb", "noun", "adjective"]

_CONCEPTS: Mapping[ClaimKind, frozenset[str]] = {
    "position": frozenset(Stance),
    "event": frozenset(EventType),
    "relationship": frozenset(RelationType),
}
_KINDS: Mapping[str, ClaimKind] = {kind: kind for kind in _CONCEPTS}
ROLES: Mapping[ClaimKind, tuple[str, ...]] = {
    "position": ("holder", "topic", "toward"),
    "event": ("agent", "recipient", "participant", "place", "concerns"),
    "relationship": ("subject", "object", "concerns", "place"),
}
_REQUIRED: Mapping[ClaimKind, tuple[str, ...]] = {
    "position": ("holder", "topic"),
    "event": (),
    "relationship": ("subject", "object"),
}
_PREPOSITIONS = """
about above across after against along among around as at before behind below beside between beyond
by concerning despite during for from in inside into like near of off on onto out outside over past
regarding since through throughout to toward towards under until upon via with within without
"""
_VERB_SLOTS = frozenset(
    (
        "subject",
        "object",
        "indirect",
        "infinitive",
        "infinitive-subject",
        "gerund",
        "that",
        "subjunctive",
        "purpose",
    )
)
_NOUN_SLOTS = frozenset(
    (
        "subject",
        "possessor",
        "self",
        "predicate",
        "seeker",
        "undergoer",
        "indirect",
        "infinitive",
        "gerund",
        "that",
        "purpose",
    )
)
_FIELDS = (
    "claim",
    "concept",
    "verbs",
    "nouns",
    "adjectives",
    "roles",
    "noun_roles",
    "requires",
    "negated",
    "with_verbs",
    "types",
    "examples",
    "counterexamples",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and, in the notation of ``extract.labels``, the claim it must yield."""

    text: str
    yields: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One meaning of some words.

    Attributes:
        name: the name of the rule.
        claim: what kind of claim it yields.
        concept: stance, event type or relation type.
        triggers: lemmas by part of speech; several words are a verb with its particle or a noun
            with the words before it.
        roles: for each role the slots it may stand in, where a verb or adjective evokes the frame.
        noun_roles: the same where a noun does.
        requires: roles (or prepositions) without which it is not evoked; ``pair`` asks for two
            actors.
        negated: of a position, the stance that its denial tells ("will not allow" is *rejects*);
            where there is none, the stance itself, denied.
        with_verbs: where given, a noun evokes it only as the object of one of these verbs, or
            behind the preposition that stands with it ("go on").
        types: for roles that not every actor can fill, the classes that can.
        examples: sentences that must yield a claim of it.
        counterexamples: sentences that must not.
        file: where it is written, and
        line: the line.
    """

    name: str
    claim: ClaimKind
    concept: str
    triggers: Mapping[PartOfSpeech, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    noun_roles: Mapping[str, tuple[str, ...]]
    requires: tuple[str, ...]
    negated: str | None
    with_verbs: frozenset[str]
    types: Mapping[str, tuple[str, ...]]
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word form that evokes a frame, and the words that must stand by it."""

    frame: Frame
    part: PartOfSpeech
    companions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, by the lower-case word forms that evoke them."""

    frames: tuple[Frame, ...]
    triggers: Mapping[str, tuple[Trigger, ...]]


def _roles(
    node: Node | None, claim: ClaimKind, slots: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    found = {role: listed.texts() for role, listed in node.fields(ROLES[claim]).items()}
    for role, listed in node.fields().items():
        for item in listed.items():
            preposition = item.text().removesuffix("-gerund")
            if item.text() not in slots and preposition not in _PREPOSITIONS.split():
                raise item.error(
                    f"role {role!r} stands in the slot {item.text()!r}; allowed:"
                    f" {', '.join(sorted(slots))}, a preposition, or a preposition with '-gerund'"
                )
    return found


def _required(node: Node | None, claim: ClaimKind) -> tuple[str, ...]:
    """What a frame requires beside what every claim of its kind does."""
    if node is None:
        return ()
    # an event is put together role by role; a preposition would be no part of it
    words = (*ROLES[claim], "pair") if claim == "event" else (*ROLES[claim], *_PREPOSITIONS.split())
    return tuple(item.choice(words) for item in node.items())


def _types(node: Node | None, claim: ClaimKind) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    allowed = tuple(Class)
    return {
        role: tuple(item.choice(allowed) for item in classes.items())
        for role, classes in node.fields(ROLES[claim]).items()
    }


def _negated(node: Node | None, claim: ClaimKind) -> str | None:
    if node is None:
        return None
    if claim != "position":
        raise node.error(
            "'negated' names the stance of a denied position; allowed in positions only"
        )
    return node.choice(tuple(sorted(_CONCEPTS[claim])))


def _verb_phrases(node: Node) -> None:
    for item in node.items():
        verb, _, preposition = item.text().partition(" ")
        if not verb.isalpha() or (preposition and preposition not in _PREPOSITIONS.split()):
            raise item.error(
                f"{item.text()!r} is no verb and no verb with a preposition; allowed: 'make', or"
                " 'engage in'"
            )


def _unhyphenated(node: Node) -> None:
    for item in node.items():
        if "-" in item.text():
            raise item.error(
                f"{item.text()!r} has a hyphen, at which a parser splits it; allowed: a verb"
                " without one, with or without particles ('break off')"
            )


def _frame(name: str, node: Node) -> Frame:
    fields = node.fields(_FIELDS, required=("claim", "concept", "examples", "counterexamples"))
    claim = _KINDS[fields["claim"].choice(tuple(_KINDS))]
    triggers: dict[PartOfSpeech, tuple[str, ...]] = {}
    if "with_verbs" in fields:
        _verb_phrases(fields["with_verbs"])
    if "verbs" in fields:
        _unhyphenated(fields["verbs"])
    parts: tuple[tuple[PartOfSpeech, str], ...] = (
        ("verb", "verbs"),
        ("noun", "nouns"),
        ("adjective", "adjectives"),
    )
    for part, key in parts:
        if key in fields:
            triggers[part] = fields[key].texts()
    if not triggers:
        raise node.error(f"frame {name!r} has no verbs, nouns or adjectives to evoke it")
    requires = _required(fields.get("requires"), claim)
    examples = []
    for example in fields["examples"].items():
        pair = example.fields(("text", "yields"), required=("text", "yields"))
        examples.append(Example(pair["text"].text(), pair["yields"].text()))
    roles = _roles(fields.get("roles"), claim, _VERB_SLOTS)
    noun_roles = _roles(fields.get("noun_roles"), claim, _NOUN_SLOTS)
    for part, needed in (("verb", roles), ("adjective", roles), ("noun", noun_roles)):
        if part in triggers and not needed:
            raise node.error(f"frame {name!r} has {part}s but no roles for them")
    return Frame(
        name,
        claim,
        fields["concept"].choice(tuple(sorted(_CONCEPTS[claim]))),
        triggers,
        roles,
        noun_roles,
        tuple(dict.fromkeys((*_REQUIRED[claim], *requires))),
        _negated(fields.get("negated"), claim),
        frozenset(
            form
            for verb in (fields["with_verbs"].texts() if "with_verbs" in fields else ())
            for form in phrase_forms(verb)
        ),
        _types(fields.get("types"), claim),
        tuple(examples),
        fields["counterexamples"].texts(),
        node.file,
        node.line,
    )


def load_lexicon(directory: Path = FRAMES, *, beside: Path | None = None) -> Lexicon:
    """Read all frame files of a directory.

    Args:
        directory: where they are.
        beside: frame files that they stand over: a frame of ``directory`` replaces the one of the
            same name here, and the others of both are in the lexicon.

    Raises:
        ontology.yaml_source.SourceError: a file is broken, or there is none; the message names
            file, line, frame and what is allowed.
    """
    frames = _read(beside) if beside is not None else {}
    frames.update(_read(directory))
    triggers: dict[str, list[Trigger]] = {}
    for frame in frames.values():
        for part, lemmas in frame.triggers.items():
            for lemma in lemmas:
                _index(triggers, frame, part, lemma)
    return Lexicon(tuple(frames.values()), {form: tuple(found) for form, found in triggers.items()})


def _read(directory: Path) -> dict[str, Frame]:
    """The frames of a directory by name, in the order of files and lines."""
    frames: dict[str, Frame] = {}
    for path in _files(directory):
        for name, node in load_yaml(path).fields().items():
            if name in frames:
                other = frames[name]
                raise node.error(f"frame {name!r} stands already in {other.file}:{other.line}")
            frames[name] = _frame(name, node)
    return frames


def _files(directory: Path) -> list[Path]:
    files = sorted(directory.glob("*.yaml")) if directory.is_dir() else []
    if not files:
        raise SourceError(
            str(directory), 1, "there are no frame files (*.yaml) here; check the path"
        )
    return files


def _index(
    triggers: dict[str, list[Trigger]], frame: Frame, part: PartOfSpeech, lemma: str
) -> None:
    """Enter a lemma's forms; a noun with a hyphen also as the three words of a parse."""
    if part == "noun":
        for spelling in dict.fromkeys((lemma, lemma.replace("-", " - "))):
            words = spelling.split()
            _enter(triggers, Trigger(frame, part, tuple(words[:-1])), noun_forms(words[-1]))
    elif part == "verb":
        words = lemma.split()
        _enter(triggers, Trigger(frame, part, tuple(words[1:])), verb_forms(words[0]))
    else:
        _enter(triggers, Trigger(frame, part, ()), frozenset((lemma,)))


def _enter(triggers: dict[str, list[Trigger]], trigger: Trigger, forms: frozenset[str]) -> None:
    for form in forms:
        triggers.setdefault(form, []).append(trigger)


@cache
def shipped_lexicon() -> Lexicon:
    """The frames that Accord ships with."""
    return load_lexicon()


def fingerprint(directory: Path = FRAMES) -> str:
    """SHA-256 over the frame files: the same frames give the same one.

    Raises:
        ontology.yaml_source.SourceError: there are no frame files.
    """
    digest = hashlib.sha256()
    for path in _files(directory):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
