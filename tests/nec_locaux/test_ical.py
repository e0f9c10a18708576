"""The calendars, read back with another program's eyes and compared with the pages they come from."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import Mock
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz as dateutil_tz  # type: ignore[import-untyped]
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import PageLogEntry, PageViewRestriction

from home.models import HomePage
from nec_locaux import ical
from nec_locaux.enums import DatePrecision, Mode, Status
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from nec_locaux.timezones import METROPOLE, OVERSEAS
from nec_locaux.vtimezones import ZONES, vtimezone
from socle.enums import TerritoireKind
from socle.models import Territoire, Thematique
from socle.text import clean_line
from tests.events import PUBLISHED, publish, publish_event
from tests.factories import (
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    ThematiqueFactory,
)
from tests.factories.bulk import bulk_nec_locaux
from tests.reading import add_thematiques, count_queries

URL = "https://nec.example/nec-locaux/nec-metz/"
DAYS_OF_CONTROL = [date(2020, 1, 1) + timedelta(days=number) for number in range(365 * 21 + 6)]
#: All of Unicode that a database keeps, and what formats of lines and XML stumble on.
AWKWARD = st.sampled_from(["\r\n", "\n", "\r", "\t", ",", ";", "\\", ":", '"', "\\n", "\x00", "\x07", "\x85", "\u2028"])
TEXT = st.lists(st.text(max_size=40) | AWKWARD | st.sampled_from(["é", "👩‍💻", "œ" * 90]), max_size=12).map("".join)


def get_calendar(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return Calendar.from_ical(response.content)


def read_event(client: Client, page: NecLocalPage) -> Any:
    (event,) = get_calendar(client, page.subpage_url("ics")).walk("VEVENT")
    return event


def summaries(client: Client, index: NecLocauxIndexPage, query: str = "") -> list[str]:
    return [str(event["SUMMARY"]) for event in get_calendar(client, index.subpage_url("ics") + query).walk("VEVENT")]


def draft(**values: Any) -> NecLocalPage:
    """An event that is in no database."""
    territoires = values.pop("territoires", ())
    thematiques = values.pop("thematiques", [])
    values = {"title": "NEC Metz", "start_date": date(2024, 10, 3), "slug": "nec-metz"} | values
    values["territoire_links"] = [NecLocalTerritoire(territoire=place) for place in territoires]
    page = NecLocalPage(**values)
    page.thematiques = thematiques
    return page


def read_content(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def read_draft(page: NecLocalPage) -> Any:
    return read_content(ical.event_calendar(page, URL))


# One event


def test_the_file_of_an_event_says_what_its_page_does(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    page = NecLocalPageFactory(
        parent=index,
        title="NEC Metz, 2024",
        summary="Une journée ; ses sujets, ses gens.",
        start_date=date(2024, 10, 3),
        start_time=time(9),
        end_time=time(17, 30),
        status=Status.OPEN,
        registration_url="https://inscription.example/metz",
        registration_deadline=date(2024, 10, 1),
        contact_email="nec@metz.example",
        organisers='Ville de Metz; "HubEst", BornyBuzz',
        place="Bliiida",
        address="7 avenue de Blida, 57000 Metz",
        latitude="49.1290",
        longitude="6.1900",
        territoires=[metz],
    )
    themes = [ThematiqueFactory(title="Communs, libres"), ThematiqueFactory(title="Écologie")]
    add_thematiques(page, *themes)
    page = publish(page)

    event = read_event(client, page)

    assert str(event["UID"]) == str(page.translation_key)
    assert UUID(str(event["UID"]))
    assert event["SUMMARY"] == "NEC Metz, 2024"
    assert event["DESCRIPTION"] == (
        "Une journée ; ses sujets, ses gens.\n\n"
        "Inscription jusqu’au 1er\u00a0octobre 2024\u00a0: https://inscription.example/metz\n\n"
        f"{page.full_url}"
    )
    assert event["LOCATION"] == "Bliiida, 7 avenue de Blida, 57000 Metz"
    assert event["GEO"].to_ical() == "49.129;6.19"
    assert event["URL"] == page.full_url
    assert [str(name) for name in event["CATEGORIES"].cats] == ["Communs, libres", "Écologie"]
    assert event["ORGANIZER"] == "mailto:nec@metz.example"
    assert event["ORGANIZER"].params["CN"] == 'Ville de Metz; "HubEst", BornyBuzz'
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == PUBLISHED
    assert event["SEQUENCE"] == 0
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "Europe/Paris"
    assert event["DTSTART"].dt == datetime(2024, 10, 3, 9, tzinfo=ZoneInfo("Europe/Paris"))
    assert event["DTEND"].dt == datetime(2024, 10, 3, 17, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert "TRANSP" not in event


def test_the_file_says_its_type_and_bears_the_name_of_the_page(client: Client, index: NecLocauxIndexPage) -> None:
    page = publish_event(index, title="NEC Été", slug="nec-ete")

    response = client.get(page.subpage_url("ics"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="nec-ete.ics"'
    assert response["Cache-Control"] == "public, max-age=60, s-maxage=600"
    assert response["Last-Modified"] == "Sun, 01 Sep 2024 08:30:00 GMT"


def test_an_event_says_no_more_than_what_is_known(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    """The centre of the territoire is no place to go, and there is no organiser without an address to show."""
    page = publish_event(index, summary="", organisers="Ville de Metz", territoires=[metz])

    event = read_event(client, page)

    assert event["LOCATION"] == "Metz, Moselle (57)"
    assert event["DESCRIPTION"] == page.full_url
    assert {"GEO", "ORGANIZER", "CATEGORIES"}.isdisjoint(event)


@pytest.mark.parametrize(
    ("values", "start", "end"),
    [
        ({"start_date": date(2024, 12, 31)}, date(2024, 12, 31), date(2025, 1, 1)),
        ({"start_date": date(2024, 2, 28), "end_date": date(2024, 2, 29)}, date(2024, 2, 28), date(2024, 3, 1)),
        ({"start_date": date(2023, 2, 28)}, date(2023, 2, 28), date(2023, 3, 1)),
        # Nobody said when the last day ends, nor when the first begins.
        (
            {"start_date": date(2024, 10, 3), "end_date": date(2024, 10, 4), "start_time": time(9)},
            date(2024, 10, 3),
            date(2024, 10, 5),
        ),
        ({"start_date": date(2024, 10, 3), "end_time": time(17)}, date(2024, 10, 3), date(2024, 10, 4)),
    ],
)
@pytest.mark.django_db
def test_an_event_without_hours_takes_whole_days(values: dict[str, Any], start: date, end: date) -> None:
    event = read_draft(draft(**values))

    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (start, end)


@pytest.mark.parametrize(
    ("code", "zone"), [("974", "Indian/Reunion"), ("988", "Pacific/Noumea"), ("975", "America/Miquelon")]
)
@pytest.mark.django_db
def test_an_overseas_event_keeps_the_hours_and_the_midnight_of_its_place(code: str, zone: str) -> None:
    there = Territoire(kind=TerritoireKind.OUTRE_MER, code=code, name="Là-bas")
    midnight = draft(start_date=date(2025, 1, 1), start_time=time(0), end_time=time(1), territoires=[there])
    day = draft(start_date=date(2025, 1, 1), territoires=[there])

    event = read_draft(midnight)

    assert event["DTSTART"].params["TZID"] == zone
    assert event["DTSTART"].to_ical() == b"20250101T000000"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2025, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert read_draft(day)["DTSTART"].dt == date(2025, 1, 1)


@pytest.mark.django_db
def test_an_event_of_several_days_with_hours_goes_from_the_first_hour_to_the_last() -> None:
    event = read_draft(draft(end_date=date(2024, 10, 5), start_time=time(14), end_time=time(12)))

    assert event["DTSTART"].dt == datetime(2024, 10, 3, 14, tzinfo=ZoneInfo("Europe/Paris"))
    assert event["DTEND"].dt == datetime(2024, 10, 5, 12, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("end_time", [None, time(9), time(8)])
@pytest.mark.django_db
def test_an_end_that_nobody_gave_is_not_made_up(end_time: time | None) -> None:
    event = read_draft(draft(start_time=time(9), end_time=end_time))

    assert event["DTSTART"].dt == datetime(2024, 10, 3, 9, tzinfo=ZoneInfo("Europe/Paris"))
    assert "DTEND" not in event


@pytest.mark.parametrize("precision", [DatePrecision.MONTH, DatePrecision.YEAR])
def test_an_unknown_day_is_in_no_calendar(client: Client, index: NecLocauxIndexPage, precision: DatePrecision) -> None:
    page = publish_event(index, title="NEC sans jour", date_precision=precision)

    assert client.get(page.subpage_url("ics")).status_code == 404
    assert summaries(client, index) == []


@pytest.mark.parametrize(
    ("status", "expected", "summary", "first_words"),
    [
        (Status.ANNOUNCED, "CONFIRMED", "NEC Metz", "Un chapô"),
        (Status.OPEN, "CONFIRMED", "NEC Metz", "Un chapô"),
        (Status.FULL, "CONFIRMED", "NEC Metz", "Complet. La neige, le 3."),
        (Status.POSTPONED, "TENTATIVE", "Reporté\u00a0: NEC Metz", "Reporté. La neige, le 3."),
        (Status.CANCELLED, "CANCELLED", "Annulé\u00a0: NEC Metz", "Annulé. La neige, le 3."),
    ],
)
@pytest.mark.django_db
def test_what_changes_plans_is_said_first(status: Status, expected: str, summary: str, first_words: str) -> None:
    event = read_draft(draft(status=status, status_note="La neige, le 3.", summary="Un chapô"))

    assert event["STATUS"] == expected
    assert event["SUMMARY"] == summary
    assert event["DESCRIPTION"].split("\n")[0] == first_words


@pytest.mark.django_db
def test_one_registers_by_mail_where_there_is_no_page_and_never_once_it_is_full() -> None:
    by_mail = draft(status=Status.OPEN, contact_email="nec@metz.example")
    full = draft(status=Status.FULL, registration_url="https://inscription.example/")

    assert "Inscription\u00a0: nec@metz.example" in read_draft(by_mail)["DESCRIPTION"]
    assert "Inscription" not in read_draft(full)["DESCRIPTION"]


@pytest.mark.parametrize(("mode", "place"), [(Mode.ONLINE, "En ligne"), (Mode.ON_SITE, None)])
@pytest.mark.django_db
def test_a_place_that_nobody_gave_is_not_made_up(mode: Mode, place: str | None) -> None:
    assert read_draft(draft(mode=mode)).get("LOCATION") == place


@pytest.mark.django_db
def test_a_hybrid_event_says_so() -> None:
    assert "Sur place et en ligne" in read_draft(draft(mode=Mode.HYBRID, place="Bliiida"))["DESCRIPTION"]


# Identity


def test_the_uid_survives_a_new_slug_and_a_move(client: Client, index: NecLocauxIndexPage, home_page: HomePage) -> None:
    page = publish_event(index)
    before = str(read_event(client, page)["UID"])

    page.slug = "autre-adresse"
    page = publish(page)
    other_index = NecLocauxIndexPageFactory(parent=home_page, title="Autre page")
    page.move(other_index, pos="last-child")
    page.refresh_from_db()

    assert str(read_event(client, page)["UID"]) == before


def test_a_copied_page_is_another_event(client: Client, admin_client: Client, index: NecLocauxIndexPage) -> None:
    page = publish_event(index, title="NEC 2023", slug="nec-2023")

    admin_client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "NEC 2024", "new_slug": "nec-2024", "new_parent_page": index.pk},
    )
    copy = NecLocalPage.objects.get(slug="nec-2024")
    copy.start_date = date(2024, 10, 3)
    publish(copy)

    assert UUID(str(read_event(client, copy)["UID"])) == copy.translation_key
    assert copy.translation_key != page.translation_key


def test_the_sequence_grows_with_each_publication(client: Client, index: NecLocauxIndexPage) -> None:
    page = publish_event(index)
    seen = []
    for moment in (PUBLISHED + timedelta(seconds=1), PUBLISHED + timedelta(days=365)):
        page = publish(page, moment)
        event = read_event(client, page)
        seen.append((event["SEQUENCE"], event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt))

    assert seen == [
        (1, PUBLISHED + timedelta(seconds=1), PUBLISHED + timedelta(seconds=1)),
        (365 * 86_400, PUBLISHED + timedelta(days=365), PUBLISHED + timedelta(days=365)),
    ]


@pytest.mark.parametrize(
    ("last", "expected"), [(PUBLISHED.replace(year=2124), 2**31 - 1), (PUBLISHED - timedelta(1), 0), (None, 0)]
)
@pytest.mark.django_db
def test_the_sequence_is_an_integer_of_the_format(last: datetime | None, expected: int) -> None:
    assert read_draft(draft(first_published_at=PUBLISHED, last_published_at=last))["SEQUENCE"] == expected


@pytest.mark.django_db
def test_a_page_never_published_is_dated_all_the_same() -> None:
    assert read_draft(draft())["DTSTAMP"].dt == datetime(1970, 1, 1, tzinfo=UTC)


# The calendar to subscribe to


def test_the_calendar_holds_past_and_cancelled_events_in_order(client: Client, index: NecLocauxIndexPage) -> None:
    publish_event(index, title="À venir", start_date=date(2099, 1, 1))
    publish_event(index, title="Passé", start_date=date(2018, 1, 1))
    publish_event(index, title="Perdu", start_date=date(2020, 1, 1), status=Status.CANCELLED)

    assert summaries(client, index) == ["Passé", "Annulé\u00a0: Perdu", "À venir"]


def test_the_calendar_describes_itself(client: Client, index: NecLocauxIndexPage) -> None:
    index.summary = "Un chapô, en deux\nlignes."
    index.save()
    publish_event(index, start_time=time(9))

    calendar = get_calendar(client, index.subpage_url("ics"))

    described = {name: str(value) for name, value in calendar.items() if name != "REFRESH-INTERVAL"}
    assert described == {
        "VERSION": "2.0",
        "PRODID": "-//Numérique en Commun[s]//NEC locaux//FR",
        "CALSCALE": "GREGORIAN",
        "NAME": "NEC locaux",
        "X-WR-CALNAME": "NEC locaux",
        "DESCRIPTION": "Un chapô, en deux lignes.",
        "X-WR-CALDESC": "Un chapô, en deux lignes.",
        "URL": index.full_url,
        "SOURCE": index.full_subpage_url("ics"),
        "X-PUBLISHED-TTL": "PT12H",
    }
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar["SOURCE"].params["VALUE"] == "URI"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    (event,) = calendar.walk("VEVENT")
    assert event["TRANSP"] == "TRANSPARENT"


def test_the_calendar_keeps_what_the_address_filters(client: Client, index: NecLocauxIndexPage) -> None:
    publish_event(index, title="NEC Metz", status=Status.OPEN)
    publish_event(index, title="NEC Lens", status=Status.OPEN)
    publish_event(index, title="NEC Metz bis", status=Status.CANCELLED)

    calendar = get_calendar(client, f"{index.subpage_url('ics')}?q=metz&etat=inscriptions&inconnu=1")

    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["NEC Metz"]
    assert calendar["NAME"] == "NEC locaux («\u00a0metz\u00a0», Inscriptions ouvertes)".replace("\u00a0", " ")
    assert str(calendar["SOURCE"]).endswith("/agenda/?q=metz&etat=inscriptions")


@pytest.mark.parametrize(
    "query", ["?debut=9999-99-99", "?region='&thematique=%00x", "?territoire=" + "9" * 90, "?q=%F0"]
)
def test_junk_in_the_address_still_gives_a_calendar(client: Client, index: NecLocauxIndexPage, query: str) -> None:
    publish_event(index, title="NEC Metz")

    assert client.get(index.subpage_url("ics") + query).status_code in ({400} if "%00" in query else {200})


def test_what_the_public_may_not_read_is_not_there(client: Client, index: NecLocauxIndexPage) -> None:
    publish_event(index, title="Ouvert")
    private = publish_event(index, title="Fermé")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    publish_event(index, title="Retiré").unpublish()

    assert summaries(client, index) == ["Ouvert"]
    assert client.get(private.subpage_url("ics")).status_code == 302


# Polling


def poll(client: Client, address: str, **headers: str) -> int:
    return client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()}).status_code


def test_a_calendar_that_has_not_changed_is_not_sent_again(client: Client, index: NecLocauxIndexPage) -> None:
    publish_event(index)
    address = index.subpage_url("ics")
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=60, s-maxage=600"
    assert poll(client, address, if_modified_since=first["Last-Modified"]) == 304
    assert poll(client, f"{address}?q=metz", if_none_match=first["ETag"]) == 200


def test_the_whole_calendar_is_written_once(
    client: Client, index: NecLocauxIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = publish_event(index)
    first = client.get(index.subpage_url("ics"))
    write = Mock(return_value=b"")
    monkeypatch.setattr(ical, "subscription_calendar", write)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(index.subpage_url("ics")).content == first.content
    write.assert_not_called()
    assert not [query for query in queries if "nec_locaux_neclocalpage" in query["sql"] and "summary" in query["sql"]]

    publish(page, PUBLISHED + timedelta(hours=1))
    client.get(index.subpage_url("ics"))
    client.get(f"{index.subpage_url('ics')}?q=metz")
    client.get(f"{index.subpage_url('ics')}?q=metz")

    assert write.call_count == 3


def change_by_publishing(index: NecLocauxIndexPage, page: NecLocalPage) -> None:
    publish(page, PUBLISHED + timedelta(hours=1))


def change_by_adding(index: NecLocauxIndexPage, page: NecLocalPage) -> None:
    publish(NecLocalPageFactory(parent=index), PUBLISHED + timedelta(hours=1))


def change_by_unpublishing(index: NecLocauxIndexPage, page: NecLocalPage) -> None:
    page.unpublish()


def change_by_deleting(index: NecLocauxIndexPage, page: NecLocalPage) -> None:
    page.delete()


@pytest.mark.parametrize("change", [change_by_publishing, change_by_adding, change_by_unpublishing, change_by_deleting])
def test_a_calendar_that_has_changed_is_sent_again(client: Client, index: NecLocauxIndexPage, change: Any) -> None:
    page = publish_event(index)
    publish_event(index)
    PageLogEntry.objects.update(timestamp=PUBLISHED)
    first = client.get(index.subpage_url("ics"))

    change(index, page)

    assert poll(client, index.subpage_url("ics"), if_none_match=first["ETag"]) == 200
    assert poll(client, index.subpage_url("ics"), if_modified_since=first["Last-Modified"]) == 200


def test_a_new_name_of_a_territoire_or_a_thematique_changes_the_calendar(
    client: Client,
    index: NecLocauxIndexPage,
    metz: Territoire,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = NecLocalPageFactory(parent=index, territoires=[metz])
    thematique = ThematiqueFactory()
    add_thematiques(page, thematique)
    publish(page)
    address = index.subpage_url("ics")
    first = client.get(address)["ETag"]

    Territoire.objects.filter(pk=metz.pk).update(name="Metz-Ville")
    second = client.get(address)["ETag"]
    thematique.title = "Autre nom"
    with django_capture_on_commit_callbacks(execute=True):
        thematique.save()

    assert first != second
    assert poll(client, address, if_none_match=second) == 200


def test_an_event_that_has_not_changed_is_not_sent_again(client: Client, index: NecLocauxIndexPage) -> None:
    page = publish_event(index)
    address = page.subpage_url("ics")
    first = client.get(address)

    assert poll(client, address, if_none_match=first["ETag"]) == 304
    publish(page, PUBLISHED + timedelta(hours=1))
    assert poll(client, address, if_none_match=first["ETag"]) == 200


def test_the_calendar_costs_the_same_for_few_and_many(
    client: Client, index: NecLocauxIndexPage, metz: Territoire
) -> None:
    themes = ThematiqueFactory.create_batch(3)
    bulk_nec_locaux(index, 3, [metz], themes)
    few = count_queries(client, index.subpage_url("ics"))
    bulk_nec_locaux(index, 297, [metz], themes)

    assert count_queries(client, index.subpage_url("ics")) == few
    assert few <= 15
    assert len(summaries(client, index)) == 300


# The zones


def test_every_zone_of_an_event_is_described() -> None:
    assert set(ZONES) == {METROPOLE, *OVERSEAS.values()}


def instants(zone: ZoneInfo) -> Iterator[datetime]:
    """Every tenth noon from 2020 to 2040, and every hour of the days on which the clocks change."""
    for number, day in enumerate(DAYS_OF_CONTROL):
        midnight = datetime.combine(day, time(), UTC)
        if midnight.astimezone(zone).utcoffset() != (midnight + timedelta(days=1)).astimezone(zone).utcoffset():
            yield from (midnight + timedelta(hours=hour) for hour in range(24))
        elif number % 10 == 0:
            yield midnight + timedelta(hours=12)


@pytest.mark.parametrize("name", sorted(ZONES))
def test_a_described_zone_counts_as_the_tz_database_does(name: str) -> None:
    zone = ZoneInfo(name)
    component = vtimezone(name)
    calendar = b"BEGIN:VCALENDAR\r\n" + component.to_ical() + b"END:VCALENDAR\r\n"
    of_dateutil = dateutil_tz.tzical(io.StringIO(calendar.decode())).get(name)
    of_icalendar = component.to_tz(lookup_tzid=False)

    for instant in instants(zone):
        here = instant.astimezone(zone)
        # The hour that comes twice has one name in `dateutil`'s reading, which knows no fold: compare its offset alone.
        assert instant.astimezone(of_icalendar).replace(tzinfo=None) == here.replace(tzinfo=None)
        assert instant.astimezone(of_dateutil).replace(tzinfo=None) == here.replace(tzinfo=None)
        assert instant.astimezone(of_icalendar).tzname() == here.tzname()


# Any text, any day


def assert_is_wellformed(content: bytes) -> None:
    """Lines end in CRLF, count 75 octets at most and hold no control character (RFC 5545, sections 3.1 and 3.3.11)."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        # None is cut inside a character.
        assert not [sign for sign in line.decode() if sign < " " and sign != "\t"]


