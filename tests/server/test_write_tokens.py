"""Who may write: the file of the tokens, and what the service answers to them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import TokensFileError
from server.write_tokens import WriteTokens, read_write_tokens
from tests.server.conftest import Service

TOKENS = st.text("abcXYZ019-._~+/", min_size=1, max_size=40)


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_line_gives_a_token_its_scopes(tmp_path: Path) -> None:
    text = "# who\n\n  abc update\r\nd/e+f== load,update\n\tX\tadmin,load \n"
    tokens = read_write_tokens(written(tmp_path / "t", text))
    assert set(tokens.allowed("abc") or ()) == {"update"}
    assert set(tokens.allowed("d/e+f==") or ()) == {"load", "update"}
    assert set(tokens.allowed("X") or ()) == {"admin", "load"}
    assert tokens.allowed("") is None
    assert tokens.allowed("ab") is None
    assert tokens.allowed("abc update") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("abc", "line 1: a line is a token, a space"),
        ("a update\n\nabc update, load", "line 3: a line is a token, a space"),
        ("abc wheel", "line 1: a scope is one of update, load, admin"),
        ("abc update,,load", "a scope is one of"),
        ("abc update,", "a scope is one of"),
        ("gr\u00fc\u00df update", "a token is made of"),
        ("a:b update", "a token is made of"),
        ("=a update", "a token is made of"),
        ("abc update\nabc load", "line 2: this token stands in the file twice"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_its_token_not_shown(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(TokensFileError) as caught:
        read_write_tokens(written(tmp_path / "t", text))
    assert says in str(caught.value)
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o644, 0o666])
def test_a_file_that_everybody_can_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(TokensFileError, match="chmod 600"):
        read_write_tokens(written(tmp_path / "t", "abc update", mode))


def test_a_file_that_its_group_can_read_is_taken(tmp_path: Path) -> None:
    assert read_write_tokens(written(tmp_path / "t", "abc update", 0o640)).allowed("abc")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "t").write_bytes(content)
    with pytest.raises(TokensFileError, match="cannot be read"):
        read_write_tokens(tmp_path / "t")


@given(st.dictionaries(TOKENS, st.sets(st.sampled_from(["update", "load", "admin"]), min_size=1)))
def test_what_is_written_down_is_what_is_allowed(scopes: dict[str, set[str]]) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"accord-tokens-{os.getpid()}"
    lines = [f"{token} {','.join(sorted(allowed))}" for token, allowed in scopes.items()]
    try:
        tokens = read_write_tokens(written(path, "\n".join(lines)))
    finally:
        path.unlink()
    for token, allowed in scopes.items():
        assert set(tokens.allowed(token) or ()) == allowed


@given(st.sets(TOKENS, max_size=5), st.text())
def test_nothing_else_is_a_token(known: set[str], other: str) -> None:
    tokens = WriteTokens({token: frozenset({"update"}) for token in known})
    assert (tokens.allowed(other) is not None) == (other in known)


# -------------------------------------------------------------------------------- over a socket

NOTHING = "DELETE DATA { <x:none> <x:none> <x:none> }"


def test_without_a_file_of_tokens_nobody_may_write(service: Service) -> None:
    for response in (
        service.update(NOTHING),
        service.send("PUT", "/store?default"),
        service.send("POST", "/store"),
        service.send("DELETE", "/store?graph=x:y"),
    ):
        assert response.status_code == 403
        assert "--write-tokens-file" in response.json()["detail"]


@pytest.mark.parametrize("path", ["/update", "/store?default"])
@pytest.mark.parametrize(
    "credentials", [None, "", "Basic d2hvbGU6", "Bearer", "Bearer nobody", "whole"]
)
def test_who_shows_no_token_is_asked_for_one(
    writable: Service, path: str, credentials: str | None
) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    headers |= {} if credentials is None else {"Authorization": credentials}
    response = writable.http.post(path, content=NOTHING, headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith('Bearer realm="accord"')
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_token_allows_what_it_says(writable: Service) -> None:
    turtle = "<x:s> <x:p> <x:o> ."
    assert writable.update(NOTHING, "updating").status_code == 204
    assert writable.send("PUT", "/store?graph=x:g", turtle, token="loading").status_code == 201
    assert writable.send("DELETE", "/store?graph=x:g", token="root").status_code == 204
    for response, scope in (
        (writable.update(NOTHING, "loading"), "update"),
        (writable.send("PUT", "/store?graph=x:g", turtle, token="updating"), "load"),
    ):
        assert response.status_code == 403
        assert f'scope="{scope}"' in response.headers["WWW-Authenticate"]
        assert scope in response.json()["detail"]


def test_reading_takes_no_token(writable: Service) -> None:
    assert writable.http.get("/store?default").status_code == 200
    assert writable.ask("ASK {}").status_code == 200


@pytest.mark.parametrize("path", ["/update", "/store", "/store/x"])
def test_a_page_of_another_origin_may_ask_whether_it_may(writable: Service, path: str) -> None:
    response = writable.http.options(path, headers={"Origin": "http://x"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
    assert response.headers["Allow"] == response.headers["Access-Control-Allow-Methods"]
