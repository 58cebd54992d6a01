"""How English realizes arguments: the constructions, written once, over spaCy's dependency trees.

Everything here answers questions of grammar about tokens (who is the logical subject of this
infinitive? which nouns are coordinated?) and knows nothing of actors or claims. Labels are those of
the CLEAR style that spaCy's English models use.
"""

from collections.abc import Iterator

from extract.lexicon.nouns import nouns
from extract.lexicon.verbs import governors
from extract.syntax.support import light_support
from extract.syntax.tree import Token, by_index

_SUBJECT = ("nsubj", "csubj")
_PASSIVE_SUBJECT = ("nsubjpass", "csubjpass")
_RELATIVE = ("who", "which", "that", "whom")
_CONTRAST = frozenset(("rather", "not", "instead"))
_OBJECT_CONTROL = frozenset(("of", "from", "for", "into"))
MAX_CLIMB = 30
"""How many steps any walk up a tree takes at most: bounds the cost on hostile sentences."""


def children(token: Token, *labels: str) -> list[Token]:
    """Children with one of these dependency labels, in text order."""
    return [child for child in token.children if child.dep in labels]


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of these labels."""
    return next((c for c in token.children if c.dep in labels), None)


def conjuncts(token: Token) -> list[Token]:
    """The token and everything coordinated with it to its right, in text order.

    The parser takes the second of three names for an apposition ("Macron, Merkel, and May"); a name
    in apposition to a name that itself has a conjunct is one of the list.
    """
    found, queue = [token], [token]
    while queue:
        current = queue.pop()
        for other in children(current, "conj", "appos", "nmod", "compound"):
            names = other.tag == "NNP" == current.tag
            if other.dep == "conj":
                joined = not _is_contrasted(current, other)
            elif other.dep == "appos":
                joined = names and child(other, "conj") is not None
            else:
                # "Putin and Syrian President Assad": the first name is taken for a modifier of the
                # second
                joined = names and child(other, "cc") is not None
            if joined:
                found.append(other)
                queue.append(other)
    return sorted(found, key=by_index)


def _is_contrasted(token: Token, other: Token) -> bool:
    """Whether a conjunct is set against the first one: "rebels rather than ISIS"."""
    low, high = sorted((token.i, other.i))
    return any(token.tree[i].lower in _CONTRAST for i in range(low + 1, min(high, low + 12)))


def first_conjunct(token: Token) -> Token:
    """The token that a coordination hangs on."""
    for _ in range(MAX_CLIMB):
        if token.dep != "conj":
            break
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """The heads above a token, nearest first, at most ``MAX_CLIMB``."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def is_verb(token: Token) -> bool:
    """Whether the tagger took it for a verb."""
    return token.tag.startswith("VB")


def is_noun(token: Token) -> bool:
    """Whether the tagger took it for a noun or name."""
    return token.tag.startswith("NN")


def is_copula(token: Token) -> bool:
    """Whether it links a subject to an adjective or noun ("is", "remains", "seems")."""
    return token.lower in governors().copular


def is_passive(verb: Token) -> bool:
    """Whether its surface subject is its logical object."""
    if child(verb, "auxpass", *_PASSIVE_SUBJECT) is not None:
        return True
    if verb.tag != "VBN" or child(verb, "aux") is not None:
        return False
    if verb.dep in ("acl", "amod"):
        return True
    return verb.dep == "conj" and is_verb(verb.head) and is_passive(verb.head)


