"""Reading a curation file: each fault named with its place, each quote found where it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import LocalEntity, Span
from extract.curation.file import read_curation
from extract.curation.quotes import Quotable
from ontology.yaml_source import SourceError
from tests.extract.curation_samples import DATA, KNOWLEDGE, TEXT, curation, span_of

INVALID = sorted((DATA / "invalid").glob("*.yaml"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_fault_is_named_with_file_and_line(path: Path) -> None:
    first, _, _ = path.read_text(encoding="utf-8").partition("\n")
    expected = first.removeprefix("# error: ")
    with pytest.raises(SourceError) as caught:
        read_curation(path, TEXT, KNOWLEDGE)
    assert str(caught.value).startswith(f"{path}:{expected}")


def test_there_are_faults_to_test() -> None:
    assert len(INVALID) > 30


def test_an_addition_as_written(tmp_path: Path) -> None:
    read = curation(
        tmp_path,
        """
entities:
  - {key: community/envoys, type: Community, label: envoys, names: [Moscow's envoys]}
claims:
  - id: opposes
    add: position
    quote: Russia has long opposed
      NATO expansion
    holder: state/russia
    stance: Opposes
    topics: [issue/nato-expansion, "claim:invasion"]
    attributed_to: [community/envoys, author]
  - {id: invasion, add: event, quote: It invaded Georgia in 2008, type: Invasion, date: 2008}
""",
    )
    assert read.entities == (
        LocalEntity("community/envoys", "Community", "envoys", ("Moscow's envoys",)),
    )
    invasion, opposes = read.additions
    assert (invasion.id, opposes.id) == ("invasion", "opposes"), "what is referred to comes first"
    assert opposes.span == span_of("Russia has long opposed NATO expansion")
    assert opposes.roles == {
        "holder": "state/russia",
        "stance": "Opposes",
        "topics": ("issue/nato-expansion", "claim:invasion"),
    }
    assert opposes.evidence.attributed_to == ("author", "community/envoys")
    assert invasion.roles == {"event_type": "Invasion", "start_date": "2008"}
    assert (opposes.line, opposes.rule) == (5, "curation-opposes")


def test_occurrence_chooses_among_equal_quotes(tmp_path: Path) -> None:
    read = curation(
        tmp_path,
        """
claims:
  - id: second
    add: event
    quote: Moscow could decide to drop the cease-fire
    occurrence: 2
    type: Withdrawal
""",
    )
    (entry,) = read.additions
    assert entry.span.start == TEXT.rindex("Moscow could decide")


def test_a_file_may_hold_entities_or_claims_alone(tmp_path: Path) -> None:
    read = curation(tmp_path, "claims: []")
    assert (read.entities, read.additions, read.corrections) == ((), (), ())


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Moscow's envoys met Kiev's", ["Moscow’s envoys\nmet Kiev's"]),
        ("  met\tKiev’s  “friends” ", ["met Kiev's “friends”"]),
        ("drop the cease-fire", ["drop the cease-fire", "drop the cease-fire"]),
        ("moscow", []),
        ("oscow", []),
        ("invade", []),
        ("", []),
        (" ", []),
    ],
)  # fmt: skip
def test_quotes_are_found_by_their_words(quote: str, stands: list[str]) -> None:
    found = [TEXT[span.start : span.end] for span in Quotable(TEXT).find(quote)]
    assert found == stands


@given(text=st.text(alphabet="ab’'“\" \n.", max_size=40), data=st.data())
def test_what_a_text_says_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    cuts = (text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1] if end else "")
    if not quote.strip() or any(len(cut) == 2 and cut.isalnum() for cut in cuts):
        return
    stripped = Span(start + len(quote) - len(quote.lstrip()), start + len(quote.rstrip()))
    reworded = quote.replace("’", "'").replace("“", '"').replace("\n", "  ")
    assert stripped in Quotable(text).find(reworded)
