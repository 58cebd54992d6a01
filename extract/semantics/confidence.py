"""How sure the rules are of a claim, by the construction that makes it.

The same grammar errs alike whatever the words: a subject and its verb are nearly always read right,
a nominalization less often, and less again where a pronoun must be resolved. What share of the
claims of each construction is right is measured on the annotated development texts
(``bench/confidence.py``) and kept in ``confidence.yaml``.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from extract.claims import ClaimKind
from extract.semantics.evocation import Evoked
from extract.syntax.dependencies import child, is_passive
from ontology.yaml_source import load_yaml

FILE = Path(__file__).with_name("confidence.yaml")
_CONTROLLED = ("xcomp", "advcl", "acl", "pcomp")


def construction_of(evoked: Evoked) -> str:
    """The name of the construction in which a word evokes a frame.

    ``verb``, ``passive``, ``controlled`` (its subject stands elsewhere), ``adjective``, ``noun``,
    each with ``+pronoun`` where a role is filled by one.
    """
    trigger = evoked.trigger
    if evoked.part != "verb":
        name: str = evoked.part
    elif is_passive(trigger):
        name = "passive"
    elif trigger.dep in _CONTROLLED and child(trigger, "nsubj") is None:
        name = "controlled"
    else:
        name = "verb"
    pronoun = any(t.tag in ("PRP", "PRP$") for tokens in evoked.roles.values() for t in tokens)
    return f"{name}+pronoun" if pronoun else name


@cache
def _table() -> Mapping[tuple[str, str], str]:
    table = {}
    for kind, constructions in load_yaml(FILE).fields().items():
        for construction, node in constructions.fields().items():
            table[kind, construction] = node.text()
    return table


def confidence_of(kind: ClaimKind, construction: str) -> str | None:
    """The share of such claims that is right, as a decimal; ``None`` where it was not measured.

    Args:
        kind: event, position or relationship.
        construction: as ``construction_of`` names it, or the name of a rule without frame.
    """
    return _table().get((kind, construction))
