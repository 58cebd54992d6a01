"""What the dataset is: VoID and DCAT, by the graph's own catalog and by counting what is there."""

from datetime import datetime
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from server.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from server.pages.counts import Counts
from server.pages.statements import DCAT, FOAF, SD, VOID, XSD, Statements, english
from server.pages.view import DCTERMS, RDF, View

_A = f"{RDF}type"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_COUNTED = (VOID, SD)
"""Of these vocabularies nothing is taken over from the catalog: it counted before later writes."""

_RIGHTS = (
    "What is quoted from a text stays under the terms of that text: see the dcterms:license of its"
    " document. What the curated knowledge comes from is told by the NOTICE of Accord."
)
_EXAMPLES = """
SELECT ?it { ?it a ?class . ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* acc:%s }
ORDER BY ?it LIMIT 1
"""
_EXAMPLES_OF = ("Actor", "Agreement", "Claim", "Document")


def dataset_description(
    view: View, counts: Counts, *, address: str, published: str
) -> list[Triple]:
    """The description of the dataset.

    Args:
        view: the graph.
        counts: what is in it.
        address: URL of the landing page.
        published: when it was published (ISO 8601).
    """
    names = view.namespaces
    dataset = f"{names.graph('catalog')}#dataset"
    told = Statements()
    told.triples += _from_catalog(view)
    told.say(dataset, _A, f"{VOID}Dataset", f"{DCAT}Dataset")
    told.say(dataset, f"{VOID}sparqlEndpoint", f"{address}sparql")
    told.say(dataset, f"{VOID}uriSpace", Literal(names.base))
    told.say(dataset, f"{VOID}vocabulary", f"{names.base}ns", *_vocabularies(counts))
    for name in _EXAMPLES_OF:
        for (it,) in view.select(_EXAMPLES % name):
            if isinstance(it, NamedNode):
                told.say(dataset, f"{VOID}exampleResource", it)
    told.say(dataset, f"{DCTERMS}rights", english(_RIGHTS))
    told.say(dataset, f"{DCTERMS}modified", moment(published))
    told.say(dataset, f"{VOID}triples", counts.triples)
    told.say(dataset, f"{VOID}entities", _entities(view))
    told.say(dataset, f"{VOID}distinctSubjects", counts.subjects)
    told.say(dataset, f"{VOID}distinctObjects", counts.objects)
    told.say(dataset, f"{VOID}classes", len(counts.classes))
    told.say(dataset, f"{VOID}properties", len(counts.properties))
    _partitions(told, view, counts)
    _linksets(told, view, counts)
    _access(told, dataset, address)
    document = f"{address}.well-known/void"
    told.say(document, _A, f"{VOID}DatasetDescription")
    told.say(document, f"{FOAF}primaryTopic", dataset)
    told.say(document, f"{FOAF}topic", dataset)
    return list(dict.fromkeys(told.triples))


def _from_catalog(view: View) -> list[Triple]:
    graph = NamedNode(view.namespaces.graph("catalog"))
    kept = [
        quad.triple
        for quad in view.store.quads_for_pattern(None, None, None, graph)
        if not quad.predicate.value.startswith(_COUNTED)
        and not (isinstance(quad.object, NamedNode) and quad.object.value.startswith(_COUNTED))
    ]
    return sorted(kept, key=str)


def _vocabularies(counts: Counts) -> list[str]:
    """Namespaces of the properties and classes that are used, but for those everybody uses."""
    spaces = {name[: max(name.rfind("#"), name.rfind("/")) + 1] for name in counts.properties}
    return sorted(space for space in spaces if space.startswith("http") and space != RDF)


def _entities(view: View) -> int:
    """How many things have an IRI of their own, as ``void:uriSpace`` and data model have it."""
    rows = view.select(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o"
        f' FILTER(STRSTARTS(STR(?s), "{view.namespaces.base}id/")) }}'
    )
    ((count,),) = rows
    return int(count.value) if isinstance(count, Literal) else 0


def _partitions(told: Statements, view: View, counts: Counts) -> None:
    dataset = f"{view.namespaces.graph('catalog')}#dataset"
    kinds = (
        ("class", "entities", counts.classes),
        ("property", "triples", counts.properties),
    )
    for kind, counted, numbers in kinds:
        for term, number in numbers.items():
            part = _node(view, f"{kind}={quote(term, safe='')}")
            told.say(dataset, f"{VOID}{kind}Partition", part)
            told.say(part, f"{VOID}{kind}", term)
            told.say(part, f"{VOID}{counted}", number)
    for name, number in counts.graphs.items():
        part = _node(view, f"graph={quote(name, safe='')}")
        told.say(dataset, f"{VOID}subset", part)
        told.say(part, _A, f"{SD}NamedGraph", f"{VOID}Dataset")
        told.say(part, f"{SD}name", name)
        told.say(part, f"{VOID}triples", number)


def _linksets(told: Statements, view: View, counts: Counts) -> None:
    dataset = f"{view.namespaces.graph('catalog')}#dataset"
    for links in counts.links:
        name = f"{links.predicate} {links.target}"
        linkset, target = (
            _node(view, f"{kind}={quote(of, safe='')}")
            for kind, of in (("links", name), ("dataset", links.target))
        )
        told.say(dataset, f"{VOID}subset", linkset)
        told.say(linkset, _A, f"{VOID}Linkset")
        told.say(linkset, f"{VOID}linkPredicate", links.predicate)
        told.say(linkset, f"{VOID}subjectsTarget", dataset)
        told.say(linkset, f"{VOID}objectsTarget", target)
        told.say(linkset, f"{VOID}triples", links.links)
        told.say(target, _A, f"{VOID}Dataset")
        told.say(target, f"{VOID}uriSpace", Literal(links.target))


def _access(told: Statements, dataset: str, address: str) -> None:
    """How the dataset is had: by queries, and each thing by its IRI (DCAT 3, section 6.8)."""
    endpoint, distribution = f"{address}sparql", f"{dataset}-by-query"
    told.say(dataset, f"{DCAT}distribution", distribution)
    told.say(distribution, _A, f"{DCAT}Distribution")
    told.say(distribution, f"{DCTERMS}title", english("By SPARQL queries"))
    told.say(distribution, f"{DCAT}accessURL", endpoint)
    told.say(distribution, f"{DCAT}accessService", endpoint)
    for one in (*SOLUTION_FORMATS, *GRAPH_FORMATS):
        told.say(distribution, f"{DCAT}mediaType", f"{_MEDIA_TYPE}{one.media_types[0]}")
    told.say(endpoint, _A, f"{DCAT}DataService", f"{SD}Service")
    told.say(endpoint, f"{DCAT}endpointURL", endpoint)
    told.say(endpoint, f"{DCAT}endpointDescription", endpoint)
    told.say(endpoint, f"{DCAT}servesDataset", dataset)


def moment(published: str) -> Literal:
    """A moment (ISO 8601) as a literal."""
    text = datetime.fromisoformat(published).isoformat().replace("+00:00", "Z")
    return Literal(text, datatype=NamedNode(f"{XSD}dateTime"))


def _node(view: View, name: str) -> str:
    return f"{view.namespaces.graph('catalog')}#{name}"
