"""The "it" that means nothing: "it was clear that", "it took years to", "it was Kim who"."""

from extract.reference.anaphors import anaphors
from extract.syntax.dependencies import child, children
from extract.syntax.tree import Token


def is_expletive(pronoun: Token) -> bool:
    """Whether a pronoun is an "it" that means nothing."""
    if pronoun.lower != "it":
        return False
    data, verb, dep = anaphors(), pronoun.head, pronoun.dep
    if dep == "expl":
        return True
    if verb.tag.startswith("JJ") and verb.head.lower in data.making:
        return True  # "made it clear that"
    if dep == "nsubjpass":
        return child(verb, "ccomp") is not None  # "it was decided that"
    if dep == "dobj" or verb.lower in data.making:
        return verb.lower in data.making and child(verb, "ccomp", "xcomp") is not None
    complement = child(verb, "acomp", "attr", "oprd")
    if dep != "nsubj" or verb.lower not in data.seeming:
        clauses = children(complement, "ccomp", "xcomp") if complement is not None else []
        return dep == "nsubj" and bool(clauses) and complement is not child(verb, "attr")
    if verb.lower in data.taking:
        return child(verb, "xcomp", "advcl") is not None
    clauses = children(verb, "ccomp", "xcomp", "advcl", "csubj")
    if complement is None:
        return any(c.dep in ("ccomp", "xcomp") for c in clauses)
    inner = children(complement, "ccomp", "xcomp", "relcl", "acl")
    if complement.tag.startswith("NN"):
        return any(c.dep == "relcl" for c in inner)  # "it was Kim who"
    behind = [c for c in (*inner, *clauses) if c.i > complement.i]
    if any(c.dep == "ccomp" for c in behind):
        return complement.lower not in data.knowing
    return any(c.dep == "xcomp" for c in behind) and complement.lower not in data.willing
