"""The whole line from a document to its extraction: true offsets, the same every time, no crash."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.claims import Extraction, Span, named_keys
from extract.documents import Document, Metadata
from extract.pipeline import Extractor
from tests.extract.helpers import document

SNIPPETS = (
    "Russia invaded Georgia in 2008.",
    "“We reject the treaty,” Putin said.",
    "If Iran leaves the pact, France could withdraw from Mali",
    "the U.S.-Russian détente",
    "However, it may not — as they say — last.",
    "PRESIDENT PUTIN IN MOSCOW",
    "Иран и Россия",
    "\u202eabc\u200b",
    "🎉" * 5,
    "<script>alert(1)</script>",
    "((((",
    '"""',
    "Angela Merkel, Emmanuel Macron, and Theresa May, who had met,",
    "\r\n",
    "soft\u00adhyphen ﬁne",
)
TEXTS = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=20)), max_size=8).map(
    " ".join
)
RELAXED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@RELAXED
@given(text=TEXTS)
def test_spans_stand_in_the_text_and_sentences_in_order(text: str, extractor: Extractor) -> None:
    extraction = extractor.extract(document(text))
    whole = Span(0, len(text))
    for claim in extraction.claims:
        for evidence in claim.evidence:
            assert whole.contains(evidence.span)
            assert evidence.span.start < evidence.span.end
            assert evidence.sentence in extraction.sentences
            assert evidence.sentence.overlaps(evidence.span)
            for cue in evidence.cues:
                assert cue in text
    for first, second in pairwise(extraction.sentences):
        assert first.end <= second.start
    for mention in extraction.mentions:
        assert whole.contains(mention.span)


@RELAXED
@given(text=TEXTS)
def test_everything_that_claims_name_is_known(text: str, extractor: Extractor) -> None:
    extraction = extractor.extract(document(text))
    known = {*extractor.knowledge.entities, *extraction.entities}
    known |= {claim.key for claim in extraction.claims}
    for claim in extraction.claims:
        assert named_keys(claim) <= known


ARTICLE = """Russia has long opposed NATO expansion, invading Georgia in 2008 and Ukraine in 2014.
Putin and Abe met in Moscow. They agreed to a new border regime.
The two countries rejected the treaty ban. Russian observers believe that Iran is an ally."""


def test_the_same_text_gives_the_same_extraction(extractor: Extractor) -> None:
    first = extractor.extract(document(ARTICLE))
    extractor.extract(document("India invaded Goa in 1961. It rejected the treaty ban."))
    assert extractor.extract(document(ARTICLE)) == first
    assert first.claims


def test_a_longer_text_keeps_the_keys_of_the_shorter(extractor: Extractor) -> None:
    def keys(extraction: Extraction) -> set[str]:
        return {claim.key for claim in extraction.claims}

    shorter = keys(extractor.extract(document(ARTICLE)))
    longer = keys(extractor.extract(document(ARTICLE + "\nFrance left the League of Nations.")))
    assert shorter < longer


def test_no_claim_comes_from_outside_the_paragraphs(extractor: Extractor) -> None:
    text = "Russia invaded Georgia in 2008.\nRussia invaded Ukraine in 2014."
    body = Span(0, text.index("\n"))
    extraction = extractor.extract(Document("x", text, Metadata(title="x"), (body,)))
    assert len(extraction.claims) == 1
    assert all(body.contains(e.span) for c in extraction.claims for e in c.evidence)
    assert all(body.contains(mention.span) for mention in extraction.mentions)


@pytest.mark.parametrize("size", [2000, 40_000])
def test_an_endless_sentence_is_read(size: int, extractor: Extractor) -> None:
    text = "Russia opposes Iran and " * (size // 24)
    extraction = extractor.extract(document(text.strip()))
    assert extraction.mentions


def test_the_author_of_a_statement(extractor: Extractor) -> None:
    text = "Statement by President Joseph R. Biden on Sudan\nI urge Sudan to withdraw from Abyei."
    assert extractor.extract(document(text)).author == "person/joe-biden"
    assert extractor.extract(document("Remarks on Sudan\nI urge Sudan to withdraw.")).author is None
