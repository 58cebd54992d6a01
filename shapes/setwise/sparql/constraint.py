"""SPARQL-based constraints: ``sh:sparql`` (SHACL §5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from shapes.setwise.data import SHAPES_GRAPH
from shapes.setwise.engine import Run
from shapes.setwise.parameters import Parameters
from shapes.setwise.paths import Predicate
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.sparql.asking import check, solutions
from shapes.setwise.sparql.prefixes import query_of, read_prefixes
from shapes.setwise.sparql.text import QueryText
from shapes.setwise.terms import Subject, Term, readable, sh

_PREBOUND = ("this", "shapesGraph", "currentShape")


@dataclass(frozen=True)
class SparqlConstraint:
    """A query that finds what is wrong with a focus node (SHACL §5.2).

    Attributes:
        source: its node in the shapes graph.
        query: the query.
        own: its messages.
        shape: the shape that has it.
    """

    source: Subject
    query: QueryText
    own: tuple[ox.Literal, ...]
    shape: Subject

    @property
    def iri(self) -> ox.NamedNode:
        """The constraint component."""
        return sh("SPARQLConstraintComponent")

    @property
    def messages(self) -> tuple[ox.Literal, ...]:
        """What people are told where neither the query nor the shape has a message."""
        return (ox.Literal("A query of the shape finds nothing wrong.", language="en"),)

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each solution (SHACL §5.3.2)."""
        focus = list(values.by_focus)
        bindings = [
            {
                "this": run.graph.term(number),
                "shapesGraph": SHAPES_GRAPH,
                "currentShape": self.shape,
            }
            for number in focus
        ]
        for number, solution in solutions(self.query, run.graph, bindings):
            if is_true(solution.get("failure")):
                raise self.query.error(
                    f"says by ?failure that it failed for {bindings[number]['this']}"
                )
            yield fault_of(run, shape, focus[number], solution, self.own)


def fault_of(
    run: Run,
    shape: Shape,
    focus: int,
    solution: Mapping[str, Term],
    messages: tuple[ox.Literal, ...],
) -> Fault:
    """What a solution says is wrong (SHACL §5.3.2).

    Args:
        run: the validation.
        shape: the shape.
        focus: the focus node.
        solution: what the query bound.
        messages: those of the query.
    """
    value, path, message = (solution.get(name) for name in ("value", "path", "message"))
    number = run.graph.number(value) if value is not None else None
    return Fault(
        focus=focus,
        value=focus if number is None and shape.path is None else number,
        path=Predicate(path) if isinstance(path, ox.NamedNode) and shape.path is None else None,
        messages=(message,) if isinstance(message, ox.Literal) else messages,
        bindings={**solution, "this": run.graph.term(focus)},
    )


def is_true(term: Term | None) -> bool:
    """Whether a term is the literal true."""
    return isinstance(term, ox.Literal) and term == ox.Literal(True)


def read_constraints(parameters: Parameters) -> Iterator[SparqlConstraint]:
    """One for each ``sh:sparql`` that is not deactivated.

    Raises:
        ShapesError: a query is not well-formed.
    """
    triples = parameters.triples
    for node in parameters.values("sparql"):
        if isinstance(node, ox.Literal):
            raise parameters.error(f"has the literal {node} as sh:sparql; a node with sh:select is")
        own = Parameters(triples, node, parameters.path, parameters.shape)
        if own.flag("deactivated"):
            continue
        query = QueryText(
            query_of(triples, node, "select", parameters.node),
            read_prefixes(triples, node),
            _PREBOUND,
            parameters.node,
            parameters.path,
        )
        if query.form != "SELECT":
            raise query.error("is no SELECT; sh:select holds a SELECT query")
        check(query)
        yield SparqlConstraint(node, query, tuple(own.texts("message")), parameters.node)


def read_target(parameters: Parameters, node: Term) -> str:
    """The query of a SPARQL-based target (SHACL Advanced Features §3.1).

    Raises:
        ShapesError: it is another kind of target, or not well-formed.
    """
    triples = parameters.triples
    if not triples.objects(node, sh("select")):
        raise parameters.error(
            f"has the target {readable(node)} without sh:select; of the advanced targets, those"
            " with a SELECT query for ?this are allowed"
        )
    prefixes = read_prefixes(triples, node)
    text = query_of(triples, node, "select", parameters.node)
    query = QueryText(text, prefixes, (), parameters.node)
    check(query)
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes) + text
