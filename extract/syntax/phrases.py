"""Phrases and clauses as stretches of text: their tokens, and where they begin and end."""

from extract.claims import Span
from extract.syntax.dependencies import children, conjuncts, is_verb
from extract.syntax.tree import Token, Tree, by_index

_BREAKS = frozenset(("(", "[", "—", ";", ":"))
_NOT_IN_PHRASE = frozenset(
    ("relcl", "appos", "conj", "cc", "punct", "preconj", "advcl", "parataxis")
)


def clause_span(token: Token) -> Span:
    """The clause around a verb, noun or adjective as character offsets in its paragraph.

    Coordinated verbs, trailing punctuation and the conjunction that opens the clause are left out.
    """
    kept = [token]
    queue = [token]
    while queue:
        for c in queue.pop().children:
            if c.dep in ("punct", "cc", "preconj", "mark") or (
                c.dep == "conj" and (is_verb(c) or c.head == token)
            ):
                continue
            kept.append(c)
            queue.append(c)
    first, last = min(kept, key=by_index), max(kept, key=by_index)
    return Span(first.start, last.start + len(last.text))


def phrase_tokens(noun: Token) -> list[Token]:
    """A noun phrase without its relative clauses, appositions and coordinated phrases."""
    kept, queue = [noun], [noun]
    while queue:
        for c in queue.pop().children:
            if _is_of_phrase(c, noun):
                kept.append(c)
                queue.append(c)
    return contiguous(kept, noun)


def _is_of_phrase(token: Token, noun: Token) -> bool:
    """Whether a token under a noun belongs to what the noun's phrase names."""
    if token.text in _BREAKS:
        return False
    if token.dep in ("conj", "cc", "punct") and token.head is not noun and token.i > noun.i:
        return not is_verb(token)  # "a treaty of navigation and commerce" is one phrase
    if token.dep == "punct":
        return token.text in ("-", "–", '"')
    return token.dep not in _NOT_IN_PHRASE and not (token.dep == "case" and token.head is noun)


def contiguous(tokens: list[Token], within: Token) -> list[Token]:
    """Those of the tokens that stand without a gap around one of them, in text order."""
    present = {token.i for token in tokens}
    low = high = within.i
    while low - 1 in present:
        low -= 1
    while high + 1 in present:
        high += 1
    return sorted((t for t in tokens if low <= t.i <= high), key=by_index)


def members(noun: Token) -> list[Token]:
    """What a noun is said to include: "agreements such as X and Y", "bodies, including X"."""
    if noun.tag not in ("NNS", "NNPS"):
        return []
    found = []
    # the parser may hang "such as" on a singular noun that ends the phrase of the plural one
    below = [t for t in noun.subtree() if t.tag in ("NN", "NNP") and t.i > noun.i]
    for prep in (prep for t in (noun, *below) for prep in children(t, "prep")):
        if prep.lower in ("including", "like") or (
            prep.lower == "as" and any(c.lower == "such" for c in prep.children)
        ):
            found += [other for obj in children(prep, "pobj") for other in conjuncts(obj)]
    return found


def is_reciprocal(token: Token) -> bool:
    """Whether it is the "other" of "each other" or the "another" of "one another"."""
    before = token.tree[token.i - 1].lower if token.i > 0 else ""
    return (before, token.lower) in (("each", "other"), ("one", "another"))


def quoted_tokens(parse: Tree) -> frozenset[int]:
    """Indices of the tokens inside quotation marks; an open mark reaches to the end."""
    inside, found = False, []
    for token in parse.tokens:
        if token.lower == '"':
            inside = not inside
        elif inside:
            found.append(token.i)
    return frozenset(found)
