"""Queries of the calls and of the candidatures."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from candidatures.deadlines import paris_day
from candidatures.enums import FormMode, State
from socle.enums import TerritoireKind
from socle.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from candidatures.models import Porteur

#: From a candidature to its territoire and to those it lies in.
LEVELS: Final = ("territoire", "territoire__parent", "territoire__parent__parent")


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

    def listed(self) -> Self:
        """With what a row of the team's list shows."""
        return self.select_related("territoire", "instructeur").defer("instructeur__password")

    def of_region(self, code: str) -> Self:
        """Those of a région or of an overseas territory, by its official code."""
        return self._of_code(code, TerritoireKind.REGION, TerritoireKind.OUTRE_MER)

    def of_departement(self, code: str) -> Self:
        """Those of a département or of an overseas territory, by its official code."""
        return self._of_code(code, TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER)

    def _of_code(self, code: str, *kinds: TerritoireKind) -> Self:
        found = (Q(**{f"{level}__kind__in": kinds, f"{level}__code": code}) for level in LEVELS)
        return self.filter(reduce(or_, found))

    def whole(self) -> Self:
        """With all that a page of a candidature reads, in a fixed number of queries."""
        return self.select_related("version__appel", "territoire__parent").prefetch_related("answers")


class JournalQuerySet(models.QuerySet):
    """Lines of the journal: read and added, never changed nor deleted.

    Django itself still clears the author of a line with the author's account, and removes a draft with its lines.
    """

    def update(self, **values: Any) -> int:
        message = "A line of the journal is written once."
        raise TypeError(message)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        message = "A line of the journal is written once."
        raise TypeError(message)

    def delete(self) -> tuple[int, dict[str, int]]:
        message = "A line of the journal is kept."
        raise TypeError(message)

    def redact(self) -> int:
        """Empty what lines say of people, for candidatures made anonymous: what happened, and when, stays."""
        anonymous = self.filter(candidature__anonymised_at__isnull=False)
        return super(JournalQuerySet, anonymous).update(text="", data={}, porteur=None)
