"""What a worker does for pages: it makes, finds and describes, and says how the answer begins."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from pyoxigraph import NamedNode, Triple

from ontology.namespaces import DEFAULT_BASE, Namespaces
from server.engine.job import Head, Job
from server.engine.output import Output
from server.errors import UnknownThingError
from server.formats import GRAPH_FORMATS, PAGE
from server.landing import FIRST_QUERY, render_landing
from server.negotiation import Choice, choose_from
from server.pages.counts import Counts, count_all
from server.pages.description import describe
from server.pages.example_graph import example_graph
from server.pages.highlight import highlight_turtle
from server.pages.links import Links
from server.pages.result_page import Asked, result_page
from server.pages.service_description import service_description
from server.pages.statements import FOAF, VOID, Statements, description_prefixes, english
from server.pages.templates import render
from server.pages.thing_page import thing_page
from server.pages.view import DCTERMS, RDF, RDFS, View
from server.pages.vocabulary import context_document, vocabulary_page, vocabulary_triples
from server.pages.void import dataset_description, moment
from server.pages.writing import turtle, write_triples
from server.query import Results
from server.store import OpenRelease

_FORMATS = (*GRAPH_FORMATS, PAGE)
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_VARY = {"Vary": "Accept, Accept-Encoding"}
_HTML = "text/html; charset=utf-8"

_NOT_WHOLE = "Not everything that is known of it: ask the SPARQL endpoint for more."


def _namespaces(release: OpenRelease) -> Namespaces:
    return Namespaces(release.manifest.get("base", DEFAULT_BASE))


def write_result_page(results: Results, job: Job, release: OpenRelease, output: Output) -> None:
    """Writes the result of a query as a page; the answer has begun."""
    names = _namespaces(release)
    prefixes = description_prefixes(names)
    asked = Asked(job.written or job.text, job.default_graphs, job.named_graphs)
    shown = result_page(results, asked, Links(names, prefixes, job.root), prefixes)
    output.write(render("result.html", shown).encode())


# ------------------------------------------------------------------------------------------ pages


def _count(job: Job, release: OpenRelease, output: Output) -> None:
    """Counts what the graph holds."""
    output.begin(Head("application/json"))
    output.write(count_all(View(release.store, _namespaces(release))).encode().encode())


def _make_page(job: Job, release: OpenRelease, output: Output) -> None:
    """Makes the page that the job names."""
    _PAGES[job.text](job, release, output)


def _landing(job: Job, release: OpenRelease, output: Output) -> None:
    output.begin(Head(_HTML, {"Vary": "Accept-Encoding"}))
    output.write(render_landing(release, _namespaces(release)).encode())


def _service(job: Job, release: OpenRelease, output: Output) -> None:
    names = _namespaces(release)
    triples = service_description(
        names,
        Counts.decode(job.counts),
        address=job.address,
        union=job.union,
        writable=job.writable,
    )
    _write_page("service description", "The SPARQL endpoint", triples, job, names, output)


def _dataset(job: Job, release: OpenRelease, output: Output) -> None:
    view = View(release.store, _namespaces(release))
    triples = dataset_description(
        view,
        Counts.decode(job.counts),
        address=job.address,
        published=str(release.manifest["published"]),
    )
    _write_page("description of the dataset", "The dataset", triples, job, view.namespaces, output)


def _examples(job: Job, release: OpenRelease, output: Output) -> None:
    names = _namespaces(release)
    triples = example_graph(names, address=job.address)
    _write_page("example queries", "Example queries", triples, job, names, output)


def _vocabulary(job: Job, release: OpenRelease, output: Output) -> None:
    names = _namespaces(release)
    choice = _choose("vocabulary", job)
    output.begin(Head(choice.content_type, _fields(job, choice, "ns", f"{job.root}ns")))
    if choice.format is PAGE:
        links = Links(names, description_prefixes(names), job.root)
        output.write(render("vocabulary.html", vocabulary_page(names, links, job.root)).encode())
    else:
        write_triples(vocabulary_triples(names), choice, output, description_prefixes(names))


def _context(job: Job, release: OpenRelease, output: Output) -> None:
    output.begin(Head("application/ld+json", {"Vary": "Accept-Encoding"}))
    output.write(context_document(_namespaces(release)))


_PAGES: Mapping[str, Callable[[Job, OpenRelease, Output], None]] = {
    "landing": _landing,
    "service": _service,
    "void": _dataset,
    "examples": _examples,
    "vocabulary": _vocabulary,
    "context": _context,
}


def _write_page(
    what: str,
    title: str,
    triples: Sequence[Triple],
    job: Job,
    names: Namespaces,
    output: Output,
) -> None:
    """Writes a description in the format that is asked for; for people as Turtle with links."""
    choice = _choose(what, job)
    prefixes = description_prefixes(names)
    output.begin(Head(choice.content_type, _fields(job, choice, job.text)))
    if choice.format is not PAGE:
        write_triples(triples, choice, output, prefixes)
        return
    links = Links(names, prefixes, job.root)
    shown = {
        "root": job.root,
        "page": job.text,
        "title": title,
        "turtle": highlight_turtle(turtle(triples, prefixes), links.href, prefixes),
        "first_query": names.rebase(FIRST_QUERY),
        "formats": GRAPH_FORMATS[:4],
    }
    output.write(render("description.html", shown).encode())


def _choose(what: str, job: Job) -> Choice:
    return choose_from(_FORMATS, f"the {what}", accept=job.accept, name=job.format)


def _fields(job: Job, choice: Choice, name: str, alternates: str = "") -> dict[str, str]:
    """Fields of a response that can be had in several formats.

    Args:
        job: what is asked.
        choice: its format.
        name: of a file to save it in.
        alternates: relative URL that the other formats' endings are put to, where they have URLs.
    """
    fields = dict(_VARY)
    if alternates:
        fields["Link"] = ", ".join(
            f'<{alternates}.{one.names[0]}>; rel="alternate"; type="{one.media_types[0]}"'
            for one in _FORMATS
            if one is not choice.format
        )
    if job.format and choice.format is not PAGE:
        file = _UNSAFE.sub("-", name)[:80] or "accord"
        fields["Content-Disposition"] = f'inline; filename="{file}.{choice.format.names[0]}"'
    return fields


# ----------------------------------------------------------------------------------------- things


def _find(job: Job, release: OpenRelease, output: Output) -> None:
    """Finds out whether the graph knows a thing; there is no body."""
    view = View(release.store, _namespaces(release))
    _known(view, job.text)
    output.begin(Head("text/plain", {"Vary": "Accept-Encoding"}))


def _describe_thing(job: Job, release: OpenRelease, output: Output) -> None:
    """Describes a thing, as data or as a page."""
    names = _namespaces(release)
    view = View(release.store, names)
    subject = _known(view, job.text)
    choice = _choose("description", job)
    data = f"{job.root}data/{job.text}"
    fields = _fields(job, choice, job.text.rpartition("/")[2], data)
    fields["Link"] += f', <{job.root}{job.text}>; rel="describes"'
    fields["Content-Location"] = f"{data}.{choice.format.names[0]}"
    output.begin(Head(choice.content_type, fields))
    description = describe(view, subject)
    prefixes = description_prefixes(names)
    if choice.format is PAGE:
        links = Links(names, prefixes, job.root)
        output.write(render("thing.html", thing_page(view, description, links, job.root)).encode())
        return
    about = _about_description(job, release, names, subject, whole=description.whole)
    write_triples([*about, *description.triples()], choice, output, prefixes)


def _about_description(
    job: Job, release: OpenRelease, names: Namespaces, subject: NamedNode, *, whole: bool
) -> list[Triple]:
    document = f"{names.base}data/{job.text}"
    told = Statements()
    told.say(document, f"{RDF}type", f"{FOAF}Document")
    told.say(document, f"{FOAF}primaryTopic", subject)
    told.say(document, f"{VOID}inDataset", f"{names.graph('catalog')}#dataset")
    told.say(document, f"{DCTERMS}modified", moment(str(release.manifest["published"])))
    if not whole:
        told.say(document, f"{RDFS}comment", english(_NOT_WHOLE))
    return told.triples


def _known(view: View, path: str) -> NamedNode:
    """The IRI that a path means: as it came, or with what is percent-encoded in it decoded."""
    for candidate in dict.fromkeys((path, unquote(path))):
        try:
            iri = NamedNode(view.namespaces.base + candidate)
        except ValueError:
            continue
        if view.knows(iri):
            return iri
    raise UnknownThingError(f"the graph knows nothing of the IRI {view.namespaces.base}{path}")


PAGE_TASKS: dict[str, Callable[[Job, OpenRelease, Output], Any]] = {
    "count": _count,
    "page": _make_page,
    "find": _find,
    "thing": _describe_thing,
}
"""The tasks, by their names."""
