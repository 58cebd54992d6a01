"""The graph that is validated: rdflib's for pySHACL, with Oxigraph to answer its queries."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.query import Result
from rdflib.term import Node, Variable

from shapes.conversion import Term, to_oxigraph, to_rdflib, to_triples


class ValidationGraph(rdflib.Graph):
    """A graph that pySHACL can validate, whose SPARQL queries Oxigraph answers.

    pySHACL asks each SPARQL-based constraint by ``Graph.query``. rdflib takes milliseconds to parse
    one and as many to filter ten rows; on a document of 400 sentences that was half of all time.
    """

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._queried = ox.Store()

    def add_quads(self, quads: Iterable[ox.Quad]) -> None:
        """Add the triples of quads, without their graph names.

        Raises:
            ValueError: a quad holds an RDF 1.2 triple term.
        """
        quads = list(quads)
        self.addN((s, p, o, self) for s, p, o in to_triples(quads))
        self._queried.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)

    def query(  # the parameters are rdflib's
        self,
        query_object: Any,  # noqa: ANN401
        processor: Any = None,  # noqa: ANN401
        result: Any = None,  # noqa: ANN401
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        initBindings: Mapping[str, Node] | None = None,  # noqa: N803
        use_store_provided: bool = True,
        **kwargs: Any,  # noqa: ANN401
    ) -> Result:
        """The solutions of a SELECT query, in which the initial bindings are put (SEP-0007)."""
        bound: dict[ox.Variable, Term | ox.Triple] = {
            ox.Variable(name): to_oxigraph(node) for name, node in (initBindings or {}).items()
        }
        solutions = self._queried.query(query_object, substitutions=bound)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("only SELECT queries are answered")
        names = [Variable(variable.value) for variable in solutions.variables]
        answer = Result("SELECT")
        answer.vars = names
        answer.bindings = [
            {
                name: to_rdflib(term)
                for name, term in zip(names, solution, strict=True)
                if term is not None
            }
            for solution in solutions
        ]
        return answer
