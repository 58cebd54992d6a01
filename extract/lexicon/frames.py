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
from extract.lexicon.inflection import noun_forms, verb_forms
from ontology.terms import Class, EventType, RelationType, Stance
from ontology.yaml_source import Node, load_yaml

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
_FIELDS = (
    "claim",
    "concept",
    "verbs",
    "nouns",
    "adjectives",
    "roles",
    "noun_roles",
    "requires",
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
        with_verbs: where given, a noun evokes it only as the object of one of these verbs.
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


def _roles(node: Node | None, claim: ClaimKind) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    return {role: slots.texts() for role, slots in node.fields(ROLES[claim]).items()}


def _types(node: Node | None, claim: ClaimKind) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    allowed = tuple(Class)
    return {
        role: tuple(item.choice(allowed) for item in classes.items())
        for role, classes in node.fields(ROLES[claim]).items()
    }


def _frame(name: str, node: Node) -> Frame:
    fields = node.fields(_FIELDS, required=("claim", "concept", "examples", "counterexamples"))
    claim = _KINDS[fields["claim"].choice(tuple(_KINDS))]
    triggers: dict[PartOfSpeech, tuple[str, ...]] = {}
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
    requires = fields["requires"].texts() if "requires" in fields else _REQUIRED[claim]
    examples = []
    for example in fields["examples"].items():
        pair = example.fields(("text", "yields"), required=("text", "yields"))
        examples.append(Example(pair["text"].text(), pair["yields"].text()))
    roles = _roles(fields.get("roles"), claim)
    noun_roles = _roles(fields.get("noun_roles"), claim)
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
        frozenset(
            form
            for verb in (fields["with_verbs"].texts() if "with_verbs" in fields else ())
            for form in verb_forms(verb)
        ),
        _types(fields.get("types"), claim),
        tuple(examples),
        fields["counterexamples"].texts(),
        node.file,
        node.line,
    )


def load_lexicon(directory: Path = FRAMES) -> Lexicon:
    """Read all frame files of a directory.

    Raises:
        ontology.yaml_source.SourceError: a file is broken; the message names file, line, frame and
            what is allowed.
    """
    frames: dict[str, Frame] = {}
    for path in sorted(directory.glob("*.yaml")):
        for name, node in load_yaml(path).fields().items():
            if name in frames:
                other = frames[name]
                raise node.error(f"frame {name!r} stands already in {other.file}:{other.line}")
            frames[name] = _frame(name, node)
    triggers: dict[str, list[Trigger]] = {}
    for frame in frames.values():
        for part, lemmas in frame.triggers.items():
            for lemma in lemmas:
                _index(triggers, frame, part, lemma)
    return Lexicon(tuple(frames.values()), {form: tuple(found) for form, found in triggers.items()})


def _index(
    triggers: dict[str, list[Trigger]], frame: Frame, part: PartOfSpeech, lemma: str
) -> None:
    words = lemma.split()
    if part == "verb":
        forms, companions = verb_forms(words[0]), tuple(words[1:])
    elif part == "noun":
        forms, companions = noun_forms(words[-1]), tuple(words[:-1])
    else:
        forms, companions = frozenset((lemma,)), ()
    for form in forms:
        triggers.setdefault(form, []).append(Trigger(frame, part, companions))


@cache
def shipped_lexicon() -> Lexicon:
    """The frames that Accord ships with."""
    return load_lexicon()


def fingerprint(directory: Path = FRAMES) -> str:
    """SHA-256 over the frame files: the same frames give the same one."""
    digest = hashlib.sha256()
    for path in sorted(directory.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
