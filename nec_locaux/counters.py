"""What the calendar counts of itself: aggregates of the database, cached, cleared when an event changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Final

from django.core.cache import cache
from django.db.models import Case, Count, F, Max, Min, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from nec_locaux.enums import Nature
from nec_locaux.models import NecLocalTerritoire, NecLocauxIndexPage
from nec_locaux.querysets import NecLocalQuerySet
from socle.enums import TerritoireKind

CACHE_KEY: Final = "nec:calendar-counters:{page_id}"
#: Seconds; other processes with a cache of their own see a change after this at the latest.
CACHE_SECONDS: Final = 300

REGION_KINDS: Final = (TerritoireKind.REGION, TerritoireKind.OUTRE_MER)
DEPARTEMENT_KINDS: Final = (TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER)
#: From a link to its territoire and to those it lies in.
LEVELS: Final = ("territoire", "territoire__parent", "territoire__parent__parent")


@dataclass(frozen=True)
class Totals:
    """The calendar in a few numbers. An event is `held` once it is over, unless it was called off."""

    events: int
    upcoming: int
    held: int
    territoires: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class PastGroup:
    """How many past events a year has for one nature of territoire."""

    year: int
    nature: Nature
    count: int


@dataclass(frozen=True)
class _Counters:
    #: Events become past at midnight of their zone, a whole hour: what was counted holds until the next one.
    hour: datetime
    totals: Totals
    regions: dict[str, int]
    departements: dict[str, int]
    past: list[PastGroup]
    past_territoires: frozenset[int]


def totals(page: NecLocauxIndexPage) -> Totals:
    """The numbers of the calendar of `page`."""
    return _counters(page).totals


def region_counts(page: NecLocauxIndexPage) -> dict[str, int]:
    """Events held in each région or overseas territory, by its official code."""
    return _counters(page).regions


def departement_counts(page: NecLocauxIndexPage) -> dict[str, int]:
    """Events held in each département or overseas territory, by its official code."""
    return _counters(page).departements


def past_groups(page: NecLocauxIndexPage) -> list[PastGroup]:
    """All past events by year, the latest first, then by nature of their first territoire."""
    return _counters(page).past


def past_territoires(page: NecLocauxIndexPage) -> frozenset[int]:
    """Keys of the territoires in which a past event is known, and of those they lie in."""
    return _counters(page).past_territoires


def clear_counters() -> None:
    """Forget what was counted."""
    ids = NecLocauxIndexPage.objects.values_list("pk", flat=True)
    cache.delete_many([CACHE_KEY.format(page_id=pk) for pk in ids])


def group_past(events: NecLocalQuerySet) -> list[PastGroup]:
    """Past `events` counted by year and nature, in the order in which the list of the past shows them."""
    years = events.with_kind().order_by().annotate(year=ExtractYear("start_date")).values_list("year", "kind")
    counts: dict[tuple[int, Nature], int] = {}
    for year, kind, count in years.annotate(count=Count("pk")):
        key = (year, Nature.of(kind))
        counts[key] = counts.get(key, 0) + count
    groups = (PastGroup(year, nature, count) for (year, nature), count in counts.items())
    ranks = list(Nature)
    return sorted(groups, key=lambda group: (-group.year, ranks.index(group.nature)))


def count_by_code(links: QuerySet[NecLocalTerritoire], kinds: Iterable[str]) -> dict[str, int]:
    """Events by code of the nearest territoire of these kinds; one held at two places of the same counts once."""
    found = [When(**{f"{level}__kind__in": list(kinds)}, then=F(f"{level}__code")) for level in LEVELS]
    coded = links.annotate(place=Case(*found, default=Value(""))).exclude(place="")
    return dict(coded.order_by("place").values_list("place").annotate(Count("page", distinct=True)))


def _counters(page: NecLocauxIndexPage) -> _Counters:
    key = CACHE_KEY.format(page_id=page.pk)
    hour = timezone.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    counters: _Counters | None = cache.get(key)
    if counters is None or counters.hour != hour:
        counters = _count(page, hour)
        cache.set(key, counters, CACHE_SECONDS)
    return counters


def _count(page: NecLocauxIndexPage, hour: datetime) -> _Counters:
    events, held = page.events, page.events.held()
    links = NecLocalTerritoire.objects.filter(page__in=held.order_by().values("pk"))
    return _Counters(
        hour=hour,
        totals=_totals(events, links.values("territoire").distinct().count()),
        regions=count_by_code(links, REGION_KINDS),
        departements=count_by_code(links, DEPARTEMENT_KINDS),
        past=group_past(events.past()),
        past_territoires=_known_territoires(events.past()),
    )


def _totals(events: NecLocalQuerySet, territoires: int) -> Totals:
    bounds = events.aggregate(events=Count("pk"), first=Min("start_date"), last=Max("ends_at"))
    return Totals(
        events=bounds["events"],
        upcoming=events.upcoming().count(),
        held=events.held().count(),
        territoires=territoires,
        first_day=bounds["first"],
        # Wherever it is held, twelve hours before the end of an event it is its last day (see `overlapping`).
        last_day=(bounds["last"] - timedelta(hours=12)).date() if bounds["last"] else None,
    )


def _known_territoires(events: NecLocalQuerySet) -> frozenset[int]:
    links = NecLocalTerritoire.objects.filter(page__in=events.order_by().values("pk"))
    rows = links.order_by().values_list(*(f"{level}_id" for level in LEVELS)).distinct()
    return frozenset(chain.from_iterable(rows)) - {None}
