"""The settings of Accord: one table, from which options, environment variables and docs are made.

Each setting is given on the command line (``--store DIR``), else in the environment
(``ACCORD_STORE=DIR``), else it has its default. There is no configuration file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from ontology.namespaces import DEFAULT_BASE

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that a user may set.

    Attributes:
        name: its name in kebab case, which is also its option (``base-iri``: ``--base-iri``).
        default: its value where nobody sets it.
        help: what it is, one sentence.
    """

    name: str
    default: T
    help: str

    @property
    def option(self) -> str:
        """The command line option: ``--base-iri``."""
        return f"--{self.name}"

    @property
    def variable(self) -> str:
        """The environment variable: ``ACCORD_BASE_IRI``."""
        return f"ACCORD_{self.name.upper().replace('-', '_')}"


BASE_IRI = Setting("base-iri", DEFAULT_BASE, "Base of every IRI in the graph; ends in '/'.")
STORE = Setting("store", Path(".accord"), "Directory of the store.")
SEEDS = Setting("seeds", Path("seeds"), "Directory of the texts, where no PATHS are given.")
MODEL = Setting[str | None](
    "model", None, "spaCy model that parses: a directory or package; the installed one by default."
)
KNOWLEDGE = Setting[Path | None](
    "knowledge", None, "Directory of curated knowledge; what comes with Accord by default."
)
RULES = Setting[Path | None](
    "rules",
    None,
    "Directory of your own frame files: a frame of a shipped name replaces it, others come beside.",
)
HOST = Setting("host", "127.0.0.1", "Address to listen on; 0.0.0.0 is every one of this machine.")
PORT = Setting("port", 8000, "Port to listen on.")
UNION = Setting(
    "union-default-graph",
    True,
    "Whether a query that names no dataset sees the union of the named graphs.",
)
SERVICE_ENDPOINTS = Setting(
    "service-endpoints", "", "Endpoints that SERVICE may ask, separated by commas; none by default."
)
LOAD_SOURCES = Setting(
    "load-sources", "", "Documents that LOAD may fetch, separated by commas; none by default."
)
QUERY_SECONDS = Setting("query-seconds", 10.0, "How long a query or an update may take.")
QUERY_MEMORY = Setting("query-memory", 1024, "How much memory it may take, in MB.")
RESULT_SIZE = Setting("result-size", 1024, "How large a result may be, in MB.")
WORKERS = Setting(
    "workers", 0, "How many queries run at once; 0 is four for each processor, at least 16."
)
CLIENT_SECONDS = Setting(
    "client-seconds",
    600.0,
    "Query-seconds that one client may have used before it is told to wait; 4 come back a second.",
)
CACHE_SIZE = Setting("cache-size", 64, "Memory for answers that were given already, in MB.")
MEMORY_QUADS = Setting(
    "memory-quads",
    1_500_000,
    "Largest graph, in quads, that is held in memory; 1 M take 1.5 GB in all.",
)
WRITE_TOKENS_FILE = Setting[Path | None](
    "write-tokens-file",
    None,
    "File of the tokens that allow writing, a line each: TOKEN scope,scope. Without it nobody may.",
)
WRITE_SIZE = Setting("write-size", 16, "How large the body of a write may be, in MB.")
LOG_FORMAT = Setting[Literal["text", "json"]](
    "log-format", "text", "How the log is written: text, or json, a line each."
)
LOG_LEVEL = Setting[Literal["debug", "info", "warning", "error"]](
    "log-level", "warning", "The least that is logged: debug, info, warning, error."
)
ACCESS_LOG = Setting("access-log", False, "Whether every response is logged.")
SLOW_QUERY_SECONDS = Setting(
    "slow-query-seconds", 0.0, "From how many seconds on a query is logged, with its text; 0: none."
)
TRUSTED_PROXIES = Setting(
    "trusted-proxies",
    "",
    "Addresses or networks, with commas, whose word is taken for who a client is.",
)
CONNECTIONS = Setting("connections", 4096, "How many connections may be open.")
CLIENT_CONNECTIONS = Setting("client-connections", 1024, "How many of them from one address.")
HEAD_SECONDS = Setting("head-seconds", 10.0, "How long the head of a request may take to come.")
BODY_SECONDS = Setting(
    "body-seconds", 20.0, "In each such stretch, a body must come at 500 bytes a second."
)
IDLE_SECONDS = Setting("idle-seconds", 65.0, "How long a connection without a request stays open.")

OPERATION: tuple[Setting[Any], ...] = (
    LOG_FORMAT,
    LOG_LEVEL,
    ACCESS_LOG,
    SLOW_QUERY_SECONDS,
    TRUSTED_PROXIES,
    CONNECTIONS,
    CLIENT_CONNECTIONS,
    HEAD_SECONDS,
    BODY_SECONDS,
    IDLE_SECONDS,
)
"""Those that only `accord serve` has, for those who run a service."""

SETTINGS: tuple[Setting[Any], ...] = (
    BASE_IRI,
    STORE,
    SEEDS,
    KNOWLEDGE,
    RULES,
    MODEL,
    HOST,
    PORT,
    UNION,
    SERVICE_ENDPOINTS,
    LOAD_SOURCES,
    QUERY_SECONDS,
    QUERY_MEMORY,
    RESULT_SIZE,
    WORKERS,
    CLIENT_SECONDS,
    CACHE_SIZE,
    MEMORY_QUADS,
    WRITE_TOKENS_FILE,
    WRITE_SIZE,
    *OPERATION,
)
"""All settings, in the order in which the documentation shows them."""
