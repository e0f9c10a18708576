"""A month of the calendar as a grid of weeks, and how far one may turn its pages."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Self

from django import forms
from django.utils import timezone

from nec_locaux.enums import DatePrecision
from nec_locaux.models import NecLocalPage
from nec_locaux.querysets import NecLocalQuerySet
from socle.parameters import ParametersForm
from socle.typography import month_name

#: A month with more events shows these, and leads to the list for the rest.
MAX_EVENTS: Final = 100
#: Years one may ask for: those a NEC local can have.
YEARS: Final = range(2000, 2101)
MONTHS: Final = range(1, 13)
_WRITTEN: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year, written « 2026-11 » in addresses."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The month that an address names, or None."""
        found = _WRITTEN.fullmatch(text)
        if not found or int(found[1]) not in YEARS or int(found[2]) not in MONTHS:
            return None
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def label(self) -> str:
        return f"{month_name(self.number)} {self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> "Month":
        return Month.of(self.first_day - timedelta(days=1))

    @property
    def next(self) -> "Month":
        return Month.of(self.last_day + timedelta(days=1))


class MonthField(forms.Field):
    """A month of an address; None for anything else."""

    def clean(self, value: Any) -> Month | None:
        return Month.parse(str(value or "")[:10])


class MonthForm(ParametersForm):
    """The `mois` parameter of the month's view."""

    mois = MonthField(required=False)

    @classmethod
    def read(cls, data: Any, default: date | None) -> Month:
        """The month asked for, else the one of `default`, else the present one."""
        asked: Month | None = cls.parameters(data)["mois"]
        if asked:
            return asked
        return Month.of(default) if default and default.year in YEARS else Month.of(timezone.localdate())


@dataclass(frozen=True)
class DayEvent:
    """An event on one of its days: `rank` of `length`."""

    page: NecLocalPage
    rank: int
    length: int


@dataclass(frozen=True)
class Day:
    """A square of the grid; `is_inside` is false for the days of the months around."""

    date: date
    is_inside: bool
    is_today: bool
    events: list[DayEvent] = field(default_factory=list)

    @property
    def month_name(self) -> str:
        return month_name(self.date.month)


@dataclass(frozen=True)
class MonthGrid:
    """The weeks of a month with its events, and those of the month whose day is not known."""

    month: Month
    weeks: list[list[Day]]
    unknown: list[NecLocalPage]
    count: int
    is_cut: bool

    @classmethod
    def build(cls, month: Month, events: NecLocalQuerySet) -> Self:
        """The grid of `events`, read in a fixed number of queries."""
        first, last = month.first_day, month.last_day
        known = events.exclude(date_precision=DatePrecision.YEAR).overlapping(first, last).by_date()
        pages = list(known.for_cards()[: MAX_EVENTS + 1])
        shown = pages[:MAX_EVENTS]
        return cls(
            month=month,
            weeks=_weeks(month, [page for page in shown if page.is_day_known]),
            unknown=[page for page in shown if not page.is_day_known],
            count=len(shown),
            is_cut=len(pages) > MAX_EVENTS,
        )


@dataclass(frozen=True)
class Turning:
    """The months before and after, within those that have something to show: a robot finds an end both ways."""

    previous: Month | None
    next: Month | None
    is_known: bool

    @classmethod
    def around(cls, month: Month, days: Iterable[date | None]) -> Self:
        """From the months of `days`: the first and last of the calendar, and today."""
        months = sorted(Month.of(day) for day in days if day)
        first, last = months[0], months[-1]
        return cls(
            previous=min(month.previous, last) if month > first else None,
            next=max(month.next, first) if month < last else None,
            is_known=first <= month <= last,
        )


def _weeks(month: Month, pages: list[NecLocalPage]) -> list[list[Day]]:
    by_day = _spread(pages, month.first_day, month.last_day)
    today = timezone.localdate()
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(month.year, month.number)
    return [[Day(day, day.month == month.number, day == today, by_day.get(day, [])) for day in week] for week in weeks]


def _spread(pages: Iterable[NecLocalPage], first: date, last: date) -> dict[date, list[DayEvent]]:
    """The events on each of their days from `first` to `last`."""
    found: dict[date, list[DayEvent]] = {}
    for page in pages:
        start, end = page.start_date, page.last_day
        if start is None or end is None:
            continue
        length = (end - start).days + 1
        day = max(start, first)
        while day <= min(end, last):
            found.setdefault(day, []).append(DayEvent(page, (day - start).days + 1, length))
            day += timedelta(days=1)
    return found
