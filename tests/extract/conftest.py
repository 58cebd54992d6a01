"""The parser and the curated knowledge, loaded once for all tests of extraction."""

import pytest

from extract.pipeline import Extractor
from extract.reference.gazetteer import Gazetteer
from ontology.entities import Knowledge
from ontology.knowledge import load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped curated knowledge."""
    return load_knowledge()


@pytest.fixture(scope="session")
def extractor(knowledge: Knowledge) -> Extractor:
    """An extractor with the shipped frames and model."""
    return Extractor(knowledge)


@pytest.fixture(scope="session")
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The curated names, ready to be looked for."""
    return Gazetteer(knowledge)
