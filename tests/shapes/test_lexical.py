"""Which literals are ill-typed."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapes.setwise.lexical import is_ill_typed
from shapes.setwise.terms import XSD

GOOD = {
    "boolean": "true false 1 0",
    "decimal": "1 -1.5 +.5 3. 0007",
    "integer": "1 -1 +007 99999999999999999999999999",
    "double": "1 1.5e3 -INF INF NaN .5E-2",
    "byte": "-128 127 0000000000000000000000000000000000000000000000000000000000000000127",
    "unsignedByte": "0 255 -0",
    "positiveInteger": "1 +1",
    "nonPositiveInteger": "0 -0 -99",
    "long": "9223372036854775807 -9223372036854775808",
    "date": "2016-02-29 2000-02-29 -0004-02-29 2016-12-31Z 2016-12-31+14:00 12016-01-01",
    "dateTime": "2016-12-31T23:59:59 2016-12-31T24:00:00 2016-12-31T00:00:00.5-05:00",
    "dateTimeStamp": "2016-12-31T23:59:59Z",
    "time": "00:00:00 23:59:59.999Z",
    "gYear": "2016 -0044 12016 2016Z",
    "gYearMonth": "2016-12 2016-01+01:00",
    "gMonthDay": "--02-29 --12-31",
    "gDay": "---31",
    "gMonth": "--12",
    "duration": "P1Y P1Y2M3DT4H5M6.7S -PT1S P1M",
    "dayTimeDuration": "P1D PT24H P1DT1M",
    "yearMonthDuration": "P1Y P13M -P1Y1M",
    "hexBinary": "00ff 0A",
    "base64Binary": "YQ== YWI= YWJj",
    "language": "en en-GB x-klingon",
    "token": "a",
    "string": "anything",
    "anyURI": "anything",
}
BAD = {
    "boolean": ["TRUE", "yes", ""],
    "decimal": ["1e0", ".", "", "1,5", "INF"],
    "integer": ["1.0", " 1", "1 ", "", "+", "١", "x", "1\n"],
    "double": ["1e", "inf", "nan", "+NaN"],
    "byte": ["128", "-129", "1.0", "9" * 5000],
    "unsignedByte": ["256", "-1"],
    "positiveInteger": ["0", "-" + "9" * 5000],
    "nonPositiveInteger": ["1"],
    "long": ["9223372036854775808"],
    "date": ["2016-02-30", "2015-02-29", "2016-13-01", "2016-1-1", "16-01-01", "2016-12-31+15:00"],
    "dateTime": ["2016-12-31", "2016-12-31T25:00:00", "2016-12-31T24:00:01", "2016-06-31T00:00:00"],
    "dateTimeStamp": ["2016-12-31T23:59:59"],
    "time": ["24:00", "1:00:00"],
    "gYear": ["16", "02016", "2016-01"],
    "gYearMonth": ["2016-13", "2016-00", "2016"],
    "gMonthDay": ["--02-30", "--13-01", "02-01"],
    "gDay": ["---32", "--31"],
    "gMonth": ["--13", "12"],
    "duration": ["P", "PT", "1Y", "P1S", "P-1Y"],
    "dayTimeDuration": ["P1Y", "P1M"],
    "yearMonthDuration": ["P1D", "P"],
    "hexBinary": ["0", "gg"],
    "base64Binary": ["a", "YQ=", "===="],
    "language": ["", "toolonglanguage", "en_GB"],
    "token": [" a", "a  b"],
    "normalizedString": ["a\nb"],
}


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize("datatype", GOOD)
def test_well_typed(datatype: str) -> None:
    assert [text for text in GOOD[datatype].split() if is_ill_typed(literal(text, datatype))] == []


@pytest.mark.parametrize("datatype", BAD)
def test_ill_typed(datatype: str) -> None:
    assert [text for text in BAD[datatype] if not is_ill_typed(literal(text, datatype))] == []


def test_of_other_datatypes_nothing_is_known() -> None:
    assert not is_ill_typed(ox.Literal("x", datatype=ox.NamedNode("https://example.org/feet")))
    assert not is_ill_typed(ox.Literal("x", language="en"))


@given(st.dates(), st.integers(-14, 14))
def test_every_day_of_the_calendar_is_one(day: object, zone: int) -> None:
    assert not is_ill_typed(literal(f"{day}{zone:+03}:00", "date"))


@given(st.integers(), st.sampled_from(["byte", "short", "int", "long", "unsignedInt"]))
def test_ranges_of_integers(value: int, datatype: str) -> None:
    bits = {"byte": 7, "short": 15, "int": 31, "long": 63, "unsignedInt": 32}[datatype]
    least = 0 if datatype.startswith("unsigned") else -(2**bits)
    assert is_ill_typed(literal(str(value), datatype)) != (least <= value < 2**bits)
