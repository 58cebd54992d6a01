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
    opening_of_condition,
)
from extract.semantics.presupposition import is_in_passing, is_judged, is_presupposed, light_verb
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
from extract.syntax.slots import is_subjunctive
from extract.syntax.tree import Token

_STRENGTH: tuple[Factuality, ...] = ("Hypothetical", "Possible", "Negated", "Planned", "Asserted")
_CONTINGENCIES = frozenset(("event", "case"))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the sentence does to a claim.

    Attributes:
        factuality: the level.
        cues: the tokens that make it less than a plain assertion, in text order.
        condition: the verb of the if-clause that the claim depends on, where there is one.
        refusal: whether it is plainly denied, now or for the future, and nothing else said of it:
            "does not allow", "will not allow".
    """

    factuality: Factuality
    cues: tuple[Token, ...] = ()
    condition: Token | None = None
    refusal: bool = False


def assess(trigger: Token, *, stance: bool = False, told_by: Token | None = None) -> Assessment:
    """How certain the claim that a word evokes is said to be.

    Args:
        trigger: the word.
        stance: whether the claim is a position: who does something *to oppose* another thing
            opposes it, whether or not what is done for it succeeds.
        told_by: the verb that tells the claim together with a noun, where its frame asks for one
            ("did not lift the blockade").
    """
    walk = _Walk(trigger, stance=stance, told_by=told_by)
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
        beside: nothing reaches it until a finite verb is met, which it stands beside.
    """

    def __init__(self, trigger: Token, *, stance: bool, told_by: Token | None) -> None:
        self.trigger = trigger
        self.stance = stance
        self.verb_of_frame = told_by
        self.found: list[Operator] = []
        self.condition: Token | None = None
        self.reported = False
        self.ended = False
        self.beside = False
        self.presupposed = is_noun(trigger) and is_presupposed(trigger)

    def run(self) -> None:
        token = self.trigger
        if not is_noun(token):
            self._clause(token)
        else:
            self.found += noun_operators(token)
            light = self.verb_of_frame or light_verb(token)
            if is_judged(token):
                return  # who condemns violence takes it for a fact
            if light is not None:
                # "voiced opposition", "failed to win the support": told by the verb
                self.presupposed = False
                if self.verb_of_frame is None:
                    self._governed(token, light)
                self._clause(light)
                token = light
            elif self.presupposed:
                self._taken_for_granted(token)
                return
        told = token
        for head in ancestors(token):
            if self.stance and token is told and token.dep == "advcl" and has_to(token):
                break
            self._step(token, head)
            if self.ended:
                return
            token = head
        if not self.reported and not self.presupposed:
            self._mark(token)  # a that-clause of its own: "One demand stands: that Russia leave"
        last = token.sentence.tokens[-1]
        if not self.found and last.text == "?":
            self.found.append(("Possible", last))

    def result(self) -> Assessment:
        self._cancel_double_negation()
        if not self.found:
            return Assessment("Asserted")
        level = min((level for level, _ in self.found), key=_STRENGTH.index)
        cues = {cue for found, cue in self.found if found in (level, "Negated")}
        refusal = level == "Negated" and all(
            found in ("Negated", "Planned") for found, _ in self.found
        )
        return Assessment(level, tuple(sorted(cues)), self.condition, refusal)

    def _cancel_double_negation(self) -> None:
        """Take out a negating verb that is itself denied: "did not fail to", "never refused to"."""
        for _, governor in [o for o in self.found if o[0] == "Negated" and is_verb(o[1])]:
            denied = next(
                (
                    (level, cue)
                    for level, cue in self.found
                    if level == "Negated" and cue.dep == "neg" and cue.head.i == governor.i
                ),
                None,
            )
            if denied is not None:
                self.found = [o for o in self.found if o not in (denied, ("Negated", governor))]

    # ------------------------------------------------------------------ what is met on the way

    def _clause(self, verb: Token) -> None:
        operators = clause_operators(verb)
        self.found += operators.found
        self.condition = self.condition or operators.condition

    def _governed(self, token: Token, head: Token) -> None:
        """Add the level that a governor gives what depends on it, where it is one."""
        part = "verb" if is_verb(head) else "noun" if is_noun(head) else "adjective"
        levels = governors().levels
        level = levels[part].get(head.lower)
        if level is None and head.tag == "VBN":
            level = levels["adjective"].get(head.lower)  # "primed for", "set to"
        if token.dep == "prep":
            # "argued for an air strike"
            level = governors().with_preposition.get(token.lower, {}).get(head.lower, level)
        if level is not None and not (part == "verb" and head.lower in governors().factive):
            self.found.append((level, head))
            self.presupposed = False

    def _taken_for_granted(self, noun: Token) -> None:
        """What still reaches an event that its phrase takes for granted.

        "The threat of Russia's attack", "Russia's attack remains unlikely", "its participation
        would have been redundant"; no other modal, no condition.
        """
        noun = first_conjunct(noun)
        head = noun.head
        if noun.dep == "pobj" and head.lower in ("of", "for", "to") and is_noun(head.head):
            self._governed(noun, head.head)
        self._without(noun, head)
        if noun.dep in ("nsubj", "nsubjpass") and is_verb(head):
            self._predicate(head)
            if is_copula(head):
                self.found += [o for o in clause_operators(head).found if o[0] == "Hypothetical"]

    def _predicate(self, verb: Token) -> None:
        """What says of the subject how likely it is: "remains unlikely", "hangs in the balance"."""
        predicate = child(verb, "acomp", "oprd")
        if predicate is not None:
            self._governed(verb, predicate)
        for prep in children(verb, "prep"):
            for noun in children(prep, "pobj"):
                level = governors().levels["adjective"].get(f"{prep.lower} {noun.lower}")
                if level is not None:
                    self.found.append((level, noun))

    def _step(self, token: Token, head: Token) -> None:
        """Go from a token to its head."""
        if self.beside:
            self.beside = not _is_finite(token)
            if self.beside:
                return
        if is_in_passing(token):
            self.ended = True
            return
        self._mark(token)
        self._without(token, head)
        if self.reported:
            return
        if token.dep == "conj":
            self._coordinated(token, head)
        elif token.dep == "ccomp" and is_verb(head) and head.lower in governors().reporting:
            if head.lower in governors().denying:
                self.found.append(("Negated", head))
            else:
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
        elif token.dep == "advcl":
            self._adverbial(token, head)
        elif token.dep in ("xcomp", "ccomp", "prep"):
            self._governed(token, head)

    def _mark(self, token: Token) -> None:
        """The word that opens a clause: "if", "unless", "had X left", "whether"."""
        condition = opening_of_condition(token) if token.dep == "advcl" else None
        mark = child(token, "mark")
        if condition is not None:
            self.found.append(("Hypothetical", condition))
        elif mark is None:
            return
        elif mark.lower == "whether":
            self.found.append(("Possible", mark))
        elif mark.lower == "that" and is_verb(token) and is_subjunctive(token):
            self.found.append(("Planned", mark))  # "a demand: that Russia leave"

    def _without(self, token: Token, head: Token) -> None:
        """What stands behind "without" is not there: "without seeking", "without its consent"."""
        if head.lower == "without" and token.dep in ("pcomp", "pobj"):
            self.found.append(("Negated", head))

    def _coordinated(self, token: Token, head: Token) -> None:
        """What a conjunct shares with the verb before it.

        A bare infinitive shares its modals ("could attack and invade"); one with its own "to"
        shares what governs it ("sought to extract, and to restore").
        """
        if not (is_verb(token) and is_verb(head)) or child(token, "nsubj", "nsubjpass") is not None:
            return
        if _is_finite(token) and not _is_finite(head):
            self.beside = True  # "refused to leave and attacked": beside the refusal
        elif has_to(token) and not has_to(head):
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
        elif label in ("acomp", "oprd") and not is_copula(token):
            self._governed(token, head)  # "appears ready", "seemed primed for"
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


def _is_finite(verb: Token) -> bool:
    """Whether its own form tells a tense ("attacked", "attacks")."""
    return verb.tag in ("VBD", "VBZ")


def _to_of(infinitive: Token) -> Token:
    return next(aux for aux in children(infinitive, "aux") if aux.lower == "to")


def _is_form_of_be(verb: Token) -> bool:
    """Whether "to" behind it tells of what was to come: "the task was to renew the treaty"."""
    return verb.lower in ("is", "are", "was", "were", "be", "been")
