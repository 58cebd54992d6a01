"""From the frames that a sentence evokes to its claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.claims import (
    AUTHOR,
    Claim,
    Event,
    Evidence,
    Span,
    make_event,
    make_position,
    make_relationship,
)
from extract.reference.referents import Referents
from extract.semantics.anaphora import ToldEvents
from extract.semantics.arguments import Arguments, Recipient, clause_head
from extract.semantics.attribution import sources
from extract.semantics.confidence import construction_of
from extract.semantics.dating import ClauseDates
from extract.semantics.evocation import Evoked, without_mere_wishes
from extract.semantics.factuality import Assessment, assess
from extract.semantics.offices import HeldOffice
from extract.semantics.overlap import Told, without_overlap
from extract.semantics.topics import Topic, Topics
from extract.syntax.phrases import clause_span, is_reciprocal
from extract.syntax.tree import Token
from ontology.terms import DIRECTION_OF, Class, Direction, RelationType, Stance

_TREATY_RELATIONS = (RelationType.ENSHRINES, RelationType.PROSCRIBES)


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
        told: the events of the sentences before.
        claims: what was found, each with the word that evokes it.
    """

    document: str
    text: str
    offset: int
    sentence: Span
    referents: Referents
    dates: ClauseDates
    told: ToldEvents
    claims: list[tuple[Claim, Token]] = field(default_factory=list)
    _assessments: dict[tuple[int, bool, bool], Assessment] = field(default_factory=dict)
    _reports: dict[int, tuple[str, ...] | None] = field(default_factory=dict)

    def build(self, evoked: Sequence[Evoked]) -> None:
        """Build the claims of all frames that lack nothing; events first, as topics.

        What somebody says of whom it is not clear who they are is left out: it would be told as the
        author's.
        """
        complete = []
        for e in evoked:
            if not e.missing and self._sources(e.trigger) is not None:
                complete.append(e)
            elif not e.missing:
                self.referents.counts.drop(e.frame.name)
        happen = [e for e in complete if e.frame.claim == "event"]
        events: dict[int, str] = {}
        for claim, e in without_overlap([(c, one) for one in happen for c in self._events(one)]):
            self.claims.append((claim, e.trigger))
            events.setdefault(e.trigger.i, claim.key)
        topics = Topics(self.referents, events, self.told)
        held: list[Told] = []
        for e in without_mere_wishes(complete):
            if e.frame.claim == "relationship":
                self.claims += [(claim, e.trigger) for claim in self._relationships(e, topics)]
            elif e.frame.claim == "position":
                held += [(claim, e) for claim in self._positions(e, topics)]
        self.claims += [(claim, e.trigger) for claim, e in without_overlap(held)]
        self._link_conditions()
        told = [claim for claim, _ in self.claims if isinstance(claim, Event)]
        self.told.enter_sentence((event.event_type, event.key) for event in told)

    def add_office(self, office: HeldOffice, valid_in: str | None) -> None:
        """Add that a person holds or held an office.

        Args:
            office: as the sentence states it.
            valid_in: the date at which it held, where the sentence has one.
        """
        first, last = sorted((office.first, office.last))
        start, end = self.offset + first.start, self.offset + last.start + len(last.text)
        claim = make_relationship(
            "HoldsOffice",
            office.person,
            office.of,
            office=office.title,
            valid_in=valid_in,
            evidence=(Evidence(Span(start, end), self.sentence, "office", construction="office"),),
        )
        self.claims.append((claim, office.first))

    # ------------------------------------------------------------------ evidence

    def _evidence(self, e: Evoked) -> tuple[Evidence, ...]:
        """The evidence that a word gives: its clause, its certainty, its source."""
        trigger = e.wish if e.wish is not None else e.trigger
        stance = e.frame.claim == "position"
        assessment = self._assess(trigger, stance=stance, told_by=e.told_by)
        span = clause_span(clause_head(e.trigger))
        return (
            Evidence(
                span=Span(self.offset + span.start, self.offset + span.end),
                sentence=self.sentence,
                rule=e.frame.name,
                construction=construction_of(e),
                factuality=assessment.factuality,
                attributed_to=self._sources(e.trigger) or (AUTHOR,),
                cues=tuple(
                    dict.fromkeys(self._words(Span(cue.start, cue.end)) for cue in assessment.cues)
                ),
            ),
        )

    def _sources(self, trigger: Token) -> tuple[str, ...] | None:
        """Who vouches for what a word evokes; ``None`` where somebody is reported, unclear who."""
        if trigger.i not in self._reports:
            self._reports[trigger.i] = sources(trigger, self.referents)
        return self._reports[trigger.i]

    def _assess(
        self, trigger: Token, *, stance: bool = False, told_by: Token | None = None
    ) -> Assessment:
        key = (trigger.i, stance, told_by is not None)
        if key not in self._assessments:
            self._assessments[key] = assess(trigger, stance=stance, told_by=told_by)
        return self._assessments[key]

    def _link_conditions(self) -> None:
        """Name, for what is said under a condition, the claim that its if-clause makes."""
        for index, (claim, trigger) in enumerate(self.claims):
            clause = self._assess(trigger).condition
            if clause is None:
                continue
            within = {token.i for token in clause.subtree()}
            inside = [(t.i != clause.i, c.key) for c, t in self.claims if t.i in within]
            if inside and trigger.i not in within:
                condition = min(inside, key=lambda found: found[0])[1]
                evidence = tuple(replace(e, condition=condition) for e in claim.evidence)
                self.claims[index] = (replace(claim, evidence=evidence), trigger)

    def _words(self, span: Span) -> str:
        """The stored text's words at a span of the paragraph."""
        return self.text[self.offset + span.start : self.offset + span.end]

    # ------------------------------------------------------------------ events

    def _events(self, e: Evoked) -> Iterator[Claim]:
        arguments = Arguments(e, self.referents)
        agents = arguments.agents()
        participants = arguments.actors("participant")
        if len(participants) < 2 and arguments.has_other_object():
            return  # "met its obligations" is no meeting
        places = arguments.places()
        concerns = arguments.concerns()
        recipients = self._grouped(e, arguments.recipients(agents))
        if not recipients:
            # an object that is no actor makes it another event than the frame's
            if arguments.tokens("recipient") and not agents:
                return
            recipients = [Recipient((), (), None)]
        for recipient in recipients:
            everywhere = tuple(dict.fromkeys((*places, *recipient.places)))
            actors = {*agents, *participants, *recipient.actors}
            filled = {
                "agent": bool(agents),
                "participant": bool(participants),
                "recipient": bool(recipient.actors or recipient.places),
                "place": bool(everywhere),
                "concerns": bool(concerns),
                "pair": len(actors) > 1,
            }
            if not (actors or everywhere) or not all(filled[r] for r in e.frame.requires):
                continue
            start, end = self.dates.of(e.trigger, recipient.token, e.told_by)
            yield make_event(
                self.document,
                e.frame.concept,
                agents=agents,
                recipients=recipient.actors,
                participants=participants,
                places=everywhere,
                concerns=concerns,
                start_date=start,
                end_date=end,
                evidence=self._evidence(e),
            )

    def _grouped(self, e: Evoked, recipients: list[Recipient]) -> list[Recipient]:
        """One event for all recipients, unless the text gives them dates of their own."""
        dates = {self.dates.of(e.trigger, recipient.token, e.told_by) for recipient in recipients}
        if len(recipients) < 2 or len(dates) > 1:
            return recipients
        actors = tuple(dict.fromkeys(k for r in recipients for k in r.actors))
        places = tuple(dict.fromkeys(k for r in recipients for k in r.places))
        return [Recipient(actors, places, recipients[0].token)]

    # ------------------------------------------------------------------ relationships

    def _relationships(self, e: Evoked, topics: Topics) -> Iterator[Claim]:
        arguments = Arguments(e, self.referents)
        subjects = arguments.anything("subject")
        objects = arguments.anything("object")
        if e.frame.concept in _TREATY_RELATIONS:
            subjects = tuple(k for k in subjects if self.referents.is_a(k, Class.AGREEMENT))
            named = [topic for t in arguments.tokens("object") for topic in topics.each(t)]
            objects = tuple(key for topic in named for key in topic.keys)
        start, end = self.dates.of(e.trigger, None, e.told_by)
        for subject in subjects:
            for object_ in objects:
                if subject == object_:
                    continue
                yield make_relationship(
                    e.frame.concept,
                    subject,
                    object_,
                    concerns=arguments.concerns(),
                    places=tuple(k for k in arguments.places() if k not in (subject, object_)),
                    start_date=start,
                    end_date=end,
                    evidence=self._evidence(e),
                )

    # ------------------------------------------------------------------ positions

    def _positions(self, e: Evoked, topics: Topics) -> Iterator[Claim]:
        arguments = Arguments(e, self.referents)
        holders = arguments.actors("holder")
        addressed = arguments.actors("toward")
        if "toward" in e.frame.requires and not addressed:
            return
        stance, evidence = self._told_stance(e)
        epistemic = DIRECTION_OF[Stance(stance)] == Direction.EPISTEMIC
        found = [
            (token, topic)
            for token in arguments.tokens("topic")
            for topic in topics.each(token, epistemic=epistemic)
        ]
        told: set[tuple[str, tuple[str, ...]]] = set()
        for token, topic in found:
            for holder in holders:
                if is_reciprocal(token):
                    keys = tuple(key for key in holders if key != holder)
                else:
                    keys = tuple(key for key in topic.keys if key not in holders)
                if keys and not (epistemic and (holder, keys) in told):
                    told.add((holder, keys))  # what is held of one thing is one belief
                    yield make_position(
                        holder,
                        stance,
                        keys,
                        toward=() if epistemic else _toward(holder, keys, addressed, topic),
                        content=self._words(topic.content) if topic.content else None,
                        evidence=_reported(evidence, holder),
                    )

    def _told_stance(self, e: Evoked) -> tuple[str, tuple[Evidence, ...]]:
        """The stance and its evidence; what is not and will not be allowed is rejected."""
        evidence = self._evidence(e)
        if e.frame.negated is None or not self._assess(e.trigger, stance=True).refusal:
            return e.frame.concept, evidence
        return e.frame.negated, tuple(replace(x, factuality="Asserted") for x in evidence)


def _reported(evidence: tuple[Evidence, ...], holder: str) -> tuple[Evidence, ...]:
    """The evidence of a stance; that holders say it of themselves is the author's report."""
    return tuple(
        replace(e, attributed_to=(AUTHOR,)) if holder in e.attributed_to else e for e in evidence
    )


def _toward(
    holder: str, keys: tuple[str, ...], addressed: tuple[str, ...], topic: Topic
) -> tuple[str, ...]:
    """The actors addressed: those the frame names and those of whom the topic is wanted."""
    return tuple(k for k in (*addressed, *topic.addressed) if k != holder and k not in keys)
