"""The names of the vocabulary. Made by ``python -m ontology.generate``: do not edit.

Values are local names; ``Namespaces.term`` makes IRIs of them.
"""

from enum import StrEnum


class Class(StrEnum):
    """Classes."""

    ACTOR = "Actor"
    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    ARMED_GROUP = "ArmedGroup"
    COMPANY = "Company"
    GOVERNMENT_BODY = "GovernmentBody"
    COMMUNITY = "Community"
    PLACE = "Place"
    AGREEMENT = "Agreement"
    TREATY = "Treaty"
    CEASEFIRE = "Ceasefire"
    DECLARATION = "Declaration"
    DEAL = "Deal"
    FORUM = "Forum"
    POLICY_DOCUMENT = "PolicyDocument"
    ISSUE = "Issue"
    CLAIM = "Claim"
    EVENT = "Event"
    POSITION = "Position"
    RELATIONSHIP = "Relationship"
    SPAN = "Span"
    EVIDENCE = "Evidence"
    MENTION = "Mention"
    SENTENCE = "Sentence"
    BOILERPLATE = "Boilerplate"
    DOCUMENT = "Document"
    RULE = "Rule"
    CURATED_ENTRY = "CuratedEntry"
    TENURE = "Tenure"
    FINDING = "Finding"
    CONTRADICTION = "Contradiction"
    SHIFT = "Shift"


class Property(StrEnum):
    """Properties."""

    EVIDENCE = "evidence"
    START_DATE = "startDate"
    END_DATE = "endDate"
    PLACE = "place"
    CONCERNS = "concerns"
    EVENT_TYPE = "eventType"
    PARTICIPANT = "participant"
    AGENT = "agent"
    RECIPIENT = "recipient"
    SUB_EVENT_OF = "subEventOf"
    HAS_SUB_EVENT = "hasSubEvent"
    HOLDER = "holder"
    STANCE = "stance"
    TOPIC = "topic"
    TOWARD = "toward"
    CONTENT = "content"
    RELATION_TYPE = "relationType"
    SUBJECT = "subject"
    OBJECT = "object"
    OFFICE = "office"
    VALID_IN = "validIn"
    DOCUMENT = "document"
    START = "start"
    END = "end"
    QUOTE = "quote"
    SENTENCE = "sentence"
    FACTUALITY = "factuality"
    ATTRIBUTED_TO = "attributedTo"
    CUE = "cue"
    CONDITION = "condition"
    RULE = "rule"
    CONFIDENCE = "confidence"
    REFERS_TO = "refersTo"
    TEXT = "text"
    REFERENCE_DATE = "referenceDate"
    WRITTEN_AFTER = "writtenAfter"
    WRITTEN_BEFORE = "writtenBefore"
    ACTOR = "actor"
    MATTER = "matter"
    CLAIM = "claim"
    EARLIER = "earlier"
    LATER = "later"
    BASIS = "basis"
    CAPITAL = "capital"
    PARTY = "party"
    FOUNDS = "founds"
    DEATH_DATE = "deathDate"
    METONYM = "metonym"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    PLAIN_PROPERTY = "plainProperty"
    OPPOSITE = "opposite"
    ONCE_FOR = "onceFor"
    ALLIED_WITH = "alliedWith"
    PARTNER_OF = "partnerOf"
    MEMBER_OF = "memberOf"
    HAS_MEMBER = "hasMember"
    PARTY_TO = "partyTo"
    HOLDS_OFFICE = "holdsOffice"
    LEADER_OF = "leaderOf"
    AFFILIATED_WITH = "affiliatedWith"
    LOCATED_IN = "locatedIn"
    CONTROLS_TERRITORY = "controlsTerritory"
    DISPUTES_WITH = "disputesWith"
    HOSTILE_TO = "hostileTo"
    ASPIRES_TO_JOIN = "aspiresToJoin"
    PROXY_OF = "proxyOf"
    BACKS = "backs"
    DEPENDS_ON = "dependsOn"
    TRADES_WITH = "tradesWith"
    BORDERS = "borders"
    INFLUENCES_IN = "influencesIn"
    SUCCESSOR_OF = "successorOf"
    PROSCRIBES = "proscribes"
    ENSHRINES = "enshrines"
    SUPPORTS = "supports"
    OPPOSES = "opposes"


