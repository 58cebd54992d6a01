"""Dates: what is found, which date it means, and what is left alone. The cases are data."""

import re
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.claims import Span
from extract.dates import DateMention, Narrative, PartialDate, document_dates, find_dates
from extract.documents import Document, Metadata
from extract.reading import read_document
from extract.reading.paragraphs import plain_blocks
from ontology.yaml_source import Node, is_date, load_yaml

DATA = Path(__file__).parent / "data"
SEED = Path(__file__).parents[2] / "seeds" / "rapprochement-on-russias-terms.txt"
CASES = [
    pytest.param(case, id=f"{file}: {group}: {case.line}")
    for file in ("absolute", "relative")
    for group, cases in load_yaml(DATA / f"dates_{file}.yaml").fields().items()
    for case in cases.items()
]
_FIELDS = ("text", "anchor", "written_after", "written_before", "dates")


def document_of(text: str, metadata: Metadata | None = None) -> Document:
    paragraphs = tuple(block.span for block in plain_blocks(text))
    return Document("talks", text, metadata or Metadata("Talks"), paragraphs)


def shown(text: str, mention: DateMention) -> str:
    """A mention as the case files write it: ``words = start[/end] [kind]``."""
    dates = mention.start + (f"/{mention.end}" if mention.end else "")
    kind = "" if mention.kind == "date" else f" {mention.kind}"
    return f"{text[mention.span.start : mention.span.end]} = {dates}{kind}"


@pytest.mark.parametrize("case", CASES)
def test_case(case: Node) -> None:
    fields = case.fields(allowed=_FIELDS, required=("text", "dates"))
    text = fields["text"].text()
    known = {name: fields[name].date() for name in _FIELDS[1:4] if name in fields}
    metadata = Metadata(
        "Talks",
        reference_date=known.get("anchor"),
        written_after=known.get("written_after"),
        written_before=known.get("written_before"),
    )
    found = [shown(text, mention) for mention in document_dates(document_of(text, metadata))]
    assert found == [node.text() for node in fields["dates"].items()]


def test_the_seed_article() -> None:
    document = read_document(SEED)
    assert [shown(document.text, mention) for mention in document_dates(document)] == [
        "December 2016 = 2016-12",
        "December 1 = 2016-12-01",
        "April 2012 = 2012-04",
        "April 2012 = 2012-04",
        "September 11, 2001 = 2001-09-11",
        "2008 = 2008",
        "2014 = 2014",
        "1950 = 1950",
        "1914 = 1914",
        "June 2010 = 2010-06",
        "2014 = 2014 since",
        "mid-December = 2016-12",
    ]


def test_sentences_give_what_their_paragraph_gives() -> None:
    text = (
        "On October 22, 1962 he ordered it. That same day, “we met last month,” he wrote.\n\n"
        "The next day, it began. On October 24, he replied."
    )
    narrative = Narrative("1962-11")
    found: list[DateMention] = []
    for sentence in re.finditer(r"\S[^.]*\.", text):
        mentions, narrative = find_dates(text, Span(*sentence.span()), narrative)
        found += mentions
    assert found == document_dates(document_of(text, Metadata("Talks", reference_date="1962-11")))
    assert [mention.start for mention in found] == [
        "1962-10-22", "1962-10-22", "1962-10-23", "1962-10-24",
    ]  # fmt: skip


def test_a_quotation_stays_open_over_sentences_and_ends_with_its_paragraph() -> None:
    text = "He said on May 5, 2018: “We met. We left last month. \n\n They met last month."
    metadata = Metadata("Talks", reference_date="2018-05-10")
    starts = [mention.start for mention in document_dates(document_of(text, metadata))]
    assert starts == ["2018-05-05", "2018-04"]


def test_a_published_text_needs_no_bounds() -> None:
    metadata = Metadata(
        "Talks", date="2016-12-20", written_after="2016-01", written_before="2017-01"
    )
    assert Narrative.of(metadata) == Narrative("2016-12-20")


