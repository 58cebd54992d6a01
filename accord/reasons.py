"""Why the graph holds a triple: the rule and the facts it follows from, down to the sentences."""

from collections.abc import Iterator, Mapping
from textwrap import indent

import pyoxigraph as ox

from ontology.inference.facts import needed_predicates, select_facts
from ontology.inference.proof import Proof, Prover
from ontology.inference.rules import RULES, load_rules
from ontology.inference.sources import LABEL, Sources, Term
from ontology.namespaces import Namespaces
from ontology.terms import PLAIN_PROPERTY, Property
from shapes.results import Passage

_CLAIMS = """
    SELECT DISTINCT ?claim WHERE {
        ?type acc:plainProperty ?property .
        { ?claim acc:relationType ?type ; acc:subject ?subject ; acc:object ?object }
        UNION { ?claim acc:stance ?type ; acc:holder ?subject ; acc:topic ?object }
    } ORDER BY ?claim"""

_EVIDENCE = """
    SELECT ?evidence ?factuality ?rule ?start ?end ?from ?words ?document ?title
        (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?sources)
    WHERE {
        ?claim acc:evidence ?evidence .
        ?evidence acc:factuality ?factuality ; acc:start ?start ; acc:end ?end ; acc:rule ?rule ;
            acc:document ?document ; acc:attributedTo ?source .
        ?document dcterms:title ?title .
        OPTIONAL { ?evidence acc:sentence ?sentence . ?sentence acc:start ?from ; acc:quote ?words }
        OPTIONAL { ?source rdfs:label ?label }
        BIND (COALESCE(STR(?label), STR(?source)) AS ?name)
    }
    GROUP BY ?evidence ?factuality ?rule ?start ?end ?from ?words ?document ?title
    ORDER BY ?document ?start ?evidence"""

_ENTRY = """
    SELECT ?label ?file WHERE {
        GRAPH ?graph { ?subject acc:rule ?entry }
        ?entry rdfs:label ?label . OPTIONAL { ?entry dcterms:source ?file }
    } ORDER BY ?label"""

_MOST_EVIDENCE = 20
"""How many sentences of one fact are shown."""


