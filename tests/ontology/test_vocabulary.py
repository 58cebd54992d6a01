"""The vocabulary says all that the data model says, and documents each of its terms."""

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, Graph, Literal, URIRef
from rdflib.namespace import DCMITYPE, FOAF, ORG, PROV, TIME, XSD

from ontology import terms
from ontology.namespaces import DEFAULT_BASE, Namespaces
from ontology.vocabulary import jsonld_context, load_vocabulary, vocabulary_turtle

NAMESPACES = Namespaces()
DATA_MODEL = Path(__file__).parents[3] / "shared" / "data-model.md"

CLASSES = """
    Actor Person State Organization ArmedGroup Company GovernmentBody Community Place
    Agreement Treaty Ceasefire Declaration Deal Forum PolicyDocument Issue
    Claim Event Position Relationship Evidence Mention Sentence Document Rule CuratedEntry Tenure
"""
PROPERTIES = """
    evidence document start end quote factuality attributedTo cue condition rule sentence
    refersTo text confidence eventType agent recipient participant place startDate endDate concerns
    holder stance topic toward content subject object relationType validIn office
    referenceDate writtenAfter writtenBefore capital party adjective metonym plainProperty
    alliedWith partnerOf memberOf partyTo holdsOffice leaderOf affiliatedWith locatedIn
    controlsTerritory disputesWith hostileTo aspiresToJoin proxyOf backs dependsOn tradesWith
    borders influencesIn successorOf proscribes enshrines supports opposes
"""
NARROWER_EVENT_TYPES = {
    "Agree": "Signing Ratification CeasefireAgreement Resolution",
    "Consult": "Meeting Summit Negotiation Visit Mediation Statement Talks Call Letter",
    "Support": "",
    "Concede": "SanctionsRelief",
    "Cooperate": "Trade",
    "Aid": "MilitaryAid ArmsSale",
    "Retreat": "Withdrawal",
    "Request": "",
    "Accuse": "",
    "Reject": "Veto Breach",
    "Threaten": "",
    "Protest": "",
    "Sanction": "",
    "Mobilize": "Deployment WeaponsTest",
    "Coerce": "Expulsion Detention Annexation Blockade",
    "Assault": "Invasion Bombing Capture Attack War",
    "Election": "",
    "Accession": "",
    "Coup": "",
    "Inauguration": "",
    "PoliticalChange": "Verdict Appointment Revolution Independence",
    "Other": "",
}
STANCES = {
    "Favourable": "Supports Seeks Demands Pledges Recognizes",
    "Unfavourable": "Opposes Rejects Criticizes Accuses Threatens Fears",
    "Epistemic": "Believes Expects Claims Doubts Denies",
}
RELATION_TYPES = """
    AlliedWith PartnerOf MemberOf PartyTo HoldsOffice LeaderOf AffiliatedWith LocatedIn
    ControlsTerritory DisputesWith HostileTo AspiresToJoin ProxyOf Backs DependsOn TradesWith
    Borders InfluencesIn SuccessorOf Proscribes Enshrines
"""
FACTUALITY = "Asserted Negated Possible Hypothetical Planned"
SYMMETRIC = "AlliedWith PartnerOf DisputesWith HostileTo TradesWith Borders"

SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SEM_TERMS = """
    Actor Event Place eventType hasActor hasPlace accordingTo hasBeginTimeStamp hasEndTimeStamp
"""
OA = "http://www.w3.org/ns/oa#"
OA_TERMS = """
    Annotation SpecificResource TextPositionSelector TextQuoteSelector start end exact hasSource
"""
CLOSED = (DCMITYPE, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VANN, XSD)

