"""Entities that a text describes and does not name: "Russian observers", "the Trump campaign".

A description becomes an entity with a stable key made from its words, so the same words in another
text mean the same entity.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from extract.claims import LocalEntity
from extract.lexicon.inflection import noun_forms
from extract.lexicon.nouns import nouns
from extract.reference.binding import near_subtree
from extract.syntax.dependencies import child, children, conjuncts, is_noun, is_verb
from extract.syntax.phrases import phrase_tokens
from extract.syntax.tree import Token

_DROPPED_TAGS = ("DT", "PDT", "WDT", "EX")
MAX_LABEL_WORDS = 14
"""Longest label made from a phrase; a longer phrase is cut after a complete word."""

_PREFIXES = {"Community": "community", "GovernmentBody": "government", "ArmedGroup": "group"}

Owner = Callable[[Token], str | None]
"""The label of whom a possessive pronoun stands for, or ``None`` where that is not clear."""


def slug(label: str) -> str:
    """The label as the last part of a key: ASCII lower case, hyphens for the rest."""
    folded = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    folded = folded.replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:100].strip("-") or "unnamed"


def label_of(tokens: Sequence[Token], owner: Owner) -> str | None:
    """A phrase as a label: without articles and quantifiers, possessive pronouns spelled out.

    Returns ``None`` where a possessive pronoun's owner is not clear: such a label would mean
    different things in different texts.
    """
    words: list[str] = []
    leading = True
    for index, token in enumerate(tokens):
        adjacent = index + 1 < len(tokens) and tokens[index + 1].i == token.i + 1
        space = " " if token.space or not adjacent else ""
        if leading and (token.tag in _DROPPED_TAGS or token.lower in nouns().quantifiers):
            continue
        if token.tag == "PRP$":
            name = owner(token)
            if name is None:
                return None
            words.append(f"{name}’s{space}")
        else:
            words.append(token.text + space)
        leading = False
    del words[MAX_LABEL_WORDS:]
    while words and words[-1].strip().lower() in nouns().not_at_the_end:
        words.pop()
    label = re.sub(r'\s+|"', " ", "".join(words))
    label = re.sub(r" +", " ", label).strip(" ,;:—–-.'")
    return label.replace("'", "’") or None


def transparent_objects(noun: Token) -> list[Token]:
    """What stands after "of" behind a noun that only measures or collects it."""
    if noun.lower not in nouns().transparent:
        return []
    return [
        other
        for prep in children(noun, "prep")
        if prep.lower == "of"
        for obj in children(prep, "pobj")
        for other in conjuncts(obj)
    ]


def is_plural(noun: Token) -> bool:
    """Whether a noun is tagged as a plural."""
    return noun.tag in ("NNS", "NNPS")


def has_owner(noun: Token, is_name: Callable[[Token], bool]) -> bool:
    """Whether something says whose or which the noun is: a name, an owner, a modifier."""
    if children(noun, "poss"):
        return True
    if any(is_name(token) for token in near_subtree(noun) if token.i <= noun.i):
        return True
    if any(prep.lower in ("of", "in", "from") for prep in children(noun, "prep")):
        return True
    return bool(children(noun, "amod", "compound")) and child(noun, "det") is None


def describe_actor(
    noun: Token, owner: Owner, is_name: Callable[[Token], bool]
) -> LocalEntity | None:
    """The collective or body that a noun phrase describes, or ``None`` where it describes none."""
    data = nouns()
    word = noun.lower
    plural = is_plural(noun)
    if word in data.communities and (plural or (noun.tag == "NN" and word in data.bodies)):
        kind = "Community"
    elif word in data.bodies and not (plural and word not in ("forces", "troops", "agencies")):
        kind = data.bodies[word]
    else:
        return None
    people = word in data.people
    bare_plural = people and plural and child(noun, "det", "poss") is None
    if not has_owner(noun, is_name) and not bare_plural:
        return None
    label = label_of(_short_phrase(noun), owner)
    if label is None or (kind != "Community" and " " not in label):
        return None
    if kind == "Community" and " " not in label:
        label = label[0].upper() + label[1:]
    return LocalEntity(f"{_PREFIXES.get(kind, 'organization')}/{slug(label)}", kind, label)


def collective(noun: Token, label: str) -> LocalEntity | None:
    """The unnamed collective with this label, where the noun is one for such."""
    if noun.lower not in nouns().communities and noun.lower not in nouns().bodies:
        return None
    return LocalEntity(f"community/{slug(label)}", "Community", label)


def describe_speaker(noun: Token, owner: Owner) -> LocalEntity | None:
    """Somebody who is reported and not named ("a local official said"), or ``None``.

    A report needs a speaker, so that it is not taken for the author's. One description is one
    entity, of all who are called so: it says of itself that it names nobody.
    """
    label = label_of(_short_phrase(noun), owner)
    if label is None:
        return None
    if noun.text[0].isupper():  # "the news agency Ceteka" says itself what it names
        if not any(word.lower in nouns().bodies for word in children(noun, "compound")):
            return None
        return LocalEntity(f"organization/{slug(label)}", "Organization", label)
    if noun_forms(noun.lower) & nouns().communities or noun.lower in nouns().bodies:
        return LocalEntity(f"community/unnamed-{slug(label)}", "Community", f"{label} (unnamed)")
    return None


def _short_phrase(noun: Token) -> list[Token]:
    """Premodifiers, noun, and a first of/in-phrase: what names a collective."""
    tokens = phrase_tokens(noun)
    cut = next(
        (
            t.i
            for t in tokens
            if t.i > noun.i
            and (is_verb(t) or (t.dep == "prep" and t.lower not in ("of", "in", "from", "to")))
        ),
        None,
    )
    return [t for t in tokens if cut is None or t.i < cut]


def describe_region(name: Token, label: str) -> tuple[int, LocalEntity] | None:
    """The part of a state or place that a direction before its name describes ("eastern Ukraine").

    Args:
        name: the first token of the name.
        label: the label of what it names.

    Returns:
        Index of the direction's token, and the region.
    """
    if name.i == 0:
        return None
    direction = name.tree[name.i - 1]
    if direction.lower not in nouns().directions or direction.dep not in ("amod", "compound"):
        return None
    described = f"{direction.lower} {label}"
    return direction.i, LocalEntity(f"place/{slug(described)}", "Place", described)


def describe_agreement(noun: Token, owner: Owner) -> LocalEntity | None:
    """The agreement that a noun phrase describes and does not name ("a treaty that would …")."""
    kind = nouns().agreements.get(noun.lower)
    if kind is None or is_plural(noun) or _is_consent(noun) or noun.dep in ("attr", "oprd"):
        return None  # what is called an agreement is told of, and not told about
    tokens = phrase_tokens(noun)
    relative = child(noun, "relcl", "acl")
    if relative is not None and len(tokens) < 3:
        tokens = sorted({*tokens, *relative.subtree()})
        tokens = [t for t in tokens if t.dep != "punct"][:MAX_LABEL_WORDS]
    if len([t for t in tokens if is_noun(t) or is_verb(t) or t.tag.startswith("JJ")]) < 2:
        return None
    label = label_of(tokens, owner)
    if label is None or " " not in label:
        return None
    return LocalEntity(f"agreement/{slug(label)}", kind, label)


def _is_consent(noun: Token) -> bool:
    """Whether a noun means what somebody says or grants: "the agreement of all to this"."""
    return any(prep.lower == "of" for prep in children(noun, "prep"))


def describe_issue(tokens: Sequence[Token], owner: Owner) -> LocalEntity | None:
    """The matter that a phrase names, where it is no other kind of thing."""
    label = label_of(tokens, owner)
    if label is None or not re.search(r"[A-Za-z]{3}", label):
        return None
    anaphoric = tokens[0].lower in ("the", "this", "that", "these", "those")
    if anaphoric and " " not in label and label.islower():
        return None  # "this vision" means one that was spoken of, and is no name for it
    return LocalEntity(f"issue/{slug(label)}", "Issue", label)
