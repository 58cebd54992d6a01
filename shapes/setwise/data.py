"""The graph that is validated: its terms as numbers, its triples by predicate."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import pyoxigraph as ox

from shapes.setwise.terms import RDF_TYPE, RDFS_SUBCLASS, Term

Column = Mapping[int, Collection[int]]
"""The triples of one predicate: from each node to those at the other end, each once."""

SHAPES_GRAPH = ox.NamedNode("urn:shapes-graph")
"""What ``$shapesGraph`` is bound to in queries (SHACL §5.3.1)."""

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

_BLANK = ox.NamedNode("urn:blank-nodes")
"""The graph and the property by which queries are given blank nodes."""

_EMPTY: Column = {}
_MOST_GRAPHS = 3
"""From how many graphs on queries are faster over one that holds their triples."""


class DataGraph:
    """A graph that shapes are run over.

    Each term has a number, so that sets of nodes are sets of numbers, and the triples of a
    predicate are one dictionary: a constraint looks at all its focus nodes without asking a
    database once. Lexical forms are those of the quads; a store would have normalized them.

    Args:
        quads: the triples; their graph names do not matter.
        base: triples that are in the graph besides, which may be in others too. It must not be
            used by itself.
        shapes: the shapes graph, for queries that ask it.

    Raises:
        ValueError: a quad holds an RDF 1.2 triple term.
    """

    def __init__(
        self,
        quads: Sequence[ox.Quad],
        base: "DataGraph | None" = None,
        shapes: Iterable[ox.Quad] = (),
    ) -> None:
        self._quads: Sequence[ox.Quad] = quads
        self._base = base
        self._shapes = shapes
        self._store: ox.Store | None = None
        self._repeats = False
        self._numbers: dict[Term | ox.Triple, int] = base._numbers.copy() if base else {}
        self._terms: list[Term] = base._terms.copy() if base else []
        self._members: dict[Term, frozenset[int]] = {}
        self._forward: dict[int, dict[int, list[int]]] = base._forward.copy() if base else {}
        self._backward: dict[int, dict[int, list[int]]] = {}
        self._add(quads)

    def _add(self, quads: Sequence[ox.Quad]) -> None:
        numbers = self._numbers
        known = len(numbers)
        new: dict[int, dict[int, list[int]]] = {}
        for quad in quads:
            # Numbers count from 0, so that of a new term is how many there are.
            subject = numbers.setdefault(quad.subject, len(numbers))
            predicate = numbers.setdefault(quad.predicate, len(numbers))
            value = numbers.setdefault(quad.object, len(numbers))
            column = new.get(predicate)
            if column is None:
                column = new[predicate] = {}
            values = column.get(subject)
            if values is None:
                column[subject] = [value]
            else:
                values.append(value)
        for term in islice(numbers, known, None):
            if isinstance(term, ox.Triple):
                raise ValueError(
                    f"the term {term} belongs to RDF 1.2; only RDF 1.1 graphs can be validated:"
                    " describe claims as resources instead"
                )
            self._terms.append(term)
        for predicate, column in new.items():
            before = self._forward.get(predicate, {})
            for subject, values in column.items():
                if subject in before:
                    values[:0] = before[subject]
                if len(values) > 1:
                    count = len(values)
                    values[:] = dict.fromkeys(values)
                    self._repeats |= len(values) < count
            self._forward[predicate] = {**before, **column}

    def number(self, term: Term) -> int:
        """The number of a term; a new one where the graph does not hold it."""
        number = self._numbers.setdefault(term, len(self._numbers))
        if number == len(self._terms):
            self._terms.append(term)
        return number

    def numbers(self, terms: Iterable[object]) -> set[int]:
        """The numbers of those terms that the graph holds."""
        known = self._numbers
        return {known[term] for term in terms if term in known}  # type: ignore[index]  # it holds it

    def term(self, number: int) -> Term:
        """The term that has the number."""
        return self._terms[number]

    def forward(self, predicate: ox.NamedNode) -> Column:
        """From subjects to objects."""
        return self._forward.get(self.number(predicate), _EMPTY)

    def backward(self, predicate: ox.NamedNode) -> Column:
        """From objects to subjects."""
        number = self.number(predicate)
        column = self._backward.get(number)
        if column is None:
            column = self._backward[number] = {}
            for subject, values in self._forward.get(number, _EMPTY).items():
                for value in values:
                    column.setdefault(value, []).append(subject)
        return column

    def objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property of one node."""
        column = self.forward(predicate)
        return [self._terms[number] for number in column.get(self.number(subject), ())]

    def subjects(self, predicate: ox.NamedNode, value: Term) -> list[Term]:
        """The nodes that have a value of a property."""
        column = self.backward(predicate)
        return [self._terms[number] for number in column.get(self.number(value), ())]

    def columns(self) -> Iterator[tuple[int, Column]]:
        """The number of each predicate, and its triples from subjects to objects."""
        yield from self._forward.items()

    def instances(self, class_: ox.NamedNode) -> frozenset[int]:
        """The nodes of a class and of all classes under it (SHACL §1.1, SHACL instances)."""
        members = self._members.get(class_)
        if members is None:
            below, of = self.backward(RDFS_SUBCLASS), self.backward(RDF_TYPE)
            classes = {self.number(class_)}
            waiting = list(classes)
            while waiting:
                new = set(below.get(waiting.pop(), ())) - classes
                classes |= new
                waiting += new
            members = frozenset(node for each in classes for node in of.get(each, ()))
            self._members[class_] = members
        return members

    def select(
        self, query: str, blank: Mapping[str, ox.BlankNode] | None = None
    ) -> Iterator[dict[str, Term]]:
        """The solutions of a SELECT query.

        Args:
            query: the query.
            blank: blank nodes that it asks for by ``blank_pattern``.

        Raises:
            SyntaxError: it is no SPARQL.
        """
        if self._store is None:
            self._store, self._default = self._stored()
        named: list[ox.NamedNode | ox.BlankNode] = [SHAPES_GRAPH]
        if blank:
            named.append(_BLANK)
            self._store.clear_graph(_BLANK)
            self._store.extend(
                ox.Quad(_blank(name), _BLANK, node, _BLANK) for name, node in blank.items()
            )
        solutions = self._store.query(query, default_graph=self._default, named_graphs=named)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("only SELECT queries have solutions")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {
                name: term
                for name, term in zip(names, solution, strict=True)
                if term is not None and not isinstance(term, ox.Triple)
            }

    def _stored(self) -> tuple[ox.Store, list[GraphName]]:
        """The graph in a store, and the names of the graphs there that make it up.

        Where no triple is in two of them they stay as they are, which takes half the time; else
        queries would find such a triple twice, and all go into one graph.
        """
        store = ox.Store()
        quads = [*(self._base._quads if self._base else ()), *self._quads]
        names = list({quad.graph_name for quad in quads})
        if self._repeats or len(names) > _MOST_GRAPHS:
            names = [ox.DefaultGraph()]
            store.bulk_extend(_in_graph(quads, names[0]))
        else:
            store.bulk_extend(quads)
        store.bulk_extend(_in_graph(self._shapes, SHAPES_GRAPH))
        return store, names


def blank_pattern(name: str) -> str:
    """What binds a variable to a blank node, which cannot be written in a query."""
    return f" GRAPH {_BLANK} {{ {_blank(name)} {_BLANK} ?{name} }} "


def _blank(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_BLANK.value}#{name}")


def _in_graph(quads: Iterable[ox.Quad], name: GraphName) -> Iterator[ox.Quad]:
    return (ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)
