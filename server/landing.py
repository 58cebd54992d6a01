"""The landing page: what is in the graph, questions to begin with, and a place to ask one's own."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ontology.namespaces import Namespaces
from server.examples import load_examples
from server.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from server.store import OpenRelease
from server.summary import summarize

_HERE = Path(__file__).parent

_FIRST_QUERY = """\
PREFIX acc: <https://w3id.org/accord/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?actor ?position WHERE {
  ?claim acc:holder/rdfs:label ?actor ;
    rdfs:label ?position .
}
LIMIT 20
"""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = "{:,}".format
    environment.filters["day"] = _day
    environment.globals["query_url"] = _query_url
    return environment


def _day(moment: str) -> str:
    """A moment (ISO 8601) as people write it, in UTC."""
    time = datetime.fromisoformat(moment)
    return f"{time.day} {time:%B %Y, %H:%M} UTC"


def _query_url(query: str, format_name: str) -> str:
    """A relative link to the result of a query."""
    return "sparql?" + urlencode({"query": query, "format": format_name}, quote_via=quote)


_ENVIRONMENT = _environment()


def render_landing(release: OpenRelease, namespaces: Namespaces) -> str:
    """The landing page of a release, as HTML.

    It looks at the whole graph, so do it once per release.

    Args:
        release: what the page is about.
        namespaces: the IRIs in it.
    """
    summary = summarize(release.store, namespaces)
    return _ENVIRONMENT.get_template("landing.html").render(
        release=release.release,
        published=release.manifest["published"],
        quads=release.manifest["quads"],
        validation=release.manifest.get("validation"),
        base=namespaces.base,
        counts=summary.counts,
        specimen=summary.specimen,
        examples=[example.rebased(namespaces) for example in load_examples()],
        first_query=namespaces.rebase(_FIRST_QUERY),
        solution_formats=SOLUTION_FORMATS,
        graph_formats=GRAPH_FORMATS,
    )
