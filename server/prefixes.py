"""The prefixes that results are written with."""

from collections.abc import Mapping

from ontology.namespaces import Namespaces
from ontology.vocabulary import jsonld_context


def prefixes(namespaces: Namespaces) -> Mapping[str, str]:
    """Namespaces by prefix: the vocabulary's own, and those of the standards that it uses."""
    return {
        name: value
        for name, value in jsonld_context(namespaces).items()
        if isinstance(value, str) and value.endswith(("#", "/"))
    }
