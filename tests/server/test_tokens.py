"""Splitting a query into tokens."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import QuerySyntaxError
from server.tokens import excerpt, position, tokens


def kinds(query: str) -> list[tuple[str, str]]:
    return [(token.kind[0], token.text) for token in tokens(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("# SERVICE <a> 'b\n  ", []),
        ("SELECT*", [("w", "SELECT"), ("s", "*")]),
        ("<http://a#b> # c", [("v", "<http://a#b>")]),
        ("a<b", [("w", "a"), ("s", "<"), ("w", "b")]),
        ("?a<?b&&?c>?d", [("v", "?a"), ("v", "<?b&&?c>"), ("v", "?d")]),
        ("<<( ?s", [("s", "<<"), ("s", "("), ("v", "?s")]),
        ("'a''b'", [("v", "'a'"), ("v", "'b'")]),
        ("''", [("v", "''")]),
        (r"'it\'s'@en-GB", [("v", r"'it\'s'"), ("v", "@en-GB")]),
        ("'''a'b''c\n'''", [("v", "'''a'b''c\n'''")]),
        ('"""a"b""c\n"""', [("v", '"""a"b""c\n"""')]),
        ('"# no comment"', [("v", '"# no comment"')]),
        ("ex:service.x .", [("v", "ex:service.x"), ("s", ".")]),
        (r"ex:a\,b", [("v", r"ex:a\,b")]),
        (":a ex: _:b.c $d", [("v", ":a"), ("v", "ex:"), ("v", "_:b.c"), ("v", "$d")]),
        ("true.FILTER", [("w", "true"), ("w", "FILTER")]),
        ("1e5", [("s", "1"), ("w", "e5")]),
        ("naïve:ß", [("v", "naïve:ß")]),
    ],
)
def test_tokens(query: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(query) == expected


@pytest.mark.parametrize("quote", ["'", '"', "'''", '"""'])
def test_an_open_string_is_an_error_with_its_place(quote: str) -> None:
    with pytest.raises(QuerySyntaxError, match="not closed") as told:
        list(tokens(f"SELECT\n  {quote}abc"))
    assert (told.value.line, told.value.column) == (2, 3)


def test_a_short_string_ends_with_its_line() -> None:
    with pytest.raises(QuerySyntaxError):
        list(tokens("'a\nb'"))


@given(st.text(alphabet="ab:.-<>#'\"\\{}()?$@_ \n\t1é", max_size=60))
def test_tokens_are_the_text_in_order(query: str) -> None:
    end = 0
    try:
        for token in tokens(query):
            assert token.start >= end
            assert query.startswith(token.text, token.start)
            end = token.start + len(token.text)
    except QuerySyntaxError:
        assert "'" in query or '"' in query


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a:", "<a", "<", "?", "@a-", '"""\\', '""\\"', "'\n", "%", "_:.", "a-.", "\\", "#"],
)
def test_time_is_proportional_to_length(piece: str) -> None:
    query = piece * (100_000 // len(piece))
    begin = time.monotonic()
    try:
        for _ in tokens(query):
            pass
    except QuerySyntaxError:
        pass
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (5, (2, 3)), (6, (3, 1))]
)
def test_positions(offset: int, expected: tuple[int, int]) -> None:
    assert position("éa\nbc\n", offset) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ("one\ntwo\nthree", 2, 1, "two"),
        ("one\r\ntwo\r\n", 1, 4, "one"),
        ("one\n", 2, 1, ""),
        ("one", 2, 1, ""),
        ("a" * 400 + "b" + "c" * 400, 1, 401, "a" * 300 + "b" + "c" * 300),
        ("a" * 100 + "b", 1, 101, "a" * 100 + "b"),
    ],
)
def test_the_line_of_a_fault(text: str, line: int, column: int, expected: str) -> None:
    assert excerpt(text, line, column) == expected
