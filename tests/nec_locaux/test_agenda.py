"""The links by which one puts an event in one's calendar, or follows them all."""

from datetime import date, time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import Client

from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.models import Territoire
from tests.events import make_event
from tests.reading import read, text

pytestmark = pytest.mark.usefixtures("today")


def online_forms(client: Client, page: NecLocalPage) -> dict[str, dict[str, str]]:
    """What each online calendar's form is filled in with, by its host."""
    links = [urlsplit(str(link["href"])) for link in read(client, page).select(".add-to-calendar details a")]
    return {link.netloc: {name: value for name, (value,) in parse_qs(link.query).items()} for link in links}


def test_the_page_leads_to_the_file_first(client: Client, index: NecLocauxIndexPage) -> None:
    page = make_event(index)

    first = read(client, page).select(".add-to-calendar a")[0]

    assert (text(first), first["href"]) == ("Ajouter à mon agenda (.ics)", f"{page.url}agenda/")
    assert client.get(str(first["href"])).status_code == 200


def test_the_forms_of_online_calendars_are_filled_in(
    client: Client, index: NecLocauxIndexPage, reunion: Territoire
) -> None:
    page = make_event(
        index,
        title="NEC 974 & alentours",
        summary="Une journée.",
        place="Kabardock",
        start_time=time(1),
        end_time=time(17, 30),
        territoires=[reunion],
    )

    forms = online_forms(client, page)

    assert list(forms) == ["calendar.google.com", "outlook.live.com", "outlook.office.com"]
    assert forms["calendar.google.com"] == {
        "action": "TEMPLATE",
        "text": "NEC 974 & alentours",
        "dates": "20241003T010000/20241003T173000",
        "ctz": "Indian/Reunion",
        "location": "Kabardock",
        "details": f"Une journée.\n\n{page.full_url}",
    }
    assert (
        forms["outlook.live.com"]
        == forms["outlook.office.com"]
        == {
            "rru": "addevent",
            "subject": "NEC 974 & alentours",
            "startdt": "2024-10-02T21:00:00Z",
            "enddt": "2024-10-03T13:30:00Z",
            "location": "Kabardock",
            "body": f"Une journée.\n\n{page.full_url}",
        }
    )


def test_whole_days_have_an_exclusive_end(client: Client, index: NecLocauxIndexPage) -> None:
    forms = online_forms(client, make_event(index, start_date=date(2024, 12, 30), end_date=date(2024, 12, 31)))

    assert forms["calendar.google.com"]["dates"] == "20241230/20250101"
    assert "ctz" not in forms["calendar.google.com"]
    outlook = forms["outlook.live.com"]
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2024-12-30", "2025-01-01", "true")


@pytest.mark.parametrize(
    "values",
    [
        {"start_date": date(2023, 10, 3)},
        {"status": Status.CANCELLED},
        {"status": Status.POSTPONED},
        {"date_precision": DatePrecision.MONTH},
        {"date_precision": DatePrecision.YEAR},
    ],
)
def test_there_is_nothing_to_add(client: Client, index: NecLocauxIndexPage, values: dict[str, Any]) -> None:
    assert read(client, make_event(index, **values)).select(".add-to-calendar") == []


@pytest.mark.parametrize("start", [None, date(2024, 10, 3)])
@pytest.mark.django_db
def test_a_draft_has_no_address_to_add(start: date | None) -> None:
    page = NecLocalPage(start_date=start)

    assert render_to_string("nec_locaux/includes/add_to_calendar.html", {"page": page}).strip() == ""


def test_one_follows_the_calendar_as_it_is_filtered(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, f"{index.url}?q=metz&etat=inscriptions")

    links = {text(link): str(link["href"]) for link in soup.select(".subscribe a")}

    calendar_url = f"{index.full_url}agenda/?q=metz&etat=inscriptions"
    assert links == {
        "S’abonner (.ics)": calendar_url.replace("http://", "webcal://"),
        calendar_url: calendar_url,
        "Atom": f"{index.url}atom/?q=metz&etat=inscriptions",
        "RSS": f"{index.url}rss/?q=metz&etat=inscriptions",
    }
    assert "Ces liens gardent vos filtres : « metz », Inscriptions ouvertes." in text(soup.select_one(".subscribe"))
    for address in (calendar_url, links["Atom"], links["RSS"]):
        assert client.get(address).status_code == 200


def test_without_filters_nothing_is_said_of_them(client: Client, index: NecLocauxIndexPage) -> None:
    subscribe = read(client, index).select_one(".subscribe")

    assert "filtres" not in text(subscribe)
    assert "Les rencontres dont le jour n’est pas encore connu n’y sont pas" in text(subscribe)
