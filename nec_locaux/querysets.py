"""Queries of the NEC locaux and of the offers of formats."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from math import cos, radians
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import BooleanField, Case, DateField, F, FloatField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, TruncDate
from django.utils import timezone

from nec_locaux.enums import Audience, DatePrecision, Nature, Status
from socle.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from socle.models import Partenaire, Territoire


class NecLocalQuerySet(BasePageQuerySet):
    """NEC locaux by time and place. An event is past once its last day is over where it is held."""

    def upcoming(self, moment: datetime | None = None) -> Self:
        """Events that are on or still to come, the nearest first."""
        return self.filter(ends_at__gt=moment or timezone.now()).by_date()

    def past(self, moment: datetime | None = None) -> Self:
        """Events that are over, the latest first."""
        return self.filter(ends_at__lte=moment or timezone.now()).order_by("-start_date", "title", "pk")

    def by_date(self) -> Self:
        """In the order of the calendar; those whose year alone is known come at its end, behind what one can plan."""
        end_of_year = When(date_precision=DatePrecision.YEAR, then=TruncDate("ends_at", tzinfo=UTC))
        place = Case(end_of_year, default=F("start_date"), output_field=DateField())
        return self.order_by(place, "start_date", "start_time", "title", "pk")

    def held(self, moment: datetime | None = None) -> Self:
        """Events that took place: past, and neither cancelled nor postponed."""
        return self.past(moment).exclude(status__in=[Status.CANCELLED, Status.POSTPONED])

    def with_kind(self) -> Self:
        """Annotate the kind of the first territoire, empty without one: lists of the past are sorted by it."""
        links = apps.get_model("nec_locaux.NecLocalTerritoire").objects.filter(page=OuterRef("pk"))
        first = links.order_by("sort_order", "pk").values("territoire__kind")[:1]
        return self.annotate(kind=Coalesce(Subquery(first), Value("")))

    def by_year_and_nature(self) -> Self:
        """The latest year first; in a year, by nature of the first territoire in the order of `Nature`."""
        ranks = [When(kind__in=nature.kinds, then=Value(rank)) for rank, nature in enumerate(Nature) if nature.kinds]
        rank = Case(*ranks, default=Value(len(Nature)))
        return self.with_kind().order_by(ExtractYear("start_date").desc(), rank, "-start_date", "title", "pk")

    def nearest_to(self, latitude: float, longitude: float) -> Self:
        """Those whose place, or that of a territoire, is known, by distance. One of several territoires comes twice.

        A plane is enough to tell which is nearer: degrees of longitude shrink with the latitude, that is all.
        """
        north = _degrees("latitude") - Value(latitude)
        east = (_degrees("longitude") - Value(longitude)) * Value(cos(radians(latitude)))
        return self.annotate(distance=north * north + east * east).filter(distance__isnull=False).order_by("distance")

    def nearest_first(self, moment: datetime | None = None) -> Self:
        """Events to come, the nearest first, then those over, the latest first: one query serves either list."""
        coming = Q(ends_at__gt=moment or timezone.now())
        return self.annotate(
            is_coming=Case(When(coming, then=Value(True)), default=Value(False), output_field=BooleanField()),
            coming_date=Case(When(coming, then=F("start_date"))),
        ).order_by("-is_coming", "coming_date", "-start_date", "start_time", "title")

    def overlapping(self, first: date | None, last: date | None) -> Self:
        """Events with a day from `first` to `last`, or that may have one: their month or year is all that is known."""
        found = self
        if last:
            found = found.filter(start_date__lte=last)
        if first:
            # The midnight that ends a last day falls after noon, UTC, of that day in every French time zone (UTC-10 to
            # UTC+12), and before noon for the day before. The column has an index, and knows months and years.
            found = found.filter(ends_at__gte=datetime.combine(first, time(12), UTC))
        return found

    def for_territoire(self, territoire: "Territoire | int") -> Self:
        """Events held in `territoire` (or its key) or in one that lies in it."""
        links = apps.get_model("nec_locaux.NecLocalTerritoire").objects.filter(
            Q(territoire=territoire)
            | Q(territoire__parent=territoire)
            | Q(territoire__parent__parent=territoire)
            | Q(territoire__parent__parent__parent=territoire)
        )
        return self.filter(pk__in=links.values("page"))

    def for_nature(self, nature: Nature) -> Self:
        """Events held by territoires of that nature."""
        links = apps.get_model("nec_locaux.NecLocalTerritoire").objects
        if nature == Nature.NONE:
            return self.exclude(pk__in=links.values("page"))
        return self.filter(pk__in=links.filter(territoire__kind__in=nature.kinds).values("page"))

    def for_thematiques(self, thematiques: Iterable[int]) -> Self:
        """Events which bear any of these thématiques, given by their keys."""
        links = apps.get_model("nec_socle.PageThematique").objects.filter(thematique__in=list(thematiques))
        return self.filter(pk__in=links.values("page"))

    def for_words(self, words: Iterable[str]) -> Self:
        """Events whose title, place, organisers or territoires hold every word. The words are folded."""
        found = self
        for word in words:
            found = found.filter(search_words__contains=word)
        return found

    def for_audience(self, audience: str) -> Self:
        """Events for that public; those for all publics too."""
        return self.filter(audience__in={audience, Audience.BOTH})

    def with_territoires(self) -> Self:
        """Fetch the territoires of all events, and those they lie in, in one more query."""
        links = apps.get_model("nec_locaux.NecLocalTerritoire").objects.select_related("territoire__parent__parent")
        return self.prefetch_related(Prefetch("territoire_links", links))

    def for_cards(self) -> Self:
        """With all that a line of the calendar shows, in a fixed number of queries."""
        return self.with_territoires().with_thematiques()


def _degrees(name: str) -> Coalesce:
    """A coordinate of the place, else of a territoire."""
    return Coalesce(Cast(name, FloatField()), Cast(f"territoire_links__territoire__{name}", FloatField()))


class OffreDeFormatQuerySet(BasePageQuerySet):
    """Offers by what an organiser looks for."""

    def for_year(self, year: int) -> Self:
        """Offers on in `year`; those whose years nobody gave are left out."""
        still_on = Q(last_year__isnull=True) | Q(last_year__gte=year)
        return self.filter(still_on, first_year__lte=year)

    def for_audience(self, audience: str) -> Self:
        return self.filter(audience__in={audience, Audience.BOTH})

    def for_partenaire(self, partenaire: "Partenaire") -> Self:
        return self.filter(partenaire=partenaire)

    def for_cards(self) -> Self:
        """With all that a card of the catalogue shows, in a fixed number of queries."""
        return self.select_related("partenaire").with_thematiques()
