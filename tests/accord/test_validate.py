from pathlib import Path

import pytest

from tests.accord.conftest import Accord

BASE = "https://w3id.org/accord/"
THING = "<http://a.example/>"
NESTED = f"<<( {THING} {THING} " * 300_000 + THING + " )>>" * 300_000 + " ."
ENTITIES = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 11))
BILLION_LAUGHS = (
    f'<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/">'
    "<rdf:Description><a:p>&e10;</a:p></rdf:Description></rdf:RDF>"
)


@pytest.fixture
def exported(accord: Accord, built_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    assert accord("export", "--store", built_store, "-o", path).code == 0
    return path


def test_what_was_built_is_valid(accord: Accord, built_store: Path, exported: Path) -> None:
    for arguments in (("--store", built_store), (exported,)):
        ended = accord("validate", *arguments)
        assert ended.code == 0, ended.err
        assert ended.out.startswith("The graph is valid")


def test_violations_are_reported_with_exit_code_1(accord: Accord, exported: Path) -> None:
    graph = exported.read_text("utf-8")
    assert "Russia invaded Ukraine in 2014" in graph
    exported.write_text(
        graph.replace('"Russia invaded Ukraine in 2014"', '"Russia left Ukraine in 2014"'),
        encoding="utf-8",
    )
    ended = accord("validate", exported)
    assert ended.code == 1
    assert ended.err == ""
    assert ended.out.startswith("The graph is not valid: 1 violation")
    assert "[[Russia invaded Ukraine in 2014]]" in ended.out


def test_a_file_may_refer_to_what_is_curated(accord: Accord, tmp_path: Path) -> None:
    path = tmp_path / "links.ttl"
    path.write_text(
        f"<{BASE}id/state/russia> <http://www.w3.org/2002/07/owl#sameAs> "
        "<http://www.wikidata.org/entity/Q159> .\n"
    )
    ended = accord("validate", path)
    assert ended.code == 0, ended.out + ended.err


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("graph.ttl", "this is no Turtle", 1, "not what its ending says"),
        ("graph.nt", "<http://a.example/> <b> 1 .", 1, "correct it: "),
        ("graph.nt", f"{THING} {THING} {NESTED}", 1, "nested too deeply"),
        ("graph.rdf", BILLION_LAUGHS, 1, "too large once it is read"),
        ("graph.jsonld", '{"@graph": ' + "[" * 50_000, 1, "graph.jsonld"),
        ("graph.nq", "", 1, "nothing to validate"),
        ("graph.ttl", "<http://a.example/> <http://b.example/> 1 .", 1, "nothing to validate"),
        ("graph.docx", "", 2, "endings .ttl"),
        ("absent.ttl", None, 2, "there is no such file"),
    ],
)
def test_a_file_that_cannot_be_validated(
    accord: Accord, tmp_path: Path, name: str, content: str | None, code: int, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    ended = accord("validate", path)
    assert ended.code == code
    assert says in ended.fault
