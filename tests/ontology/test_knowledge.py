"""The curated knowledge: each fault stops the load and is placed; the readings are in order."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.entities import Knowledge, Tenure
from ontology.knowledge import KnowledgeError, load_knowledge

BROKEN = sorted((Path(__file__).parent / "data" / "broken").glob("*.yaml"))


def directory_of(case: str, directory: Path) -> Path:
    """Write the files of a case: sections that begin with ``--- FILE``."""
    for section in case.split("--- ")[1:]:
        name, _, content = section.partition("\n")
        (directory / name).write_text(content, encoding="utf-8")
    return directory


def knowledge_of(directory: Path, **files: str) -> Knowledge:
    for name, content in files.items():
        (directory / f"{name}.yaml").write_text(content, encoding="utf-8")
    return load_knowledge(directory)


@pytest.mark.parametrize("path", BROKEN, ids=[path.stem for path in BROKEN])
def test_broken_file_is_refused(path: Path, tmp_path: Path) -> None:
    case = path.read_text(encoding="utf-8")
    expected = case.partition("\n")[0].removeprefix("# ")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(directory_of(case, tmp_path))
    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(expected)


def test_there_are_broken_files() -> None:
    assert len(BROKEN) > 40


def test_directory_without_files(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no curated file here; check the path"):
        load_knowledge(tmp_path / "absent")


def test_entry_is_read_whole(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path,
        persons="""\
# the persons

person/boris-yeltsin:
  label: Boris Yeltsin
  names: [Yeltsin]
  tenures:
    - {title: president, of: state/russia, start: 1991-07-10, end: 1999-12-31}
    - {title: prime minister, of: state/russia}
  ids: {wikidata_likely: Q34453, dbpedia: Boris_Yeltsin}
""",
        states="state/russia:\n  label: Russia\n  ids: {wikidata: Q159, iso3166: RU}\n",
    )
    yeltsin = knowledge.entities["person/boris-yeltsin"]
    assert (yeltsin.type, yeltsin.label, yeltsin.names) == ("Person", "Boris Yeltsin", ("Yeltsin",))
    assert (yeltsin.file, yeltsin.line) == ("persons.yaml", 3)
    assert (yeltsin.wikidata, yeltsin.wikidata_likely) == (None, "Q34453")
    assert yeltsin.dbpedia == "Boris_Yeltsin"
    assert yeltsin.tenures == (
        Tenure("president", "state/russia", "1991-07-10", "1999-12-31"),
        Tenure("prime minister", "state/russia"),
    )
    assert knowledge.entities["state/russia"].iso3166 == "RU"


def test_readings_are_most_usual_first(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path,
        states="""\
state/aa-old:
  label: Old Georgia
  names: [Georgia]
  ambiguous: [Georgia]
  metonyms: [Capital]
  valid_until: 1990
state/georgia:
  label: Georgia
  ambiguous: [Georgia]
  adjectives: [Georgian, Kartvelian]
  demonyms: [Georgian, Georgians]
  metonyms: [Capital, Kartvelian]
""",
        places="""\
place/capital:
  label: Capital
place/georgia:
  label: Georgia
  ambiguous: [Georgia]
""",
    )
    assert knowledge.readings["Georgia"] == (
        ("state/georgia", "name"),
        ("place/georgia", "name"),
        ("state/aa-old", "name"),
    )
    assert knowledge.readings["Capital"] == (
        ("place/capital", "name"),
        ("state/georgia", "metonym"),
        ("state/aa-old", "metonym"),
    )
    assert knowledge.readings["Georgian"] == (("state/georgia", "adjective"),)
    assert knowledge.readings["Georgians"] == (("state/georgia", "name"),)
    assert knowledge.readings["Kartvelian"] == (("state/georgia", "metonym"),)


def test_preferred_reading_is_first(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path,
        persons="""\
person/a-bush:
  label: A. Bush
  names: [Bush]
  ambiguous: [Bush]
person/b-bush:
  label: B. Bush
  names: [Bush]
  ambiguous: [Bush]
  prefer: [Bush]
""",
    )
    assert [key for key, _ in knowledge.readings["Bush"]] == ["person/b-bush", "person/a-bush"]


def test_lower_case_name_is_read_at_the_start_of_a_sentence(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path, issues="issue/detente:\n  label: détente\n  names: [the thaw]\n"
    )
    for name in ("détente", "Détente", "the thaw", "The thaw"):
        assert knowledge.readings[name] == (("issue/detente", "name"),)


def test_fingerprint_follows_the_bytes(tmp_path: Path) -> None:
    source = "state/russia:\n  label: Russia\n"
    first = knowledge_of(tmp_path, states=source).fingerprint
    assert knowledge_of(tmp_path, states=source).fingerprint == first
    assert knowledge_of(tmp_path, states=source + "# a comment\n").fingerprint != first


LINES = """\
state/x:
place/x:
  label: X
  names: [X, Y]
  names: []
  ids: {wikidata: Q1}
  ids: []
  capital: place/x
  valid_from: 1990
  valid_until: 1980-13
  ambiguous: [X]
  metonyms: Y

  - a
  label: [
  label: {a: b}
  label: &a X
state/y: *a
# comment
state/
  adjectives: [[X]]
"""


@given(st.lists(st.sampled_from(LINES.splitlines()), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_loaded_or_refused_with_its_place(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "states.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        knowledge = load_knowledge(tmp_path)
    except KnowledgeError as error:
        fault = error
    else:
        assert all(entity.type == "State" for entity in knowledge.entities.values())
        return
    assert fault.file == str(path)
    assert 1 <= fault.line <= len(lines) + 1
