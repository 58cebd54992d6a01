"""Who may write: the tokens of ``ACCORD_WRITE_TOKENS_FILE``, and what each of them allows.

A line of the file is ``TOKEN scope,scope``; blank lines, and those that begin with ``#``, say
nothing. The file is read once, when the service starts. One that users other than its owner and its
group can read or write is refused.
"""

import hashlib
import hmac
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request

from server.errors import TokensFileError

Scope = Literal["update", "load", "admin"]
"""What a token allows: SPARQL updates, the Graph Store Protocol's writes, or everything."""

_SCOPES: tuple[Scope, ...] = get_args(Scope)
_TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")  # RFC 6750, section 2.1
_LINE = re.compile(r"(?P<token>\S+)[ \t]+(?P<scopes>\S+)")
_MAX_BYTES = 2**20
_OPEN_TO_ALL = stat.S_IROTH | stat.S_IWOTH
_REALM = 'Bearer realm="accord"'


class WriteTokens:
    """The tokens of a service. Only digests of them are kept.

    Args:
        scopes: what each token allows, by the token.
    """

    def __init__(self, scopes: Mapping[str, frozenset[Scope]]) -> None:
        self._scopes = [(_digest(token), allowed) for token, allowed in scopes.items()]

    def allowed(self, token: str) -> frozenset[Scope] | None:
        """What a token allows; None of one that is not known.

        It takes as long for every token: no part of one can be found out by trying.
        """
        digest, found = _digest(token), None
        for known, allowed in self._scopes:
            if hmac.compare_digest(known, digest):
                found = allowed
        return found


def read_write_tokens(path: Path) -> WriteTokens:
    """Reads the file of the tokens.

    Raises:
        TokensFileError: it cannot be read, everybody can, or a line cannot be understood. The
            message names the line and never shows a token.
    """
    try:
        status = path.stat()
        text = path.read_text("utf-8")
    except (OSError, UnicodeError) as error:
        raise TokensFileError(f"{path}: the write tokens cannot be read: {error}") from error
    if status.st_mode & _OPEN_TO_ALL:
        raise TokensFileError(f"{path}: every user can read or write it: run chmod 600 {path}")
    if status.st_size > _MAX_BYTES:
        raise TokensFileError(f"{path}: this is no file of write tokens: it is too large")
    scopes: dict[str, frozenset[Scope]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        token, allowed = _read_line(line.strip(), f"{path}, line {number}")
        if token in scopes:
            raise TokensFileError(f"{path}, line {number}: this token stands in the file twice")
        scopes[token] = allowed
    return WriteTokens(scopes)


def _read_line(line: str, where: str) -> tuple[str, frozenset[Scope]]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise TokensFileError(f"{where}: a line is a token, a space, and scopes with commas")
    if not _TOKEN.fullmatch(match["token"]):
        raise TokensFileError(
            f"{where}: a token is made of letters, digits and - . _ ~ + / with = at its end"
        )
    allowed = dict.fromkeys(match["scopes"].split(","))
    for scope in allowed:
        if scope not in _SCOPES:
            raise TokensFileError(f"{where}: a scope is one of {', '.join(_SCOPES)}")
    return match["token"], frozenset(scope for scope in _SCOPES if scope in allowed)


def check_write_access(request: Request, tokens: WriteTokens | None, scope: Scope) -> None:
    """Lets a request write, or not (RFC 6750, section 3).

    Args:
        request: the request.
        tokens: the service's tokens; None where nobody may write.
        scope: what it takes.

    Raises:
        HTTPException: 401 or 403, with what to do.
    """
    if tokens is None:
        raise HTTPException(
            403,
            "this service is read-only: who runs it can allow writing with --write-tokens-file",
        )
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        detail = "writing takes a token: send it in a field “Authorization: Bearer …”"
        raise HTTPException(401, detail, {"WWW-Authenticate": _REALM})
    allowed = tokens.allowed(token.strip())
    if allowed is None:
        asked = f'{_REALM}, error="invalid_token"'
        raise HTTPException(401, "this token is not known here", {"WWW-Authenticate": asked})
    if scope not in allowed and "admin" not in allowed:
        asked = f'{_REALM}, error="insufficient_scope", scope="{scope}"'
        detail = f"this token does not allow it: that takes the scope {scope}"
        raise HTTPException(403, detail, {"WWW-Authenticate": asked})


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
