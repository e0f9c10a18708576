"""What to show when no event answers the filters: the nearest in time, and the nearest in place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import Final

from django.db.models import Q

from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from nec_locaux.models.event_links import territoire_label
from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.text import fold_words

NUMBER: Final = 3
#: Enough of the nearest to leave `NUMBER` beside those of the région, be each held by several territoires.
ROWS: Final = NUMBER * 6


@dataclass(frozen=True)
class Nearest:
    """Events to suggest: the next ones; those of the same région; then, beyond it, the nearest to the place."""

    coming: list[NecLocalPage]
    region: str = ""
    in_region: list[NecLocalPage] = field(default_factory=list)
    place: str = ""
    around: list[NecLocalPage] = field(default_factory=list)


def find_nearest(page: NecLocauxIndexPage, filters: NecLocalFilters) -> Nearest:
    """Suggestions for filters that nothing answers, whatever else they ask for. One query reads all three lists."""
    events = page.events
    wanted = Q(pk__in=events.upcoming().values("pk")[:NUMBER])
    place = find_place(filters)
    region = _region_of(place)
    if region:
        wanted |= Q(pk__in=events.for_territoire(region).nearest_first().values("pk")[:NUMBER])
    centre = _degrees(place)
    if centre:
        wanted |= Q(pk__in=events.nearest_to(*centre).values("pk")[:ROWS])
    found = list(events.filter(wanted).nearest_first().for_cards())
    coming = [event for event in found if not event.is_past][:NUMBER]
    if place is None:
        return Nearest(coming)
    in_region = [event for event in found if region and _lies_in(event, region)][:NUMBER]
    return Nearest(
        coming=coming,
        region=region.name if region else "",
        in_region=in_region,
        place=territoire_label(place),
        around=_around(centre, (event for event in found if event not in in_region)),
    )


def find_place(filters: NecLocalFilters) -> Territoire | None:
    """The finest territoire that the filters name, with those it lies in; else the one whose name was typed."""
    territoires = Territoire.objects.select_related("parent__parent")
    keys = filters.territoire_keys
    if keys:
        return territoires.get(pk=keys[-1])
    name = fold_words(filters.chosen["q"])
    return territoires.filter(search_name=name).order_by("pk").first() if name else None


def _region_of(place: Territoire | None) -> Territoire | None:
    while place and place.kind not in {TerritoireKind.REGION, TerritoireKind.OUTRE_MER}:
        place = place.parent
    return place


def _lies_in(event: NecLocalPage, region: Territoire) -> bool:
    return any(_region_of(territoire) == region for territoire in event.territoires)


def _degrees(place: Territoire | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return float(place.latitude), float(place.longitude)


def _around(centre: tuple[float, float] | None, events: Iterable[NecLocalPage]) -> list[NecLocalPage]:
    """The events nearest to `centre`, by the measure of `NecLocalQuerySet.nearest_to`."""
    if centre is None:
        return []
    north, east = centre
    distances = [
        (hypot(point[0] - north, (point[1] - east) * cos(radians(north))), rank, event)
        for rank, event in enumerate(events)
        if (point := event.coordinates)
    ]
    return [event for _distance, _rank, event in sorted(distances, key=lambda row: row[:2])[:NUMBER]]