class EventType(StrEnum):
    """Concepts of ``EventTypeScheme``."""

    AGREE = "Agree"
    CONSULT = "Consult"
    SUPPORT = "Support"
    CONCEDE = "Concede"
    COOPERATE = "Cooperate"
    AID = "Aid"
    RETREAT = "Retreat"
    REQUEST = "Request"
    ACCUSE = "Accuse"
    REJECT = "Reject"
    THREATEN = "Threaten"
    PROTEST = "Protest"
    SANCTION = "Sanction"
    MOBILIZE = "Mobilize"
    COERCE = "Coerce"
    ASSAULT = "Assault"
    ELECTION = "Election"
    ACCESSION = "Accession"
    COUP = "Coup"
    INAUGURATION = "Inauguration"
    POLITICAL_CHANGE = "PoliticalChange"
    OTHER = "Other"
    SIGNING = "Signing"
    RATIFICATION = "Ratification"
    CEASEFIRE_AGREEMENT = "CeasefireAgreement"
    PEACE_AGREEMENT = "PeaceAgreement"
    TRADE_AGREEMENT = "TradeAgreement"
    RESOLUTION = "Resolution"
    JOINT_STATEMENT = "JointStatement"
    RENEWAL = "Renewal"
    MEETING = "Meeting"
    SUMMIT = "Summit"
    CONFERENCE = "Conference"
    TALKS = "Talks"
    NEGOTIATION = "Negotiation"
    MEDIATION = "Mediation"
    VISIT = "Visit"
    CALL = "Call"
    LETTER = "Letter"
    STATEMENT = "Statement"
    ENDORSEMENT = "Endorsement"
    RECOGNITION = "Recognition"
    NORMALIZATION = "Normalization"
    SANCTIONS_RELIEF = "SanctionsRelief"
    APOLOGY = "Apology"
    PARDON = "Pardon"
    TRADE = "Trade"
    INVESTMENT = "Investment"
    ECONOMIC_COOPERATION = "EconomicCooperation"
    MILITARY_COOPERATION = "MilitaryCooperation"
    JOINT_EXERCISE = "JointExercise"
    JOINT_OPERATION = "JointOperation"
    INTELLIGENCE_SHARING = "IntelligenceSharing"
    EXTRADITION = "Extradition"
    ECONOMIC_AID = "EconomicAid"
    MILITARY_AID = "MilitaryAid"
    ARMS_SALE = "ArmsSale"
    HUMANITARIAN_AID = "HumanitarianAid"
    PEACEKEEPING = "Peacekeeping"
    ASYLUM = "Asylum"
    DEBT_RELIEF = "DebtRelief"
    RESCUE = "Rescue"
    WITHDRAWAL = "Withdrawal"
    EVACUATION = "Evacuation"
    SURRENDER = "Surrender"
    DISARMAMENT = "Disarmament"
    CEASEFIRE_OBSERVANCE = "CeasefireObservance"
    PRISONER_RELEASE = "PrisonerRelease"
    PRISONER_EXCHANGE = "PrisonerExchange"
    REPATRIATION = "Repatriation"
    RESTITUTION = "Restitution"
    CESSION = "Cession"
    ACCESS_GRANT = "AccessGrant"
    APPEAL = "Appeal"
    MEMBERSHIP_APPLICATION = "MembershipApplication"
    CONDEMNATION = "Condemnation"
    DIPLOMATIC_PROTEST = "DiplomaticProtest"
    LAWSUIT = "Lawsuit"
    INVESTIGATION = "Investigation"
    VETO = "Veto"
    BREACH = "Breach"
    ULTIMATUM = "Ultimatum"
    DEMONSTRATION = "Demonstration"
    RIOT = "Riot"
    LABOR_STRIKE = "LaborStrike"
    HUNGER_STRIKE = "HungerStrike"
    BOYCOTT = "Boycott"
    OBSTRUCTION = "Obstruction"
    ECONOMIC_SANCTIONS = "EconomicSanctions"
    EMBARGO = "Embargo"
    TARIFF = "Tariff"
    TRAVEL_BAN = "TravelBan"
    ASSET_FREEZE = "AssetFreeze"
    AID_CUT = "AidCut"
    DIPLOMATIC_BREAK = "DiplomaticBreak"
    RECALL = "Recall"
    TALKS_BREAKDOWN = "TalksBreakdown"
    SUSPENSION = "Suspension"
    DEPLOYMENT = "Deployment"
    WEAPONS_TEST = "WeaponsTest"
    EXERCISE = "Exercise"
    MILITARY_ALERT = "MilitaryAlert"
    SHOW_OF_FORCE = "ShowOfForce"
    ARMS_BUILDUP = "ArmsBuildup"
    ANNEXATION = "Annexation"
    OCCUPATION = "Occupation"
    BLOCKADE = "Blockade"
    DETENTION = "Detention"
    EXPULSION = "Expulsion"
    SEIZURE = "Seizure"
    BAN = "Ban"
    CENSORSHIP = "Censorship"
    MARTIAL_LAW = "MartialLaw"
    INTERFERENCE = "Interference"
    CYBERATTACK = "Cyberattack"
    DISINFORMATION = "Disinformation"
    ESPIONAGE = "Espionage"
    WAR = "War"
    INVASION = "Invasion"
    MILITARY_INTERVENTION = "MilitaryIntervention"
    ATTACK = "Attack"
    BOMBING = "Bombing"
    AIRSTRIKE = "Airstrike"
    DRONE_STRIKE = "DroneStrike"
    SHELLING = "Shelling"
    CAPTURE = "Capture"
    SIEGE = "Siege"
    CLASH = "Clash"
    TERRORIST_ATTACK = "TerroristAttack"
    SUICIDE_ATTACK = "SuicideAttack"
    ASSASSINATION = "Assassination"
    HOSTAGE_TAKING = "HostageTaking"
    REPRESSION = "Repression"
    TORTURE = "Torture"
    MASSACRE = "Massacre"
    ETHNIC_CLEANSING = "EthnicCleansing"
    UNCONVENTIONAL_ATTACK = "UnconventionalAttack"
    REFERENDUM = "Referendum"
    COUP_ATTEMPT = "CoupAttempt"
    APPOINTMENT = "Appointment"
    RESIGNATION = "Resignation"
    DISMISSAL = "Dismissal"
    REVOLUTION = "Revolution"
    INDEPENDENCE = "Independence"
    SECESSION = "Secession"
    UNIFICATION = "Unification"
    DISSOLUTION = "Dissolution"
    FOUNDING = "Founding"
    LEGISLATION = "Legislation"
    POLICY_CHANGE = "PolicyChange"
    VERDICT = "Verdict"
    DEATH = "Death"
    DISASTER = "Disaster"
    ECONOMIC_CRISIS = "EconomicCrisis"
    MIGRATION = "Migration"


