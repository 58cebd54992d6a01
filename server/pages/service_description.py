"""What the endpoint can do, in the words of SPARQL 1.1 Service Description."""

from urllib.parse import quote

from pyoxigraph import RdfFormat, Triple

from ontology.namespaces import Namespaces
from server.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from server.pages.counts import Counts
from server.pages.statements import DCAT, FORMATS, SD, VOID, Statements, english
from server.pages.view import DCTERMS, RDF

_A = f"{RDF}type"
_SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"


def service_description(
    namespaces: Namespaces,
    counts: Counts,
    *,
    address: str,
    union: bool,
    writable: bool,
) -> list[Triple]:
    """The description of the endpoint.

    Args:
        namespaces: the IRIs of this deployment.
        counts: what the graph holds.
        address: URL of the landing page.
        union: whether a query without a dataset sees the union of the named graphs.
        writable: whether there are clients that may write.
    """
    endpoint = f"{address}sparql"
    told = Statements()
    told.say(endpoint, _A, f"{SD}Service", f"{DCAT}DataService")
    told.say(endpoint, f"{SD}endpoint", endpoint)
    told.say(endpoint, f"{DCAT}endpointURL", endpoint)
    told.say(endpoint, f"{DCTERMS}title", english("The SPARQL endpoint of an Accord graph"))
    told.say(endpoint, f"{DCAT}servesDataset", f"{namespaces.graph('catalog')}#dataset")
    told.say(endpoint, f"{SD}supportedLanguage", f"{SD}SPARQL11Query")
    if union:
        told.say(endpoint, f"{SD}feature", f"{SD}UnionDefaultGraph")
    told.say(endpoint, f"{SD}defaultEntailmentRegime", _SIMPLE_ENTAILMENT)
    told.say(endpoint, f"{SD}resultFormat", *map(_iri, (*SOLUTION_FORMATS, *GRAPH_FORMATS)))
    if writable:
        update = f"{address}update"
        told.say(update, _A, f"{SD}Service")
        told.say(update, f"{SD}endpoint", update)
        told.say(update, f"{SD}supportedLanguage", f"{SD}SPARQL11Update")
        told.say(update, f"{SD}inputFormat", *map(_iri, GRAPH_FORMATS))
        told.say(update, f"{SD}defaultDataset", f"{endpoint}#dataset")
    told.say(endpoint, f"{DCTERMS}relation", f"{namespaces.base}examples")
    told.say(endpoint, f"{DCAT}endpointDescription", endpoint, f"{address}.well-known/void")
    _dataset(told, endpoint, counts, union=union)
    return told.triples


def _iri(one: Format) -> str:
    """IRI of a format (https://www.w3.org/ns/formats/)."""
    if one.engine is None or one.engine == RdfFormat.JSON_LD:
        return f"{FORMATS}{one.label}"  # Oxigraph has another name for it
    return one.engine.iri


def _dataset(told: Statements, endpoint: str, counts: Counts, *, union: bool) -> None:
    """The dataset that a query without one of its own sees."""
    dataset, default = f"{endpoint}#dataset", f"{endpoint}#default-graph"
    told.say(endpoint, f"{SD}defaultDataset", dataset)
    told.say(dataset, _A, f"{SD}Dataset")
    told.say(dataset, f"{SD}defaultGraph", default)
    told.say(default, _A, f"{SD}Graph")
    told.say(default, f"{VOID}triples", counts.triples if union else 0)
    for name, count in counts.graphs.items():
        named = f"{endpoint}#graph={quote(name, safe='')}"
        graph = f"{endpoint}#content={quote(name, safe='')}"
        told.say(dataset, f"{SD}namedGraph", named)
        told.say(named, _A, f"{SD}NamedGraph")
        told.say(named, f"{SD}name", name)
        told.say(named, f"{SD}graph", graph)
        told.say(graph, _A, f"{SD}Graph")
        told.say(graph, f"{VOID}triples", count)
