"""From evoked frames to claims: arguments typed and resolved, coordination expanded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from extract.attribution import sources
from extract.claims import (
    Claim,
    Evidence,
    Span,
    make_event,
    make_position,
    make_relationship,
)
from extract.dating import ClauseDates
from extract.evocation import Evoked
from extract.factuality import Assessment, assess
from extract.names import is_locative
from extract.offices import HeldOffice
from extract.referents import Referents
from extract.syntax import (
    clause_span,
    is_noun,
    is_reciprocal,
    is_verb,
    phrase_tokens,
    prepositional,
)
from extract.topics import Topics
from extract.verbs import governors
from ontology.terms import Class

_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "around", "off", "throughout")


@dataclass
class SentenceClaims:
    """Collects the claims of one sentence.

    Attributes:
        document: name of the document.
        text: its stored text.
        offset: where the paragraph starts in the stored text.
        sentence: the sentence's span in the stored text.
        referents: who or what tokens stand for.
        dates: the dates of the sentence.
        claims: what was found, each with the word that evokes it.
    """

    document: str
    text: str
    offset: int
    sentence: Span
    referents: Referents
    dates: ClauseDates
    claims: list[tuple[Claim, Token]] = field(default_factory=list)
    _assessments: dict[int, Assessment] = field(default_factory=dict)

    def build(self, evoked: Sequence[Evoked]) -> None:
        """Build the claims of all frames that lack nothing; events first, as topics."""
        complete = [e for e in evoked if not e.missing]
        events: dict[int, str] = {}
        for e in complete:
            if e.frame.claim == "event":
                for claim in self._events(e):
                    self.claims.append((claim, e.trigger))
                    events.setdefault(e.trigger.i, claim.key)
        topics = Topics(self.referents, events)
        for e in complete:
            if e.frame.claim == "relationship":
                self.claims += [(claim, e.trigger) for claim in self._relationships(e, topics)]
            elif e.frame.claim == "position":
                self.claims += [(claim, e.trigger) for claim in self._positions(e, topics)]
        self._link_conditions()

    def _link_conditions(self) -> None:
        """Name, for what is said under a condition, the claim that its if-clause makes."""
        for index, (claim, trigger) in enumerate(self.claims):
            clause = self._assess(trigger).condition
            if clause is None:
                continue
            within = {token.i for token in clause.subtree}
            if trigger.i in within:
                continue
            inside = [(t.i != clause.i, c.key) for c, t in self.claims if t.i in within]
            condition = min(inside, key=lambda found: found[0])[1] if inside else None
            if condition is not None:
                evidence = tuple(replace(e, condition=condition) for e in claim.evidence)
                self.claims[index] = (replace(claim, evidence=evidence), trigger)

    def _assess(self, trigger: Token) -> Assessment:
        if trigger.i not in self._assessments:
            self._assessments[trigger.i] = assess(trigger)
        return self._assessments[trigger.i]

    # ------------------------------------------------------------------ evidence

    def evidence(self, trigger: Token, rule: str) -> Evidence:
        """The evidence that a word gives: its clause, its certainty, its source."""
        assessment = self._assess(trigger)
        span = clause_span(_clause_head(trigger))
        return Evidence(
            span=Span(self.offset + span.start, self.offset + span.end),
            sentence=self.sentence,
            rule=rule,
            factuality=assessment.factuality,
            attributed_to=sources(trigger, self.referents),
            cues=tuple(dict.fromkeys(cue.text for cue in assessment.cues)),
        )

    def _words(self, span: Span | None) -> str | None:
        """The stored text's words at a span of the paragraph."""
        return (
            None if span is None else self.text[self.offset + span.start : self.offset + span.end]
        )

    # ------------------------------------------------------------------ events

    def _events(self, e: Evoked) -> Iterator[Claim]:
        refer = self.referents
        agents = self._actors(e, "agent")
        participants = self._actors(e, "participant")
        recipient_tokens = e.roles.get("recipient", ())
        places = self._places(e)
        concerns = self._concerns(e)
        evidence = (self.evidence(e.trigger, e.frame.name),)
        groups: list[tuple[tuple[str, ...], tuple[str, ...], Token | None]] = []
        for token in recipient_tokens:
            found = refer.owners([token]) if e.part == "noun" else refer.actors([token])
            found = tuple(key for key in found if key not in agents)
            where = tuple(k for k in refer.resolve(token) if refer.is_a(k, Class.PLACE))
            if found or where:
                groups.append((found, where, token))
        if not groups:
            if "recipient" in e.frame.requires or (recipient_tokens and not agents):
                return
            groups.append(((), (), None))
        for recipients, where, token in groups:
            if not (agents or participants or recipients or places or where):
                continue
            if "agent" in e.frame.requires and not agents:
                continue
            if "participant" in e.frame.requires and not participants:
                continue
            if "pair" in e.frame.requires and len({*agents, *recipients, *participants}) < 2:
                continue
            if "place" in e.frame.requires and not (places or where):
                continue
            if "concerns" in e.frame.requires and not concerns:
                continue
            start, end = self.dates.of(e.trigger, token)
            yield make_event(
                self.document,
                e.frame.concept,
                agents=agents,
                recipients=recipients,
                participants=participants,
                places=tuple(dict.fromkeys((*places, *where))),
                concerns=concerns,
                start_date=start,
                end_date=end,
                evidence=evidence,
            )

    def _actors(self, e: Evoked, role: str) -> tuple[str, ...]:
        tokens = e.roles.get(role, ())
        refer = self.referents
        found = refer.owners(tokens) if e.part == "noun" else refer.actors(tokens)
        classes = e.frame.types.get(role)
        if classes is None:
            return found
        return tuple(key for key in found if any(refer.is_a(key, Class(c)) for c in classes))

    def _places(self, e: Evoked) -> tuple[str, ...]:
        """Places that the frame's own slots or the clause's "in", "at", "near" name."""
        refer = self.referents
        tokens = list(e.roles.get("place", ()))
        for token in (e.trigger, _clause_head(e.trigger)):
            tokens += prepositional(token, _PLACE_PREPOSITIONS)
        found = []
        for token in tokens:
            for key in refer.resolve(token):
                if refer.is_a(key, Class.PLACE) or (
                    refer.is_a(key, Class.STATE)
                    and (is_locative(token) or token in e.roles.get("place", ()))
                ):
                    found.append(key)
        return tuple(dict.fromkeys(found))

    def _concerns(self, e: Evoked) -> tuple[str, ...]:
        refer = self.referents
        found: list[str] = []
        classes = e.frame.types.get("concerns")
        for token in e.roles.get("concerns", ()):
            keys = refer.resolve(token)
            if classes is not None:
                found += [k for k in keys if any(refer.is_a(k, Class(c)) for c in classes)]
            elif keys:
                found += keys
            elif is_noun(token):
                issue = refer.describe_issue(phrase_tokens(token))
                if issue is not None:
                    found.append(issue)
        return tuple(dict.fromkeys(found))

    # ------------------------------------------------------------------ relationships

    def _relationships(self, e: Evoked, topics: Topics) -> Iterator[Claim]:
        refer = self.referents
        subjects = self._ends(e, "subject")
        objects = self._ends(e, "object")
        if e.frame.concept in ("Enshrines", "Proscribes"):
            subjects = tuple(k for k in subjects if refer.is_a(k, Class.AGREEMENT))
            objects = tuple(k for t in e.roles.get("object", ()) for k in topics.of(t).keys)
        concerns = self._concerns(e)
        places = tuple(k for k in self._places(e) if k not in subjects and k not in objects)
        start, end = self.dates.of(e.trigger, None)
        evidence = (self.evidence(e.trigger, e.frame.name),)
        for subject in subjects:
            for object_ in objects:
                if subject == object_:
                    continue
                yield make_relationship(
                    e.frame.concept,
                    subject,
                    object_,
                    concerns=concerns,
                    places=places,
                    start_date=start,
                    end_date=end,
                    evidence=evidence,
                )

    def _ends(self, e: Evoked, role: str) -> tuple[str, ...]:
        tokens = e.roles.get(role, ())
        found = list(self._actors(e, role))
        for token in tokens:
            found += [k for k in self.referents.resolve(token) if k not in found]
        return tuple(found)

    def add_office(self, office: HeldOffice, valid_in: str | None) -> None:
        """Add that a person holds or held an office.

        Args:
            office: as the sentence states it.
            valid_in: the date at which it held, where the sentence has one.
        """
        start, end = office.first.idx, office.last.idx + len(office.last.text)
        evidence = Evidence(
            span=Span(self.offset + min(start, office.last.idx), self.offset + end),
            sentence=self.sentence,
            rule="office",
        )
        claim = make_relationship(
            "HoldsOffice",
            office.person,
            office.of,
            office=office.title,
            valid_in=valid_in,
            evidence=(evidence,),
        )
        self.claims.append((claim, office.first))

    # ------------------------------------------------------------------ positions

    def _positions(self, e: Evoked, topics: Topics) -> Iterator[Claim]:
        holders = self._actors(e, "holder")
        if not holders:
            return
        addressed = self._actors(e, "toward")
        if "toward" in e.frame.requires and not addressed:
            return
        evidence = (self.evidence(e.trigger, e.frame.name),)
        for token in e.roles.get("topic", ()):
            topic = topics.of(token, epistemic=_is_epistemic(e))
            for holder in holders:
                keys = tuple(key for key in topic.keys if key != holder)
                if is_reciprocal(token):
                    keys = tuple(other for other in holders if other != holder)
                if not keys:
                    continue
                toward = tuple(
                    k for k in (*addressed, *topic.addressed) if k != holder and k not in keys
                )
                yield make_position(
                    holder,
                    e.frame.concept,
                    keys,
                    toward=() if _is_epistemic(e) else toward,
                    content=self._words(topic.content),
                    evidence=evidence,
                )


def _is_epistemic(e: Evoked) -> bool:
    return e.frame.concept in ("Believes", "Expects", "Claims", "Doubts", "Denies")


def _clause_head(trigger: Token) -> Token:
    """The verb whose clause a trigger is told by: itself, its copula, or its light verb."""
    head = trigger.head
    told_by = ("dobj", "nsubj", "nsubjpass")
    if is_noun(trigger) and trigger.dep_ in told_by and head.lower_ in governors().light:
        return head
    if trigger.dep_ in ("acomp", "attr", "oprd") and is_verb(head):
        return head
    return trigger
