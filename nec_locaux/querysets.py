"""Queries of the NEC locaux."""

from datetime import date
from typing import Self

from django.db.models import BooleanField, Case, F, Q, Value, When
from django.utils import timezone

from socle.querysets import BasePageQuerySet


class NecLocalQuerySet(BasePageQuerySet):
    """NEC locaux by time. An event is past the day after its last day, in the time of France."""

    def upcoming(self, today: date | None = None) -> Self:
        """Events that are on or still to come, the nearest first."""
        return self.filter(_coming(today)).order_by("start_date", "title")

    def past(self, today: date | None = None) -> Self:
        """Events that are over, the latest first."""
        return self.exclude(_coming(today)).order_by("-start_date", "title")

    def nearest_first(self, today: date | None = None) -> Self:
        """Events to come, the nearest first, then those over, the latest first: one query serves either list."""
        coming = _coming(today)
        return self.annotate(
            is_coming=Case(When(coming, then=Value(True)), default=Value(False), output_field=BooleanField()),
            coming_date=Case(When(coming, then=F("start_date"))),
        ).order_by("-is_coming", "coming_date", "-start_date", "title")

    def for_cards(self) -> Self:
        """With all that a line of the calendar shows, in a fixed number of queries."""
        return self.select_related("territoire__parent").with_thematiques()


def _coming(today: date | None) -> Q:
    today = today or timezone.localdate()
    return Q(end_date__gte=today) | Q(end_date__isnull=True, start_date__gte=today)