@example("", "", "", "%2C^n^^^'\\", "", "")
@given(title=TEXT, summary=TEXT, place=TEXT, organisers=TEXT, theme=TEXT, note=TEXT)
@pytest.mark.django_db
def test_any_text_is_read_back(title: str, summary: str, place: str, organisers: str, theme: str, note: str) -> None:
    page = draft(
        title=title,
        summary=summary,
        place=place,
        organisers=organisers,
        status=Status.CANCELLED,
        status_note=note,
        contact_email="nec@metz.example",
        thematiques=[Thematique(title=theme)],
    )

    content = ical.event_calendar(page, URL)
    event = read_content(content)

    assert_is_wellformed(content)
    assert event["SUMMARY"] == f"Annulé\u00a0: {clean_line(title)}"
    assert event.get("LOCATION", "") == clean_line(place)
    assert event["ORGANIZER"].params.get("CN", "") == clean_line(organisers).replace("\\", "/")
    assert [str(name) for name in event["CATEGORIES"].cats] == [clean_line(theme)]
    assert event["DESCRIPTION"].startswith(f"Annulé. {clean_line(note)}".strip())
    assert event["DESCRIPTION"].endswith(f"\n\n{URL}")


@given(
    first=st.dates(min_value=date(2, 1, 1)),
    days=st.integers(0, 400),
    hours=st.none() | st.tuples(st.times(), st.none() | st.times()),
    code=st.sampled_from(["57", *sorted(OVERSEAS)]),
)
@pytest.mark.django_db
def test_any_day_and_hour_is_read_back(
    first: date, days: int, hours: tuple[time, time | None] | None, code: str
) -> None:
    last = min(first, date.max - timedelta(days=days)) + timedelta(days=days)
    opening, closing = [hour and hour.replace(microsecond=0) for hour in hours or (None, None)]
    kind = TerritoireKind.DEPARTEMENT if code == "57" else TerritoireKind.OUTRE_MER
    place = Territoire(kind=kind, code=code, name="Là")
    page = draft(start_date=first, end_date=last, start_time=opening, end_time=closing, territoires=[place])

    content = ical.event_calendar(page, URL)
    event = read_content(content)

    assert_is_wellformed(content)
    if opening is None or (closing is None and last > first):
        assert event["DTSTART"].dt == first
        assert "DTEND" not in event if last == date.max else event["DTEND"].dt == last + timedelta(days=1)
    else:
        assert event["DTSTART"].dt.replace(tzinfo=None) == datetime.combine(first, opening)
        assert event["DTSTART"].params["TZID"] == page.time_zone.key
        if closing and (last, closing) > (first, opening):
            assert event["DTEND"].dt.replace(tzinfo=None) == datetime.combine(last, closing)
        else:
            assert "DTEND" not in event
