"""Days of Paris, and months counted as the calendar does."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
MONTHS_OF_A_YEAR: Final = 12


def paris_day(instant: datetime) -> date:
    """The day it is in Paris at `instant`, whatever the time zone of the site. Raises ValueError without a zone."""
    if instant.tzinfo is None:
        message = "A day of Paris is read from an instant with its time zone."
        raise ValueError(message)
    return instant.astimezone(PARIS).date()


def shift_months(day: date, months: int) -> date:
    """`day` so many months later, earlier if negative: the same day of the month, or the last one of a shorter month.

    Beyond what a date may be, the first or the last day there is.
    """
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_sending_day(start: date, delay_months: int) -> date:
    """The last day on which an event of `start` may be sent: `delay_months` before, that day included."""
    return shift_months(start, -delay_months)


def first_event_day(sent_on: date, delay_months: int) -> date:
    """The first day an event may have when it is sent on `sent_on`: what `last_sending_day` allows, and no day before.

    Sent on 31 October, four months ahead: 28 February would have had to be sent on 28 October, so 1 March.
    """
    day = shift_months(sent_on, delay_months)
    is_too_early = last_sending_day(day, delay_months) < sent_on
    return day + timedelta(days=1) if is_too_early and day < date.max else day
