"""Which PLOVER class a claim of Accord is: the one table by which ``bench.plover`` compares.

From the PLOVER codebook (https://github.com/openeventdata/PLOVER: PLOVER_MANUAL and the summary of
the classes), in the names that the gold records use: DEMAND, DISAPPROVE and INVESTIGATE are what
the later edition, and Accord's data model, call Request and Accuse; FIGHT is part of Assault.

A claim has several classes where Accord's concept is the wider one, or where the codebook sorts by
something that Accord's concept leaves open.
"""

from collections.abc import Mapping

from extract.claims import Factuality
from ontology.terms import BROADER, EventType, Stance

Classes = frozenset[str]

COOPERATIVE: Classes = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
)
MATERIAL_CONFLICT: Classes = frozenset(
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "FIGHT")
)

_TOP: Mapping[EventType, Classes] = {
    EventType.AGREE: frozenset(("AGREE",)),
    EventType.CONSULT: frozenset(("CONSULT",)),
    EventType.SUPPORT: frozenset(("SUPPORT",)),
    EventType.CONCEDE: frozenset(("CONCEDE",)),
    EventType.COOPERATE: frozenset(("COOPERATE",)),
    EventType.AID: frozenset(("AID",)),
    EventType.RETREAT: frozenset(("RETREAT",)),
    EventType.REQUEST: frozenset(("DEMAND",)),
    EventType.ACCUSE: frozenset(("DISAPPROVE", "INVESTIGATE")),
    EventType.REJECT: frozenset(("REJECT",)),
    EventType.THREATEN: frozenset(("THREATEN",)),
    EventType.PROTEST: frozenset(("PROTEST",)),
    EventType.SANCTION: frozenset(("SANCTION",)),
    EventType.MOBILIZE: frozenset(("MOBILIZE",)),
    EventType.COERCE: frozenset(("COERCE",)),
    EventType.ASSAULT: frozenset(("ASSAULT", "FIGHT")),
}

_NARROWER: Mapping[EventType, Classes] = {
    # SUPPORT: "ratify, sign, or finalize an agreement"; AGREE: to promise one
    EventType.SIGNING: frozenset(("SUPPORT", "AGREE")),
    EventType.RATIFICATION: frozenset(("SUPPORT", "AGREE")),
    EventType.PEACE_AGREEMENT: frozenset(("SUPPORT", "AGREE")),
    EventType.TRADE_AGREEMENT: frozenset(("SUPPORT", "AGREE")),
    # a truce is declared (CONCEDE) or kept (RETREAT)
    EventType.CEASEFIRE_AGREEMENT: frozenset(("AGREE", "CONCEDE", "RETREAT")),
    # CONCEDE: regret and pardons; SUPPORT in CAMEO, from which the gold records come
    EventType.APOLOGY: frozenset(("CONCEDE", "SUPPORT")),
    EventType.PARDON: frozenset(("CONCEDE", "SUPPORT")),
    # easing what was imposed is a promise (CONCEDE) with or without effects (RETREAT)
    EventType.SANCTIONS_RELIEF: frozenset(("CONCEDE", "RETREAT")),
    # SANCTION: to expel diplomats, inspectors and peacekeepers, or to withdraw one's own
    EventType.EXPULSION: frozenset(("COERCE", "SANCTION")),
    EventType.WITHDRAWAL: frozenset(("RETREAT", "SANCTION")),
    # RETREAT has them too: it "also covers resignations of government officials"
    EventType.RESIGNATION: frozenset(("RETREAT",)),
    # RETREAT: to receive peacekeepers; AID: to send them
    EventType.PEACEKEEPING: frozenset(("AID", "RETREAT")),
    # COERCE: to abduct and to hold; ASSAULT since the edition of 2021
    EventType.HOSTAGE_TAKING: frozenset(("COERCE", "ASSAULT")),
    EventType.ETHNIC_CLEANSING: frozenset(("ASSAULT", "FIGHT", "COERCE")),
    # CAMEO 172: restrictions on parties and papers
    EventType.BAN: frozenset(("COERCE", "SANCTION")),
    # DISAPPROVE: to find guilty
    EventType.VERDICT: frozenset(("DISAPPROVE", "COERCE")),
    EventType.OCCUPATION: frozenset(("COERCE", "FIGHT")),
    EventType.ANNEXATION: frozenset(("COERCE", "FIGHT")),
    # FIGHT is war between armed forces; a breach of a truce is one as well as a rejection
    EventType.BREACH: frozenset(("REJECT", "FIGHT")),
}

_STANCES: Mapping[Stance, Classes] = {
    # Supports is both approval and the will to do something
    Stance.SUPPORTS: frozenset(("SUPPORT", "AGREE")),
    Stance.SEEKS: frozenset(("AGREE",)),
    Stance.DEMANDS: frozenset(("DEMAND",)),
    Stance.PLEDGES: frozenset(("AGREE",)),
    # to recognize a state; to accept a demand
    Stance.RECOGNIZES: frozenset(("SUPPORT", "CONCEDE")),
    Stance.OPPOSES: frozenset(("DISAPPROVE", "REJECT")),
    Stance.REJECTS: frozenset(("REJECT",)),
    Stance.CRITICIZES: frozenset(("DISAPPROVE",)),
    Stance.ACCUSES: frozenset(("DISAPPROVE",)),
    Stance.THREATENS: frozenset(("THREATEN",)),
}


def classes_of_event(event_type: str, factuality: Factuality) -> Classes:
    """The PLOVER classes of an event as one mention states it; empty where it has none.

    What is planned: "all cooperative actions reported in future tense are also taken to imply
    intentions" (AGREE), and conflict that is announced, or made to depend on a condition, is
    threatened (THREATEN). Cooperation that is said not to take place is a refusal (REJECT); other
    things that did not happen are no events.
    """
    concept = EventType(event_type)
    while concept not in _NARROWER and concept not in _TOP and concept in BROADER:
        concept = BROADER[concept]
    classes = _NARROWER.get(concept, _TOP.get(concept, frozenset()))
    if factuality == "Negated":
        return frozenset(("REJECT",)) if classes & COOPERATIVE else frozenset()
    if factuality == "Planned" and classes & COOPERATIVE:
        classes |= {"AGREE"}
    if factuality in ("Planned", "Hypothetical") and classes & MATERIAL_CONFLICT:
        classes |= {"THREATEN"}
    return classes


def classes_of_position(stance: str, factuality: Factuality, topics: Classes) -> Classes:
    """The PLOVER classes of a stance as one mention states it; empty where it has none.

    Args:
        stance: the stance.
        factuality: as the mention has it.
        topics: the classes of the events that it is about.

    Who pledges or seeks conflict threatens; who does not support, recognize or pledge refuses.
    """
    concept = Stance(stance)
    classes = _STANCES.get(concept, frozenset())
    if factuality == "Negated":
        return frozenset(("REJECT",)) if classes & COOPERATIVE else frozenset()
    if concept in (Stance.PLEDGES, Stance.SEEKS) and topics & MATERIAL_CONFLICT:
        return frozenset(("THREATEN",))
    return classes
