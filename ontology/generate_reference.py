"""Renders ``docs/ontology.md``: the vocabulary for human readers, one table per kind of term."""

from collections.abc import Iterable

from rdflib import DCTERMS, OWL, RDFS, SKOS, URIRef
from rdflib.term import Literal

from ontology.vocabulary_model import NAMESPACES, PROPERTY_TYPES, Vocabulary, iri, local_name

ONTOLOGY = URIRef(NAMESPACES.vocabulary.removesuffix("#"))

INTRODUCTION = """\
<!-- Made from ontology/vocabulary.ttl by `python -m ontology.generate`: do not edit. -->

# {title}, version {version}

{description}

Prefix `acc:` stands for `{namespace}`. The source is `ontology/vocabulary.ttl`;
`ontology/terms.py` has the same names for Python, `ontology/context.jsonld` for JSON-LD.

A *claim* (an event, a position or a relationship) stands once in the graph, however many texts
speak of it. Each mention of it is one piece of *evidence*, which says where the words stand, how
certain they are and who vouches for them:

```turtle
<id/position/1f3a> a acc:Position ;
    acc:holder <id/state/russia> ;
    acc:stance acc:Opposes ;
    acc:topic <id/issue/nato-expansion> ;
    acc:evidence <doc/NAME#evidence-120-158-9c2e> .

<doc/NAME#evidence-120-158-9c2e> a acc:Evidence ;
    acc:document <doc/NAME> ;
    acc:start 120 ;
    acc:end 158 ;
    acc:quote "Russia has long opposed NATO expansion" ;
    acc:factuality acc:Asserted ;
    acc:attributedTo <doc/NAME#author> .
```
"""

PLAIN_TRIPLES = """
A claim whose type or stance has one of these also stands as one triple, subject to object or holder
to topic, where the author of a text asserts it. Nothing that is only possible, hypothetical,
planned, negated or attributed to somebody else ever does.
"""

EVENT_TYPES = """
An event has the narrowest type that the text supports. Top types are in bold, each above its
narrower ones. The codes are those of PLOVER (draft 2.0) and CAMEO (1.1b3) that mean the type; a
CAMEO code stands for all that begin with it, but those that another type has.
"""

STANCES = """
A position has one stance. The directions, in bold, are the broader concepts of the stances.
"""

ALIGNMENT = """
A term is declared a subclass or subproperty of another vocabulary's where each use of it is one of
the other. Where the two only resemble each other it says `rdfs:seeAlso` (of concepts:
`skos:closeMatch`), since a reasoner would otherwise infer what is not so.
"""

OWL_TIME = """
In OWL-Time, the dates of a claim are those of the interval that is its `time:hasTime`: the interval
`time:hasBeginning` and `time:hasEnd` an instant, and the instant has the date as its
`time:inXSDDate`, `time:inXSDgYearMonth` or `time:inXSDgYear`.
"""


def render_reference(vocabulary: Vocabulary) -> str:
    """The page."""
    graph = vocabulary.graph
    return INTRODUCTION.format(
        title=graph.value(ONTOLOGY, DCTERMS.title),
        version=graph.value(ONTOLOGY, OWL.versionInfo),
        description=graph.value(ONTOLOGY, DCTERMS.description),
        namespace=NAMESPACES.vocabulary,
    ) + "".join(
        (
            _section("Classes", "", _classes(vocabulary)),
            _section("Properties", "", _properties(vocabulary)),
            _section("Properties of plain triples", PLAIN_TRIPLES, _plain_properties(vocabulary)),
            _section("Event types", EVENT_TYPES, _event_types(vocabulary)),
            _section("Stances", STANCES, _stances(vocabulary)),
            _section("Relation types", "", _relation_types(vocabulary)),
            _section("Factuality", "", _factuality(vocabulary)),
            _section("Datatypes of codes", "", _datatypes(vocabulary)),
            _section("Other vocabularies", ALIGNMENT, _alignments(vocabulary)),
            OWL_TIME,
        )
    )


def _classes(vocabulary: Vocabulary) -> str:
    return _table(
        ("class", "is a", "meaning", "example"),
        (
            (
                f"`acc:{name}`",
                _code(f"acc:{parent}" for parent in vocabulary.superclasses(name)),
                vocabulary.text(name, RDFS.comment),
                vocabulary.text(name, SKOS.example),
            )
            for name in vocabulary.names(OWL.Class)
        ),
    )


