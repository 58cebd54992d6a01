"""``accord serve`` and ``accord run``: the graph over HTTP."""

from accord.commands.build import build_graph
from accord.console import say
from accord.operation_options import (
    AccessLogOption,
    BodySecondsOption,
    ClientConnectionsOption,
    ConnectionsOption,
    HeadSecondsOption,
    IdleSecondsOption,
    LogFormatOption,
    LogLevelOption,
    SlowQuerySecondsOption,
    TrustedProxiesOption,
)
from accord.options import (
    BaseIriOption,
    CacheSizeOption,
    ClientSecondsOption,
    HostOption,
    KnowledgeOption,
    LoadSourcesOption,
    MemoryQuadsOption,
    ModelOption,
    PortOption,
    QueryMemoryOption,
    QuerySecondsOption,
    ResultSizeOption,
    RulesOption,
    SeedsOption,
    ServiceEndpointsOption,
    StoreOption,
    UnionOption,
    WorkersOption,
    WriteSizeOption,
    WriteTokensFileOption,
)
from accord.settings import (
    ACCESS_LOG,
    BASE_IRI,
    BODY_SECONDS,
    CACHE_SIZE,
    CLIENT_CONNECTIONS,
    CLIENT_SECONDS,
    CONNECTIONS,
    HEAD_SECONDS,
    HOST,
    IDLE_SECONDS,
    KNOWLEDGE,
    LOAD_SOURCES,
    LOG_FORMAT,
    LOG_LEVEL,
    MEMORY_QUADS,
    MODEL,
    PORT,
    QUERY_MEMORY,
    QUERY_SECONDS,
    RESULT_SIZE,
    RULES,
    SEEDS,
    SERVICE_ENDPOINTS,
    SLOW_QUERY_SECONDS,
    STORE,
    TRUSTED_PROXIES,
    UNION,
    WORKERS,
    WRITE_SIZE,
    WRITE_TOKENS_FILE,
)

_MEGABYTE = 2**20


def serve(
    store: StoreOption = STORE.default,
    host: HostOption = HOST.default,
    port: PortOption = PORT.default,
    union: UnionOption = UNION.default,
    service_endpoints: ServiceEndpointsOption = SERVICE_ENDPOINTS.default,
    load_sources: LoadSourcesOption = LOAD_SOURCES.default,
    query_seconds: QuerySecondsOption = QUERY_SECONDS.default,
    query_memory: QueryMemoryOption = QUERY_MEMORY.default,
    result_size: ResultSizeOption = RESULT_SIZE.default,
    workers: WorkersOption = WORKERS.default,
    client_seconds: ClientSecondsOption = CLIENT_SECONDS.default,
    cache_size: CacheSizeOption = CACHE_SIZE.default,
    memory_quads: MemoryQuadsOption = MEMORY_QUADS.default,
    log_format: LogFormatOption = LOG_FORMAT.default,
    log_level: LogLevelOption = LOG_LEVEL.default,
    access_log: AccessLogOption = ACCESS_LOG.default,
    slow_query_seconds: SlowQuerySecondsOption = SLOW_QUERY_SECONDS.default,
    trusted_proxies: TrustedProxiesOption = TRUSTED_PROXIES.default,
    connections: ConnectionsOption = CONNECTIONS.default,
    client_connections: ClientConnectionsOption = CLIENT_CONNECTIONS.default,
    head_seconds: HeadSecondsOption = HEAD_SECONDS.default,
    body_seconds: BodySecondsOption = BODY_SECONDS.default,
    idle_seconds: IdleSecondsOption = IDLE_SECONDS.default,
    write_tokens_file: WriteTokensFileOption = WRITE_TOKENS_FILE.default,
    write_size: WriteSizeOption = WRITE_SIZE.default,
) -> None:
    """Serve the graph in a store over HTTP: SPARQL, and a page to start from. Ctrl-C ends it."""
    from server.limits import Limits
    from server.operations.clients import read_networks
    from server.operations.connections import Bounds
    from server.operations.logs import Logs
    from server.serve import serve as serve_store
    from server.write_tokens import read_write_tokens

    limits = Limits(
        seconds=query_seconds,
        memory=query_memory * _MEGABYTE,
        result_bytes=result_size * _MEGABYTE,
        workers=workers,
        client_seconds=client_seconds,
        cache_bytes=cache_size * _MEGABYTE,
        memory_quads=memory_quads,
        write_bytes=write_size * _MEGABYTE,
    )
    bounds = Bounds(
        connections=connections,
        client_connections=client_connections,
        head_seconds=head_seconds,
        body_seconds=body_seconds,
        idle_seconds=idle_seconds,
        proxies=read_networks(trusted_proxies),
    )
    serve_store(
        store,
        host,
        port,
        limits=limits,
        union=union,
        endpoints=_iris(service_endpoints),
        sources=_iris(load_sources),
        logs=Logs(log_format, log_level, access_log, slow_query_seconds),
        bounds=bounds,
        tokens=None if write_tokens_file is None else read_write_tokens(write_tokens_file),
        announce=lambda url: say(f"Serving {url} (Ctrl-C ends it)"),
    )


def run(
    seeds: SeedsOption = SEEDS.default,
    store: StoreOption = STORE.default,
    host: HostOption = HOST.default,
    port: PortOption = PORT.default,
    base_iri: BaseIriOption = BASE_IRI.default,
    model: ModelOption = MODEL.default,
    knowledge: KnowledgeOption = KNOWLEDGE.default,
    rules: RulesOption = RULES.default,
    union: UnionOption = UNION.default,
    service_endpoints: ServiceEndpointsOption = SERVICE_ENDPOINTS.default,
    load_sources: LoadSourcesOption = LOAD_SOURCES.default,
    query_seconds: QuerySecondsOption = QUERY_SECONDS.default,
    query_memory: QueryMemoryOption = QUERY_MEMORY.default,
    result_size: ResultSizeOption = RESULT_SIZE.default,
    workers: WorkersOption = WORKERS.default,
    client_seconds: ClientSecondsOption = CLIENT_SECONDS.default,
    cache_size: CacheSizeOption = CACHE_SIZE.default,
    memory_quads: MemoryQuadsOption = MEMORY_QUADS.default,
    write_tokens_file: WriteTokensFileOption = WRITE_TOKENS_FILE.default,
    write_size: WriteSizeOption = WRITE_SIZE.default,
) -> None:
    """Build the graph of the seeds directory where anything changed, then serve it."""
    from server.serve import listen

    listen(host, port).close()  # a port that is in use is told now, not after the build
    build_graph([seeds], store, base_iri, model=model, knowledge=knowledge, rules=rules)
    serve(
        store,
        host,
        port,
        union=union,
        service_endpoints=service_endpoints,
        load_sources=load_sources,
        query_seconds=query_seconds,
        query_memory=query_memory,
        result_size=result_size,
        workers=workers,
        client_seconds=client_seconds,
        cache_size=cache_size,
        memory_quads=memory_quads,
        write_tokens_file=write_tokens_file,
        write_size=write_size,
    )


def _iris(listed: str) -> frozenset[str]:
    """The IRIs of a list with commas."""
    return frozenset(filter(None, map(str.strip, listed.split(","))))
