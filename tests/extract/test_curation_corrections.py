"""Applying a curation: claims of the rules confirmed, amended, rejected, or left out."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.claims import (
    Event,
    LocalEntity,
    Mention,
    Position,
    make_event,
    make_position,
)
from tests.extract.curation_samples import (
    EMPTY,
    INVASION,
    OPINION,
    OPPOSITION,
    RULES,
    applied,
    found,
    span_of,
)


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


def test_references_are_followed_through_other_claims(tmp_path: Path) -> None:
    reply = make_position(
        "state/russia", "Rejects", (OPINION.key,), evidence=(found("drop the cease-fire"),)
    )
    rules = replace(RULES, claims=(reply, *RULES.claims))
    rejected, _ = applied(
        tmp_path, rules, "claims: [{id: not-so, reject: event, quote: invaded Georgia}]"
    )
    assert rejected.claims == (OPPOSITION,)
    amended, _ = applied(
        tmp_path, rules, "claims: [{id: war, amend: event, quote: invaded, set: {type: War}}]"
    )
    answer, war, _, opinion = amended.claims
    assert isinstance(answer, Position)
    assert isinstance(opinion, Position)
    assert answer.topics == (opinion.key,)
    assert opinion.topics == (war.key,)


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