def _own_subject(verb: Token) -> list[Token]:
    found = children(verb, *_SUBJECT, *_PASSIVE_SUBJECT)
    if not found and verb.dep in ("relcl", "acl"):
        return []
    # an expletive "it"/"there" is no argument
    return [token for token in found if token.dep != "expl"]


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself where it is none."""
    if token.lower not in _RELATIVE or token.tag not in ("WDT", "WP", "IN", "DT", "WP$"):
        return token
    for above in ancestors(token):
        if above.dep == "relcl":
            return above.head
    return token


def surface_subjects(verb: Token) -> list[Token]:
    """The grammatical subjects of a verb, through control, coordination and relative clauses.

    Covers infinitives ("hopes to scale back"), participles ("…, invading Georgia"), gerunds after a
    preposition ("an interest in consolidating"), clauses that modify a noun ("efforts to undo",
    "states pursuing integration"), predicate adjectives ("is willing to collaborate") and verbs
    coordinated with one that has the subject.
    """
    writers = _writers(verb)
    if writers:
        return writers
    for _ in range(MAX_CLIMB):
        own = _own_subject(verb)
        if own:
            return [other for token in own for other in conjuncts(antecedent(token))]
        head, label = verb.head, verb.dep
        if label == "relcl":
            return [head] if child(verb, "dobj", "pobj") is not None or is_passive(verb) else []
        if label == "acl":
            # VBG and VBN modify the noun itself; an infinitive has the noun's own subject, and so
            # has what a text says: "issued a statement demanding reforms"
            says = verb.tag == "VBG" and head.lower in nouns().documents
            authors = noun_subjects(head) if says or verb.tag not in ("VBG", "VBN") else []
            return authors if authors or verb.tag not in ("VBG", "VBN") else [head]
        if label == "pcomp":
            if is_noun(head.head) and head.dep == "prep":
                return noun_subjects(head.head)
            # "accused Russia of attacking", "kept Russia from attacking": the object's doing
            accused = children(head.head, "dobj") if head.lower in _OBJECT_CONTROL else []
            if accused:
                return [other for obj in accused for other in conjuncts(antecedent(obj))]
            verb = head.head
        elif label in ("xcomp", "ccomp"):
            controlled = child(head, "dobj", "dative") if label == "xcomp" else None
            if (
                controlled is not None
                and is_verb(head)
                and head.lower not in governors().subject_control
                and controlled.i < verb.i
            ):
                return conjuncts(antecedent(controlled))
            verb = head
        elif label in ("acomp", "attr", "oprd", "conj", "advcl", "dep", "parataxis"):
            verb = head
        elif is_noun(head) and label in ("dobj", "amod", "appos"):
            return noun_subjects(head)
        else:
            return []
        if is_noun(verb):
            return noun_subjects(verb)
    return []


def _writers(verb: Token) -> list[Token]:
    """Who declares in "sent a letter to Khrushchev declaring that …": not the addressee.

    The parser makes the addressee the participle's subject, or hangs the participle on them.
    """
    if verb.tag != "VBG" or verb.lower not in governors().reporting:
        return []
    preposition = verb.head
    if verb.dep == "acl" and preposition.dep == "pobj":
        preposition = preposition.head
    if preposition.lower != "to" or verb.dep not in ("acl", "pcomp"):
        return []
    governor = preposition.head
    return noun_subjects(governor) if is_noun(governor) else surface_subjects(governor)


def logical_subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: the subject, or the by-phrase of a passive."""
    if is_passive(verb):
        agents = [obj for by in children(verb, "agent") for obj in children(by, "pobj")]
        if not agents:
            agents = [
                obj
                for prep in children(verb, "prep")
                if prep.lower == "by"
                for obj in children(prep, "pobj")
            ]
        if not agents and verb.dep == "conj" and is_verb(verb.head) and is_passive(verb.head):
            return logical_subjects(verb.head)
        return [other for agent in agents for other in conjuncts(agent)]
    return surface_subjects(verb)


def logical_objects(verb: Token) -> list[Token]:
    """To whom or what the verb is done: the object, or the subject of a passive."""
    if is_passive(verb):
        if verb.dep in ("acl", "amod"):
            # "sovereignty and democracy, enshrined in …": all that stand before the participle
            listed = conjuncts(first_conjunct(verb.head))
            return listed if verb.dep == "amod" or listed[-1].i < verb.i else [verb.head]
        return surface_subjects(verb)
    found = [other for obj in children(verb, "dobj") for other in conjuncts(antecedent(obj))]
    if found:
        # "invading Georgia in 2008 and Ukraine in 2014": the second object hangs on the first's
        # date
        found += [
            other
            for prep in children(verb, "prep")
            for date in children(prep, "pobj")
            if date.tag == "CD"
            for other in children(date, "conj")
            if other.tag == "NNP"
        ]
    if not found and verb.dep == "relcl" and child(verb, *_SUBJECT) is not None:
        subject = child(verb, *_SUBJECT)
        stranded = any(not children(p, "pobj", "pcomp") for p in children(verb, "prep"))
        clause = child(verb, "ccomp", "xcomp") is not None
        if subject is not None and subject.lower not in _RELATIVE and not stranded and not clause:
            return [verb.head]
    found = found or _counted(verb)
    if not found and verb.dep == "conj" and is_verb(verb.head):
        shared = children(verb.head, "dobj")
        return [other for obj in shared if obj.i > verb.i for other in conjuncts(obj)]
    return found


