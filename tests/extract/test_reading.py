"""Reading: every kind of file gives a document with true offsets, or one clear sentence."""

import os
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import Span
from extract.reading import (
    FORMATS,
    MAX_BYTES,
    ReadingError,
    document_name,
    find_texts,
    read_document,
)
from ontology.yaml_source import Node, SourceError, load_yaml

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "rapprochement-on-russias-terms.txt"
DEV = ROOT.parent / "shared" / "gold" / "dev"
LAYOUTS = load_yaml(Path(__file__).parent / "data" / "reading_paragraphs.yaml").fields()
PROSE = "The ministers of the two states met in Geneva, and they agreed to withdraw their troops."


def save(directory: Path, content: str | bytes, name: str = "talks.txt") -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def paragraphs_of(path: Path) -> list[str]:
    document = read_document(path)
    return [document.text[span.start : span.end] for span in document.paragraphs]


def fault(path: Path, **limits: int) -> str:
    """The message of a refusal, which must be one line that begins with the file."""
    with pytest.raises(ReadingError) as caught:
        read_document(path, **limits)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message.removeprefix(str(path))
    return message.removeprefix(f"{path}: ")


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layout(layout: Node, tmp_path: Path) -> None:
    fields = layout.fields(required=("format", "text", "paragraphs"))
    path = save(tmp_path, fields["text"].text(), f"talks{fields['format'].text()}")
    assert paragraphs_of(path) == list(fields["paragraphs"].texts())


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_layout_with_other_line_ends(layout: Node, newline: str, tmp_path: Path) -> None:
    fields = layout.fields()
    text = fields["text"].text().replace("\n", newline)
    path = save(tmp_path, text, f"talks{fields['format'].text()}")
    assert read_document(path).text == text
    expected = [paragraph.replace("\n", newline) for paragraph in fields["paragraphs"].texts()]
    assert paragraphs_of(path) == expected


def test_the_stored_text_is_the_file_as_it_stands(tmp_path: Path) -> None:
    text = f"  {PROSE}\r\n\r\n\u201cNo,\u201d he\u00a0said.\u2028 \t\n\n\x0cE\u0301tienne left. 𝒜\n"
    document = read_document(save(tmp_path, text))
    assert document.text == text
    assert document.paragraphs[0] == Span(2, 2 + len(PROSE))


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    document = read_document(save(tmp_path, b"\xef\xbb\xbf" + PROSE.encode()))
    assert document.text == PROSE
    assert document.paragraphs == (Span(0, len(PROSE)),)


def test_the_seed_article() -> None:
    document = read_document(SEED)
    assert document.name == "rapprochement-on-russias-terms"
    assert document.text == SEED.read_bytes().decode()
    assert document.metadata.reference_date == "2016-12"
    assert document.warnings == ()
    paragraphs = [document.text[span.start : span.end] for span in document.paragraphs]
    assert len(paragraphs) == 29
    assert paragraphs[0].endswith("Vladimir Putin in Moscow, December 2016.")
    assert paragraphs[-1].endswith("will confront each other in Europe whatever Trump desires.")
    furniture = [document.text[span.start : span.end] for span in document.boilerplate]
    assert [line.split()[0] for line in furniture] == [
        "Dmitry", "Related", "This", "Continue", "Close", "Days",
    ]  # fmt: skip


@pytest.mark.skipif(not DEV.is_dir(), reason="the shared gold texts are not beside the project")
def test_the_gold_texts_are_read_whole() -> None:
    for path in find_texts([DEV]):
        document = read_document(path)
        assert document.text == path.read_bytes().decode()
        blank = [line for line in document.text.split("\n") if line.strip()]
        if path.stem != SEED.stem:
            assert len(document.paragraphs) == len(blank), path.name
            assert document.boilerplate == (), path.name


