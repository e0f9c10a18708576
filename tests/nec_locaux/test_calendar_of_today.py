"""What the calendar says today: registrations that are over, programmes to come, a month that no calendar holds."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from nec_locaux.enums import Status
from nec_locaux.models import NecLocauxIndexPage
from tests.factories import NecLocalPageFactory
from tests.programmes import Item, day, session
from tests.reading import read, texts

TODAY = date(2026, 9, 20)


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.mark.parametrize(
    ("deadline", "label", "open_states"),
    [
        (None, "Inscriptions ouvertes", 1),
        (TODAY, "Inscriptions ouvertes", 1),
        (TODAY - timedelta(days=1), "Inscriptions closes", 0),
    ],
)
def test_registrations_end_with_their_last_day(
    client: Client, index: NecLocauxIndexPage, deadline: date | None, label: str, open_states: int
) -> None:
    NecLocalPageFactory(parent=index, start_date=date(2026, 10, 3), status=Status.OPEN, registration_deadline=deadline)

    calendar = read(client, index)

    assert texts(calendar, ".event-row .state") == [label]
    assert len(calendar.select(".state-open")) == open_states
    assert label in texts(read(client, f"{index.url}liste-a-integrer/"), "li p")


@pytest.mark.parametrize("start", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_period_out_of_every_calendar_shows_the_present_month(
    client: Client, index: NecLocauxIndexPage, start: str
) -> None:
    month = read(client, f"{index.url}calendrier/?debut={start}")

    assert texts(month, "h1") == ["NEC locaux, septembre 2026"]


@pytest.mark.parametrize(
    ("programme", "label"), [([], "Programme à venir"), ([day(session("09:00"), on=TODAY)], "Annoncé")]
)
def test_an_announcement_says_whether_its_programme_is_there(
    client: Client, index: NecLocauxIndexPage, programme: list[Item], label: str
) -> None:
    NecLocalPageFactory(parent=index, start_date=TODAY, programme=programme)

    assert texts(read(client, index), ".state") == [label]
