"""Days of Paris, and months counted as the calendar does."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidatures.deadlines import first_event_day, last_sending_day, paris_day, shift_months

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 24)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 14, 21, 59, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, 0, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 12, 14, 22, 59, 59, tzinfo=UTC), date(2026, 12, 14)),
        (datetime(2026, 12, 14, 23, 0, 0, tzinfo=UTC), date(2026, 12, 15)),
        # The nights on which the hour changes.
        (datetime(2026, 3, 28, 23, 0, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 24, 22, 0, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 12, 14, 23, 30, tzinfo=ZoneInfo("America/Martinique")), date(2026, 12, 15)),
        (datetime(2026, 12, 15, 2, 30, tzinfo=ZoneInfo("Indian/Reunion")), date(2026, 12, 14)),
    ],
)
def test_the_day_changes_at_midnight_in_paris(instant: datetime, day: date) -> None:
    assert paris_day(instant) == day


def test_the_day_of_an_instant_without_a_zone_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        paris_day(datetime(2026, 12, 14, 12))  # noqa: DTZ001


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001
def test_the_day_is_that_of_paris_wherever_the_instant_is_told(instant: datetime, hours: int) -> None:
    there = instant.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))

    assert paris_day(there) == paris_day(instant.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "months", "shifted"),
    [
        (date(2027, 3, 22), -4, date(2026, 11, 22)),
        (date(2027, 3, 31), -4, date(2026, 11, 30)),
        (date(2024, 6, 30), -4, date(2024, 2, 29)),
        (date(2023, 6, 30), -4, date(2023, 2, 28)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2024, 2, 29), -4, date(2023, 10, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
        (date(1, 2, 3), -4, date.min),
        (date(9999, 12, 31), 1, date.max),
    ],
)
def test_months_are_counted_as_the_calendar_does(day: date, months: int, shifted: date) -> None:
    assert shift_months(day, months) == shifted


@given(DAYS, st.integers(-24, 24))
def test_a_shifted_day_keeps_its_number_unless_the_month_is_shorter(day: date, months: int) -> None:
    shifted = shift_months(day, months)

    assert (shifted.year * 12 + shifted.month) - (day.year * 12 + day.month) == months
    assert shifted.day == min(day.day, monthrange(shifted.year, shifted.month)[1])


@pytest.mark.parametrize(
    ("sent_on", "first"),
    [
        (date(2026, 11, 22), date(2027, 3, 22)),
        # An event of 28 February would have had to be sent on 28 October.
        (date(2026, 10, 31), date(2027, 3, 1)),
        (date(2026, 10, 28), date(2027, 2, 28)),
        (date(2027, 10, 29), date(2028, 2, 29)),
        (date(2027, 10, 30), date(2028, 3, 1)),
        (date(9999, 12, 1), date.max),
    ],
)
def test_the_first_day_an_event_may_have(sent_on: date, first: date) -> None:
    assert first_event_day(sent_on, 4) == first


@given(DAYS, MONTHS)
def test_no_earlier_day_would_do(sent_on: date, months: int) -> None:
    first = first_event_day(sent_on, months)

    assert last_sending_day(first, months) >= sent_on
    assert last_sending_day(first - timedelta(days=1), months) < sent_on
