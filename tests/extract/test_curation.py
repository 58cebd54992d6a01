"""Applying a curation: additions, confirmations, amendments and rejections, alone and together."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import (
    AUTHOR,
    Claim,
    ClaimKind,
    Event,
    Evidence,
    Extraction,
    LocalEntity,
    Mention,
    Position,
    Span,
    make_event,
    make_position,
    make_relationship,
    merge_claims,
)
from extract.curation import apply_curation
from extract.curation.edits import RoleValue
from extract.curation.entries import Action, Curation, Entry, EvidenceFields
from ontology.yaml_source import SourceError
from tests.extract.curation_samples import BODY, DOCUMENT, TEXT, curation, sentences, span_of

EMPTY = Extraction("sample", sentences())


def found(words: str, rule: str = "verb") -> Evidence:
    """Evidence that a rule found on these words."""
    span = span_of(words)
    return Evidence(span, next(s for s in sentences() if s.contains(span)), rule)


INVASION = make_event(
    "sample",
    "Invasion",
    agents=("state/russia",),
    recipients=("state/georgia",),
    start_date="2008",
    evidence=(found("It invaded Georgia in 2008"),),
)
OPPOSITION = make_position(
    "state/russia",
    "Opposes",
    ("issue/nato-expansion",),
    evidence=(found("Russia has long opposed NATO expansion"),),
)
OPINION = make_position(
    "state/ukraine",
    "Criticizes",
    (INVASION.key,),
    evidence=(found("met Kiev's “friends” in Minsk"),),
)
RULES = replace(EMPTY, claims=(INVASION, OPPOSITION, OPINION))


def applied(tmp_path: Path, extraction: Extraction, yaml: str) -> tuple[Extraction, list[str]]:
    """The extraction with this curation file applied, and the warnings."""
    return apply_curation(extraction, DOCUMENT, curation(tmp_path, yaml))


def test_an_addition_to_nothing(tmp_path: Path) -> None:
    result, warnings = applied(
        tmp_path,
        EMPTY,
        """
entities:
  - {key: community/envoys, type: Community, label: envoys}