def test_without_metadata_the_title_is_the_first_line_and_a_warning_says_what_to_write(
    tmp_path: Path,
) -> None:
    document = read_document(save(tmp_path, f"Talks in Geneva\n\n{PROSE}\n"))
    assert document.metadata.title == "Talks in Geneva"
    assert document.metadata.date is None
    (warning,) = document.warnings
    assert "write them into talks.meta.yaml" in warning


def test_a_long_first_line_makes_a_title_cut_between_words(tmp_path: Path) -> None:
    title = read_document(save(tmp_path, f"{PROSE} {PROSE}")).metadata.title
    assert title == f"{PROSE} The ministers of the two …"
    assert len(title) <= 122


def test_a_markdown_title_is_the_first_heading(tmp_path: Path) -> None:
    path = save(tmp_path, f"{PROSE}\n\n# Talks\n\nThey left.\n", "talks.md")
    assert read_document(path).metadata.title == "Talks"


def test_metadata_beside_the_text_is_read(tmp_path: Path) -> None:
    path = save(tmp_path, PROSE)
    save(tmp_path, "title: Talks in Geneva\ndate: 2016-12-15\n", "talks.meta.yaml")
    document = read_document(path)
    assert document.metadata.title == "Talks in Geneva"
    assert document.metadata.reference_date == "2016-12-15"
    assert document.warnings == ()


def test_faulty_metadata_names_its_line(tmp_path: Path) -> None:
    path = save(tmp_path, PROSE)
    save(tmp_path, "title: Talks\ndate: yesterday\n", "talks.meta.yaml")
    with pytest.raises(SourceError, match=r"talks\.meta\.yaml:2: "):
        read_document(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b" \r\n\t\xc2\xa0\n", "the file is empty"),
        (b"%PDF-1.7\x00\x01\x02", "a binary file"),
        (PROSE.encode("utf-16"), "a binary file"),
        (b"Some \x01\x02\x03 text", "too many control characters"),
        ("Der Präsident traf sich".encode("latin-1"), "byte 6 (0xe4) is not valid UTF-8"),
        (PROSE.encode() + b"\xe2\x80", "byte 88 (0xe2) is not valid UTF-8"),
        (b"\xed\xa0\x80 surrogate", "byte 0 (0xed) is not valid UTF-8"),
        (b"Related Articles\n\nThis site uses cookies.\n", "nothing but page furniture"),
        (b"* * *\n\n---\n", "nothing but page furniture"),
        ("Президент встретился с министрами.".encode(), "most of its letters are Cyrillic"),
        ("Le président a rencontré les ministres de la défense.".encode(), "French ones"),
    ],
)
def test_texts_that_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    assert message in fault(save(tmp_path, content))


def test_a_few_control_characters_are_let_through(tmp_path: Path) -> None:
    text = PROSE * 50 + "\x02\x0c"
    assert read_document(save(tmp_path, text)).text == text


def test_paths_that_are_refused(tmp_path: Path) -> None:
    assert "no such file" in fault(tmp_path / "missing.txt")
    assert "this is a directory" in fault(tmp_path)
    assert "the format .pdf is not read; save it as .md or .txt" in fault(
        save(tmp_path, PROSE, "talks.pdf")
    )
    assert "the format without an ending" in fault(save(tmp_path, PROSE, "talks"))
    assert "must have a letter or a digit" in fault(save(tmp_path, PROSE, "---.txt"))
    assert "the path cannot be read: File name too long" in fault(tmp_path / f"{'a' * 300}.txt")
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "a device or pipe" in fault(pipe)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = save(tmp_path, PROSE)
    path.chmod(0)
    assert "cannot be read: Permission denied" in fault(path)


def test_a_file_over_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000_000)  # sparse: reading it whole would fill the memory
    assert f"larger than {MAX_BYTES:,} bytes" in fault(path)
    assert "larger than 10 bytes" in fault(save(tmp_path, PROSE), max_bytes=10)
    assert read_document(save(tmp_path, PROSE), max_bytes=len(PROSE)).text == PROSE


