"""An event as search engines read it (schema.org)."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client

from nec_locaux.enums import Audience, DatePrecision, Mode, PartnerRole, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from nec_locaux.structured_data import MAX_SESSIONS
from socle.models import Territoire
from tests.events import make_event
from tests.factories import (
    NecImageFactory,
    PartenaireFactory,
    ThematiqueFactory,
)
from tests.programmes import Item, day, pause, session
from tests.reading import add_thematiques, count_queries, read

NOW = datetime(2024, 9, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def read_data(client: Client, page: NecLocalPage) -> dict[str, Any]:
    script = read(client, page).select_one('script[type="application/ld+json"]')
    assert script is not None
    data: dict[str, Any] = json.loads(script.text)
    return data


def test_the_page_describes_its_event(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    page = make_event(
        index,
        summary="Une </script> journée.",
        start_time=time(9),
        end_time=time(17),
        status=Status.OPEN,
        registration_url="https://inscription.example/metz",
        registration_deadline=date(2024, 10, 1),
        capacity=200,
        audience=Audience.PROFESSIONALS,
        organisers="Ville de Metz, HubEst",
        place="Bliiida",
        address="7 avenue de Blida",
        latitude="49.1290",
        longitude="6.1900",
        territoires=[metz],
    )
    add_thematiques(page, ThematiqueFactory(title="Communs"), ThematiqueFactory(title="Écologie"))
    page.save_revision().publish()

    assert read_data(client, page) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "NEC Metz",
        "url": page.full_url,
        "inLanguage": "fr",
        "description": "Une </script> journée.",
        "startDate": "2024-10-03T09:00:00+02:00",
        "endDate": "2024-10-03T17:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Bliiida",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "7 avenue de Blida",
                "addressLocality": "Metz",
                "addressRegion": "Grand Est",
                "addressCountry": "FR",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 49.129, "longitude": 6.19},
        },
        "organizer": [{"@type": "Organization", "name": "Ville de Metz, HubEst"}],
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "EUR",
            "url": "https://inscription.example/metz",
            "availability": "https://schema.org/InStock",
            "validThrough": "2024-10-01",
        },
        "maximumAttendeeCapacity": 200,
        "audience": {"@type": "Audience", "audienceType": "Professionnelles et professionnels"},
        "keywords": ["Communs", "Écologie"],
    }


def test_what_is_not_known_is_left_out(client: Client, index: NecLocauxIndexPage) -> None:
    data = read_data(client, make_event(index, start_date=date(2023, 10, 3)))

    assert sorted(data) == [
        *("@context", "@type", "description", "endDate", "eventAttendanceMode", "eventStatus"),
        *("inLanguage", "isAccessibleForFree", "name", "startDate", "url"),
    ]


@pytest.mark.parametrize(
    ("values", "start", "end"),
    [
        ({}, "2024-10-03", "2024-10-03"),
        ({"end_date": date(2024, 10, 4)}, "2024-10-03", "2024-10-04"),
        ({"start_time": time(9)}, "2024-10-03T09:00:00+02:00", "2024-10-03"),
        (
            {"start_time": time(9), "end_date": date(2024, 12, 1), "end_time": time(12)},
            "2024-10-03T09:00:00+02:00",
            "2024-12-01T12:00:00+01:00",
        ),
        ({"date_precision": DatePrecision.MONTH}, "2024-10", None),
        ({"date_precision": DatePrecision.MONTH, "end_date": date(2024, 11, 1)}, "2024-10", "2024-11"),
        ({"date_precision": DatePrecision.YEAR, "start_time": time(9)}, "2024", None),
    ],
)
def test_dates_are_cut_where_knowledge_ends(
    client: Client, index: NecLocauxIndexPage, values: dict[str, Any], start: str, end: str | None
) -> None:
    data = read_data(client, make_event(index, **values))

    assert (data["startDate"], data.get("endDate")) == (start, end)


def test_overseas_hours_bear_their_offset(client: Client, index: NecLocauxIndexPage, reunion: Territoire) -> None:
    data = read_data(client, make_event(index, start_time=time(0), territoires=[reunion]))

    assert data["startDate"] == "2024-10-03T00:00:00+04:00"
    assert data["location"]["address"] == {
        "@type": "PostalAddress",
        "addressRegion": "La Réunion",
        "addressCountry": "FR",
    }


@pytest.mark.parametrize(
    ("status", "expected", "availability"),
    [
        (Status.ANNOUNCED, "EventScheduled", "none"),
        (Status.OPEN, "EventScheduled", "https://schema.org/InStock"),
        (Status.FULL, "EventScheduled", "https://schema.org/SoldOut"),
        (Status.POSTPONED, "EventPostponed", "no offer"),
        (Status.CANCELLED, "EventCancelled", "no offer"),
    ],
)
def test_the_status_is_said(
    client: Client, index: NecLocauxIndexPage, status: Status, expected: str, availability: str
) -> None:
    data = read_data(client, make_event(index, status=status))

    assert data["eventStatus"] == f"https://schema.org/{expected}"
    assert data.get("offers", {"availability": "no offer"}).get("availability", "none") == availability
    assert "previousStartDate" not in data


def test_no_place_is_offered_once_registrations_are_closed(client: Client, index: NecLocauxIndexPage) -> None:
    data = read_data(client, make_event(index, status=Status.OPEN, registration_deadline=date(2024, 9, 19)))

    assert "availability" not in data["offers"]
    assert data["offers"]["validThrough"] == "2024-09-19"


@pytest.mark.parametrize(
    ("mode", "attendance", "types"),
    [
        (Mode.ON_SITE, "OfflineEventAttendanceMode", ["Place"]),
        (Mode.ONLINE, "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (Mode.HYBRID, "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_the_location_follows_the_mode(
    client: Client, index: NecLocauxIndexPage, mode: Mode, attendance: str, types: list[str]
) -> None:
    data = read_data(client, make_event(index, mode=mode, place="Bliiida"))

    locations = data["location"] if isinstance(data["location"], list) else [data["location"]]
    assert data["eventAttendanceMode"] == f"https://schema.org/{attendance}"
    assert [location["@type"] for location in locations] == types


def test_an_event_of_no_territoire_may_be_abroad(client: Client, index: NecLocauxIndexPage) -> None:
    data = read_data(client, make_event(index, place="Bruxelles, puis Paris"))

    assert data["location"] == {"@type": "Place", "name": "Bruxelles, puis Paris"}


def test_partners_who_organise_are_the_organisers(client: Client, index: NecLocauxIndexPage) -> None:
    page = make_event(index, organisers="Ville de Metz, HubEst")
    for order, (name, website, role) in enumerate(
        [
            ("HubEst", "https://hubest.example/", PartnerRole.ORGANISER),
            ("ANCT", "", PartnerRole.NATIONAL),
            ("Ville de Metz", "", PartnerRole.ORGANISER),
        ]
    ):
        page.partner_links.create(partenaire=PartenaireFactory(name=name, website=website), role=role, sort_order=order)
    page.save()

    assert read_data(client, page)["organizer"] == [
        {"@type": "Organization", "name": "HubEst", "url": "https://hubest.example/"},
        {"@type": "Organization", "name": "Ville de Metz"},
    ]


def test_the_image_of_the_page_is_given(client: Client, index: NecLocauxIndexPage) -> None:
    page = make_event(index, listing_image=NecImageFactory())

    address = read_data(client, page)["image"]

    assert address.startswith("http://localhost/")
    assert address.endswith(".jpg")


def test_a_lost_image_does_not_lose_the_page(client: Client, index: NecLocauxIndexPage) -> None:
    image = NecImageFactory()
    page = make_event(index, listing_image=image)
    image.file.storage.delete(image.file.name)

    assert "image" not in read_data(client, page)


def test_the_sessions_of_the_programme_are_events_of_the_event(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    programme = day(
        session("09:30", "Plénière", "10:30", room="Grande halle"),
        pause("12:30", "Déjeuner"),
        session("14:00", "Visite", off_site="Médiathèque"),
        session("23:00", "Nuit", "01:00"),
        on=date(2024, 10, 3),
    )
    page = make_event(index, territoires=[metz], place="Bliiida", programme=[programme])

    found = read_data(client, page)["subEvent"]

    scheduled = {"@type": "Event", "eventStatus": "https://schema.org/EventScheduled"}
    assert found == [
        scheduled
        | {
            "name": "Plénière",
            "startDate": "2024-10-03T09:30:00+02:00",
            "endDate": "2024-10-03T10:30:00+02:00",
            "location": {"@type": "Place", "name": "Grande halle, Bliiida"},
        },
        scheduled
        | {
            "name": "Visite",
            "startDate": "2024-10-03T14:00:00+02:00",
            "location": {"@type": "Place", "name": "Médiathèque"},
        },
        scheduled
        | {
            "name": "Nuit",
            "startDate": "2024-10-03T23:00:00+02:00",
            "location": {"@type": "Place", "name": "Bliiida"},
        },
    ]


def test_the_sessions_given_are_bounded_and_cost_no_query(client: Client, index: NecLocauxIndexPage) -> None:
    def programme(number: int) -> list[Item]:
        return [day(*(session("09:30", f"Atelier {rank}") for rank in range(number)), on=date(2024, 10, 3))]

    short = make_event(index, title="Court", programme=programme(2))
    long = make_event(index, title="Long", programme=programme(MAX_SESSIONS + 5))

    assert len(read_data(client, long)["subEvent"]) == MAX_SESSIONS
    assert count_queries(client, long) == count_queries(client, short)


def test_a_programme_without_a_known_day_has_no_dates_to_give(client: Client, index: NecLocauxIndexPage) -> None:
    programme = day(session("09:30", "Plénière"), on=date(2024, 10, 3))
    page = make_event(index, date_precision=DatePrecision.MONTH, programme=[programme])

    assert "subEvent" not in read_data(client, page)


@pytest.mark.django_db
def test_a_draft_without_a_date_is_described_all_the_same() -> None:
    assert "startDate" not in NecLocalPage(title="Brouillon").get_json_ld()
