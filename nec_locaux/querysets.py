"""Queries of the NEC locaux."""

from datetime import date
from typing import Self

from django.db.models import Q
from django.utils import timezone

from socle.querysets import BasePageQuerySet


class NecLocalQuerySet(BasePageQuerySet):
    """NEC locaux by time. An event is past the day after its last day, in the time of France."""

    def upcoming(self, today: date | None = None) -> Self:
        """Events that are on or still to come, the nearest first."""
        today = today or timezone.localdate()
        coming = Q(end_date__gte=today) | Q(end_date__isnull=True, start_date__gte=today)
        return self.filter(coming).order_by("start_date", "title")

    def past(self, today: date | None = None) -> Self:
        """Events that are over, the latest first."""
        today = today or timezone.localdate()
        over = Q(end_date__lt=today) | Q(end_date__isnull=True, start_date__lt=today)
        return self.filter(over).order_by("-start_date", "title")

    def for_cards(self) -> Self:
        """With all that a line of the calendar shows, in a fixed number of queries."""
        return self.select_related("territoire__parent").with_thematiques()