class Reasons:
    """Explains the triples of one graph.

    Args:
        store: the graph.
        namespaces: its IRIs.
        prefixes: how IRIs are shortened.
    """

    def __init__(
        self, store: ox.Store, namespaces: Namespaces, prefixes: Mapping[str, str]
    ) -> None:
        self._store = store
        self._namespaces = namespaces
        self._prefixes = dict(prefixes)
        self._shown: set[Term] = set()
        needed = [
            quad
            for predicate in needed_predicates(namespaces)
            for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        ]
        for name in ("ontology", "curated"):
            graph = ox.NamedNode(namespaces.graph(name))
            needed += store.quads_for_pattern(None, None, None, graph)
        inferred = ox.NamedNode(namespaces.graph("inferred"))
        derived = list(store.quads_for_pattern(None, None, None, inferred))
        for name in PLAIN_PROPERTY.values():  # documents state these both ways
            plain = ox.NamedNode(namespaces.term(name))
            derived += store.quads_for_pattern(None, plain, None)
        self._sources = Sources(needed, namespaces)
        self._prover = Prover(
            select_facts(needed, namespaces),
            (quad.triple for quad in derived),
            load_rules(RULES, namespaces),
        )

    def explain(self, triple: ox.Triple) -> str | None:
        """Why the graph holds a triple, for people; ``None`` where it does not hold it."""
        self._shown.clear()
        proof = self._prover.prove(triple)
        if proof is not None:
            return "\n".join(self._proof(proof)) + "\n"
        if any(self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object)):
            return "\n".join(self._no_fact(triple)) + "\n"
        return None

    def _proof(self, proof: Proof) -> Iterator[str]:
        if proof.rule is None:
            yield f"{self._told(proof.triple)}: {self._where(proof.triple)}"
            yield from _inner(self._support(proof.triple))
            return
        yield f"{self._told(proof.triple)}: inferred"
        yield f"  by the rule {proof.rule.name}: {proof.rule.description}"
        yield "  from"
        for premise in proof.premises:
            yield from _inner(_inner(self._proof(premise)))

    def _where(self, triple: ox.Triple) -> str:
        """How a fact is known."""
        for name, words in (("ontology", "in the vocabulary"), ("curated", "curated")):
            graph = ox.NamedNode(self._namespaces.graph(name))
            if ox.Quad(triple.subject, triple.predicate, triple.object, graph) in self._store:
                return words
        return "asserted by a document's author"

    def _support(self, triple: ox.Triple) -> Iterator[str]:
        """The curated entry of a fact, or its claims with their sentences."""
        curated = ox.NamedNode(self._namespaces.graph("curated"))
        if ox.Quad(triple.subject, triple.predicate, triple.object, curated) in self._store:
            for entry in self._ask(_ENTRY, subject=triple.subject, graph=curated):
                yield f"{entry['label'].value} ({entry['file'].value if entry['file'] else ''})"
            return
        yield from self._claims(triple, only_asserted=True)

    def _no_fact(self, triple: ox.Triple) -> Iterator[str]:
        yield f"{self._told(triple)}: no fact, and nothing is inferred from it"
        yield from _inner(self._claims(triple, only_asserted=False))

    def _claims(self, triple: ox.Triple, *, only_asserted: bool) -> Iterator[str]:
        for claim in self._claims_behind(triple):
            told = f"{self._name(claim)} ({self._short(claim)})"
            if claim in self._shown:
                yield f"{told}, as above"
                continue
            self._shown.add(claim)
            yield told
            found = [
                row
                for row in self._ask(_EVIDENCE, claim=claim)
                if not only_asserted or self._sources.is_asserted(row["evidence"])
            ]
            for row in found[:_MOST_EVIDENCE]:
                yield from _inner(self._evidence(row))
            if len(found) > _MOST_EVIDENCE:
                yield f"  … and {len(found) - _MOST_EVIDENCE} more"

    def _claims_behind(self, triple: ox.Triple) -> list[Term]:
        """The claim that a triple describes, or those that it is the plain triple of."""
        evidence = ox.NamedNode(self._namespaces.term(Property.EVIDENCE))
        if any(self._store.quads_for_pattern(triple.subject, evidence, None)):
            return [triple.subject]
        rows = self._ask(
            _CLAIMS, subject=triple.subject, property=triple.predicate, object=triple.object
        )
        return [row["claim"] for row in rows]

    def _evidence(self, row: ox.QuerySolution) -> Iterator[str]:
        start, end = int(row["start"].value), int(row["end"].value)
        if row["words"] is not None:
            passage = Passage(row["words"].value, int(row["from"].value), start, end)
            yield f"“{' '.join(passage.marked().split())}”"
        yield (
            f"{self._short(row['factuality'])} by {row['sources'].value} in"
            f" “{row['title'].value}”, characters {start} to {end}; rule {self._rule(row['rule'])}"
        )

    def _ask(self, query: str, **given: Term) -> list[ox.QuerySolution]:
        """The solutions of a query in which some variables are given."""
        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in self._prefixes.items())
        values = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in given.items())
        solutions = self._store.query(
            declared + query.replace("WHERE {", f"WHERE {{{values}", 1),
            use_default_graph_as_union=True,
        )
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("a SELECT query was answered by something else")
        return list(solutions)

    def _told(self, triple: ox.Triple) -> str:
        subject, property_, object_ = triple
        return f"{self._name(subject)} {self._short(property_)} {self._name(object_)}"

    def _name(self, term: object) -> str:
        """What people call it."""
        if not isinstance(term, ox.NamedNode) or term.value.startswith(self._namespaces.vocabulary):
            return self._short(term)
        labels = sorted(
            quad.object.value
            for quad in self._store.quads_for_pattern(term, LABEL, None)
            if isinstance(quad.object, ox.Literal)
        )
        return labels[0] if labels else self._short(term)

    def _rule(self, term: ox.NamedNode) -> str:
        return term.value.removeprefix(self._namespaces.rule(""))

    def _short(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            entities = self._namespaces.entity("")
            if term.value.startswith(entities):
                return term.value.removeprefix(entities)
            for name, iri in self._prefixes.items():
                if term.value.startswith(iri):
                    return f"{name}:{term.value.removeprefix(iri)}"
        return str(term)


def _inner(lines: Iterator[str]) -> Iterator[str]:
    return (indent(line, "  ") for line in lines)
