"""What time alone brings: reminders, events that were held, bilans to ask for. Run again, it does nothing twice."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from candidatures.actors import Actor
from candidatures.enums import State
from candidatures.guards import last_event_day
from candidatures.models import Candidature, InformationRequest
from candidatures.services import conventions, reports, requests
from candidatures.services.refusals import ActRefusedError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Advanced:
    """How many candidatures of each kind went forward."""

    held: int
    reports_requested: int
    reminded: int


def advance(today: date) -> Advanced:
    """Do what is due on `today`, a day of Paris. What one candidature refuses does not stop the others."""
    held = _count(_held(today), lambda one: reports.hold_event(one, Actor.scheduler()))
    requested = _count(_to_report(), lambda one: reports.request_reports(one, Actor.scheduler()))
    reminded = (
        _count(_requests_near(today), requests.remind)
        + _count(_agreements_waiting(today), conventions.remind)
        + _count(_reports_near(today), reports.remind)
    )
    return Advanced(held, requested, reminded)


def _held(today: date) -> Iterable[Candidature]:
    waiting = Candidature.objects.filter(
        state__in=[State.VALIDATED, State.AGREEMENT_SIGNED], start_date__lt=today
    ).exclude(state=State.VALIDATED, grant_awarded__gt=0)
    for candidature in waiting.select_related("version__appel"):
        last = last_event_day(candidature)
        if last and last < today:
            yield candidature


def _to_report() -> Iterable[Candidature]:
    return Candidature.objects.filter(state=State.EVENT_HELD, grant_awarded__gt=0).select_related("version__appel")


def _requests_near(today: date) -> Iterable[InformationRequest]:
    rows = InformationRequest.objects.filter(
        answered_at=None, cancelled_at=None, due_on__gte=today, candidature__state=State.INFO_REQUESTED
    )
    for request in rows.select_related("candidature__version__appel"):
        days = timedelta(days=reports.follow_up_settings(request.candidature).reminder_days)
        if request.due_on and request.due_on - days <= today:
            yield request


def _agreements_waiting(today: date) -> Iterable[Candidature]:
    rows = Candidature.objects.filter(state=State.AGREEMENT_SENT, convention__returned_at=None)
    for candidature in rows.select_related("version__appel", "convention"):
        days = timedelta(days=reports.follow_up_settings(candidature).agreement_reminder_days)
        if candidature.state_changed_at.date() + days <= today:
            yield candidature


def _reports_near(today: date) -> Iterable[Candidature]:
    rows = Candidature.objects.filter(state=State.REPORTS_DUE, reports_due_on__gte=today)
    for candidature in rows.select_related("version__appel"):
        days = timedelta(days=reports.follow_up_settings(candidature).reminder_days)
        if candidature.reports_due_on and candidature.reports_due_on - days <= today:
            yield candidature


def _count(rows: Iterable[Any], act: Callable[[Any], object]) -> int:
    count = 0
    for row in list(rows):
        try:
            count += act(row) is not False
        except ActRefusedError as refusal:
            logger.warning("Candidature not advanced", extra={"row": row.pk, "refusal": type(refusal).__name__})
    return count
