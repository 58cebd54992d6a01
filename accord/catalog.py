"""The catalog graph: what the graph holds (DCAT, VoID) and what it was made from and by (PROV).

It says nothing that differs between two builds of the same inputs: no time, no machine, no path.
When a release was built stands in its manifest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from ontology.namespaces import Namespaces

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
PROV = "http://www.w3.org/ns/prov#"
SD = "http://www.w3.org/ns/sparql-service-description#"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"

_TYPE = ox.NamedNode(f"{RDF}type")
_Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Origin:
    """What the build of a graph was made from and by.

    Attributes:
        texts: SHA-256 of each source text's bytes, by the name of its document.
        knowledge: fingerprint of the curated knowledge.
        model: name of the model that parsed.
        model_digest: SHA-256 of its weights.
        version: version of Accord.
        code: fingerprint of the rules and programs that extracted.
    """

    texts: Mapping[str, str]
    knowledge: str
    model: str
    model_digest: str
    version: str
    code: str


def catalog_quads(
    quads: Iterable[ox.Quad], origin: Origin, namespaces: Namespaces
) -> list[ox.Quad]:
    """The catalog graph of a graph.

    Args:
        quads: all other graphs, but for the validation report.
        origin: what they were made from.
        namespaces: the IRIs of this deployment.
    """
    graph = ox.NamedNode(namespaces.graph("catalog"))
    statements = [
        *_dataset(list(quads), namespaces),
        *_provenance(origin, namespaces),
    ]
    return [ox.Quad(s, p, o, graph) for s, p, o in dict.fromkeys(statements)]


_Statement = tuple[ox.NamedNode, ox.NamedNode, _Term]


def _say(subject: str, vocabulary: str, name: str, value: _Term | str | int) -> _Statement:
    """One statement; a plain string is an IRI."""
    if isinstance(value, int):
        value = ox.Literal(value)
    elif isinstance(value, str):
        value = ox.NamedNode(value)
    return ox.NamedNode(subject), ox.NamedNode(f"{vocabulary}{name}"), value


def _text(value: str) -> ox.Literal:
    return ox.Literal(value, language="en")


def _dataset(quads: list[ox.Quad], namespaces: Namespaces) -> Iterator[_Statement]:
    """The dataset, its parts, and how often it uses each class and property (VoID §2.6, §4.3)."""
    dataset = _node(namespaces, "dataset")
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    yield _say(dataset, RDF, "type", f"{DCAT}Dataset")
    yield _say(dataset, RDF, "type", f"{VOID}Dataset")
    yield _say(dataset, DCTERMS, "title", _text("Accord knowledge graph"))
    yield _say(
        dataset,
        DCTERMS,
        "description",
        _text("Actors, agreements, events and positions of foreign policy, with their sources."),
    )
    yield _say(dataset, DCAT, "landingPage", namespaces.base)
    yield _say(dataset, VOID, "uriSpace", ox.Literal(namespaces.base))
    yield _say(dataset, VOID, "vocabulary", namespaces.vocabulary)
    yield _say(dataset, VOID, "triples", len(triples))
    yield _say(dataset, VOID, "distinctSubjects", len({s for s, _, _ in triples}))
    yield _say(dataset, VOID, "distinctObjects", len({o for _, _, o in triples}))
    yield _say(dataset, PROV, "wasGeneratedBy", _node(namespaces, "build"))
    for name, count in Counter(quad.graph_name for quad in quads).items():
        if isinstance(name, ox.NamedNode):
            part = _node(namespaces, f"graph={quote(name.value, safe='')}")
            yield _say(dataset, SD, "namedGraph", part)
            yield _say(part, RDF, "type", f"{SD}NamedGraph")
            yield _say(part, SD, "name", name)
            yield _say(part, VOID, "triples", count)
    classes = Counter(o for _, p, o in triples if p == _TYPE and isinstance(o, ox.NamedNode))
    yield from _partitions(namespaces, "class", "entities", classes)
    yield from _partitions(namespaces, "property", "triples", Counter(p for _, p, _ in triples))


def _partitions(
    namespaces: Namespaces, kind: str, counted: str, counts: Mapping[ox.NamedNode, int]
) -> Iterator[_Statement]:
    """How often each class or property is used; a partition's IRI is made from what it is of."""
    for term, count in counts.items():
        part = _node(namespaces, f"{kind}={quote(term.value, safe='')}")
        yield _say(_node(namespaces, "dataset"), VOID, f"{kind}Partition", part)
        yield _say(part, VOID, kind, term)
        yield _say(part, VOID, counted, count)


def _provenance(origin: Origin, namespaces: Namespaces) -> Iterator[_Statement]:
    """The build as an activity: what it used, and with which software (PROV-O §3.1)."""
    build, knowledge, parser, accord = (
        _node(namespaces, name) for name in ("build", "knowledge", "parser", "accord")
    )
    yield _say(build, RDF, "type", f"{PROV}Activity")
    yield _say(build, RDFS, "label", _text("The build of this graph"))
    yield _say(build, PROV, "wasAssociatedWith", accord)
    for name, digest in sorted(origin.texts.items()):
        text, document = _node(namespaces, f"text={name}"), namespaces.document(name)
        yield _say(build, PROV, "used", text)
        yield _say(text, RDF, "type", f"{PROV}Entity")
        yield _say(text, PROV, "specializationOf", document)
        yield _say(_node(namespaces, "dataset"), PROV, "wasDerivedFrom", document)
        yield from _checksum(text, digest, namespaces)
    for node, label, digest in (
        (knowledge, "The hand-curated knowledge", origin.knowledge),
        (parser, f"The parser model {origin.model}", origin.model_digest),
    ):
        yield _say(build, PROV, "used", node)
        yield _say(node, RDF, "type", f"{PROV}Entity")
        yield _say(node, RDFS, "label", _text(label))
        yield from _checksum(node, digest, namespaces)
    yield _say(accord, RDF, "type", f"{PROV}SoftwareAgent")
    yield _say(accord, RDFS, "label", _text(f"Accord {origin.version}"))
    yield _say(accord, DCTERMS, "hasVersion", ox.Literal(origin.version))
    yield from _checksum(accord, origin.code, namespaces)


def _checksum(of: str, digest: str, namespaces: Namespaces) -> Iterator[_Statement]:
    """A checksum as DCAT 3 has it (§6.17)."""
    node = _node(namespaces, f"sha256-of={of.rpartition('#')[2]}")
    yield _say(of, SPDX, "checksum", node)
    yield _say(node, RDF, "type", f"{SPDX}Checksum")
    yield _say(node, SPDX, "algorithm", f"{SPDX}checksumAlgorithm_sha256")
    yield _say(
        node, SPDX, "checksumValue", ox.Literal(digest, datatype=ox.NamedNode(f"{XSD}hexBinary"))
    )


def _node(namespaces: Namespaces, name: str) -> str:
    """IRI of something that only the catalog knows."""
    return f"{namespaces.graph('catalog')}#{name}"