PLOVER_CATEGORIES = """
    AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST
    SANCTION MOBILIZE COERCE ASSAULT
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load_vocabulary(NAMESPACES)


def iri(name: str) -> URIRef:
    return URIRef(NAMESPACES.term(name))


def own_terms(graph: Graph) -> list[URIRef]:
    return sorted(
        term
        for term in set(graph.subjects(RDF.type))
        if isinstance(term, URIRef) and term.startswith(NAMESPACES.vocabulary)
    )


def test_classes_of_the_data_model(graph: Graph) -> None:
    assert set(CLASSES.split()) <= set(terms.Class)
    for name in terms.Class:
        assert (iri(name), RDF.type, OWL.Class) in graph


def test_properties_of_the_data_model(graph: Graph) -> None:
    assert set(PROPERTIES.split()) <= set(terms.Property)
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for name in terms.Property:
        assert len(kinds & set(graph.objects(iri(name), RDF.type))) == 1, name


def test_the_top_event_types_are_those_of_the_data_model() -> None:
    tops = [name for name, top in terms.TOP_EVENT_TYPE.items() if name == top]
    assert tops == list(NARROWER_EVENT_TYPES)


@pytest.mark.parametrize(
    ("top", "name"),
    [(top, name) for top, names in NARROWER_EVENT_TYPES.items() for name in names.split()],
)
def test_narrower_event_types(top: str, name: str) -> None:
    assert terms.TOP_EVENT_TYPE[terms.EventType(name)] == top
    assert terms.BROADER[terms.EventType(name)] == top


def test_stances_stand_under_their_direction() -> None:
    expected = {name: top for top, names in STANCES.items() for name in names.split()}
    assert expected == terms.DIRECTION_OF
    assert list(terms.Stance) == list(expected)
    assert list(terms.Direction) == list(STANCES)


def test_relation_types_and_factuality() -> None:
    assert list(terms.RelationType) == RELATION_TYPES.split()
    assert list(terms.Factuality) == FACTUALITY.split()


def test_each_relation_type_and_two_stances_have_a_plain_property(graph: Graph) -> None:
    expected = {
        name: name[0].lower() + name[1:]
        for name in (*RELATION_TYPES.split(), "Supports", "Opposes")
    }
    assert expected == terms.PLAIN_PROPERTY
    for name in expected.values():
        assert (iri(name), RDF.type, OWL.ObjectProperty) in graph


def test_symmetric_relations(graph: Graph) -> None:
    assert set(SYMMETRIC.split()) == terms.SYMMETRIC
    symmetric = set(graph.subjects(RDF.type, OWL.SymmetricProperty))
    assert symmetric == {iri(terms.PLAIN_PROPERTY[relation]) for relation in terms.SYMMETRIC}


def test_superclasses_are_nearest_first() -> None:
    assert terms.SUPERCLASSES[terms.Class.PERSON] == (terms.Class.ACTOR,)
    assert terms.SUPERCLASSES[terms.Class.CEASEFIRE] == (terms.Class.AGREEMENT,)
    assert terms.SUPERCLASSES[terms.Class.ACTOR] == ()
    assert set(terms.SUPERCLASSES) == set(terms.Class)


def test_every_name_on_the_data_model_page() -> None:
    if not DATA_MODEL.exists():
        pytest.skip("../shared/data-model.md is not here")
    named = set(re.findall(r"acc:(\w+)", DATA_MODEL.read_text(encoding="utf-8")))
    assert len(named) > 50
    defined = set(re.findall(r"^acc:(\w+)$", vocabulary_turtle(NAMESPACES), re.MULTILINE))
    assert named <= defined


def test_every_concept_on_the_data_model_page() -> None:
    if not DATA_MODEL.exists():
        pytest.skip("../shared/data-model.md is not here")
    page = DATA_MODEL.read_text(encoding="utf-8")
    schemes = page.split("## Concept schemes", 1)[1].split("## Worked examples", 1)[0]
    quoted = " ".join(re.findall(r"`([^`]+)`", schemes))
    named = set(re.findall(r"(?<![\w:])[A-Z]\w+", quoted))
    assert len(named) > 60
    concepts = {
        *terms.EventType,
        *terms.Stance,
        *terms.Direction,
        *terms.RelationType,
        *terms.Factuality,
    }
    assert named <= concepts


def test_a_name_means_one_thing() -> None:
    kinds = (
        terms.Class,
        terms.Property,
        terms.EventType,
        terms.Stance,
        terms.Direction,
        terms.RelationType,
        terms.Factuality,
    )
    names = [name for kind in kinds for name in kind]
    assert len(names) == len(set(names))


def test_each_term_is_documented(graph: Graph) -> None:
    ontology = URIRef(NAMESPACES.vocabulary.removesuffix("#"))
    assert len(own_terms(graph)) > 250
    for term in own_terms(graph):
        is_concept = (term, RDF.type, SKOS.Concept) in graph
        is_scheme = (term, RDF.type, SKOS.ConceptScheme) in graph
        needed = [RDFS.label, SKOS.definition if is_concept else RDFS.comment]
        needed += [] if is_scheme else [SKOS.example]
        needed += [SKOS.prefLabel] if is_concept or is_scheme else []
        for predicate in needed:
            values = list(graph.objects(term, predicate))
            assert len(values) == 1, (term, predicate)
            assert isinstance(values[0], Literal)
            assert values[0].language == "en", (term, predicate)
            assert values[0].strip() == str(values[0]) != "", (term, predicate)
        assert list(graph.objects(term, RDFS.isDefinedBy)) == [ontology], term


def test_each_property_says_what_it_is_used_of_and_what_its_values_are(graph: Graph) -> None:
    known = {*terms.Class}
    for name in terms.Property:
        domain = {
            *graph.objects(iri(name), RDFS.domain),
            *graph.objects(iri(name), SDO.domainIncludes),
        }
        values = {
            *graph.objects(iri(name), RDFS.range),
            *graph.objects(iri(name), SDO.rangeIncludes),
        }
        assert domain, name
        assert values, name
        for node in domain | values:
            local = str(node).removeprefix(NAMESPACES.vocabulary)
            assert local in known or local == str(node), (name, node)


def test_the_ontology_states_its_version_licence_and_prefix(graph: Graph) -> None:
    ontology = URIRef(NAMESPACES.vocabulary.removesuffix("#"))
    assert (ontology, RDF.type, OWL.Ontology) in graph
    assert graph.value(ontology, OWL.versionInfo) == Literal("0.1.0")
    assert graph.value(ontology, OWL.versionIRI) == URIRef(f"{ontology}/0.1.0")
    assert graph.value(ontology, DCTERMS.license) == URIRef("https://spdx.org/licenses/MIT")
    assert graph.value(ontology, VANN.preferredNamespacePrefix) == Literal("acc")
    assert graph.value(ontology, VANN.preferredNamespaceUri) == Literal(NAMESPACES.vocabulary)
    assert graph.value(ontology, DCTERMS.title)
    assert graph.value(ontology, DCTERMS.description)


def test_schemes_say_both_directions(graph: Graph) -> None:
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1, concept
    for one, other in (
        (SKOS.broader, SKOS.narrower),
        (SKOS.topConceptOf, SKOS.hasTopConcept),
    ):
        pairs = set(graph.subject_objects(one))
        assert pairs
        assert pairs == {(o, s) for s, o in graph.subject_objects(other)}


def test_each_narrower_concept_has_one_top_concept_in_its_scheme(graph: Graph) -> None:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        scheme = graph.value(concept, SKOS.inScheme)
        tops = {
            top
            for top in graph.transitive_objects(concept, SKOS.broader)
            if (top, SKOS.topConceptOf, scheme) in graph
        }
        assert len(tops) == 1, concept
        assert len(list(graph.objects(concept, SKOS.broader))) == (concept not in tops), concept


def test_a_code_means_one_concept(graph: Graph) -> None:
    codes = list(graph.objects(None, SKOS.notation))
    assert len(codes) == len(set(codes))
    for code in codes:
        assert isinstance(code, Literal)
        pattern = {
            iri("PloverCode"): rf"({'|'.join(PLOVER_CATEGORIES.split())})(:[a-z-]+)?",
            iri("CameoCode"): r"(0[1-9]|1\d|20)\d{0,2}",
        }[URIRef(str(code.datatype))]
        assert re.fullmatch(pattern, code), code


def test_every_plover_category_and_cameo_root_leads_to_a_concept(graph: Graph) -> None:
    codes = {(str(code), URIRef(str(code.datatype))) for code in notations(graph)}
    assert {(name, iri("PloverCode")) for name in PLOVER_CATEGORIES.split()} <= codes
    cameo = {code for code, datatype in codes if datatype == iri("CameoCode")}
    assert {f"{root:02}" for root in range(1, 21)} <= cameo


def notations(graph: Graph) -> list[Literal]:
    return [node for node in graph.objects(None, SKOS.notation) if isinstance(node, Literal)]


def test_every_term_of_another_vocabulary_exists(graph: Graph) -> None:
    used = {
        node
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and not node.startswith(DEFAULT_BASE)
    }
    assert len(used) > 60
    for node in used:
        closed = [ns for ns in CLOSED if node.startswith(str(ns))]
        if closed:
            assert node.removeprefix(str(closed[0])) in closed[0], node
        elif node.startswith(SEM):
            assert node.removeprefix(SEM) in SEM_TERMS.split()
        elif node.startswith(OA):
            assert node.removeprefix(OA) in OA_TERMS.split()
        else:
            assert (None, DCTERMS.license, node) in graph or (None, RDFS.seeAlso, node) in graph


def test_another_base_moves_every_term() -> None:
    moved = Namespaces("https://graph.example.org/accord/")
    turtle = vocabulary_turtle(moved)
    assert DEFAULT_BASE not in turtle
    graph, original = load_vocabulary(moved), load_vocabulary(NAMESPACES)
    assert len(graph) == len(original)
    assert (URIRef(moved.term("Event")), RDF.type, OWL.Class) in graph
    assert jsonld_context(moved)["acc"] == moved.vocabulary
    assert jsonld_context(NAMESPACES)["acc"] == NAMESPACES.vocabulary