class Stance(StrEnum):
    """What a position's stance may be."""

    SUPPORTS = "Supports"
    SEEKS = "Seeks"
    DEMANDS = "Demands"
    PLEDGES = "Pledges"
    RECOGNIZES = "Recognizes"
    OPPOSES = "Opposes"
    REJECTS = "Rejects"
    CRITICIZES = "Criticizes"
    ACCUSES = "Accuses"
    THREATENS = "Threatens"
    FEARS = "Fears"
    BELIEVES = "Believes"
    EXPECTS = "Expects"
    CLAIMS = "Claims"
    DOUBTS = "Doubts"
    DENIES = "Denies"


class Direction(StrEnum):
    """The concepts above the stances."""

    FAVOURABLE = "Favourable"
    UNFAVOURABLE = "Unfavourable"
    EPISTEMIC = "Epistemic"


class RelationType(StrEnum):
    """Concepts of ``RelationTypeScheme``."""

    ALLIED_WITH = "AlliedWith"
    PARTNER_OF = "PartnerOf"
    MEMBER_OF = "MemberOf"
    PARTY_TO = "PartyTo"
    HOLDS_OFFICE = "HoldsOffice"
    LEADER_OF = "LeaderOf"
    AFFILIATED_WITH = "AffiliatedWith"
    LOCATED_IN = "LocatedIn"
    CONTROLS_TERRITORY = "ControlsTerritory"
    DISPUTES_WITH = "DisputesWith"
    HOSTILE_TO = "HostileTo"
    ASPIRES_TO_JOIN = "AspiresToJoin"
    PROXY_OF = "ProxyOf"
    BACKS = "Backs"
    DEPENDS_ON = "DependsOn"
    TRADES_WITH = "TradesWith"
    BORDERS = "Borders"
    INFLUENCES_IN = "InfluencesIn"
    SUCCESSOR_OF = "SuccessorOf"
    PROSCRIBES = "Proscribes"
    ENSHRINES = "Enshrines"


class Factuality(StrEnum):
    """Concepts of ``FactualityScheme``."""

    ASSERTED = "Asserted"
    NEGATED = "Negated"
    POSSIBLE = "Possible"
    HYPOTHETICAL = "Hypothetical"
    PLANNED = "Planned"


