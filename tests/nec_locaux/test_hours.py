"""Days and hours of an event in words, and the zones they are counted in."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from nec_locaux.hours import clock_text, hours_text
from nec_locaux.timezones import HOURS, METROPOLE, OVERSEAS, hours_of

THURSDAY = date(2024, 10, 3)
NINE, HALF_PAST_FIVE = time(9), time(17, 30)


def words(first: date, last: date, opening: time | None = None, closing: time | None = None) -> str:
    return hours_text(first, last, opening, closing).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("hour", "expected"), [(time(9), "9 h"), (time(14, 30), "14 h 30"), (time(0, 5), "0 h 05"), (time(0), "0 h")]
)
def test_an_hour_is_written_without_useless_zeros(hour: time, expected: str) -> None:
    assert clock_text(hour) == expected.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("opening", "closing", "expected"),
    [
        (None, None, "Jeudi"),
        (NINE, None, "Jeudi, à partir de 9 h"),
        (None, HALF_PAST_FIVE, "Jeudi, jusqu’à 17 h 30"),
        (NINE, HALF_PAST_FIVE, "Jeudi, de 9 h à 17 h 30"),
        (time(0), time(1), "Jeudi, de 0 h à 1 h"),
    ],
)
def test_one_day_says_its_name_and_what_is_known_of_its_hours(
    opening: time | None, closing: time | None, expected: str
) -> None:
    assert words(THURSDAY, THURSDAY, opening, closing) == expected


@pytest.mark.parametrize(
    ("last", "opening", "closing", "expected"),
    [
        (date(2024, 10, 4), None, None, "Jeudi et vendredi"),
        (date(2024, 10, 5), None, None, "Du jeudi au samedi"),
        (date(2024, 10, 9), None, None, "Du jeudi au mercredi"),
        (date(2024, 10, 10), None, None, ""),
        (date(2024, 10, 4), NINE, HALF_PAST_FIVE, "Du jeudi à 9 h au vendredi à 17 h 30"),
        (date(2024, 10, 5), NINE, None, "Du jeudi au samedi, à partir de 9 h le premier jour"),
        (date(2024, 10, 5), None, HALF_PAST_FIVE, "Du jeudi au samedi, jusqu’à 17 h 30 le dernier jour"),
        (
            date(2024, 10, 31),
            NINE,
            HALF_PAST_FIVE,
            "À partir de 9 h le premier jour, jusqu’à 17 h 30 le dernier jour",
        ),
    ],
)
def test_several_days_say_which_day_each_hour_is_of(
    last: date, opening: time | None, closing: time | None, expected: str
) -> None:
    assert words(THURSDAY, last, opening, closing) == expected


def test_every_overseas_zone_has_a_name_for_its_hours() -> None:
    assert set(HOURS) == set(OVERSEAS.values())
    assert hours_of(ZoneInfo("Indian/Reunion")) == "heure de La Réunion"


def test_the_hours_of_mainland_france_need_no_name() -> None:
    assert hours_of(ZoneInfo(METROPOLE)) == ""
