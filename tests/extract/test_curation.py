"""Applying a curation: added claims, and the words they are anchored by."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.claims import (
    AUTHOR,
    Evidence,
    Extraction,
    LocalEntity,
    Span,
    make_event,
    make_position,
)
from ontology.yaml_source import SourceError
from tests.extract.curation_samples import (
    DOCUMENT,
    EMPTY,
    OPPOSITION,
    RULES,
    TEXT,
    applied,
    found,
    sentences,
    span_of,
)


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
