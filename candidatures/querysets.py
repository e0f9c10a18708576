"""Queries of the calls and of the candidatures."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from candidatures.deadlines import paris_day
from candidatures.enums import FormMode, State
from socle.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from candidatures.models import Porteur


class AppelQuerySet(BasePageQuerySet):
    """Calls by period. Their days are those of Paris."""

    def open(self) -> Self:
        """Calls one may answer today, the permanent ones last."""
        today = paris_day(timezone.now())
        return self.filter(
            Q(opens_on=None) | Q(opens_on__lte=today), Q(closes_on=None) | Q(closes_on__gte=today)
        ).order_by(models.F("closes_on").asc(nulls_last=True), "path")

    def open_on_site(self) -> Self:
        """Calls whose form may be filled in today, on this site."""
        return self.open().exclude(form_mode=FormMode.EXTERNAL)

    def entrances(self) -> Self:
        return self.open_on_site()

    def closed(self) -> Self:
        """Calls of the past, the latest first."""
        return self.filter(closes_on__lt=paris_day(timezone.now())).order_by("-closes_on", "path")


class CandidatureQuerySet(models.QuerySet):
    """Candidatures by who may see them and by state."""

    def for_porteur(self, porteur: "Porteur") -> Self:
        """Those that a person may open."""
        return self.filter(participations__porteur=porteur)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def sent(self) -> Self:
        """All but drafts: what the team sees."""
        return self.exclude(state=State.DRAFT)

    def whole(self) -> Self:
        """With all that a page of a candidature reads, in a fixed number of queries."""
        return self.select_related("version__appel", "territoire__parent").prefetch_related("answers")
