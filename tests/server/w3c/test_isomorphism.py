"""Rows that are the same but for the names of blank nodes."""

import random

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tests.server.w3c.isomorphism import Row, isomorphic

P = NamedNode("http://example.org/p")


def edges(text: str) -> list[Row]:
    """A graph of blank nodes: ``ab bc`` leads from a to b and from b to c."""
    return [(BlankNode(edge[0]), P, BlankNode(edge[1])) for edge in text.split()]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("", ""),
        ("ab", "xy"),
        ("aa", "xx"),
        ("ab bc ca", "xz zy yx"),
        ("ab ba cd dc", "xy yx uv vu"),
        ("ab bc cd da", "wx xy yz zw"),
        ("ab ab", "ab ab"),
    ],
)
def test_same(left: str, right: str) -> None:
    assert isomorphic(edges(left), edges(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ab", "aa"),
        ("ab", ""),
        ("ab bc", "ab ac"),
        ("ab ab", "ab"),
        ("ab bc cd de ef fa", "ab bc ca de ef fd"),  # a ring of six, two rings of three
        ("ab ba cd dc", "ab bc cd da"),
    ],
)
def test_not_the_same(left: str, right: str) -> None:
    assert not isomorphic(edges(left), edges(right))


def test_triple_terms_and_missing_values() -> None:
    def rows(name: str, value: str) -> list[Row]:
        node = BlankNode(name)
        return [(Triple(node, P, Triple(node, P, Literal(value))), None), (node, Literal(value))]

    assert isomorphic(rows("a", "1"), rows("b", "1"))
    assert not isomorphic(rows("a", "1"), rows("b", "2"))


def test_a_row_counts_as_often_as_it_comes() -> None:
    row: Row = (Literal("x"),)
    assert not isomorphic([row, row], [row])


def test_many_nodes_alike_take_no_long() -> None:
    order = list(range(60))
    random.Random(1).shuffle(order)
    left: list[Row] = [(BlankNode(f"a{number}"), P, Literal("same")) for number in order]
    right: list[Row] = [(BlankNode(f"b{number}"), P, Literal("same")) for number in range(60)]
    assert isomorphic(left, right)