TOP_EVENT_TYPE: dict[EventType, EventType] = {
    EventType.AGREE: EventType.AGREE,
    EventType.CONSULT: EventType.CONSULT,
    EventType.SUPPORT: EventType.SUPPORT,
    EventType.CONCEDE: EventType.CONCEDE,
    EventType.COOPERATE: EventType.COOPERATE,
    EventType.AID: EventType.AID,
    EventType.RETREAT: EventType.RETREAT,
    EventType.REQUEST: EventType.REQUEST,
    EventType.ACCUSE: EventType.ACCUSE,
    EventType.REJECT: EventType.REJECT,
    EventType.THREATEN: EventType.THREATEN,
    EventType.PROTEST: EventType.PROTEST,
    EventType.SANCTION: EventType.SANCTION,
    EventType.MOBILIZE: EventType.MOBILIZE,
    EventType.COERCE: EventType.COERCE,
    EventType.ASSAULT: EventType.ASSAULT,
    EventType.ELECTION: EventType.ELECTION,
    EventType.ACCESSION: EventType.ACCESSION,
    EventType.COUP: EventType.COUP,
    EventType.INAUGURATION: EventType.INAUGURATION,
    EventType.POLITICAL_CHANGE: EventType.POLITICAL_CHANGE,
    EventType.OTHER: EventType.OTHER,
    EventType.SIGNING: EventType.AGREE,
    EventType.RATIFICATION: EventType.AGREE,
    EventType.CEASEFIRE_AGREEMENT: EventType.AGREE,
    EventType.PEACE_AGREEMENT: EventType.AGREE,
    EventType.TRADE_AGREEMENT: EventType.AGREE,
    EventType.RESOLUTION: EventType.AGREE,
    EventType.JOINT_STATEMENT: EventType.AGREE,
    EventType.RENEWAL: EventType.AGREE,
    EventType.MEETING: EventType.CONSULT,
    EventType.SUMMIT: EventType.CONSULT,
    EventType.CONFERENCE: EventType.CONSULT,
    EventType.TALKS: EventType.CONSULT,
    EventType.NEGOTIATION: EventType.CONSULT,
    EventType.MEDIATION: EventType.CONSULT,
    EventType.VISIT: EventType.CONSULT,
    EventType.CALL: EventType.CONSULT,
    EventType.LETTER: EventType.CONSULT,
    EventType.STATEMENT: EventType.CONSULT,
    EventType.ENDORSEMENT: EventType.SUPPORT,
    EventType.RECOGNITION: EventType.SUPPORT,
    EventType.NORMALIZATION: EventType.SUPPORT,
    EventType.SANCTIONS_RELIEF: EventType.CONCEDE,
    EventType.APOLOGY: EventType.CONCEDE,
    EventType.PARDON: EventType.CONCEDE,
    EventType.TRADE: EventType.COOPERATE,
    EventType.INVESTMENT: EventType.COOPERATE,
    EventType.ECONOMIC_COOPERATION: EventType.COOPERATE,
    EventType.MILITARY_COOPERATION: EventType.COOPERATE,
    EventType.JOINT_EXERCISE: EventType.COOPERATE,
    EventType.JOINT_OPERATION: EventType.COOPERATE,
    EventType.INTELLIGENCE_SHARING: EventType.COOPERATE,
    EventType.EXTRADITION: EventType.COOPERATE,
    EventType.ECONOMIC_AID: EventType.AID,
    EventType.MILITARY_AID: EventType.AID,
    EventType.ARMS_SALE: EventType.AID,
    EventType.HUMANITARIAN_AID: EventType.AID,
    EventType.PEACEKEEPING: EventType.AID,
    EventType.ASYLUM: EventType.AID,
    EventType.DEBT_RELIEF: EventType.AID,
    EventType.RESCUE: EventType.AID,
    EventType.WITHDRAWAL: EventType.RETREAT,
    EventType.EVACUATION: EventType.RETREAT,
    EventType.SURRENDER: EventType.RETREAT,
    EventType.DISARMAMENT: EventType.RETREAT,
    EventType.CEASEFIRE_OBSERVANCE: EventType.RETREAT,
    EventType.PRISONER_RELEASE: EventType.RETREAT,
    EventType.PRISONER_EXCHANGE: EventType.RETREAT,
    EventType.REPATRIATION: EventType.RETREAT,
    EventType.RESTITUTION: EventType.RETREAT,
    EventType.CESSION: EventType.RETREAT,
    EventType.ACCESS_GRANT: EventType.RETREAT,
    EventType.APPEAL: EventType.REQUEST,
    EventType.MEMBERSHIP_APPLICATION: EventType.REQUEST,
    EventType.CONDEMNATION: EventType.ACCUSE,
    EventType.DIPLOMATIC_PROTEST: EventType.ACCUSE,
    EventType.LAWSUIT: EventType.ACCUSE,
    EventType.INVESTIGATION: EventType.ACCUSE,
    EventType.VETO: EventType.REJECT,
    EventType.BREACH: EventType.REJECT,
    EventType.ULTIMATUM: EventType.THREATEN,
    EventType.DEMONSTRATION: EventType.PROTEST,
    EventType.RIOT: EventType.PROTEST,
    EventType.LABOR_STRIKE: EventType.PROTEST,
    EventType.HUNGER_STRIKE: EventType.PROTEST,
    EventType.BOYCOTT: EventType.PROTEST,
    EventType.OBSTRUCTION: EventType.PROTEST,
    EventType.ECONOMIC_SANCTIONS: EventType.SANCTION,
    EventType.EMBARGO: EventType.SANCTION,
    EventType.TARIFF: EventType.SANCTION,
    EventType.TRAVEL_BAN: EventType.SANCTION,
    EventType.ASSET_FREEZE: EventType.SANCTION,
    EventType.AID_CUT: EventType.SANCTION,
    EventType.DIPLOMATIC_BREAK: EventType.SANCTION,
    EventType.RECALL: EventType.SANCTION,
    EventType.TALKS_BREAKDOWN: EventType.SANCTION,
    EventType.SUSPENSION: EventType.SANCTION,
    EventType.DEPLOYMENT: EventType.MOBILIZE,
    EventType.WEAPONS_TEST: EventType.MOBILIZE,
    EventType.EXERCISE: EventType.MOBILIZE,
    EventType.MILITARY_ALERT: EventType.MOBILIZE,
    EventType.SHOW_OF_FORCE: EventType.MOBILIZE,
    EventType.ARMS_BUILDUP: EventType.MOBILIZE,
    EventType.ANNEXATION: EventType.COERCE,
    EventType.OCCUPATION: EventType.COERCE,
    EventType.BLOCKADE: EventType.COERCE,
    EventType.DETENTION: EventType.COERCE,
    EventType.EXPULSION: EventType.COERCE,
    EventType.SEIZURE: EventType.COERCE,
    EventType.BAN: EventType.COERCE,
    EventType.CENSORSHIP: EventType.COERCE,
    EventType.MARTIAL_LAW: EventType.COERCE,
    EventType.INTERFERENCE: EventType.COERCE,
    EventType.CYBERATTACK: EventType.COERCE,
    EventType.DISINFORMATION: EventType.COERCE,
    EventType.ESPIONAGE: EventType.COERCE,
    EventType.WAR: EventType.ASSAULT,
    EventType.INVASION: EventType.ASSAULT,
    EventType.MILITARY_INTERVENTION: EventType.ASSAULT,
    EventType.ATTACK: EventType.ASSAULT,
    EventType.BOMBING: EventType.ASSAULT,
    EventType.AIRSTRIKE: EventType.ASSAULT,
    EventType.DRONE_STRIKE: EventType.ASSAULT,
    EventType.SHELLING: EventType.ASSAULT,
    EventType.CAPTURE: EventType.ASSAULT,
    EventType.SIEGE: EventType.ASSAULT,
    EventType.CLASH: EventType.ASSAULT,
    EventType.TERRORIST_ATTACK: EventType.ASSAULT,
    EventType.SUICIDE_ATTACK: EventType.ASSAULT,
    EventType.ASSASSINATION: EventType.ASSAULT,
    EventType.HOSTAGE_TAKING: EventType.ASSAULT,
    EventType.REPRESSION: EventType.ASSAULT,
    EventType.TORTURE: EventType.ASSAULT,
    EventType.MASSACRE: EventType.ASSAULT,
    EventType.ETHNIC_CLEANSING: EventType.ASSAULT,
    EventType.UNCONVENTIONAL_ATTACK: EventType.ASSAULT,
    EventType.REFERENDUM: EventType.ELECTION,
    EventType.COUP_ATTEMPT: EventType.COUP,
    EventType.APPOINTMENT: EventType.POLITICAL_CHANGE,
    EventType.RESIGNATION: EventType.POLITICAL_CHANGE,
    EventType.DISMISSAL: EventType.POLITICAL_CHANGE,
    EventType.REVOLUTION: EventType.POLITICAL_CHANGE,
    EventType.INDEPENDENCE: EventType.POLITICAL_CHANGE,
    EventType.SECESSION: EventType.POLITICAL_CHANGE,
    EventType.UNIFICATION: EventType.POLITICAL_CHANGE,
    EventType.DISSOLUTION: EventType.POLITICAL_CHANGE,
    EventType.FOUNDING: EventType.POLITICAL_CHANGE,
    EventType.LEGISLATION: EventType.POLITICAL_CHANGE,
    EventType.POLICY_CHANGE: EventType.POLITICAL_CHANGE,
    EventType.VERDICT: EventType.POLITICAL_CHANGE,
    EventType.DEATH: EventType.OTHER,
    EventType.DISASTER: EventType.OTHER,
    EventType.ECONOMIC_CRISIS: EventType.OTHER,
    EventType.MIGRATION: EventType.OTHER,
}
"""The top concept above each event type; above a top concept, itself."""

