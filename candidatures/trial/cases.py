"""The trial dossiers, one after the other in the order of their deposits: where, when, and how far each has come."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from candidatures.enums import State
from socle.enums import TerritoireKind

COMMUNE, DEPARTEMENT = TerritoireKind.COMMUNE, TerritoireKind.DEPARTEMENT
REGION, OUTRE_MER = TerritoireKind.REGION, TerritoireKind.OUTRE_MER


@dataclass(frozen=True)
class Case:
    """A trial dossier. `plot` names its story (`trial.plots`), which leaves it in `state`.

    Its days are counted from that of the loading: `sent` days before it, `event` days after it.
    """

    plot: str
    state: State
    sent: int
    event: int
    kind: TerritoireKind
    code: str
    attendance: int = 200
    capacity: int = 300
    #: The costs, in euros.
    budget: int = 8000
    wants_grant: bool = True
    has_collectivite: bool = True
    knows_only_month: bool = False
    structure_kind: str = "association"

    def sent_day(self, today: date) -> date:
        return today - timedelta(days=self.sent)

    def event_day(self, today: date) -> date:
        return today + timedelta(days=self.event)


CASES: Final = (
    Case("paid", State.PAID, 640, -430, COMMUNE, "88160", attendance=250),
    Case("closed", State.CLOSED, 560, -400, COMMUNE, "29232", attendance=150, budget=4000, wants_grant=False),
    Case("refused", State.REFUSED, 500, -300, DEPARTEMENT, "23", attendance=160, capacity=200),
    Case("paid", State.PAID, 420, -240, DEPARTEMENT, "19", attendance=400, capacity=500, budget=12_000),
    Case("closed_unpaid", State.CLOSED, 400, -230, COMMUNE, "66136", attendance=180),
    Case("cancelled", State.CANCELLED, 330, -60, COMMUNE, "2A004", attendance=220),
    Case("reports_read", State.REPORTS_RECEIVED, 300, -120, COMMUNE, "54395", attendance=300, budget=10_000),
    Case("reports_late", State.REPORTS_DUE, 290, -110, OUTRE_MER, "976", attendance=350, capacity=400),
    Case("reports_received", State.REPORTS_RECEIVED, 270, -60, COMMUNE, "62041", attendance=260, budget=9000),
    Case("reports_returned", State.REPORTS_DUE, 260, -75, COMMUNE, "59512", attendance=240),
    Case("reports_near", State.REPORTS_DUE, 250, -57, DEPARTEMENT, "48", attendance=150, capacity=150, budget=6000),
    Case("held", State.EVENT_HELD, 200, -20, COMMUNE, "87085", attendance=120, budget=3000, wants_grant=False),
    Case("held_with_grant", State.EVENT_HELD, 190, -2, COMMUNE, "25056", attendance=320, capacity=350),
    Case("signed", State.AGREEMENT_SIGNED, 170, 12, COMMUNE, "64102", attendance=200, structure_kind="commune"),
    Case("signed", State.AGREEMENT_SIGNED, 160, 45, DEPARTEMENT, "53", attendance=190, knows_only_month=True),
    Case("returned", State.AGREEMENT_SENT, 130, 60, COMMUNE, "26362", attendance=280, budget=10_000),
    Case("sent", State.AGREEMENT_SENT, 120, 75, COMMUNE, "70550", attendance=210),
    Case("refused_then_erasure", State.REFUSED, 105, 50, COMMUNE, "18033", attendance=80, has_collectivite=False),
    Case("agreement_made", State.VALIDATED, 95, 90, COMMUNE, "76540", attendance=500, capacity=600, budget=12_000),
    Case("accepted_without_grant", State.VALIDATED, 90, 20, COMMUNE, "81004", attendance=170, wants_grant=False),
    Case("reopened", State.IN_REVIEW, 85, 110, DEPARTEMENT, "15", attendance=200),
    Case("accepted", State.VALIDATED, 75, 130, COMMUNE, "68066", attendance=300, structure_kind="epci"),
    Case("withdrawn", State.WITHDRAWN, 70, 120, COMMUNE, "50129", attendance=150),
    Case("interviewed", State.INTERVIEW, 62, 140, COMMUNE, "34032", attendance=400, capacity=450, budget=11_000),
    Case("asked_late", State.INFO_REQUESTED, 55, 150, COMMUNE, "80021", attendance=200),
    Case("answered", State.IN_REVIEW, 50, 160, COMMUNE, "44184", attendance=230, structure_kind="cooperative"),
    Case("invited", State.INTERVIEW, 45, 150, DEPARTEMENT, "73", attendance=260, budget=9000),
    Case("watched", State.IN_REVIEW, 40, 170, COMMUNE, "35238", attendance=350, capacity=350, budget=10_000),
    Case("asked_twice", State.INFO_REQUESTED, 34, 165, COMMUNE, "41018", attendance=180),
    Case("assessed", State.IN_REVIEW, 30, 180, DEPARTEMENT, "2B", attendance=220, knows_only_month=True),
    Case("asked", State.INFO_REQUESTED, 25, 175, COMMUNE, "47001", attendance=300, structure_kind="etat"),
    Case("begun", State.IN_REVIEW, 21, 190, COMMUNE, "08105", attendance=90, capacity=100, budget=6000),
    Case("begun", State.IN_REVIEW, 15, 200, COMMUNE, "58194", attendance=200, has_collectivite=False),
    Case("deposited", State.SUBMITTED, 9, 40, COMMUNE, "37261", attendance=200),
    Case("deposited", State.SUBMITTED, 6, 90, COMMUNE, "05061", attendance=150, budget=4000, wants_grant=False),
    Case("deposited_with_message", State.SUBMITTED, 4, 210, OUTRE_MER, "973", attendance=200),
    Case("deposited", State.SUBMITTED, 3, 220, COMMUNE, "42218", attendance=160, structure_kind="collectif"),
    Case("deposited", State.SUBMITTED, 1, 240, REGION, "24", attendance=450, capacity=500, budget=12_000),
    Case("drafted", State.DRAFT, 12, 200, COMMUNE, "86194"),
    Case("drafted_whole", State.DRAFT, 2, 230, COMMUNE, "38185", attendance=250),
)
