"""The past of the calendar: a page of it at a time, under its years and natures of territoires."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nec_locaux.counters import PastGroup
from nec_locaux.enums import Nature
from nec_locaux.models import NecLocalPage
from nec_locaux.querysets import NecLocalQuerySet


class PastEvents:
    """Past events in the order of their groups, for a paginator: a slice reads the years it falls in, no others."""

    def __init__(self, events: NecLocalQuerySet, groups: list[PastGroup]) -> None:
        self.events = events
        self.groups = groups

    def __len__(self) -> int:
        return sum(group.count for group in self.groups)

    def __getitem__(self, piece: slice) -> list[NecLocalPage]:
        start, stop, _step = piece.indices(len(self))
        years, skipped = self._years_of(start, stop)
        if not years:
            return []
        events = self.events.filter(start_date__range=(date(min(years), 1, 1), date(max(years), 12, 31)))
        return list(events.by_year_and_nature().for_cards()[start - skipped : stop - skipped])

    def _years_of(self, start: int, stop: int) -> tuple[list[int], int]:
        """The years that hold the events from `start` to `stop`, and how many events come before those years."""
        years, skipped, end = [], 0, 0
        for year, count in count_by_year(self.groups):
            begin, end = end, end + count
            if end <= start:
                skipped = end
            elif begin < stop:
                years.append(year)
        return years, skipped


@dataclass(frozen=True)
class NatureOfYear:
    nature: Nature
    count: int
    events: list[NecLocalPage]


@dataclass(frozen=True)
class PastYear:
    """A year as the list shows it: `count` is that of the whole year, `natures` holds what this page shows of it."""

    year: int
    count: int
    natures: list[NatureOfYear]


def count_by_year(groups: Iterable[PastGroup]) -> list[tuple[int, int]]:
    """Each year with its number of events."""
    return [(year, sum(group.count for group in found)) for year, found in groupby(groups, lambda group: group.year)]


def arrange(events: Iterable[NecLocalPage], groups: list[PastGroup]) -> list[PastYear]:
    """The events of a page of the list under their year, then their nature, each with its whole count."""
    years = dict(count_by_year(groups))
    counts = {(group.year, group.nature): group.count for group in groups}
    arranged = []
    for year, of_year in groupby(events, _year):
        natures = [
            NatureOfYear(nature, counts.get((year, nature), 0), list(found))
            for nature, found in groupby(of_year, lambda event: Nature.of(event.kind))
        ]
        arranged.append(PastYear(year, years.get(year, 0), natures))
    return arranged


def _year(event: NecLocalPage) -> int:
    return event.start_date.year if event.start_date else 0
