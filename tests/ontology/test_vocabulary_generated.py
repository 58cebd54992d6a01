"""Turtle, Python terms, JSON-LD context and reference page say the same."""

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from ontology.generate import generated_files
from ontology.generate_context import render_context
from ontology.generate_reference import render_reference
from ontology.generate_terms import render_terms
from ontology.vocabulary_model import Vocabulary, read_vocabulary

FILES = generated_files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_generated_file_is_up_to_date(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == FILES[path], f"{path.name} is stale: run `python -m ontology.generate`"


NEW_TERMS = """
@prefix acc: <https://w3id.org/accord/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

acc:Truce a owl:Class ; rdfs:subClassOf acc:Agreement ;
    rdfs:comment "A short one."@en ; skos:example "An example."@en .
acc:mood a owl:ObjectProperty ; rdfs:domain acc:Person ; rdfs:range skos:Concept ;
    rdfs:comment "How."@en ; skos:example "An example."@en .
acc:Toast a skos:Concept ; skos:inScheme acc:EventTypeScheme ; skos:broader acc:Consult ;
    skos:definition "A glass is raised."@en ; skos:example "An example."@en .
"""


@pytest.mark.parametrize("render", [render_terms, render_context, render_reference])
def test_a_new_term_changes_every_generated_file(render: object) -> None:
    assert callable(render)
    known = read_vocabulary()
    extended = Vocabulary(
        Graph().parse(data=known.graph.serialize(format="nt") + "\n", format="nt")
        + Graph().parse(data=NEW_TERMS, format="turtle"),
        (*known.order, "Truce", "mood", "Toast"),
    )
    before, after = render(known), render(extended)
    for name in ("Truce", "mood", "Toast"):
        assert name not in before
        assert name in after


def test_terms_import_nothing_heavy() -> None:
    code = (
        "import sys, ontology.terms;"
        "heavy = {'rdflib', 'spacy', 'pyoxigraph'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
