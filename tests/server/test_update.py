"""SPARQL updates: what is done, what is refused, and what a request is answered."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import quote

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import QueryError, UpdateRefusedError, UpdateSyntaxError
from server.inspection import MAX_DEPTH, MAX_LENGTH
from server.update import prepare_update
from tests.server.conftest import Service, bearer

EX = "http://example.org/"
SLOW = "INSERT { ?a ?b 1 } WHERE { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m } }"


# ------------------------------------------------------------------------------ before the engine


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CLEAR ALL ;",
        "PREFIX load: <x:> INSERT DATA { load:load load:service 'LOAD <x:y> SERVICE' }",
        "INSERT DATA { <x:service> <x:p> <x:load> } # LOAD",
        "INSERT { ?load ?service 1 } WHERE { ?load ?service 2 }",
    ],
)
def test_what_may_be_done_goes_on_as_it_is(text: str) -> None:
    assert prepare_update(text) == text


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("LOAD <http://x/>", 1, 1),
        ("CLEAR ALL;\n load <http://x/> INTO GRAPH <x:g>", 2, 2),
        ("PREFIX x: <x:>INSERT{}WHERE{\nSERVICE<x:y>{}}", 2, 1),
        ("INSERT { ?s ?p 1 } WHERE { { service silent ?x { ?s ?p 2 } } }", 1, 30),
        (f"INSERT {{}} WHERE {'{' * (MAX_DEPTH + 1)}", 1, 17 + MAX_DEPTH),
        ("PREFIX a: <x:> CLEAR ALL; PREFIX a: <y:> CLEAR ALL", 1, 34),
        ("CLEAR ALL; BASE <x:> CLEAR ALL", 1, 12),
    ],
)
def test_what_is_refused_has_a_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UpdateRefusedError) as caught:
        prepare_update(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_silent_load_fails_silently() -> None:
    store = pyoxigraph.Store()
    text = (
        "PREFIX x: <http://127.0.0.1/> LOAD SILENT <http://127.0.0.1/>; load silent x:y\n"
        "INTO GRAPH <x:g> ; INSERT DATA { <x:s> <x:p> 'LOAD SILENT <x:y>' }"
    )
    store.update(prepare_update(text))
    assert [str(quad) for quad in store] == ['<x:s> <x:p> "LOAD SILENT <x:y>"']
    with pytest.raises(UpdateSyntaxError):
        prepare_update("LOAD SILENT <http://x/> <http://y/>")
    with pytest.raises(UpdateRefusedError):
        prepare_update("LOAD SILENT # <http://x/>")


def test_what_the_engine_reads_in_its_own_way_is_repaired() -> None:
    text = "INSERT { <x:s> <x:p> ?o } WHERE { SELECT (GROUP_CONCAT(?x) AS ?o) { ?x a TRUE } }"
    assert "STR(GROUP_CONCAT(?x))" in prepare_update(text, ["x:g"])
    assert "a true" in prepare_update(text)


def test_a_keyword_in_disguise_is_refused() -> None:
    with pytest.raises(QueryError):
        prepare_update("\\u004cOAD <http://x/>")
    with pytest.raises(QueryError):
        prepare_update("CLEAR ALL;LOAD<http://x/>")
    with pytest.raises(QueryError):
        prepare_update("INSERT{?s ?p 1}WHERE{?s ?p 2.SERVICE<http://x/>{}}")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("CLEAR XYZ", 1, 7),
        ("CLEAR ALL;\nINSERT DATA { <x:s> <x:p> }", 2, 27),
        ("CLEAR ALL; PREFIX a: <x:>\nCLEAR XYZ", 2, 7),
        ("SELECT * { ?s ?p ?o }", 1, 1),
    ],
)
def test_what_is_no_update_has_a_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UpdateSyntaxError) as caught:
        prepare_update(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_data_may_be_long_and_the_rest_not() -> None:
    data = "<x:s> <x:p> 'one more statement' .\n" * (MAX_LENGTH // 20)
    assert prepare_update(f"INSERT DATA {{ {data} }}")
    with pytest.raises(UpdateRefusedError, match="characters"):
        prepare_update(f"INSERT {{ {data} }} WHERE {{}}")


def test_declarations_behind_an_operation_are_moved_before_it() -> None:
    store = pyoxigraph.Store()
    store.update(
        prepare_update(
            "PREFIX a: <x:> INSERT DATA { a:s a:p 1 } ; PREFIX b: <y:> PREFIX a: <x:>"
            " INSERT DATA { b:s a:p 2 } ; PREFIX c: <z:> INSERT DATA { c:s b:p 3 }"
        )
    )
    assert {q.subject.value for q in store} == {"x:s", "y:s", "z:s"}


def test_a_dataset_goes_into_every_where() -> None:
    text = (
        "DELETE WHERE { ?s ?p 'WHERE {' . GRAPH <x:g> { ?s ?p 2 } } ;\n"
        "INSERT { ?s ?p 1 } WHERE { SELECT * WHERE { ?s ?p 2 } } ; INSERT DATA { <x:s> <x:p> 1 }"
    )
    assert prepare_update(text, ["x:a", "x:b"], ["x:c"]) == (
        "DELETE { ?s ?p 'WHERE {' . GRAPH <x:g> { ?s ?p 2 } }"
        " USING <x:a> USING <x:b> USING NAMED <x:c> "
        "WHERE { ?s ?p 'WHERE {' . GRAPH <x:g> { ?s ?p 2 } } ;\n"
        "INSERT { ?s ?p 1 } USING <x:a> USING <x:b> USING NAMED <x:c> "
        "WHERE { SELECT * WHERE { ?s ?p 2 } } ; INSERT DATA { <x:s> <x:p> 1 }"
    )


@pytest.mark.parametrize(
    "clause", ["WITH <x:g> DELETE {} WHERE {}", "DELETE {} USING <x:g> WHERE {}"]
)
def test_a_dataset_is_named_once(clause: str) -> None:
    assert prepare_update(clause)
    with pytest.raises(UpdateRefusedError, match="leave out one of the two"):
        prepare_update(clause, ["x:a"])


def test_a_dataset_has_absolute_iris() -> None:
    with pytest.raises(UpdateRefusedError, match="using-graph-uri 'a' is no absolute IRI"):
        prepare_update("CLEAR ALL", ["a"])
    with pytest.raises(UpdateRefusedError):
        prepare_update("CLEAR ALL", [], ["x:> USING <y:y"])


PIECES = st.sampled_from(
    [
        *("INSERT", "DELETE", "DATA", "WHERE", "WITH", "USING", "GRAPH", "PREFIX", "BASE", "CLEAR"),
        *(
            "ALL",
            ";",
            ".",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "<<",
            ">>",
            "<",
            ">",
            "<x:a>",
            "a:",
            "a:b",
        ),
        *("?s", "'text'", '"', "'''", "#", "\n", "1", "\\u004cOAD", "LOAD", "SERVICE", "load"),
    ]
)


@given(st.lists(PIECES).map(" ".join) | st.text(max_size=200))
def test_any_text_is_taken_or_refused(text: str) -> None:
    try:
        prepared = prepare_update(text, ["x:g"])
    except QueryError:
        return
    with suppress(RuntimeError):  # there is no such graph; a SyntaxError would be a fault
        pyoxigraph.Store().update(prepared, base_iri=EX)


# -------------------------------------------------------------------------------- over a socket


def values(service: Service, subject: str) -> set[str]:
    rows = service.rows(
        f"SELECT ?o {{ {{ <{subject}> ?p ?o }} UNION {{ GRAPH ?g {{ <{subject}> ?p ?o }} }} }}"
    )
    return {row["o"] for row in rows}


def test_what_is_acknowledged_is_seen_by_the_next_query(writable: Service) -> None:
    for number in range(5):
        assert writable.update(f"INSERT DATA {{ <{EX}read> <{EX}p> {number} }}").status_code == 204
        assert values(writable, f"{EX}read") == {str(n) for n in range(number + 1)}
    form = {"update": f"DELETE WHERE {{ <{EX}read> ?p ?o }}"}
    response = writable.http.post("/update", data=form, headers=bearer("updating"))
    assert response.status_code == 204
    assert not response.content
    assert not values(writable, f"{EX}read")


def test_a_request_is_done_whole_or_not_at_all(writable: Service) -> None:
    text = f"INSERT DATA {{ <{EX}half> <{EX}p> 1 }} ; DROP GRAPH <{EX}none>"
    response = writable.update(text)
    assert response.status_code == 400
    assert response.json()["title"] == "Update not done"
    assert not values(writable, f"{EX}half")


def test_the_release_tells_what_it_is_made_from(writable: Service) -> None:
    before = writable.http.get("/ready").json()
    assert writable.update(f"INSERT DATA {{ <{EX}told> <{EX}p> 1 }}").status_code == 204
    after = writable.http.get("/ready").json()
    assert after["release"] > before["release"]
    assert after["quads"] == before["quads"] + 1


def test_the_default_graph_of_an_update_is_the_stores_own(writable: Service) -> None:
    graph = f"{EX}own-graph"
    assert writable.update(
        f"INSERT DATA {{ <{EX}own> <{EX}p> 1 . GRAPH <{graph}> {{ <{EX}own> <{EX}p> 2 }} }}"
    ).is_success
    assert writable.update(
        f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = <{EX}own>) }}"
    ).is_success
    assert values(writable, f"{EX}own") == {"2"}
    using = {"using-graph-uri": graph}
    copy = f"INSERT {{ <{EX}copied> ?p ?o }} WHERE {{ <{EX}own> ?p ?o }}"
    assert writable.update(copy, **using).is_success
    assert values(writable, f"{EX}copied") == {"2"}


@pytest.mark.parametrize(
    ("text", "status", "title"),
    [
        ("CLEAR XYZ", 400, "Not a SPARQL update"),
        ("LOAD <http://127.0.0.1/>", 400, "Update refused"),
        ("INSERT {} WHERE { SERVICE <http://127.0.0.1/> {} }", 400, "Update refused"),
        ("INSERT {} WHERE " + "{" * 20_000 + "}" * 20_000, 400, "Update refused"),
        ("INSERT DATA { <x:s> <x:p> " + "<<( <x:s> <x:p> " * 9_000 + " }", 400, "Update refused"),
    ],
)
def test_what_is_refused_is_answered(writable: Service, text: str, status: int, title: str) -> None:
    response = writable.update(text)
    assert (response.status_code, response.json()["title"]) == (status, title)


def test_a_syntax_error_has_its_line(writable: Service) -> None:
    text = "CLEAR ALL ;\nINSERT DATA { <x:s> <x:p> }\n"
    form = {"update": text}
    posted = writable.http.post("/update", data=form, headers=bearer("whole"))
    for response in (writable.update(text), posted):
        told = response.json()
        assert (told["line"], told["column"]) == (2, 27)
        assert told["excerpt"] == "INSERT DATA { <x:s> <x:p> }"
    browser = {**bearer("whole"), "Accept": "text/html"}
    page = writable.http.post("/update", data=form, headers=browser).text
    assert "&lt;x:p&gt; <mark>}</mark>" in page


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        ("application/sparql-update", b"\xff", 400),
        ("application/sparql-update; charset=UTF-16", b"C\0", 415),
        ("text/plain", b"CLEAR DEFAULT", 415),
        (None, b"update=CLEAR+DEFAULT", 415),
        ("application/x-www-form-urlencoded", b"update=CLEAR+DEFAULT&update=CLEAR+NAMED", 400),
        ("application/x-www-form-urlencoded", b"query=ASK+{}", 400),
        ("application/sparql-update", b" " * (16 * 2**20 + 1), 413),
    ],
)
def test_a_request_that_is_no_update_is_told_so(
    writable: Service, media_type: str | None, body: bytes, status: int
) -> None:
    assert writable.send("POST", "/update", body, media_type).status_code == status


def test_an_update_is_sent_by_post_to_its_own_path(writable: Service) -> None:
    response = writable.http.get("/update?update=CLEAR+ALL", headers=bearer("whole"))
    assert (response.status_code, response.headers["Allow"]) == (405, "POST, OPTIONS")
    update = quote("CLEAR ALL")
    assert writable.send("POST", f"/update?update={update}", "CLEAR ALL").status_code == 400
    response = writable.http.post("/sparql", data={"update": "CLEAR ALL"}, headers=bearer("whole"))
    assert response.status_code == 400
    assert "/update" in response.json()["detail"]


def test_an_update_that_takes_too_long_is_ended_and_leaves_nothing(writable: Service) -> None:
    release = writable.http.get("/ready").json()["release"]
    began = time.monotonic()
    text = f"INSERT DATA {{ <{EX}slow> <{EX}p> 1 }} ; {SLOW}"
    response = writable.update(text, timeout="1")
    assert time.monotonic() - began < 5
    assert response.status_code == 503
    assert "1 seconds" in response.json()["detail"]
    assert response.headers["Retry-After"]
    assert not values(writable, f"{EX}slow")
    assert writable.http.get("/ready").json()["release"] == release
    assert writable.update(f"INSERT DATA {{ <{EX}after> <{EX}p> 1 }}").status_code == 204


def test_writes_that_wait_together_each_get_their_own_answer(writable: Service) -> None:
    def send(number: int) -> int:
        if number % 5 == 1:
            return writable.update(
                f"INSERT DATA {{ <{EX}t> <{EX}p> {number} }} ; DROP GRAPH <x:n>"
            ).status_code
        if number == 10:
            return writable.update(
                f"INSERT DATA {{ <{EX}t> <{EX}p> 10 }} ; {SLOW}", timeout="1"
            ).status_code
        return writable.update(f"INSERT DATA {{ <{EX}t> <{EX}p> {number} }}").status_code

    with ThreadPoolExecutor(20) as threads:
        statuses = list(threads.map(send, range(20)))
    expected = [400 if n % 5 == 1 else 503 if n == 10 else 204 for n in range(20)]
    assert statuses == expected
    assert values(writable, f"{EX}t") == {str(n) for n in range(20) if expected[n] == 204}


def test_a_token_is_never_in_an_answer(writable: Service) -> None:
    response = writable.update("CLEAR XYZ", "whole")
    assert "whole" not in response.text
