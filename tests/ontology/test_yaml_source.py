"""The YAML reader: what it accepts, and that each fault names file, line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.yaml_source import MAX_BYTES, SourceError, is_date, load_yaml, parse_yaml

FAULTS = {
    "empty file": ("# only a comment\n", 1, "the file is empty"),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", 3, "'a' stands already in line 1"),
    "anchor": ("a: &x 1\n", 1, "an anchor (&name) is not allowed"),
    "alias": ("a: 1\nb: *x\n", 2, "an alias (*name) is not allowed"),
    "alias as key": ("a: 1\n*x : 2\n", 2, "an alias (*name) is not allowed"),
    "tag": ("a: 1\nb: !!python/object:os.system x\n", 2, "the tag"),
    "second document": ("a: 1\n---\nb: 2\n", 2, "a second document"),
    "key that is a list": ("a: 1\n? [b]\n: 2\n", 2, "a key must be a text"),
    "syntax": ("a: 1\nb: [1, 2\nc: 3\n", 3, "not valid YAML"),
    "ends-early": ("[", 1, "not valid YAML"),
    "tab": ("a:\n\t- b\n", 2, "not valid YAML"),
    "control character": ("a: 1\nb: \x07\n", 2, "a control character"),
    "deep nesting": ("a: " + "[" * 30, 1, "nested deeper than 20 levels"),
    "absurdly deep nesting": ("a: " + "[" * 100_000, 1, "nest"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str) -> None:
    text, line, message = FAULTS[name]
    with pytest.raises(SourceError) as caught:
        parse_yaml(text, "some.yaml")
    assert str(caught.value).startswith(f"some.yaml:{line}: ")
    assert message in str(caught.value)


def test_nothing_is_converted() -> None:
    source = (
        "date: 2016-12\nday: 2016-12-15\ncode: NO\non: off\nnumber: 012\nnone: ~\nquoted: 'x'\n"
    )
    fields = parse_yaml(source, "f").fields()
    assert {key: node.text() for key, node in fields.items()} == {
        "date": "2016-12",
        "day": "2016-12-15",
        "code": "NO",
        "on": "off",
        "number": "012",
        "none": "~",
        "quoted": "x",
    }


def test_lines_and_names() -> None:
    root = parse_yaml("# head\nfirst:\n  - one\n  - two\nsecond: {third: [a,\n  b]}\n", "f")
    first, second = root.fields()["first"], root.fields()["second"]
    assert (first.line, [item.line for item in first.items()]) == (2, [3, 4])
    assert first.items()[1].name == "first[2]"
    assert [item.line for item in second.fields()["third"].items()] == [5, 6]


def test_accessors_accept() -> None:
    fields = parse_yaml("n: -12\nb: true\nd: 2016-02-29\nt: [x, y]\nc: red\n", "f").fields(
        allowed=("n", "b", "d", "t", "c"), required=("n",)
    )
    assert fields["n"].integer() == -12
    assert fields["b"].boolean() is True
    assert fields["d"].date() == "2016-02-29"
    assert fields["t"].texts() == ("x", "y")
    assert fields["c"].choice(("red", "green")) == "red"


def test_accessors_refuse() -> None:
    root = parse_yaml(
        "n: 1.5\nb: yes\nd: 2015-02-29\nt: [x, x]\nc: blue\ne:\nl: [a]\nm: {k: v}\n", "f"
    )
    fields = root.fields()
    cases = [
        (fields["n"].integer, "f:1: n is '1.5'; allowed: a whole number"),
        (fields["b"].boolean, "f:2: b is 'yes'; allowed: false, true"),
        (fields["d"].date, "f:3: d is '2015-02-29'; allowed: a date of the calendar"),
        (fields["t"].texts, "f:4: t has 'x' twice"),
        (lambda: fields["c"].choice(("red", "green")), "f:5: c is 'blue'; allowed: green, red"),
        (fields["e"].text, "f:6: e is empty"),
        (fields["l"].text, "f:7: l must be a text, and is a list"),
        (fields["m"].items, "f:8: m must be a list, and is a mapping"),
        (fields["n"].fields, "f:1: n must be a mapping of keys to values, and is a text"),
        (lambda: root.fields(("n", "b")), "f:3: unknown key 'd'; allowed: b, n"),
        (lambda: root.fields(required=("z",)), "f:1: the file lacks the key 'z'"),
    ]
    for call, message in cases:
        with pytest.raises(SourceError) as caught:
            call()
        assert str(caught.value).startswith(message)


def test_dates() -> None:
    for good in ("1648", "2016-12", "2016-12-31", "2000-02-29"):
        assert is_date(good), good
    for bad in ("16", "2016-13", "2016-00", "2016-1", "1900-02-29", "2016-12-32", "0000", "2016-"):
        assert not is_date(bad), bad
    assert not is_date("２０１６")


def test_files(tmp_path: Path) -> None:
    good = tmp_path / "good.yaml"
    good.write_bytes("﻿name: Erdoğan\n".encode())
    assert load_yaml(good).fields()["name"].text() == "Erdoğan"

    with pytest.raises(SourceError, match="there is no such file"):
        load_yaml(tmp_path / "absent.yaml")
    with pytest.raises(SourceError, match="there is no such file"):
        load_yaml(tmp_path)

    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(SourceError, match=r"latin\.yaml:2: the file is not UTF-8"):
        load_yaml(latin)

    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(SourceError, match="is larger than 4,000,000 bytes"):
        load_yaml(large)


def fault_of(data: str | bytes) -> SourceError | None:
    try:
        parse_yaml(data, "f")
    except SourceError as error:
        return error
    return None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    fault = fault_of(text)
    breaks = sum(text.count(mark) for mark in "\n\r\x85\u2028\u2029")
    assert fault is None or 1 <= fault.line <= breaks + 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    fault = fault_of(data)
    assert fault is None or str(fault).startswith("f:")
