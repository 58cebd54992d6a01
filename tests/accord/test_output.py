from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.faults import CallError
from accord.output import FORMATS, to_format, to_nquads, write_output

PREFIXES = {"b": "http://b.example/", "a": "http://a.example/"}

iris = st.sampled_from([ox.NamedNode(f"http://{h}.example/{n}") for h in "abc" for n in "xyz"])
literals = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=8).map(ox.Literal),
    st.text(alphabet='é\n"\\', max_size=4).map(lambda text: ox.Literal(text, language="fr")),
    st.integers(-9, 9).map(ox.Literal),
)
quads = st.lists(st.builds(ox.Quad, iris, iris, iris | literals, iris), max_size=12)


in_two_orders = quads.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some * 2)))


@given(in_two_orders)
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_quads_give_the_same_bytes_in_whatever_order(
    name: str, orders: tuple[list[ox.Quad], list[ox.Quad]]
) -> None:
    one, other = orders
    assert to_format(one, name, PREFIXES) == to_format(other, name, PREFIXES)


@given(quads)
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "ttl"])
def test_what_is_written_is_read_again(name: str, some: list[ox.Quad]) -> None:
    written = to_format(some, name, PREFIXES)
    assert set(ox.parse(written, format=FORMATS[name])) == set(some)


@given(quads)
def test_n_quads_are_sorted_lines_each_once(some: list[ox.Quad]) -> None:
    lines = to_nquads(some).decode().split("\n")
    assert lines == [*sorted(set(lines[:-1])), ""]
    assert len(lines) - 1 == len(set(some))


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.nq"
    write_output(b"old\n", path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(CallError, match=r"graph\.nq cannot be written \(No space left"):
            write_output(b"new\n", path)
    assert path.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [path]
    write_output(b"new\n", path)
    assert path.read_bytes() == b"new\n"


def test_a_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_output(b"", tmp_path / "written")
    assert (tmp_path / "written").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="it is a directory"):
        write_output(b"", tmp_path)
