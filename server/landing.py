"""The landing page: what is in the graph, questions to begin with, and a place to ask one's own."""

from ontology.namespaces import Namespaces
from server.examples import load_examples
from server.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from server.pages.templates import render
from server.store import OpenRelease
from server.summary import summarize

FIRST_QUERY = """\
PREFIX acc: <https://w3id.org/accord/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?actor ?position WHERE {
  ?claim acc:holder/rdfs:label ?actor ;
    rdfs:label ?position .
}
LIMIT 20
"""


def render_landing(release: OpenRelease, namespaces: Namespaces) -> str:
    """The landing page of a release, as HTML.

    It looks at the whole graph, so do it once per release.

    Args:
        release: what the page is about.
        namespaces: the IRIs in it.
    """
    summary = summarize(release.store, namespaces)
    values = {
        "release": release.release,
        "published": release.manifest["published"],
        "quads": release.manifest["quads"],
        "validation": release.manifest.get("validation"),
        "base": namespaces.base,
        "counts": summary.counts,
        "specimen": summary.specimen,
        "examples": [example.rebased(namespaces) for example in load_examples()],
        "first_query": namespaces.rebase(FIRST_QUERY),
        "solution_formats": SOLUTION_FORMATS,
        "graph_formats": GRAPH_FORMATS,
    }
    return render("landing.html", values)
