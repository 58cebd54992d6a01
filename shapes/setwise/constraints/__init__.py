"""The constraint components of SHACL Core (SHACL §4), a class each."""

from collections.abc import Callable, Iterable

from shapes.setwise.constraints.counts import HasValue, MaxCount, MinCount
from shapes.setwise.constraints.logic import And, Node, Not, Or, Property, Xone
from shapes.setwise.constraints.pairs import Closed, Disjoint, Equals
from shapes.setwise.constraints.qualified import QualifiedMaxCount, QualifiedMinCount
from shapes.setwise.constraints.ranges import (
    LessThan,
    LessThanOrEquals,
    MaxExclusive,
    MaxInclusive,
    MinExclusive,
    MinInclusive,
)
from shapes.setwise.constraints.strings import (
    LanguageIn,
    MaxLength,
    MinLength,
    Pattern,
    UniqueLang,
)
from shapes.setwise.constraints.values import Class, Datatype, In, NodeKind
from shapes.setwise.parameters import Parameters
from shapes.setwise.shape import Component

READERS: tuple[Callable[[Parameters], Iterable[Component]], ...] = (
    *(Class.read, Datatype.read, NodeKind.read, In.read),
    *(MinCount.read, MaxCount.read, HasValue.read),
    *(MinExclusive.read, MinInclusive.read, MaxExclusive.read, MaxInclusive.read),
    *(MinLength.read, MaxLength.read, Pattern.read, LanguageIn.read, UniqueLang.read),
    *(Equals.read, Disjoint.read, LessThan.read, LessThanOrEquals.read),
    *(Not.read, And.read, Or.read, Xone.read, Node.read, Property.read),
    *(QualifiedMinCount.read, QualifiedMaxCount.read, Closed.read),
)
"""What makes constraints of the parameters of a shape."""

PARAMETERS = frozenset(
    {
        *("class", "datatype", "nodeKind", "in", "minCount", "maxCount", "hasValue"),
        *("minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "minLength"),
        *("maxLength", "pattern", "flags", "languageIn", "uniqueLang", "equals", "disjoint"),
        *("lessThan", "lessThanOrEquals", "not", "and", "or", "xone", "node", "property"),
        *("qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"),
        *("qualifiedValueShapesDisjoint", "closed", "ignoredProperties"),
    }
)
"""The local names of the parameters."""