BROADER: dict[EventType, EventType] = {
    EventType.SIGNING: EventType.AGREE,
    EventType.RATIFICATION: EventType.AGREE,
    EventType.CEASEFIRE_AGREEMENT: EventType.AGREE,
    EventType.PEACE_AGREEMENT: EventType.AGREE,
    EventType.TRADE_AGREEMENT: EventType.AGREE,
    EventType.RESOLUTION: EventType.AGREE,
    EventType.JOINT_STATEMENT: EventType.AGREE,
    EventType.RENEWAL: EventType.AGREE,
    EventType.MEETING: EventType.CONSULT,
    EventType.SUMMIT: EventType.CONSULT,
    EventType.CONFERENCE: EventType.CONSULT,
    EventType.TALKS: EventType.CONSULT,
    EventType.NEGOTIATION: EventType.CONSULT,
    EventType.MEDIATION: EventType.CONSULT,
    EventType.VISIT: EventType.CONSULT,
    EventType.CALL: EventType.CONSULT,
    EventType.LETTER: EventType.CONSULT,
    EventType.STATEMENT: EventType.CONSULT,
    EventType.ENDORSEMENT: EventType.SUPPORT,
    EventType.RECOGNITION: EventType.SUPPORT,
    EventType.NORMALIZATION: EventType.SUPPORT,
    EventType.SANCTIONS_RELIEF: EventType.CONCEDE,
    EventType.APOLOGY: EventType.CONCEDE,
    EventType.PARDON: EventType.CONCEDE,
    EventType.TRADE: EventType.COOPERATE,
    EventType.INVESTMENT: EventType.COOPERATE,
    EventType.ECONOMIC_COOPERATION: EventType.COOPERATE,
    EventType.MILITARY_COOPERATION: EventType.COOPERATE,
    EventType.JOINT_EXERCISE: EventType.COOPERATE,
    EventType.JOINT_OPERATION: EventType.COOPERATE,
    EventType.INTELLIGENCE_SHARING: EventType.COOPERATE,
    EventType.EXTRADITION: EventType.COOPERATE,
    EventType.ECONOMIC_AID: EventType.AID,
    EventType.MILITARY_AID: EventType.AID,
    EventType.ARMS_SALE: EventType.AID,
    EventType.HUMANITARIAN_AID: EventType.AID,
    EventType.PEACEKEEPING: EventType.AID,
    EventType.ASYLUM: EventType.AID,
    EventType.DEBT_RELIEF: EventType.AID,
    EventType.RESCUE: EventType.AID,
    EventType.WITHDRAWAL: EventType.RETREAT,
    EventType.EVACUATION: EventType.RETREAT,
    EventType.SURRENDER: EventType.RETREAT,
    EventType.DISARMAMENT: EventType.RETREAT,
    EventType.CEASEFIRE_OBSERVANCE: EventType.RETREAT,
    EventType.PRISONER_RELEASE: EventType.RETREAT,
    EventType.PRISONER_EXCHANGE: EventType.RETREAT,
    EventType.REPATRIATION: EventType.RETREAT,
    EventType.RESTITUTION: EventType.RETREAT,
    EventType.CESSION: EventType.RETREAT,
    EventType.ACCESS_GRANT: EventType.RETREAT,
    EventType.APPEAL: EventType.REQUEST,
    EventType.MEMBERSHIP_APPLICATION: EventType.REQUEST,
    EventType.CONDEMNATION: EventType.ACCUSE,
    EventType.DIPLOMATIC_PROTEST: EventType.ACCUSE,
    EventType.LAWSUIT: EventType.ACCUSE,
    EventType.INVESTIGATION: EventType.ACCUSE,
    EventType.VETO: EventType.REJECT,
    EventType.BREACH: EventType.REJECT,
    EventType.ULTIMATUM: EventType.THREATEN,
    EventType.DEMONSTRATION: EventType.PROTEST,
    EventType.RIOT: EventType.PROTEST,
    EventType.LABOR_STRIKE: EventType.PROTEST,
    EventType.HUNGER_STRIKE: EventType.PROTEST,
    EventType.BOYCOTT: EventType.PROTEST,
    EventType.OBSTRUCTION: EventType.PROTEST,
    EventType.ECONOMIC_SANCTIONS: EventType.SANCTION,
    EventType.EMBARGO: EventType.SANCTION,
    EventType.TARIFF: EventType.SANCTION,
    EventType.TRAVEL_BAN: EventType.SANCTION,
    EventType.ASSET_FREEZE: EventType.SANCTION,
    EventType.AID_CUT: EventType.SANCTION,
    EventType.DIPLOMATIC_BREAK: EventType.SANCTION,
    EventType.RECALL: EventType.SANCTION,
    EventType.TALKS_BREAKDOWN: EventType.SANCTION,
    EventType.SUSPENSION: EventType.SANCTION,
    EventType.DEPLOYMENT: EventType.MOBILIZE,
    EventType.WEAPONS_TEST: EventType.MOBILIZE,
    EventType.EXERCISE: EventType.MOBILIZE,
    EventType.MILITARY_ALERT: EventType.MOBILIZE,
    EventType.SHOW_OF_FORCE: EventType.MOBILIZE,
    EventType.ARMS_BUILDUP: EventType.MOBILIZE,
    EventType.ANNEXATION: EventType.COERCE,
    EventType.OCCUPATION: EventType.COERCE,
    EventType.BLOCKADE: EventType.COERCE,
    EventType.DETENTION: EventType.COERCE,
    EventType.EXPULSION: EventType.COERCE,
    EventType.SEIZURE: EventType.COERCE,
    EventType.BAN: EventType.COERCE,
    EventType.CENSORSHIP: EventType.COERCE,
    EventType.MARTIAL_LAW: EventType.COERCE,
    EventType.INTERFERENCE: EventType.COERCE,
    EventType.CYBERATTACK: EventType.COERCE,
    EventType.DISINFORMATION: EventType.COERCE,
    EventType.ESPIONAGE: EventType.COERCE,
    EventType.WAR: EventType.ASSAULT,
    EventType.INVASION: EventType.ASSAULT,
    EventType.MILITARY_INTERVENTION: EventType.ASSAULT,
    EventType.ATTACK: EventType.ASSAULT,
    EventType.BOMBING: EventType.ASSAULT,
    EventType.AIRSTRIKE: EventType.ASSAULT,
    EventType.DRONE_STRIKE: EventType.ASSAULT,
    EventType.SHELLING: EventType.ASSAULT,
    EventType.CAPTURE: EventType.ASSAULT,
    EventType.SIEGE: EventType.ASSAULT,
    EventType.CLASH: EventType.ASSAULT,
    EventType.TERRORIST_ATTACK: EventType.ASSAULT,
    EventType.SUICIDE_ATTACK: EventType.ASSAULT,
    EventType.ASSASSINATION: EventType.ASSAULT,
    EventType.HOSTAGE_TAKING: EventType.ASSAULT,
    EventType.REPRESSION: EventType.ASSAULT,
    EventType.TORTURE: EventType.ASSAULT,
    EventType.MASSACRE: EventType.ASSAULT,
    EventType.ETHNIC_CLEANSING: EventType.ASSAULT,
    EventType.UNCONVENTIONAL_ATTACK: EventType.ASSAULT,
    EventType.REFERENDUM: EventType.ELECTION,
    EventType.COUP_ATTEMPT: EventType.COUP,
    EventType.APPOINTMENT: EventType.POLITICAL_CHANGE,
    EventType.RESIGNATION: EventType.POLITICAL_CHANGE,
    EventType.DISMISSAL: EventType.POLITICAL_CHANGE,
    EventType.REVOLUTION: EventType.POLITICAL_CHANGE,
    EventType.INDEPENDENCE: EventType.POLITICAL_CHANGE,
    EventType.SECESSION: EventType.POLITICAL_CHANGE,
    EventType.UNIFICATION: EventType.POLITICAL_CHANGE,
    EventType.DISSOLUTION: EventType.POLITICAL_CHANGE,
    EventType.FOUNDING: EventType.POLITICAL_CHANGE,
    EventType.LEGISLATION: EventType.POLITICAL_CHANGE,
    EventType.POLICY_CHANGE: EventType.POLITICAL_CHANGE,
    EventType.VERDICT: EventType.POLITICAL_CHANGE,
    EventType.DEATH: EventType.OTHER,
    EventType.DISASTER: EventType.OTHER,
    EventType.ECONOMIC_CRISIS: EventType.OTHER,
    EventType.MIGRATION: EventType.OTHER,
}
"""The next broader concept of each event type but the top ones."""

