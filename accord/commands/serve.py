"""``accord serve`` and ``accord run``: the graph over HTTP."""

from accord.commands.build import build_graph
from accord.console import say
from accord.options import (
    BaseIriOption,
    HostOption,
    KnowledgeOption,
    ModelOption,
    PortOption,
    RulesOption,
    SeedsOption,
    StoreOption,
)
from accord.settings import BASE_IRI, HOST, KNOWLEDGE, MODEL, PORT, RULES, SEEDS, STORE


def serve(
    store: StoreOption = STORE.default,
    host: HostOption = HOST.default,
    port: PortOption = PORT.default,
) -> None:
    """Serve the graph in a store over HTTP: SPARQL, and a page to start from. Ctrl-C ends it."""
    from server.serve import serve as serve_store

    serve_store(store, host, port, announce=lambda url: say(f"Serving {url} (Ctrl-C ends it)"))


def run(
    seeds: SeedsOption = SEEDS.default,
    store: StoreOption = STORE.default,
    host: HostOption = HOST.default,
    port: PortOption = PORT.default,
    base_iri: BaseIriOption = BASE_IRI.default,
    model: ModelOption = MODEL.default,
    knowledge: KnowledgeOption = KNOWLEDGE.default,
    rules: RulesOption = RULES.default,
) -> None:
    """Build the graph of the seeds directory where anything changed, then serve it."""
    from server.serve import listen

    listen(host, port).close()  # a port that is in use is told now, not after the build
    build_graph([seeds], store, base_iri, model=model, knowledge=knowledge, rules=rules)
    serve(store, host, port)
