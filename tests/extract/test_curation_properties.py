"""Properties of applying any curation to any claims: grounded, consistent, idempotent."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extract.claims import (
    Claim,
    ClaimKind,
    Evidence,
    Extraction,
    Position,
    Span,
    make_event,
    make_position,
    make_relationship,
    merge_claims,
)
from extract.curation.applying import apply_curation
from extract.curation.edits import RoleValue
from extract.curation.entries import Action, Curation, Entry, EvidenceFields
from tests.extract.curation_samples import BODY, DOCUMENT, EMPTY, sentences

WORDS = [Span(*match.span()) for match in re.finditer(r"\w+", BODY)]
SPANS = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, 12)).map(
    lambda t: Span(WORDS[t[0]].start, WORDS[min(sum(t), len(WORDS) - 1)].end)
)
ACTORS = st.sampled_from(["state/russia", "state/ukraine", "state/georgia", "person/donald-trump"])
TYPES = st.sampled_from(["War", "Agree", "Meeting"])
STANCES = st.sampled_from(["Supports", "Opposes"])
ACTIONS: tuple[Action, ...] = ("confirm", "amend", "reject")
KINDS: tuple[ClaimKind, ...] = ("event", "position")


def evidence_of(word: Span) -> Evidence:
    """Evidence of a rule on this word."""
    return Evidence(word, next(s for s in sentences() if s.contains(word)), "verb")


EVIDENCE = st.lists(st.sampled_from(WORDS).map(evidence_of), min_size=1, max_size=3).map(tuple)
EVENTS: st.SearchStrategy[Claim] = st.builds(
    lambda type_, agent, evidence: make_event("sample", type_, agents=(agent,), evidence=evidence),
    TYPES, ACTORS, EVIDENCE,
)  # fmt: skip
RELATIONSHIPS: st.SearchStrategy[Claim] = st.builds(
    lambda subject, object_, evidence: make_relationship(
        "AlliedWith", subject, object_, evidence=evidence
    ),
    ACTORS, ACTORS, EVIDENCE,
)  # fmt: skip


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """What rules might have found: events, relationships, and positions on them."""
    claims = draw(st.lists(EVENTS | RELATIONSHIPS, max_size=5))
    for _ in range(draw(st.integers(0, 4)) if claims else 0):
        topics = draw(st.lists(st.sampled_from(claims), min_size=1, max_size=2))
        claims.append(
            make_position(
                draw(ACTORS),
                draw(STANCES),
                tuple(topic.key for topic in topics),
                evidence=draw(EVIDENCE),
            )
        )
    return replace(EMPTY, claims=tuple(merge_claims(claims)))


@st.composite
def additions(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Events and positions that a person adds, the later ones on the earlier ones."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 4))):
        span = draw(SPANS)
        on_another = draw(st.booleans())
        if entries and on_another:
            topic = f"claim:{draw(st.integers(0, len(entries) - 1))}"
            entries.append(
                Entry(
                    str(number), 1, "add", "position", span,
                    {"holder": draw(ACTORS), "stance": draw(STANCES), "topics": (topic,)},
                )
            )  # fmt: skip
        else:
            roles: dict[str, RoleValue] = {"event_type": draw(TYPES), "agents": (draw(ACTORS),)}
            entries.append(Entry(str(number), 1, "add", "event", span, roles))
    return tuple(entries)


@st.composite
def corrections(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Confirmations, rejections and amendments, each of whatever stands at its quote."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 4))):
        action: Action = draw(st.sampled_from(ACTIONS))
        kind: ClaimKind = draw(st.sampled_from(KINDS))
        attribute, values = ("event_type", TYPES) if kind == "event" else ("stance", STANCES)
        entries.append(
            Entry(
                f"{action}-{number}", 1, action, kind, draw(SPANS),
                changes={attribute: draw(values)} if action == "amend" else {},
                evidence=EvidenceFields("Possible") if action == "amend" else EvidenceFields(),
            )
        )  # fmt: skip
    return tuple(entries)


@given(added=additions())
def test_an_empty_extraction_becomes_exactly_what_is_added(added: tuple[Entry, ...]) -> None:
    result, warnings = apply_curation(EMPTY, DOCUMENT, Curation("file", (), added))
    evidence = {e.rule: (e, claim) for claim in result.claims for e in claim.evidence}
    assert set(evidence) == {entry.rule for entry in added}
    for entry in added:
        found_evidence, claim = evidence[entry.rule]
        assert found_evidence.span == entry.span
        assert found_evidence.sentence.contains(entry.span)
        assert claim.kind == entry.kind
    assert len({claim.key for claim in result.claims}) == len(result.claims)
    assert warnings == []


@given(rules=extractions(), added=additions(), corrected=corrections(), complete=st.booleans())
def test_a_second_application_changes_nothing(
    rules: Extraction, added: tuple[Entry, ...], corrected: tuple[Entry, ...], complete: bool
) -> None:
    decisions = Curation("file", (), added, corrected, complete)
    once, _ = apply_curation(rules, DOCUMENT, decisions)
    twice, _ = apply_curation(once, DOCUMENT, decisions)
    assert twice == once


@given(rules=extractions(), added=additions(), corrected=corrections(), complete=st.booleans())
def test_every_claim_is_grounded_and_refers_to_what_is_there(
    rules: Extraction, added: tuple[Entry, ...], corrected: tuple[Entry, ...], complete: bool
) -> None:
    result, _ = apply_curation(rules, DOCUMENT, Curation("file", (), added, corrected, complete))
    keys = {claim.key for claim in result.claims}
    assert len(keys) == len(result.claims)
    for claim in result.claims:
        assert claim.evidence
        assert {e.sentence for e in claim.evidence} <= set(result.sentences)
        if isinstance(claim, Position):
            assert {t for t in claim.topics if t.startswith(("event/", "position/"))} <= keys
    rejected = [entry.span for entry in corrected if entry.action == "reject"]
    for claim in result.claims:
        for evidence in claim.evidence:
            if evidence.rule == "verb" and claim.kind == "event":
                kinds = {e.kind for e in corrected if e.span.overlaps(evidence.span)}
                assert "event" not in kinds, (rejected, evidence)
