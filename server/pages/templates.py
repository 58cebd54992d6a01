"""The templates of pages, and what all of them can use."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).parents[1] / "templates"


def render(template: str, values: Mapping[str, Any]) -> str:
    """A page.

    Args:
        template: name of its template.
        values: what the template asks for; everything is escaped.
    """
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = "{:,}".format
    environment.filters["day"] = _day
    environment.globals["query_url"] = query_url
    return environment


def _day(moment: str) -> str:
    """A moment (ISO 8601) as people write it, in UTC."""
    time = datetime.fromisoformat(moment)
    return f"{time.day} {time:%B %Y, %H:%M} UTC"


def query_url(query: str, format_name: str = "", **more: object) -> str:
    """A link to the result of a query, relative to the landing page.

    Args:
        query: the query.
        format_name: what ``format=`` is to say; empty leaves it to the client.
        more: further parameters; of a sequence, one for each value.
    """
    parameters = {"query": query, **({"format": format_name} if format_name else {}), **more}
    return "sparql?" + urlencode(parameters, quote_via=quote, doseq=True)
