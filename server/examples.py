"""Example queries: one ``examples/*.rq`` file each, in the order of their names.

A file begins with comments that say what it is for, ``# title:`` and ``# description:``; what has
no room in one line goes on in the next comment. Queries are written for the default base.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.namespaces import Namespaces

DIRECTORY = Path(__file__).parent / "examples"
_HEADER = re.compile(r"# title: (?P<title>.+)\n# description: (?P<description>(?:.+\n)(?:# .+\n)*)")


@dataclass(frozen=True, slots=True)
class Example:
    """A question one can ask the graph.

    Attributes:
        name: short name, for links.
        title: the question.
        description: what the answer shows.
        query: the query, for some base.
    """

    name: str
    title: str
    description: str
    query: str

    def rebased(self, namespaces: Namespaces) -> "Example":
        """The example for a graph with this base."""
        query = namespaces.rebase(self.query)
        return Example(self.name, self.title, self.description, query)


@cache
def load_examples(directory: Path = DIRECTORY) -> tuple[Example, ...]:
    """All examples, in their order.

    Raises:
        ValueError: a file does not begin with its title and description.
    """
    return tuple(_load(path) for path in sorted(directory.glob("*.rq")))


def _load(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    header = _HEADER.match(text)
    if header is None:
        raise ValueError(f"{path} must begin with “# title: …” and then “# description: …”")
    description = " ".join(header["description"].replace("\n# ", " ").split())
    name = path.stem.partition("-")[2]
    return Example(name, header["title"].strip(), description, text[header.end() :].strip() + "\n")