HOSTILE = [
    "January ",
    "May 5, ",
    "1990–",
    "1990 to ",
    "12 and 12 January ",
    "the following ",
    "that same ",
    "two years later, ",
    "early the end of the ",
    "“last month” ",
    "“",
    "between 1990 and ",
    "(",
    "January\n\u00a0 \t",
    "the the the ",
    "September 11 terrorist ",
    "a",
    "2016-12-",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        start = time.process_time()
        find_dates(text, Span(0, len(text)), Narrative("2016-12-15"))
        return time.process_time() - start

    seconds(1_000)
    assert seconds(60_000) < 8 * seconds(15_000) + 0.2  # four times where linear


WORDS = re.findall(
    r"\S+",
    """in on since by until from to between and the a of early late mid- that same next following
    last this year month day week years later ago January May December 1 12 31 1990 2016 2017 1990s
    fall winter Friday yesterday Today “ ” , . – - ( ) ¶ resolution soldiers will 9/11 1904–05""",
)


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(WORDS)).map(lambda words: " ".join(words).replace("¶", "\n\n")),
    ),
    st.sampled_from([None, "2016", "2016-12", "2016-12-15"]),
)
@example("January 1000–1 Jan", None)
def test_any_text_gives_sound_dates(text: str, anchor: str | None) -> None:
    mentions = document_dates(document_of(text, Metadata("Talks", reference_date=anchor)))
    for mention in mentions:
        words = text[mention.span.start : mention.span.end]
        assert words == words.strip() != ""
        assert is_date(mention.start)
        assert mention.end is None or (is_date(mention.end) and mention.start < mention.end)
        assert (mention.end is not None) == (mention.kind in ("range", "within"))
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_a_whole_date_means_itself(day: date) -> None:
    written = f"{day:%B} {day.day}, {day.year}"
    (mention,) = document_dates(document_of(f"They met on {written}, and left."))
    assert (mention.start, mention.end, mention.kind) == (day.isoformat(), None, "date")


@given(st.dates(date(1600, 1, 1), date(2090, 1, 1)), st.integers(-400, 400))
def test_shifts_of_days_agree_with_the_calendar(day: date, amount: int) -> None:
    shifted = PartialDate(day.year, day.month, day.day).shifted("day", amount)
    assert shifted is not None
    assert shifted.iso == (day + timedelta(days=amount)).isoformat()


@pytest.mark.parametrize(
    ("start", "unit", "amount", "expected"),
    [
        ("2016-12", "month", 1, "2017-01"),
        ("2016-01", "month", -13, "2014-12"),
        ("2016-12-31", "month", 2, "2017-02"),
        ("2016-02-29", "year", 1, "2017"),
        ("2016-02-27", "week", 1, "2016-03"),
        ("2016", "month", 1, None),
        ("2016-02", "day", 1, None),
        ("2016-02", "week", 1, None),
        ("9999", "year", 1, None),
        ("9999-12", "month", 1, None),
        ("0001-01-01", "day", -1, None),
    ],
)
def test_a_shift_is_as_exact_as_its_date(
    start: str, unit: str, amount: int, expected: str | None
) -> None:
    shifted = PartialDate.parse(start).shifted(unit, amount)  # type: ignore[arg-type]  # listed above
    assert (shifted.iso if shifted else None) == expected


@given(st.dates(date(1600, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.sampled_from([-1, 1]))
def test_weekdays_are_the_nearest(day: date, weekday: int, direction: int) -> None:
    found = PartialDate(day.year, day.month, day.day).weekday(weekday, direction)
    assert found is not None
    distance = (date.fromisoformat(found.iso) - day).days * direction
    assert 1 <= distance <= 7
    assert date.fromisoformat(found.iso).weekday() == weekday


@pytest.mark.parametrize("text", ["", "16", "2016-13", "2016-02-30", "0000", "2016-2", "20161201"])
def test_what_is_no_partial_date(text: str) -> None:
    with pytest.raises(ValueError, match="is "):
        PartialDate.parse(text)
