"""Loading frames, nouns and verbs: what is refused, with file, line and what is allowed."""

from pathlib import Path

import pytest

from extract.lexicon.frames import fingerprint, load_lexicon, shipped_lexicon
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
    "unknown slot": (
        "recipient: [object]",
        "recipient: [objct]",
        5,
        "role 'recipient' stands in the slot 'objct'; allowed: gerund, indirect, infinitive",
    ),
    "slot of nouns": ("agent: [subject]", "agent: [seeker]", 5, "'seeker'; allowed: gerund"),
    "requires what is no role": (
        "  examples:",
        "  requires: [topic]\n  examples:",
        6,
        "'topic'; allowed: agent, concerns, pair, participant, place, recipient",
    ),
    "two words that govern": (
        "  examples:",
        "  with_verbs: [set up]\n  examples:",
        6,
        "'set up' is no verb and no verb with a preposition; allowed: 'make'",
    ),
    "verb with a hyphen": (
        "verbs: [banish]",
        "verbs: [re-banish]",
        4,
        "'re-banish' has a hyphen",
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


def test_a_directory_without_frames_is_refused(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(SourceError, match=r"there are no frame files \(\*\.yaml\) here"):
            load_lexicon(directory)
        with pytest.raises(SourceError, match="there are no frame files"):
            fingerprint(directory)


def test_own_frames_stand_over_and_beside_others(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    (shipped / "a.yaml").write_text(WHOLE + WHOLE.replace("banish", "deport"))
    changed = WHOLE.replace("verbs: [banish]", "verbs: [exile]")
    (own / "b.yaml").write_text(changed + WHOLE.replace("banish", "oust"))
    lexicon = load_lexicon(own, beside=shipped)
    assert [frame.name for frame in lexicon.frames] == ["banish", "deport", "oust"]
    assert [trigger.frame.name for trigger in lexicon.triggers["exiled"]] == ["banish"]
    assert "banished" not in lexicon.triggers
    assert lexicon.frames[0].file == str(own / "b.yaml")
    assert [frame.name for frame in load_lexicon(own).frames] == ["banish", "oust"]


def test_the_fingerprint_is_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WHOLE)
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / "a.yaml").write_text(WHOLE.replace("banish", "deport"))
    second = fingerprint(tmp_path)
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert len({first, second, fingerprint(tmp_path)}) == 3


def test_a_noun_with_a_hyphen_is_also_the_words_that_parsers_make_of_it(tmp_path: Path) -> None:
    text = WHOLE.replace("verbs: [banish]", "nouns: [cease-fire]").replace("roles", "noun_roles")
    (tmp_path / "a.yaml").write_text(text.replace("[object]", "[of]"))
    triggers = load_lexicon(tmp_path).triggers
    assert [trigger.companions for trigger in triggers["cease-fires"]] == [()]
    assert [trigger.companions for trigger in triggers["fires"]] == [("cease", "-")]


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
    "freeze": {"freeze", "freezes", "froze", "frozen", "freezing"},
    "lay": {"lay", "lays", "laid", "laying"},
    "picket": {"picket", "pickets", "picketed", "picketing"},
    "bomb": {"bomb", "bombs", "bombed", "bombing"},
    "panic": {"panic", "panics", "panicked", "panicking"},
    "besiege": {"besiege", "besieges", "besieged", "besieging"},
    "free": {"free", "frees", "freed", "freeing"},
    "cancel": {"cancel", "cancels", "canceled", "cancelled", "canceling", "cancelling"},
    "travel": {"travel", "travels", "traveled", "travelled", "traveling", "travelling"},
    "expel": {"expel", "expels", "expelled", "expelling", "expeled", "expeling"},
    "forbid": {"forbid", "forbids", "forbade", "forbidden", "forbidding"},
    "equip": {"equip", "equips", "equipped", "equipping"},
    "rebut": {"rebut", "rebuts", "rebutted", "rebutting"},
    "target": {"target", "targets", "targeted", "targeting"},
    "defer": {"defer", "defers", "deferred", "deferring"},
}


@pytest.mark.parametrize(("lemma", "forms"), FORMS.items(), ids=FORMS)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    assert verb_forms(lemma) == forms


def test_other_forms() -> None:
    assert noun_forms("treaty") == {"treaty", "treaties"}
    assert noun_forms("spokesman") == {"spokesman", "spokesmen"}
    assert noun_forms("german") == {"german", "germans"}
    assert noun_forms("crisis") == {"crisis", "crises"}
    assert noun_forms("child") == {"child", "children"}
    assert noun_forms("police") == {"police"}
    assert gerund("lie") == "lying"
    assert past("withdraw") == ("withdrew", "withdrawn")


def test_data_is_read() -> None:
    assert "observers" in nouns().communities
    assert "observer" not in nouns().communities
    assert "police" in nouns().communities
    assert governors().levels["verb"]["refused"] == "Negated"
