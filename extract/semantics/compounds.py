"""Claims that a compound participle makes: "U.S.-backed rebels", "separatist-held regions"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.claims import Claim, Evidence, Span, make_position, make_relationship
from extract.reference.referents import Referents
from extract.syntax.tree import Sentence, Token
from ontology.terms import Class, RelationType, Stance
from ontology.yaml_source import load_yaml

_FILE = Path(__file__).with_name("compounds.yaml")
RULE = "compound-participle"


@dataclass(frozen=True, slots=True)
class Compound:
    """What a participle says of the actor before it and the noun behind it."""

    claim: str
    concept: str


@cache
def compounds() -> Mapping[str, Compound]:
    """The shipped data by participle, read once."""
    found = {}
    for participle, node in load_yaml(_FILE).fields().items():
        fields = node.fields(("claim", "concept"), required=("claim", "concept"))
        claim = fields["claim"].choice(("position", "relationship"))
        allowed = tuple(Stance) if claim == "position" else tuple(RelationType)
        found[participle] = Compound(claim, fields["concept"].choice(allowed))
    return found


def compound_claims(
    sentence: Sentence, span: Span, offset: int, referents: Referents
) -> Iterator[tuple[Claim, Token]]:
    """The claims of a sentence's compound participles, each with the participle.

    Args:
        sentence: its tokens.
        span: the sentence's span in the stored text.
        offset: where the paragraph starts in the stored text.
        referents: who or what tokens stand for.
    """
    for token in sentence:
        meaning = compounds().get(token.lower.rpartition("-")[2])
        if meaning is None or token.dep != "amod":
            continue
        first, actors = _actor_before(token, referents)
        topics = referents.resolve(token.head)
        if first is None or not topics:
            continue
        evidence = Evidence(
            Span(offset + first.start, offset + token.head.end),
            span,
            RULE,
            construction="compound",
        )
        for actor in actors:
            for topic in topics:
                if actor == topic:
                    continue
                if meaning.claim == "position":
                    yield (
                        make_position(actor, meaning.concept, (topic,), evidence=(evidence,)),
                        token,
                    )
                elif referents.is_a(topic, Class.PLACE) or referents.is_a(topic, Class.STATE):
                    yield (
                        make_relationship(meaning.concept, actor, topic, evidence=(evidence,)),
                        token,
                    )


def _actor_before(token: Token, referents: Referents) -> tuple[Token | None, tuple[str, ...]]:
    """The actor in front of the hyphen, and the first token of the compound."""
    if "-" in token.text:
        return token, referents.owners([token])
    if token.i < 2 or token.tree[token.i - 1].text != "-":
        return None, ()
    noun = token.tree[token.i - 2]
    return noun, referents.owners([noun]) or referents.people_called(noun)
