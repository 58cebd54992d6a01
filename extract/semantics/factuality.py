"""How certain a claim is said to be: negation, modality, conditions and unreal governors.

One walk from the word that evokes a claim up its sentence collects the operators in whose scope it
stands; the strongest decides (FactBank's levels, reduced to the data model's five). Negation stops
at a coordination; a condition reaches everything in its clause and in the clause it conditions.
"""

from dataclasses import dataclass

from extract.claims import Factuality
from extract.lexicon.verbs import governors
from extract.semantics.operators import (
    Operator,
    clause_operators,
    has_to,
    noun_operators,
)
from extract.syntax.dependencies import (
    ancestors,
    child,
    children,
    first_conjunct,
    is_copula,
    is_noun,
    is_passive,
    is_verb,
)
from extract.syntax.tree import Token

_STRENGTH: tuple[Factuality, ...] = ("Hypothetical", "Possible", "Negated", "Planned", "Asserted")
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_CONTINGENCIES = frozenset(("event", "case"))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the sentence does to a claim.

    Attributes:
        factuality: the level.
        cues: the tokens that make it less than a plain assertion, in text order.
        condition: the verb of the if-clause that the claim depends on, where there is one.
    """

    factuality: Factuality
    cues: tuple[Token, ...] = ()
    condition: Token | None = None


def assess(trigger: Token, *, stance: bool = False) -> Assessment:
    """How certain the claim that a word evokes is said to be.

    Args:
        trigger: the word.
        stance: whether the claim is a position: who does something *to oppose* another thing
            opposes it, whether or not what is done for it succeeds.
    """
    walk = _Walk(trigger, stance=stance)
    walk.run()
    return walk.result()


class _Walk:
    """Collects operators on the way up from one trigger.

    Attributes:
        found: the operators met so far.
        condition: the verb of an if-clause that the claim depends on.
        reported: what stands above reports it: only conditions still reach it.
        ended: nothing that stands above reaches it.
        presupposed: the phrase takes it for granted: no modal of the verb above reaches it.
    """

    def __init__(self, trigger: Token, *, stance: bool) -> None:
        self.trigger = trigger
        self.stance = stance
        self.found: list[Operator] = []
        self.condition: Token | None = None
        self.reported = False
        self.ended = False
        self.presupposed = is_noun(trigger) and _is_presupposed(trigger)

    def run(self) -> None:
        token = self.trigger
        if not is_noun(token):
            self._clause(token)
        else:
            self.found += noun_operators(token)
            light = _light_verb(token)
            if _is_judged(token):
                return  # who condemns violence takes it for a fact
            if light is not None:
                # "voiced opposition", "failed to win the support": told by the verb
                self.presupposed = False
                self._governed(token, light)
                self._clause(light)
                token = light
            elif self.presupposed:
                self._taken_for_granted(token)
                return
        for head in ancestors(token):
            if self.stance and token is self.trigger and token.dep == "advcl" and has_to(token):
                break
            self._step(token, head)
            if self.ended:
                return
            token = head
        last = token.sentence.tokens[-1]
        if not self.found and last.text == "?":
            self.found.append(("Possible", last))

    def result(self) -> Assessment:
        if not self.found:
            return Assessment("Asserted")
        level = min((level for level, _ in self.found), key=_STRENGTH.index)
        cues = {cue for found, cue in self.found if found in (level, "Negated")}
        return Assessment(level, tuple(sorted(cues)), self.condition)

    # ------------------------------------------------------------------ what is met on the way

    def _clause(self, verb: Token) -> None:
        operators = clause_operators(verb)
        self.found += operators.found
        self.condition = self.condition or operators.condition

    def _governed(self, token: Token, head: Token) -> None:
        """Add the level that a governor gives what depends on it, where it is one."""
        part = "verb" if is_verb(head) else "noun" if is_noun(head) else "adjective"
        level = governors().levels[part].get(head.lower)
        if level is not None and not (part == "verb" and head.lower in governors().factive):
            self.found.append((level, head))
            self.presupposed = False

    def _taken_for_granted(self, noun: Token) -> None:
        """What still reaches an event that its phrase takes for granted.

        "The threat of Russia's attack", "Russia's attack remains unlikely", "its participation
        would have been redundant"; no other modal, no condition.
        """
        head = noun.head
        if noun.dep == "pobj" and head.lower in ("of", "for", "to") and is_noun(head.head):
            self._governed(noun, head.head)
        if noun.dep in ("nsubj", "nsubjpass") and is_verb(head):
            self._predicate(head)
            if is_copula(head):
                self.found += [o for o in clause_operators(head).found if o[0] == "Hypothetical"]

    def _predicate(self, verb: Token) -> None:
        """An adjective that says of the subject how likely it is: "remains unlikely"."""
        predicate = child(verb, "acomp", "oprd")
        if predicate is not None:
            self._governed(verb, predicate)

    def _step(self, token: Token, head: Token) -> None:
        """Go from a token to its head."""
        if _is_in_passing(token):
            self.ended = True
            return
        self._mark(token)
        if self.reported:
            return
        if token.dep == "conj":
            self._coordinated(token, head)
        elif token.dep == "ccomp" and is_verb(head) and head.lower in governors().reporting:
            self._governed(token, head)
            if is_passive(head):
                self.found.append(("Possible", head))  # "it was reported that"
            elif token.tag == "VB" and child(token, "aux") is None:
                self.found.append(("Planned", head))  # "suggested that Bush travel"
            self.reported = True
        elif is_verb(head):
            self._under_verb(token, head)
        elif is_noun(head):
            self._under_noun(token, head)
        elif token.dep in ("xcomp", "ccomp", "prep"):
            self._governed(token, head)

    def _mark(self, token: Token) -> None:
        """The conjunction that opens a clause: "if", "unless", "whether"."""
        mark = child(token, "mark")
        if mark is None:
            return
        if mark.lower in governors().conditionals and token.dep == "advcl":
            self.found.append(("Hypothetical", mark))
        elif mark.lower == "whether":
            self.found.append(("Possible", mark))

    def _coordinated(self, token: Token, head: Token) -> None:
        """What a conjunct shares with the verb before it.

        A bare infinitive shares its modals ("could attack and invade"); one with its own "to"
        shares what governs it ("sought to extract, and to restore").
        """
        if not (is_verb(token) and is_verb(head)) or child(token, "nsubj", "nsubjpass") is not None:
            return
        if has_to(token) and not has_to(head):
            self._governed(token, head)
        elif token.tag == "VB" and child(token, "aux") is None:
            modals = governors().modals
            shared = clause_operators(head).found
            self.found += [(level, cue) for level, cue in shared if cue.lower in modals]

    def _under_noun(self, token: Token, head: Token) -> None:
        if token.dep in ("acl", "relcl", "prep", "compound", "pcomp", "ccomp"):
            if head.lower in _CONTINGENCIES and head.head.lower == "in":
                self.found.append(("Hypothetical", head))
                return
            before = len(self.found)
            self._governed(token, head)
            if len(self.found) == before and token.dep in ("acl", "relcl") and has_to(token):
                # "a program to rebuild", "an expedition to capture": what it is for
                self.found.append(("Planned", _to_of(token)))
        self.presupposed = self.presupposed or child(head, "poss") is not None

    def _under_verb(self, token: Token, head: Token) -> None:
        label = token.dep
        if label == "xcomp" and head.lower in governors().reporting and is_passive(head):
            self.found.append(("Possible", head))  # "is said to have attacked"
        elif label in ("xcomp", "ccomp"):
            before = len(self.found)
            self._governed(token, head)
            unnamed = len(self.found) == before and has_to(token)
            if unnamed and (head.lower not in governors().factive or _is_form_of_be(head)):
                self.found.append(("Planned", head))
        elif label == "advcl":
            self._adverbial(token, head)
            return
        elif label == "acl":
            return
        elif not self.presupposed and label in ("dobj", "prep", "nsubjpass", "pcomp", "pobj"):
            self._governed(token, head)
        elif label == "nsubj":
            self._predicate(head)
        told_with_it = label in ("xcomp", "ccomp", "csubj", "pcomp", "acomp", "oprd")
        if told_with_it or not self.presupposed:
            self._clause(head)

    def _adverbial(self, token: Token, head: Token) -> None:
        """A clause that says why, when or what for."""
        if has_to(token):
            self.found.append(("Planned", _to_of(token)))
            self.reported = True
        elif child(token, "mark") is not None:
            self.reported = True
        elif head.dep == "xcomp":
            self.ended = True  # "sought to win, supporting rebels": the support is no more sought


def _is_presupposed(noun: Token) -> bool:
    """Whether a noun phrase takes its event for granted ("Trump's election could …")."""
    determiner = child(noun, "det")
    return child(noun, "poss") is not None or (
        determiner is not None and determiner.lower in _DEFINITE
    )


def _to_of(infinitive: Token) -> Token:
    return next(aux for aux in children(infinitive, "aux") if aux.lower == "to")


def _is_judged(noun: Token) -> bool:
    """Whether it is the object of a verb that judges what happened: "condemned the violence"."""
    head = first_conjunct(noun)
    return head.dep in ("dobj", "nsubjpass") and head.head.lower in governors().judging


def _light_verb(noun: Token) -> Token | None:
    """The light verb whose object a noun is."""
    head = first_conjunct(noun)
    if head.dep == "dobj" and head.head.lower in governors().light:
        return head.head
    return None


def _is_in_passing(token: Token) -> bool:
    """Whether a clause is said for itself, whatever the sentence says of what it modifies.

    Relative clauses, insertions and participles; not infinitives, nor a clause that is a noun's
    content ("fears that the military had fallen behind").
    """
    if token.dep == "parataxis":
        return True
    if token.dep == "relcl":
        return not has_to(token)
    return token.dep == "acl" and token.tag in ("VBG", "VBN") and child(token, "mark") is None


def _is_form_of_be(verb: Token) -> bool:
    """Whether "to" behind it tells of what was to come: "the task was to renew the treaty"."""
    return verb.lower in ("is", "are", "was", "were", "be", "been")
