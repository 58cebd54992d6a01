import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.accord.conftest import Accord

STATES = "SELECT ?state ?name WHERE { ?state a acc:State ; rdfs:label ?name } ORDER BY ?name"


def test_a_table_for_people(accord: Accord, built_store: Path) -> None:
    ended = accord("query", STATES, "--store", built_store)
    assert ended.code == 0
    header, *rows, count = [line.split() for line in ended.out.splitlines()]
    assert header == ["state", "name"]
    assert rows == [
        ["<https://w3id.org/accord/id/state/russia>", "Russia"],
        ["<https://w3id.org/accord/id/state/ukraine>", "Ukraine"],
    ]
    assert count == ["(2", "rows)"]


def test_a_table_shortens_names_and_keeps_long_cells_whole(
    accord: Accord, built_store: Path
) -> None:
    query = "SELECT ?type ?text { ?d a ?type, acc:Document ; acc:text ?text } LIMIT 1"
    _, row, count = accord("query", query, "--store", built_store).out.splitlines()
    assert row.startswith("acc:Document ")
    assert row.endswith(("a partner of NATO.", "accused Russia of aggression."))
    assert count == "(1 row)"


def test_json_csv_and_the_rest_for_programs(accord: Accord, built_store: Path) -> None:
    def ask(name: str) -> str:
        return accord("query", STATES, "--store", built_store, "--format", name).out

    bindings = json.loads(ask("json"))["results"]["bindings"]
    assert [binding["name"]["value"] for binding in bindings] == ["Russia", "Ukraine"]
    assert [row["name"] for row in csv.DictReader(io.StringIO(ask("csv")))] == ["Russia", "Ukraine"]
    assert ask("tsv").splitlines()[0] == "?state\t?name"
    assert ask("xml").startswith("<?xml")


@pytest.mark.parametrize(
    ("name", "engine"),
    [
        ("table", ox.RdfFormat.TURTLE),
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdf", ox.RdfFormat.RDF_XML),
    ],
)
def test_a_graph_as_the_answer(
    accord: Accord, built_store: Path, name: str, engine: ox.RdfFormat
) -> None:
    query = "CONSTRUCT { ?a acc:opposes ?b } WHERE { ?a acc:opposes ?b }"
    ended = accord("query", query, "--store", built_store, "--format", name)
    (quad,) = ox.parse(ended.out, format=engine)
    assert quad.subject.value == "https://w3id.org/accord/id/state/russia"
    assert quad.object.value == "https://w3id.org/accord/id/issue/nato-expansion"


def test_ask_is_answered_in_a_word(accord: Accord, built_store: Path) -> None:
    assert accord("query", "ASK { ?s a acc:State }", "--store", built_store).out == "yes\n"
    assert accord("query", "ASK { ?s a acc:Company }", "--store", built_store).out == "no\n"


def test_a_query_from_standard_input_into_a_file(
    accord: Accord, built_store: Path, tmp_path: Path
) -> None:
    answer = tmp_path / "answer.csv"
    ended = accord(
        "query", "-", "--store", built_store, "--format", "csv", "-o", answer, stdin=STATES
    )
    assert (ended.code, ended.out) == (0, "")
    assert len(answer.read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT ?s WHERE {\n  ?s a acc:State\n  ?s ?p ?o }", "line 3, column "),
        ("SELECT ?s WHERE { ?s a nope:State }", "line 1, column "),
        ("", "query"),
        ("DROP ALL", "line 1, column 1"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "line 1, column "),
    ],
)
def test_a_query_that_is_not_answered(
    accord: Accord, built_store: Path, query: str, says: str
) -> None:
    ended = accord("query", query, "--store", built_store)
    assert ended.code == 2
    assert ended.out == ""
    assert says in ended.fault


def test_a_format_that_the_answer_does_not_have(accord: Accord, built_store: Path) -> None:
    ended = accord("query", STATES, "--store", built_store, "--format", "ttl")
    assert ended.code == 2
    assert "json, xml, csv, tsv" in ended.fault
