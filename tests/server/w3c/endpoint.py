"""The service under test, as a client sees it."""

import httpx2

from tests.server.w3c.data import Data, insert_data, quads_of
from tests.server.w3c.exchange import Exchange
from tests.server.w3c.isomorphism import Row
from tests.server.w3c.results import MEDIA_TYPES, Result, Solutions, parse_result

TOKEN = "the-suites-write-with-this"
_BEARER = {"Authorization": f"Bearer {TOKEN}"}
_ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}
_ALL = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


class Endpoint:
    """The service under test."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http
        self._loaded: Data | None = None

    def load(self, data: Data) -> None:
        """Makes the store hold this and nothing else."""
        if data != self._loaded:
            response = self.update(f"DROP ALL ;\n{insert_data(quads_of(data))}")
            assert response.is_success, response.text
            self._loaded = data

    def dump(self) -> list[Row]:
        """All that the store holds."""
        solutions = result_of(self.query(_ALL, "application/sparql-results+json"))
        assert isinstance(solutions, Solutions)
        order = [solutions.variables.index(name) for name in "spog"]
        return list({tuple(row[index] for index in order) for row in solutions.rows})

    def query(self, text: str, *accept: str) -> httpx2.Response:
        """Sends a query."""
        fields = {"Content-Type": "application/sparql-query", "Accept": ", ".join(accept)}
        return self._http.post("/sparql", content=text.encode(), headers=fields)

    def update(self, text: str) -> httpx2.Response:
        """Sends an update."""
        fields = {"Content-Type": "application/sparql-update", **_BEARER}
        self._loaded = None
        return self._http.post("/update", content=text.encode(), headers=fields)

    def describe(self, accept: str) -> httpx2.Response:
        """Asks for the service description."""
        return self._http.get("/sparql", headers={"Accept": accept})

    def send(self, exchange: Exchange, target: str) -> httpx2.Response:
        """Sends the request of an exchange.

        Args:
            exchange: it.
            target: path and query that the service has for it.
        """
        self._loaded = None
        request = exchange.request
        return self._http.request(
            exchange.method, target, content=request.body, headers={**request.fields, **_BEARER}
        )


def result_of(response: httpx2.Response) -> Result:
    """The result in a response."""
    assert response.status_code == 200, response.text
    return parse_result(response.content, _ENDINGS[response.headers["Content-Type"].split(";")[0]])


def is_syntax_error(response: httpx2.Response) -> bool:
    """Whether a text was refused since it is no SPARQL, and not for another reason."""
    return response.status_code == 400 and response.json()["title"].startswith("Not a SPARQL")
