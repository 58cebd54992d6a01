"""The eight queries, as many of each as wanted and all distinct, and the mixed workload."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate, count
from random import Random
from types import MappingProxyType
from typing import Literal

from bench.service.graph import MONTHS, Subjects
from ontology.namespaces import Namespaces

Kind = Literal["point", "joins", "path", "construct", "describe", "regex", "group", "rows"]

KINDS: tuple[Kind, ...] = ("point", "joins", "path", "construct", "describe", "regex", "group")
"""The kinds that are asked over and over; ``rows`` is asked once at a time."""

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/ntriples;q=0.9, text/turtle;q=0.5"

_SHARES: Mapping[Kind, int] = MappingProxyType(
    {"point": 45, "joins": 25, "path": 9, "construct": 8, "describe": 10, "regex": 2, "group": 1}
)
_POOL = 2_000
_EXPONENT = 1.0

_ACC = Namespaces().term("")
_TEMPLATES: Mapping[Kind, str] = MappingProxyType(
    {
        "point": "SELECT ?p{n} ?o WHERE {{ <{iri}> ?p{n} ?o }}",
        "joins": (
            "PREFIX acc: <{acc}> SELECT ?sentence{n} ?certainty ?quote WHERE {{ "
            "<{iri}> acc:evidence ?evidence . ?evidence acc:sentence ?sentence{n} ; "
            "acc:factuality ?certainty . ?sentence{n} acc:quote ?quote }}"
        ),
        "path": (
            "PREFIX acc: <{acc}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            "SELECT ?event{n} ?kind WHERE {{ ?event{n} acc:agent <{iri}> ; "
            "acc:eventType/skos:broader* ?kind }}"
        ),
        "construct": (
            "PREFIX acc: <{acc}> CONSTRUCT {{ ?claim{n} acc:quote ?quote ; "
            "acc:factuality ?certainty }} WHERE {{ ?evidence acc:document <{iri}> ; "
            "acc:quote ?quote ; acc:factuality ?certainty . ?claim{n} acc:evidence ?evidence }}"
        ),
        "describe": "DESCRIBE <{iri}> #{n}",
        "regex": (
            "PREFIX acc: <{acc}> SELECT ?sentence{n} ?quote WHERE {{ "
            "?sentence{n} a acc:Sentence ; acc:quote ?quote "
            'FILTER regex(?quote, "{month} 19[0-9]{digit}") }} LIMIT 10'
        ),
        "group": (
            "PREFIX acc: <{acc}> SELECT ?certainty{n} (COUNT(?evidence) AS ?times) WHERE {{ "
            "?evidence acc:factuality ?certainty{n} }} GROUP BY ?certainty{n}"
        ),
        "rows": "SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {limit}",
    }
)
_NEEDS: Mapping[Kind, str] = MappingProxyType(
    {
        "point": "spans",
        "joins": "claims",
        "path": "actors",
        "construct": "documents",
        "describe": "claims",
    }
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and in which format its result is wanted.

    Attributes:
        text: it.
        accept: value of the header.
    """

    text: str
    accept: str


class Queries:
    """Queries about a graph.

    Args:
        subjects: what is in it.
        size: how many rows the large SELECT gives.
        seed: another one asks in another order.
    """

    def __init__(self, subjects: Subjects, size: int, seed: int = 0) -> None:
        self._size = size
        self._seed = seed
        self._subjects: dict[str, list[str]] = asdict(subjects)
        for name, iris in self._subjects.items():
            Random(f"{seed} {name}").shuffle(iris)  # noqa: S311 (no secret)

    def query(self, kind: Kind, number: int) -> Query:
        """The query of a kind and number; no two numbers give the same text.

        When everything has been asked for once, the same questions come in other words: a variable
        is named otherwise, so that a server that remembers texts does not know them.
        """
        iris = self._subjects.get(_NEEDS.get(kind, ""), [""])
        words, index = divmod(number, len(iris))
        text = _TEMPLATES[kind].format(
            acc=_ACC,
            n=words,
            limit=self._size,
            month=MONTHS[number % 12],
            digit=number // 12 % 10,
            iri=iris[index],
        )
        return Query(text, TRIPLES if kind in ("construct", "describe") else ROWS)

    def distinct(self, kind: Kind, start: int = 0) -> Iterator[Query]:
        """Queries of a kind without end, from a number on."""
        return (self.query(kind, number) for number in count(start))

    def repeated(self, start: int = 0) -> Iterator[Query]:
        """Sixteen points and joins over and over."""
        few = [
            self.query(kind, number)
            for number in range(start, start + 8)
            for kind in ("point", "joins")
        ]
        while True:
            yield from few

    def mixed(self, start: int = 0) -> Iterator[Query]:
        """All kinds, without end, as many clients ask: few queries often, and many once.

        Args:
            start: another start draws from another pool.
        """
        chance = Random(f"{self._seed} mixed {start}")  # noqa: S311 (no secret)
        kinds = chance.choices(list(_SHARES), list(_SHARES.values()), k=_POOL)
        pool = [self.query(kind, start + number) for number, kind in enumerate(kinds)]
        for rank in zipf(chance, _POOL, _EXPONENT):
            yield pool[rank]


def zipf(chance: Random, count: int, exponent: float) -> Iterator[int]:
    """Ranks from 0 without end: the k-th comes 1/k**exponent times as often as the first."""
    weights = list(accumulate(1 / rank**exponent for rank in range(1, count + 1)))
    ranks = range(count)
    while True:
        yield from chance.choices(ranks, cum_weights=weights, k=1024)
