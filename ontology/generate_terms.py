"""Renders ``terms.py``: an enumeration for each kind of term, and how the terms hang together."""

import re

from rdflib import OWL

from ontology.vocabulary_model import PROPERTY_TYPES, Vocabulary

HEADER = '''"""The names of the vocabulary. Made by ``python -m ontology.generate``: do not edit.

Values are local names; ``Namespaces.term`` makes IRIs of them.
"""

from enum import StrEnum
'''


def render_terms(vocabulary: Vocabulary) -> str:
    """The module, formatted as ruff formats it."""
    return HEADER + _enums(vocabulary) + "\n" + _tables(vocabulary)


def _enums(vocabulary: Vocabulary) -> str:
    concepts = vocabulary.concepts
    return "".join(
        f'\n\nclass {name}(StrEnum):\n    """{docstring}"""\n\n'
        + "".join(f'    {_constant(term)} = "{term}"\n' for term in terms)
        for name, docstring, terms in (
            ("Class", "Classes.", vocabulary.names(OWL.Class)),
            ("Property", "Properties.", vocabulary.names(*PROPERTY_TYPES)),
            ("EventType", "Concepts of ``EventTypeScheme``.", concepts("EventTypeScheme")),
            ("Stance", "What a position's stance may be.", concepts("StanceScheme", top=False)),
            ("Direction", "The concepts above the stances.", concepts("StanceScheme", top=True)),
            ("RelationType", "Concepts of ``RelationTypeScheme``.", concepts("RelationTypeScheme")),
            ("Factuality", "Concepts of ``FactualityScheme``.", concepts("FactualityScheme")),
        )
    )


def _tables(vocabulary: Vocabulary) -> str:
    events = vocabulary.concepts("EventTypeScheme")
    narrower = vocabulary.concepts("EventTypeScheme", top=False)
    stances = vocabulary.concepts("StanceScheme", top=False)
    relations = vocabulary.concepts("RelationTypeScheme")
    with_plain = [
        (_member(kind, name), _member("Property", plain))
        for kind, names in (("RelationType", relations), ("Stance", stances))
        for name in names
        if (plain := vocabulary.plain_property(name))
    ]
    symmetric = set(vocabulary.names(OWL.SymmetricProperty))
    return "".join(
        (
            _dict(
                "TOP_EVENT_TYPE: dict[EventType, EventType]",
                "The top concept above each event type; above a top concept, itself.",
                [
                    (_member("EventType", n), _member("EventType", vocabulary.top_concept(n)))
                    for n in events
                ],
            ),
            _dict(
                "BROADER: dict[EventType, EventType]",
                "The next broader concept of each event type but the top ones.",
                [
                    (_member("EventType", n), _member("EventType", str(vocabulary.broader(n))))
                    for n in narrower
                ],
            ),
            _dict(
                "DIRECTION_OF: dict[Stance, Direction]",
                "The direction of each stance.",
                [
                    (_member("Stance", n), _member("Direction", vocabulary.top_concept(n)))
                    for n in stances
                ],
            ),
            _dict(
                "PLAIN_PROPERTY: dict[RelationType | Stance, Property]",
                "The property of the plain triple that a claim yields where its author asserts it.",
                with_plain,
            ),
            _frozenset(
                "SYMMETRIC: frozenset[RelationType]",
                "Relation types whose subject and object may change places.",
                [
                    _member("RelationType", n)
                    for n in relations
                    if vocabulary.plain_property(n) in symmetric
                ],
            ),
            _dict(
                "SUPERCLASSES: dict[Class, tuple[Class, ...]]",
                "The superclasses of each class within the vocabulary, nearest first.",
                [
                    (_member("Class", name), _tuple(vocabulary.superclasses(name)))
                    for name in vocabulary.names(OWL.Class)
                ],
            ),
        )
    )


def _constant(term: str) -> str:
    """``CEASEFIRE_AGREEMENT`` for ``CeasefireAgreement``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", term).upper()


def _member(enum: str, term: str) -> str:
    return f"{enum}.{_constant(term)}"


def _tuple(classes: list[str]) -> str:
    members = [_member("Class", name) for name in classes]
    return f"({members[0]},)" if len(members) == 1 else f"({', '.join(members)})"


def _dict(name: str, docstring: str, entries: list[tuple[str, str]]) -> str:
    lines = "".join(f"    {key}: {value},\n" for key, value in entries)
    return f'\n{name} = {{\n{lines}}}\n"""{docstring}"""\n'


def _frozenset(name: str, docstring: str, members: list[str]) -> str:
    lines = "".join(f"        {member},\n" for member in members)
    return f'\n{name} = frozenset(\n    {{\n{lines}    }}\n)\n"""{docstring}"""\n'
