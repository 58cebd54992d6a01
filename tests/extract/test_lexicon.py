"""Loading frames, nouns and verbs: what is refused, with file, line and what is allowed."""

from pathlib import Path

import pytest

from extract.lexicon.frames import load_lexicon, shipped_lexicon
from extract.lexicon.inflection import gerund, noun_forms, past, verb_forms
from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from ontology.yaml_source import SourceError

WHOLE = """\
banish:
  claim: event
  concept: Expulsion
  verbs: [banish]
  roles: {agent: [subject], recipient: [object]}
  examples: [{text: France banished spies., yields: x}]
  counterexamples: [It rained.]
"""

BROKEN = {
    "unknown concept": ("concept: Expulsion", "concept: Expulsio", 3, "allowed: AccessGrant"),
    "unknown claim": ("claim: event", "claim: happening", 2, "allowed: event, position"),
    "unknown field": ("verbs: [banish]", "verb: [banish]", 4, "unknown key 'verb'"),
    "no words": ("  verbs: [banish]\n", "", 1, "no verbs, nouns or adjectives"),
    "no roles": ("  roles: {agent: [subject], recipient: [object]}\n", "", 1, "no roles"),
    "unknown role": ("agent: [subject]", "agnt: [subject]", 5, "unknown key 'agnt'"),
    "no example": (
        "  examples: [{text: France banished spies., yields: x}]\n",
        "",
        1,
        "lacks the key 'examples'",
    ),
    "unknown class": (
        "  examples:",
        "  types: {agent: [Nation]}\n  examples:",
        6,
        "'Nation'; allowed: Actor",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_frame_is_refused(
    old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new))
    with pytest.raises(SourceError) as caught:
        load_lexicon(tmp_path)
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert message in caught.value.message


def test_a_frame_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WHOLE)
    (tmp_path / "b.yaml").write_text(WHOLE)
    with pytest.raises(SourceError, match=r"stands already in .*a\.yaml:1"):
        load_lexicon(tmp_path)


def test_triggers_are_all_forms() -> None:
    triggers = shipped_lexicon().triggers
    for form in ("oppose", "opposes", "opposed", "opposing", "opposition"):
        assert any(trigger.frame.name == "oppose" for trigger in triggers[form]), form


FORMS = {
    "hope": {"hope", "hopes", "hoped", "hoping"},
    "seek": {"seek", "seeks", "sought", "seeking"},
    "begin": {"begin", "begins", "began", "begun", "beginning"},
    "ratify": {"ratify", "ratifies", "ratified", "ratifying"},
    "commit": {"commit", "commits", "committed", "committing"},
    "undo": {"undo", "undoes", "undid", "undone", "undoing"},
    "have": {"have", "has", "had", "having"},
    "veto": {"veto", "vetoes", "vetoed", "vetoing"},
    "visit": {"visit", "visits", "visited", "visiting"},
    "agree": {"agree", "agrees", "agreed", "agreeing"},
    "ban": {"ban", "bans", "banned", "banning"},
    "prefer": {"prefer", "prefers", "preferred", "preferring"},
    "offer": {"offer", "offers", "offered", "offering"},
}


@pytest.mark.parametrize(("lemma", "forms"), FORMS.items(), ids=FORMS)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    assert verb_forms(lemma) == forms


def test_other_forms() -> None:
    assert noun_forms("treaty") == {"treaty", "treaties"}
    assert noun_forms("spokesman") == {"spokesman", "spokesmen"}
    assert gerund("lie") == "lying"
    assert past("withdraw") == ("withdrew", "withdrawn")


def test_data_is_read() -> None:
    assert "observers" in nouns().communities
    assert "observer" not in nouns().communities
    assert governors().levels["verb"]["refused"] == "Negated"