def _counted(verb: Token) -> list[Token]:
    """The object of "kidnapped up to 16 advisers", which the parser takes for "up" and "to"."""
    return [
        other
        for to in children(verb, "prep") + [p for up in children(verb, "prt") for p in up.children]
        if to.lower == "to" and verb.tree[to.i - 1].lower == "up"
        for obj in children(to, "pobj")
        if child(obj, "nummod") is not None
        for other in conjuncts(obj)
    ]


def noun_subjects(noun: Token) -> list[Token]:
    """Whose noun it is: possessor, by-phrase, or the subject of the light verb that governs it."""
    owner = child(noun, "poss")
    if owner is not None:
        return conjuncts(owner)
    for prep in children(noun, "prep"):
        if prep.lower == "by":
            return [other for obj in children(prep, "pobj") for other in conjuncts(obj)]
    light = light_support(noun)
    if light is not None:
        # who comes under attack is not the one who does it, nor who joins in a Russian invasion
        others = light.is_undergone or (light.preposition and _is_owned(noun))
        return [] if others else logical_subjects(light.verb)
    for clause in children(noun, "acl"):
        if clause.lower in governors().light and is_passive(clause):
            return logical_subjects(clause)  # "talks held by both"
    for clause in children(noun, "relcl"):
        # "a demand that the Kremlin has maintained"
        told = children(clause, "nsubj")
        if clause.lower in governors().light and told and told[0].lower not in _RELATIVE:
            return [other for token in told for other in conjuncts(token)]
    return []


def _is_owned(noun: Token) -> bool:
    """Whether a word before a noun names somebody: "the Russian invasion"."""
    return any(modifier.text[:1].isupper() for modifier in modifiers(noun))


def modifiers(noun: Token) -> list[Token]:
    """Adjectives and nouns in front of a noun that may name its owner ("Russian", "U.S.")."""
    found = [other for c in children(noun, "amod", "compound", "nmod") for other in conjuncts(c)]
    # "U.S.-North Korean talks": the first name hangs on the second
    return found + [inner for c in found for inner in children(c, "amod", "compound", "nmod")]


def prepositional(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Objects of these prepositions under a token (nouns, or gerunds), coordination expanded.

    A preposition stranded in a relative clause ("which he took a line against") gives the
    antecedent.
    """
    found: list[Token] = []
    attached = children(token, "prep", "agent", "dative", "prt")
    if is_noun(token) and token.i + 1 < len(token.tree):
        # a preposition right behind a noun is the noun's, whatever the parser hung it on
        following = token.tree[token.i + 1]
        if following.dep == "prep" and following.head.i < token.i:
            attached.append(following)
    if not attached:
        return []
    # "broke out of the pact": the second preposition hangs on the first
    attached += [inner for prep in attached for inner in children(prep, "prep")]
    for prep in attached:
        if prep.lower not in prepositions:
            continue
        objects = children(prep, "pobj", "pcomp")
        found += [
            other
            for obj in objects
            for other in conjuncts(antecedent(obj))
            # "in 2008 and Ukraine": no name is coordinated with a year
            if obj.tag != "CD" or other.tag == "CD"
        ]
        if not objects:
            nested = [obj for p in children(prep, "prep") for obj in children(p, "pobj")]
            found += [other for obj in nested for other in conjuncts(obj)]
            if not nested:
                relative = next((a for a in ancestors(token) if a.dep == "relcl"), None)
                if token.dep == "relcl":
                    relative = token
                if relative is not None:
                    found.append(relative.head)
    return found