DIRECTION_OF: dict[Stance, Direction] = {
    Stance.SUPPORTS: Direction.FAVOURABLE,
    Stance.SEEKS: Direction.FAVOURABLE,
    Stance.DEMANDS: Direction.FAVOURABLE,
    Stance.PLEDGES: Direction.FAVOURABLE,
    Stance.RECOGNIZES: Direction.FAVOURABLE,
    Stance.OPPOSES: Direction.UNFAVOURABLE,
    Stance.REJECTS: Direction.UNFAVOURABLE,
    Stance.CRITICIZES: Direction.UNFAVOURABLE,
    Stance.ACCUSES: Direction.UNFAVOURABLE,
    Stance.THREATENS: Direction.UNFAVOURABLE,
    Stance.FEARS: Direction.UNFAVOURABLE,
    Stance.BELIEVES: Direction.EPISTEMIC,
    Stance.EXPECTS: Direction.EPISTEMIC,
    Stance.CLAIMS: Direction.EPISTEMIC,
    Stance.DOUBTS: Direction.EPISTEMIC,
    Stance.DENIES: Direction.EPISTEMIC,
}
"""The direction of each stance."""

PLAIN_PROPERTY: dict[RelationType | Stance, Property] = {
    RelationType.ALLIED_WITH: Property.ALLIED_WITH,
    RelationType.PARTNER_OF: Property.PARTNER_OF,
    RelationType.MEMBER_OF: Property.MEMBER_OF,
    RelationType.PARTY_TO: Property.PARTY_TO,
    RelationType.HOLDS_OFFICE: Property.HOLDS_OFFICE,
    RelationType.LEADER_OF: Property.LEADER_OF,
    RelationType.AFFILIATED_WITH: Property.AFFILIATED_WITH,
    RelationType.LOCATED_IN: Property.LOCATED_IN,
    RelationType.CONTROLS_TERRITORY: Property.CONTROLS_TERRITORY,
    RelationType.DISPUTES_WITH: Property.DISPUTES_WITH,
    RelationType.HOSTILE_TO: Property.HOSTILE_TO,
    RelationType.ASPIRES_TO_JOIN: Property.ASPIRES_TO_JOIN,
    RelationType.PROXY_OF: Property.PROXY_OF,
    RelationType.BACKS: Property.BACKS,
    RelationType.DEPENDS_ON: Property.DEPENDS_ON,
    RelationType.TRADES_WITH: Property.TRADES_WITH,
    RelationType.BORDERS: Property.BORDERS,
    RelationType.INFLUENCES_IN: Property.INFLUENCES_IN,
    RelationType.SUCCESSOR_OF: Property.SUCCESSOR_OF,
    RelationType.PROSCRIBES: Property.PROSCRIBES,
    RelationType.ENSHRINES: Property.ENSHRINES,
    Stance.SUPPORTS: Property.SUPPORTS,
    Stance.OPPOSES: Property.OPPOSES,
}
"""The property of the plain triple that a claim yields where its author asserts it."""