claims:
  - id: drop
    add: event
    quote: Moscow could decide to drop the cease-fire
    occurrence: 2
    type: Withdrawal
    agents: [state/russia]
    factuality: Hypothetical
    cues: [could, If]
    condition: refusal
  - {id: refusal, add: position, quote: If Kiev refuses, holder: state/ukraine, stance: Rejects,
     topics: [issue/nato-expansion], factuality: Hypothetical, cues: [If],
     attributed_to: [community/envoys]}
  - {id: fear, add: position, quote: met, holder: community/envoys, stance: Fears,
     topics: ["claim:drop"], toward: [state/russia], content: met Kiev's "friends" in Minsk}
""",
    )
    sentence = next(s for s in sentences() if TEXT.startswith("If Kiev", s.start))
    start = TEXT.rindex("Moscow could")
    refusal = make_position(
        "state/ukraine",
        "Rejects",
        ("issue/nato-expansion",),
        evidence=(
            Evidence(
                Span(sentence.start, sentence.start + len("If Kiev\nrefuses")),
                sentence,
                "curation-refusal",
                "Hypothetical",
                ("community/envoys",),
                ("If",),
            ),
        ),
    )
    drop = make_event(
        "sample",
        "Withdrawal",
        agents=("state/russia",),
        evidence=(
            Evidence(
                Span(start, start + len("Moscow could decide to drop the cease-fire")),
                sentence,
                "curation-drop",
                "Hypothetical",
                (AUTHOR,),
                ("If", "could"),
                refusal.key,
            ),
        ),
    )
    fear = make_position(
        "community/envoys",
        "Fears",
        (drop.key,),
        toward=("state/russia",),
        content="met Kiev's “friends” in Minsk",
        evidence=(found("met", "curation-fear"),),
    )
    assert set(result.claims) == {refusal, drop, fear}
    assert result.entities == {
        "community/envoys": LocalEntity("community/envoys", "Community", "envoys")
    }
    assert result.sentences == EMPTY.sentences
    assert warnings == []


def test_an_addition_that_the_rules_found_too_replaces_their_evidence(tmp_path: Path) -> None:
    elsewhere = found("NATO expansion", "noun")
    later = replace(elsewhere, span=span_of("bombing of Aleppo"))
    rules = replace(RULES, claims=(replace(OPPOSITION, evidence=(*OPPOSITION.evidence, later)),))
    result, _ = applied(
        tmp_path,
        rules,
        """
claims:
  - {id: opposes, add: position, quote: long opposed, holder: state/russia, stance: Opposes,
     topics: [issue/nato-expansion]}
""",
    )
    (claim,) = result.claims
    assert claim.key == OPPOSITION.key
    assert claim.evidence == (found("long opposed", "curation-opposes"), later)


def test_a_confirmed_claim_has_the_entry_as_its_rule(tmp_path: Path) -> None:
    result, warnings = applied(
        tmp_path,
        RULES,
        "claims: [{id: yes, confirm: position, quote: opposed NATO expansion, stance: Opposes}]",
    )
    (evidence,) = next(c for c in result.claims if c.key == OPPOSITION.key).evidence
    assert evidence == replace(OPPOSITION.evidence[0], rule="curation-yes")
    assert [c.key for c in result.claims] == [c.key for c in RULES.claims]
    assert warnings == []


def test_an_amended_claim_is_followed_by_what_refers_to_it(tmp_path: Path) -> None:
    result, warnings = applied(
        tmp_path,
        RULES,
        """
claims:
  - id: war
    amend: event
    quote: invaded
    type: Invasion
    agents: [state/russia]
    set: {type: War, date: [], factuality: Possible, cues: [in 2008]}
""",
    )
    war, _, opinion = result.claims
    assert war == make_event(
        "sample",
        "War",
        agents=("state/russia",),
        recipients=("state/georgia",),
        evidence=(
            replace(
                INVASION.evidence[0], rule="curation-war", factuality="Possible", cues=("in 2008",)
            ),
        ),
    )
    assert isinstance(opinion, Position)
    assert opinion == make_position(
        "state/ukraine", "Criticizes", (war.key,), evidence=OPINION.evidence
    )
    assert warnings == []


def test_an_amendment_of_the_evidence_alone_keeps_the_claim(tmp_path: Path) -> None:
    result, _ = applied(
        tmp_path,
        RULES,
        "claims: [{id: a, amend: event, quote: invaded, set: {attributed_to: [state/georgia]}}]",
    )
    assert [c.key for c in result.claims] == [c.key for c in RULES.claims]
    assert result.claims[0].evidence[0].attributed_to == ("state/georgia",)


def test_an_amendment_touches_only_the_evidence_at_its_quote(tmp_path: Path) -> None:
    other = replace(found("bombing of Aleppo"), rule="noun")
    rules = replace(
        RULES, claims=(replace(INVASION, evidence=(*INVASION.evidence, other)), OPINION)
    )
    result, _ = applied(
        tmp_path,
        rules,
        "claims: [{id: later, amend: event, quote: invaded, set: {date: 2009}}]",
    )
    keys = {claim.key: claim for claim in result.claims}
    assert keys[INVASION.key].evidence == (other,)
    assert OPINION.key in keys, "the claim it refers to still stands"
    amended = next(c for c in result.claims if isinstance(c, Event) and c.start_date == "2009")
    assert [e.rule for e in amended.evidence] == ["curation-later"]


def test_a_rejected_claim_takes_along_what_cannot_be_without_it(tmp_path: Path) -> None:
    alone = make_event("sample", "Coup", concerns=(INVASION.key,), evidence=(found("met"),))
    rules = replace(RULES, claims=(*RULES.claims, alone))
    result, warnings = applied(
        tmp_path, rules, "claims: [{id: not-so, reject: event, quote: invaded Georgia}]"
    )
    kept = make_event("sample", "Coup", evidence=alone.evidence)
    assert result.claims == (OPPOSITION, kept)
    assert warnings == []


def test_a_rejection_keeps_a_claim_with_evidence_elsewhere(tmp_path: Path) -> None:
    other = found("bombing of Aleppo", "noun")
    rules = replace(
        RULES, claims=(replace(INVASION, evidence=(*INVASION.evidence, other)), OPINION)
    )
    result, _ = applied(tmp_path, rules, "claims: [{id: not-so, reject: event, quote: invaded}]")
    assert result.claims == (replace(INVASION, evidence=(other,)), OPINION)


def test_a_rejected_claim_that_is_added_again_keeps_its_references(tmp_path: Path) -> None:
    result, _ = applied(
        tmp_path,
        RULES,
        """
claims:
  - {id: not-there, reject: event, quote: invaded}
  - {id: there, add: event, quote: Georgia, type: Invasion, agents: [state/russia],
     recipients: [state/georgia], date: 2008}
""",
    )
    assert {c.key for c in result.claims} == {c.key for c in RULES.claims}
    (invasion,) = (c for c in result.claims if c.key == INVASION.key)
    assert invasion.evidence == (found("Georgia", "curation-there"),)


@pytest.mark.parametrize(
    "selector",
    [
        "event, quote: opposed NATO expansion",
        "position, quote: invaded",
        "position, quote: opposed, stance: Supports",
        "position, quote: opposed, holder: state/ukraine",
        "position, quote: opposed, topics: [issue/nato-expansion, place/aleppo]",
        "event, quote: invaded, date: 2009",
        "event, quote: invaded, agents: [state/georgia]",
    ],
)
def test_a_correction_that_meets_nothing_warns(tmp_path: Path, selector: str) -> None:
    result, warnings = applied(tmp_path, RULES, f"claims: [{{id: gone, reject: {selector}}}]")
    assert result == RULES
    (warning,) = warnings
    assert f"{tmp_path / 'sample.curation.yaml'}:1: gone meets nothing to reject" in warning


@pytest.mark.parametrize(
    "selector",
    [
        "event, quote: invaded",
        "event, quote: Georgia in 2008, type: Invasion, date: 2008",
        "event, quote: It, agents: [state/russia], recipients: [state/georgia]",
    ],
)
def test_a_selector_means_claims_by_quote_and_roles(tmp_path: Path, selector: str) -> None:
    result, warnings = applied(tmp_path, RULES, f"claims: [{{id: out, reject: {selector}}}]")
    assert result.claims == (OPPOSITION,)
    assert warnings == []


def test_an_entity_that_only_a_rejected_claim_spoke_of_goes(tmp_path: Path) -> None:
    names = ("community/gone", "community/mentioned", "community/unused", "community/source")
    position = make_position(
        "community/gone",
        "Supports",
        ("community/mentioned",),
        evidence=(replace(found("opposed"), attributed_to=("community/source",)),),
    )
    rules = replace(
        EMPTY,
        claims=(position,),
        mentions=(Mention(span_of("envoys"), "community/mentioned", "name"),),
        entities={name: LocalEntity(name, "Community", name) for name in names},
    )
    result, _ = applied(tmp_path, rules, "claims: [{id: x, reject: position, quote: opposed}]")
    assert set(result.entities) == {"community/mentioned", "community/unused"}


def test_a_quote_in_the_boilerplate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"sample\.curation\.yaml:1: a: the quote “uses cookies”"):
        applied(
            tmp_path, EMPTY, "claims: [{id: a, add: event, quote: uses cookies, type: Statement}]"
        )


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("add: event, quote: invaded, type: Invasion, cues: [If]", "the cue “If”"),
        ("amend: event, quote: invaded, set: {cues: [could]}", "the cue “could”"),
        (
            "add: position, quote: opposed, holder: state/russia, stance: Opposes,"
            " topics: [place/aleppo], content: envoys",
            "the content “envoys”",
        ),
    ],
)
def test_words_from_another_sentence_are_refused(tmp_path: Path, entry: str, fault: str) -> None:
    with pytest.raises(SourceError, match=f"a: {fault} does not stand in the sentence"):
        applied(tmp_path, RULES, f"claims: [{{id: a, {entry}}}]")


def test_a_document_without_sentences_gives_paragraphs(tmp_path: Path) -> None:
    result, _ = applied(
        tmp_path,
        Extraction("sample"),
        "claims: [{id: a, add: event, quote: bombing of Aleppo, type: Bombing}]",
    )
    (evidence,) = result.claims[0].evidence
    assert evidence.sentence == DOCUMENT.paragraphs[-1]


def test_sentences_that_a_quote_runs_across_become_one(tmp_path: Path) -> None:
    first, second, *others = sentences()
    result, _ = applied(
        tmp_path,
        RULES,
        "claims: [{id: a, add: event, quote: expansion. It invaded, type: Invasion, cues: [long],"
        " agents: [state/russia]}]",
    )
    whole = Span(first.start, second.end)
    assert result.sentences == (whole, *others)
    assert {e.sentence for c in result.claims for e in c.evidence} <= set(result.sentences)


def test_the_same_corrections_hold_after_extraction_anew(tmp_path: Path) -> None:
    yaml = """
claims:
  - {id: out, reject: event, quote: invaded}
  - {id: new, add: event, quote: bombing of Aleppo, type: Bombing, places: [place/aleppo]}
"""
    first, _ = applied(tmp_path, RULES, yaml)
    more = make_event("sample", "Meeting", evidence=(found("met Kiev's “friends”"),))
    again, warnings = applied(tmp_path, replace(RULES, claims=(more, *RULES.claims)), yaml)
    assert set(first.claims) | {more} == set(again.claims)
    assert INVASION.key not in {c.key for c in again.claims}
    assert warnings == []


def test_a_complete_curation_leaves_only_what_a_person_stands_behind(tmp_path: Path) -> None:
    result, warnings = applied(
        tmp_path,
        RULES,
        """
complete: true
claims:
  - {id: opinion, confirm: position, quote: met}
  - {id: new, add: event, quote: bombing of Aleppo, type: Bombing, places: [place/aleppo]}
""",
    )
    assert {claim.key for claim in result.claims} == {
        OPINION.key,
        INVASION.key,  # what the confirmed opinion is about
        make_event("sample", "Bombing", places=("place/aleppo",)).key,
    }
    assert warnings == []


# Any curation of any claims

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
