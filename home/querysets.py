"""Queries of the roof."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from socle.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from home.models import EditionNationalePage


class EditionQuerySet(BasePageQuerySet):
    """National editions by year."""

    def for_timeline(self) -> Self:
        """From the first edition to the last."""
        return self.order_by("year")

    def latest_edition_first(self) -> Self:
        return self.order_by("-year")

    def next_or_latest(self, today: date) -> "EditionNationalePage | None":
        """The edition to come, else the last one held."""
        coming = Q(end_date__gte=today) | Q(end_date__isnull=True, start_date__gte=today)
        return self.filter(coming).order_by("start_date").first() or self.latest_edition_first().first()