@pytest.mark.parametrize("ending", FORMATS)
def test_a_line_of_five_megabytes_is_read_in_seconds(ending: str, tmp_path: Path) -> None:
    text = f"{PROSE} " * (5_000_000 // len(PROSE))
    path = save(tmp_path, text, f"line{ending}")
    start = time.process_time()
    document = read_document(path)
    assert time.process_time() - start < 10
    assert document.paragraphs == (Span(0, len(text) - 1),)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "line", ["the\n", "- the to\n", "> of\n", "[the\n", "](", "the of to in is it as by\n\n"]
)
def test_repetitive_text_takes_time_in_proportion(ending: str, line: str, tmp_path: Path) -> None:
    def seconds(times: int) -> float:
        path = save(tmp_path, f"{PROSE}\n\n" + line * times, f"line{ending}")
        return min(_reading_seconds(path) for _ in range(3))

    seconds(100)
    assert seconds(16_000) < 8 * seconds(4_000) + 0.2  # four times where linear


def _reading_seconds(path: Path) -> float:
    start = time.process_time()
    read_document(path)
    return time.process_time() - start


def test_a_name_is_safe_in_an_address() -> None:
    assert document_name(Path("a/Putin & Abe (2016).txt")) == "Putin-Abe-2016"
    assert document_name(Path("a/détente.v2.md")) == "détente.v2"


def test_texts_of_directories_and_files(tmp_path: Path) -> None:
    wanted = [
        save(tmp_path, PROSE, "b.txt"),
        save(tmp_path, PROSE, "deep/er/a.md"),
        save(tmp_path, PROSE, "deep/c.TXT"),
    ]
    save(tmp_path, "title: B", "b.meta.yaml")
    save(tmp_path, "claims: []", "b.curation.yaml")
    save(tmp_path, PROSE, "b.html")
    save(tmp_path, PROSE, ".hidden.txt")
    assert find_texts([tmp_path]) == sorted(wanted)
    assert find_texts([tmp_path / "b.txt", tmp_path]) == sorted(wanted)
    assert find_texts([]) == []


@pytest.mark.parametrize("names", [("a/talks.txt", "b/talks.md"), ("a b.txt", "a-b.txt")])
def test_two_texts_of_one_name(names: tuple[str, str], tmp_path: Path) -> None:
    first, second = (save(tmp_path, PROSE, name) for name in names)
    with pytest.raises(ReadingError) as caught:
        find_texts([tmp_path])
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)


def test_paths_without_texts(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file or directory"):
        find_texts([tmp_path / "missing"])
    with pytest.raises(ReadingError, match="no text in this directory"):
        find_texts([tmp_path])
    with pytest.raises(ReadingError, match="is not read; save it as"):
        find_texts([save(tmp_path, PROSE, "talks.html")])


ALPHABET = st.one_of(
    st.characters(codec="utf-8"), st.sampled_from("\n\r\t #->*`|1.\u00a0\u2028\x0c")
)


@pytest.mark.parametrize("ending", FORMATS)
@given(text=st.text(ALPHABET))
def test_blocks_are_disjoint_sorted_and_not_blank(ending: str, text: str) -> None:
    previous = 0
    for block in FORMATS[ending](text):
        start, end = block.span.start, block.span.end
        assert previous <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip() != ""
        previous = end


@pytest.mark.parametrize("ending", FORMATS)
@given(text=st.text(ALPHABET))
def test_any_file_gives_a_document_or_one_sentence(
    ending: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = save(tmp_path_factory.getbasetemp(), text, f"any{ending}")
    try:
        document = read_document(path)
    except ReadingError:
        return
    assert document.text == text.removeprefix("\ufeff")
    spans = sorted((*document.paragraphs, *document.boilerplate))
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(document.text[span.start : span.end].strip() for span in spans)


@given(data=st.binary())
def test_any_bytes_give_a_document_or_one_sentence(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = save(tmp_path_factory.getbasetemp(), data, "bytes.txt")
    try:
        document = read_document(path)
    except ReadingError:
        return
    assert document.text.encode() == data.removeprefix(b"\xef\xbb\xbf")