SYMMETRIC: frozenset[RelationType] = frozenset(
    {
        RelationType.ALLIED_WITH,
        RelationType.PARTNER_OF,
        RelationType.DISPUTES_WITH,
        RelationType.HOSTILE_TO,
        RelationType.TRADES_WITH,
        RelationType.BORDERS,
    }
)
"""Relation types whose subject and object may change places."""

SUPERCLASSES: dict[Class, tuple[Class, ...]] = {
    Class.ACTOR: (),
    Class.PERSON: (Class.ACTOR,),
    Class.STATE: (Class.ACTOR,),
    Class.ORGANIZATION: (Class.ACTOR,),
    Class.ARMED_GROUP: (Class.ACTOR,),
    Class.COMPANY: (Class.ACTOR,),
    Class.GOVERNMENT_BODY: (Class.ACTOR,),
    Class.COMMUNITY: (Class.ACTOR,),
    Class.PLACE: (),
    Class.AGREEMENT: (),
    Class.TREATY: (Class.AGREEMENT,),
    Class.CEASEFIRE: (Class.AGREEMENT,),
    Class.DECLARATION: (Class.AGREEMENT,),
    Class.DEAL: (Class.AGREEMENT,),
    Class.FORUM: (),
    Class.POLICY_DOCUMENT: (),
    Class.ISSUE: (),
    Class.CLAIM: (),
    Class.EVENT: (Class.CLAIM,),
    Class.POSITION: (Class.CLAIM,),
    Class.RELATIONSHIP: (Class.CLAIM,),
    Class.SPAN: (),
    Class.EVIDENCE: (Class.SPAN,),
    Class.MENTION: (Class.SPAN,),
    Class.SENTENCE: (Class.SPAN,),
    Class.BOILERPLATE: (Class.SPAN,),
    Class.DOCUMENT: (),
    Class.RULE: (),
    Class.CURATED_ENTRY: (Class.RULE,),
    Class.TENURE: (),
    Class.FINDING: (),
    Class.CONTRADICTION: (Class.FINDING,),
    Class.SHIFT: (Class.FINDING,),
}
"""The superclasses of each class within the vocabulary, nearest first."""
