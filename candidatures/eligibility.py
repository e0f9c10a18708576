"""Who may be supported: one pure function, read by the public page, the form, the deposit and the team."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from candidatures.enums import Evidence, Outcome, RuleKind, Verdict
from candidatures.rules import Criterion, Rules, RuleText
from nec_locaux.enums import DatePrecision


@dataclass(frozen=True)
class Facts:
    """What is known of a project. None where nobody said. Amounts in euros; days of Paris."""

    #: The day on which it is sent, or would be.
    sent_on: date
    is_legal_entity: bool | None = None
    collectivites: int | None = None
    expected_attendance: int | None = None
    venue_capacity: int | None = None
    #: The first day of the event; its month's or year's first day where `date_precision` says so.
    start_date: date | None = None
    date_precision: DatePrecision = DatePrecision.DAY
    #: None: not said yet; False: an unaided request.
    wants_grant: bool | None = None
    grant_requested: Decimal | None = None
    budget_total: Decimal | None = None
    #: The considered criteria of which the dossier says something.
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True)
class Finding:
    """What is known of one compulsory criterion, why, and what to do about it. Texts are whole French sentences."""

    rule: RuleKind
    label: str
    verdict: Verdict
    reason: str
    advice: str = ""
    #: The sentence and source of the call.
    text: RuleText = field(default_factory=RuleText)


@dataclass(frozen=True)
class Consideration:
    """What is known of a criterion that is only considered: it refuses nobody."""

    criterion: Criterion
    verdict: Verdict


@dataclass(frozen=True)
class Assessment:
    """What a project may ask for under the rules of a call."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    considerations: tuple[Consideration, ...]
    #: The outcome as a title and a sentence.
    title: str
    explanation: str
    #: The last day on which this project may be sent for a grant; None where its day or the rule is unknown.
    last_day: date | None = None


def assess(rules: Rules, facts: Facts) -> Assessment:
    """What `rules` say of a project."""
    raise NotImplementedError