def _properties(vocabulary: Vocabulary) -> str:
    plain = _plain_names(vocabulary)
    return _table(
        ("property", "of", "value", "meaning", "example"),
        (
            (
                f"`acc:{name}`",
                _code(map(vocabulary.compact, vocabulary.domain(name))),
                _code(map(vocabulary.compact, vocabulary.range(name))),
                vocabulary.text(name, RDFS.comment),
                _code([vocabulary.text(name, SKOS.example)]),
            )
            for name in vocabulary.names(*PROPERTY_TYPES)
            if name not in plain
        ),
    )


def _plain_properties(vocabulary: Vocabulary) -> str:
    return _table(
        ("property", "of", "value", "of claims with", "example"),
        (
            (
                f"`acc:{name}`",
                _code(map(vocabulary.compact, vocabulary.domain(name))),
                _code(map(vocabulary.compact, vocabulary.range(name))),
                f"`acc:{concept}`",
                vocabulary.text(name, SKOS.example),
            )
            for name, concept in _plain_names(vocabulary).items()
        ),
    )


def _event_types(vocabulary: Vocabulary) -> str:
    return _table(
        ("event type", "meaning", "example", "PLOVER", "CAMEO"),
        (
            (
                *_described(vocabulary, name),
                _notations(vocabulary, name, "PloverCode"),
                _notations(vocabulary, name, "CameoCode"),
            )
            for name in _by_top(vocabulary, "EventTypeScheme")
        ),
    )


def _stances(vocabulary: Vocabulary) -> str:
    return _table(
        ("stance", "meaning", "example"),
        (_described(vocabulary, name) for name in _by_top(vocabulary, "StanceScheme")),
    )


def _relation_types(vocabulary: Vocabulary) -> str:
    symmetric = vocabulary.names(OWL.SymmetricProperty)
    return _table(
        ("relation type", "meaning", "example", "symmetric"),
        (
            (
                f"`acc:{name}`",
                *_described(vocabulary, name)[1:],
                "yes" if vocabulary.plain_property(name) in symmetric else "",
            )
            for name in vocabulary.concepts("RelationTypeScheme")
        ),
    )


def _factuality(vocabulary: Vocabulary) -> str:
    return _table(
        ("factuality", "meaning", "example"),
        (
            (f"`acc:{name}`", *_described(vocabulary, name)[1:])
            for name in vocabulary.concepts("FactualityScheme")
        ),
    )


def _datatypes(vocabulary: Vocabulary) -> str:
    return _table(
        ("datatype", "meaning", "example"),
        (
            (
                f"`acc:{name}`",
                vocabulary.text(name, RDFS.comment),
                _code([vocabulary.text(name, SKOS.example)]),
            )
            for name in vocabulary.names(RDFS.Datatype)
        ),
    )


def _alignments(vocabulary: Vocabulary) -> str:
    def others(name: str, *predicates: URIRef) -> str:
        nodes = (node for node in vocabulary.values(name, *predicates) if not local_name(node))
        return _code(map(vocabulary.compact, nodes))

    rows = (
        (
            f"`acc:{name}`",
            others(name, RDFS.subClassOf, RDFS.subPropertyOf),
            others(name, RDFS.seeAlso, SKOS.closeMatch),
        )
        for name in vocabulary.order
    )
    return _table(("term", "is a", "resembles"), (row for row in rows if row[1] or row[2]))


def _plain_names(vocabulary: Vocabulary) -> dict[str, str]:
    """The properties of plain triples, each with its concept."""
    concepts = vocabulary.names(SKOS.Concept)
    found = {vocabulary.plain_property(concept): concept for concept in concepts}
    return {name: concept for name, concept in found.items() if name}


def _by_top(vocabulary: Vocabulary, scheme: str) -> list[str]:
    """A scheme's concepts, each top concept followed by those below it."""
    tops = vocabulary.concepts(scheme, top=True)
    below = vocabulary.concepts(scheme, top=False)
    return [
        name
        for top in tops
        for name in (top, *(n for n in below if vocabulary.top_concept(n) == top))
    ]


def _described(vocabulary: Vocabulary, concept: str) -> tuple[str, str, str]:
    is_top = (iri(concept), SKOS.topConceptOf, None) in vocabulary.graph
    return (
        f"**`acc:{concept}`**" if is_top else f"`acc:{concept}`",
        vocabulary.text(concept, SKOS.definition),
        vocabulary.text(concept, SKOS.example),
    )


def _notations(vocabulary: Vocabulary, concept: str, datatype: str) -> str:
    return _code(
        str(node)
        for node in vocabulary.values(concept, SKOS.notation)
        if isinstance(node, Literal) and node.datatype == iri(datatype)
    )


def _section(title: str, introduction: str, table: str) -> str:
    return f"\n## {title}\n{introduction}\n{table}"


def _code(texts: Iterable[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (header, ("---",) * len(header), *rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in lines)
