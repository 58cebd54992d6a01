"""Constraint components that a shapes graph defines by SPARQL (SHACL §6)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from shapes.errors import ShapesError
from shapes.setwise.data import SHAPES_GRAPH
from shapes.setwise.engine import Run
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Fault, Shape, Values
from shapes.setwise.sparql.asking import check, solutions
from shapes.setwise.sparql.constraint import fault_of
from shapes.setwise.sparql.prefixes import query_of, read_prefixes
from shapes.setwise.sparql.text import QueryText
from shapes.setwise.terms import Subject, Term, readable, sh
from shapes.setwise.triples import Triples

_LOCAL_NAME = re.compile(r"[^\W\d][\w.-]*$")
_NO_VARIABLES = frozenset({"this", "shapesGraph", "currentShape", "path", "PATH", "value"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a constraint component (SHACL §6.2.1).

    Attributes:
        predicate: what a shape gives it by.
        name: the variable that it is in queries.
        optional: whether a shape may leave it out.
    """

    predicate: ox.NamedNode
    name: str
    optional: bool


@dataclass(frozen=True)
class DefinedConstraint:
    """A constraint of a defined component, with the values of its parameters.

    Attributes:
        iri: the constraint component.
        query: its validator: ASK says what is right, SELECT finds what is wrong.
        own: the validator's messages.
        arguments: the values of the parameters.
    """

    iri: ox.NamedNode
    query: QueryText
    own: tuple[ox.Literal, ...]
    arguments: Mapping[str, Term]

    @property
    def source(self) -> Subject | None:
        """None: the component says it."""
        return None

    @property
    def messages(self) -> tuple[ox.Literal, ...]:
        """What people are told where neither the validator nor the shape has a message."""
        name = readable(self.iri)
        return (ox.Literal(f"The value meets the constraint {name}.", language="en"),)

    def faults(self, run: Run, shape: Shape, values: Values) -> Iterator[Fault]:
        """A fault for each value node that is not right, or each solution (SHACL §6.3)."""
        arguments = {
            **self.arguments,
            "shapesGraph": SHAPES_GRAPH,
            "currentShape": shape.node,
        }
        if self.query.form == "SELECT":
            focus = list(values.by_focus)
            bindings = [{**arguments, "this": run.graph.term(number)} for number in focus]
            for number, solution in solutions(self.query, run.graph, bindings):
                found = {**self.arguments, **solution}
                yield fault_of(run, shape, focus[number], found, self.own)
            return
        pairs = [(focus, node) for focus, nodes in values.by_focus.items() for node in nodes]
        bindings = [
            {**arguments, "this": run.graph.term(focus), "value": run.graph.term(node)}
            for focus, node in pairs
        ]
        right = {number for number, _ in solutions(self.query, run.graph, bindings)}
        for number, (of, node) in enumerate(pairs):
            if number not in right:
                yield Fault(of, node, messages=self.own, bindings=bindings[number])


@dataclass(frozen=True, slots=True)
class Definition:
    """A constraint component that the shapes graph defines (SHACL §6.2).

    Attributes:
        iri: the constraint component.
        parameters: its parameters.
    """

    iri: ox.NamedNode
    parameters: tuple[Parameter, ...]

    def read(self, shape: Parameters) -> Iterator[DefinedConstraint]:
        """The constraints that a shape has by its values for the parameters.

        Raises:
            ShapesError: they are not well-formed, or the validator is not.
        """
        given = {
            parameter: shape.triples.objects(shape.node, parameter.predicate)
            for parameter in self.parameters
        }
        if any(not values and not parameter.optional for parameter, values in given.items()):
            return
        if len(given) > 1 and any(len(values) > 1 for values in given.values()):
            raise shape.error(
                f"has several values for a parameter of {readable(self.iri)}, which has several"
                " parameters; one value each is allowed"
            )
        found = self._validator(shape)
        if found is None:
            return
        query, own = found
        first, *others = self.parameters
        rest = {other.name: given[other][0] for other in others if given[other]}
        for value in given[first] or (None,):
            arguments = rest if value is None else {first.name: value, **rest}
            if blank := [
                name for name, term in arguments.items() if isinstance(term, ox.BlankNode)
            ]:
                raise shape.error(
                    f"has a blank node for the parameter {blank[0]} of {readable(self.iri)};"
                    " an IRI or a literal is allowed"
                )
            yield DefinedConstraint(self.iri, query, own, arguments)

    def _validator(self, shape: Parameters) -> tuple[QueryText, tuple[ox.Literal, ...]] | None:
        """The query and its messages that fit the shape (SHACL §6.2.3); there may be none."""
        kind = "nodeValidator" if shape.path is None else "propertyValidator"
        triples = shape.triples
        for validator, form in ((kind, "select"), ("validator", "ask")):
            for node in triples.objects(self.iri, sh(validator)):
                if isinstance(node, ox.Literal):
                    raise shape.error(f"has a component whose sh:{validator} is a literal")
                query = QueryText(
                    query_of(triples, node, form, self.iri),
                    read_prefixes(triples, node),
                    self._variables(form),
                    self.iri,
                    shape.path,
                )
                if query.form != form.upper():
                    raise query.error(f"is no {form.upper()} query; sh:{form} holds one")
                check(query)
                own = Parameters(triples, node, shape.path, shape.shape)
                return query, tuple(own.texts("message"))
        return None

    def _variables(self, form: str) -> list[str]:
        names = ["this", "shapesGraph", "currentShape", *(each.name for each in self.parameters)]
        return [*names, "value"] if form == "ask" else names


def read_definitions(triples: Triples) -> tuple[Definition, ...]:
    """The constraint components that a shapes graph defines.

    Raises:
        ShapesError: one is not well-formed.
    """
    return tuple(
        Definition(component, _parameters(triples, component))
        for component in sorted(triples.instances(sh("ConstraintComponent")), key=str)
        if isinstance(component, ox.NamedNode) and triples.objects(component, sh("parameter"))
    )


def _parameters(triples: Triples, component: ox.NamedNode) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for node in triples.objects(component, sh("parameter")):
        paths = triples.objects(node, sh("path"))
        name = _LOCAL_NAME.search(paths[0].value) if len(paths) == 1 else None
        if not name or not isinstance(paths[0], ox.NamedNode) or name[0] in _NO_VARIABLES:
            raise ShapesError(
                f"the constraint component {readable(component)} has a parameter that is not"
                " well-formed; each has one sh:path, an IRI whose last part can be the name of a"
                f" variable and is none of {', '.join(sorted(_NO_VARIABLES))}"
            )
        optional = triples.objects(node, sh("optional")) == [ox.Literal(True)]
        found.append(Parameter(paths[0], name[0], optional))
    if all(parameter.optional for parameter in found):
        raise ShapesError(
            f"all parameters of the constraint component {readable(component)} are optional; one at"
            " least must not be, or every shape would have the component"
        )
    return tuple(sorted(found, key=lambda parameter: (parameter.optional, parameter.name)))
