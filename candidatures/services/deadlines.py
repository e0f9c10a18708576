"""The nearest day by which something is due, kept with each candidature."""

from datetime import date

from django.db.models import Min

from candidatures.enums import State
from candidatures.models import Candidature


def refresh(candidature: Candidature) -> None:
    """Bring `due_on` up to date: the nearest of what organisers owe in the present state and of the team's own days."""
    due = min(_days(candidature), default=None)
    if due != candidature.due_on:
        candidature.due_on = due
        Candidature.objects.filter(pk=candidature.pk).update(due_on=due)


def _days(candidature: Candidature) -> list[date]:
    days = [candidature.follow_ups.filter(done_at=None).aggregate(day=Min("due_on"))["day"]]
    if candidature.state == State.INFO_REQUESTED:
        asked = candidature.information_requests.filter(answered_at=None, cancelled_at=None)
        days.append(asked.aggregate(day=Min("due_on"))["day"])
    if candidature.state == State.REPORTS_DUE:
        days.append(candidature.reports_due_on)
    return [day for day in days if day is not None]
