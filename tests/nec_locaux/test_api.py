"""Wagtail's API on the NEC locaux."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from home.models import HomePage
from nec_locaux.api import NecLocauxAPIViewSet
from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.models import Territoire
from tests.factories import (
    NecLocalPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
)
from tests.factories.bulk import bulk_nec_locaux
from tests.reading import add_thematiques, count_queries

pytestmark = pytest.mark.usefixtures("this_morning")

API = "/api/v2/nec-locaux/"
PUBLISHED = datetime(2024, 1, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def event(index: NecLocauxIndexPage, moselle: Territoire) -> NecLocalPage:
    page: NecLocalPage = NecLocalPageFactory(
        parent=index,
        title="NEC Metz 2023",
        start_date=date(2023, 10, 1),
        date_precision=DatePrecision.MONTH,
        start_time=time(9),
        status=Status.OPEN,
        territoires=[moselle],
        place="Bliiida",
        latitude=Decimal("49.1193"),
        longitude=Decimal("6.1757"),
        organisers="Ville de Metz",
        contact_email="contact@exemple.fr",
        participants=1181,
    )
    page.first_published_at = page.last_published_at = PUBLISHED
    add_thematiques(page, ThematiqueFactory(slug="mediation", title="Médiation"))
    return page


def ask(client: Client, query: str = "", status: int = 200) -> Any:
    response = client.get(f"{API}{query}")
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def found(client: Client, query: str = "") -> list[str]:
    return [item["title"] for item in ask(client, query)["items"]]


def test_an_event_gives_its_public_fields_and_no_other(client: Client, event: NecLocalPage) -> None:
    assert ask(client, f"{event.pk}/") == {
        "id": event.pk,
        "meta": {
            "type": "nec_locaux.NecLocalPage",
            "detail_url": f"http://localhost{API}{event.pk}/",
            "html_url": "http://localhost/nec-locaux/nec-metz-2023/",
            "slug": "nec-metz-2023",
            "first_published_at": "2024-01-15T10:30:00+01:00",
            "last_published_at": "2024-01-15T10:30:00+01:00",
        },
        "translation_key": str(event.translation_key),
        "title": "NEC Metz 2023",
        "summary": "Un chapô pour les listes.",
        "edition_number": None,
        "status": "inscriptions",
        "status_note": "",
        "start_date": "2023-10",
        "end_date": None,
        "date_precision": "month",
        "start_time": "09:00:00",
        "end_time": None,
        "time_zone": "Europe/Paris",
        "mode": "sur_place",
        "audience": "",
        "organisers": "Ville de Metz",
        "territoires": [{"kind": "departement", "code": "57", "name": "Moselle"}],
        "thematiques": [{"slug": "mediation", "title": "Médiation"}],
        "place": "Bliiida",
        "address": "",
        "latitude": 49.1193,
        "longitude": 6.1757,
        "registration_url": "",
        "registration_deadline": None,
        "capacity": None,
        "participants": 1181,
        "structure_count": None,
        "speaker_count": None,
        "workshop_count": None,
        "stand_count": None,
        "budget": None,
        "satisfaction": None,
        "figures_source": "",
        "has_programme": False,
        "has_bilan": True,
        "resource_url": "",
    }


def test_a_list_gives_the_essential_and_all_where_asked(client: Client, event: NecLocalPage) -> None:
    (item,) = ask(client)["items"]
    (whole,) = ask(client, "?fields=*")["items"]
    (title,) = ask(client, "?fields=_,title")["items"]

    assert item == {
        "id": event.pk,
        "meta": {
            "type": "nec_locaux.NecLocalPage",
            "detail_url": f"http://localhost{API}{event.pk}/",
            "html_url": "http://localhost/nec-locaux/nec-metz-2023/",
        },
        "title": "NEC Metz 2023",
        "status": "inscriptions",
        "start_date": "2023-10",
        "end_date": None,
        "date_precision": "month",
        "territoires": [{"kind": "departement", "code": "57", "name": "Moselle"}],
    }
    assert whole == ask(client, f"{event.pk}/")
    assert title == {"title": "NEC Metz 2023"}


@pytest.mark.parametrize("name", ["contact_email", "search_words", "owner", "programme", "body", "locked_by", "path"])
def test_what_is_not_listed_cannot_be_asked_for(client: Client, event: NecLocalPage, name: str) -> None:
    assert ask(client, f"?fields={name}", 400) == {"message": f"unknown fields: {name}"}
    assert set(ask(client, f"?{name}=1", 400)) == {"message"}
    assert set(ask(client, f"?order={name}", 400)) == {"message"}


def test_what_a_model_declares_for_another_api_is_not_given(
    client: Client, event: NecLocalPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NecLocalPage, "api_fields", ["contact_email"], raising=False)
    monkeypatch.setattr(NecLocalPage, "api_meta_fields", ["owner"], raising=False)

    assert "contact@exemple.fr" not in client.get(f"{API}?fields=*").content.decode()
    assert "owner" not in ask(client, f"{event.pk}/")["meta"]


def test_only_public_events_are_there(client: Client, index: NecLocauxIndexPage, home_page: HomePage) -> None:
    NecLocalPageFactory(parent=index, title="NEC ouvert")
    draft = NecLocalPageFactory(parent=index, title="NEC brouillon", live=False)
    private = NecLocalPageFactory(parent=index, title="NEC fermé")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    other = StandardPageFactory(parent=home_page)

    assert found(client) == ["NEC ouvert"]
    for page in (draft, private, other, index, home_page):
        assert set(ask(client, f"{page.pk}/", 404)) == {"message"}


def test_an_editor_sees_no_more(admin_client: Client, index: NecLocauxIndexPage) -> None:
    NecLocalPageFactory(parent=index, title="NEC brouillon", live=False)

    assert ask(admin_client) == {"meta": {"total_count": 0}, "items": []}


def test_the_filters_are_those_of_the_calendar(client: Client, event: NecLocalPage, index: NecLocauxIndexPage) -> None:
    NecLocalPageFactory(parent=index, title="NEC Nantes", start_date=date(2024, 11, 3), status=Status.CANCELLED)

    assert found(client) == ["NEC Metz 2023", "NEC Nantes"]
    assert found(client, "?region=44") == ["NEC Metz 2023"]
    assert found(client, "?etat=annule") == ["NEC Nantes"]
    assert found(client, "?thematique=mediation") == ["NEC Metz 2023"]
    assert found(client, "?debut=2024-01-01") == ["NEC Nantes"]
    assert found(client, "?q=nantes&region=44") == []


def test_the_order_may_be_chosen(client: Client, event: NecLocalPage, index: NecLocauxIndexPage) -> None:
    NecLocalPageFactory(parent=index, title="NEC Brest", start_date=date(2024, 11, 3))

    assert found(client) == ["NEC Metz 2023", "NEC Brest"]
    assert found(client, "?order=-start_date") == ["NEC Brest", "NEC Metz 2023"]
    assert found(client, "?order=title") == ["NEC Brest", "NEC Metz 2023"]
    for order in ("random", "--title", "contact_email", ""):
        assert set(ask(client, f"?order={order}", 400)) == {"message"}


def test_a_list_is_cut_in_pages(client: Client, index: NecLocauxIndexPage, moselle: Territoire) -> None:
    bulk_nec_locaux(index, 120, [moselle])

    pages = [ask(client, f"?limit=50&offset={offset}") for offset in (0, 50, 100, 150)]
    titles = [item["title"] for page in pages for item in page["items"]]

    assert [len(page["items"]) for page in pages] == [50, 50, 20, 0]
    assert len(set(titles)) == 120
    assert {page["meta"]["total_count"] for page in pages} == {120}
    assert len(found(client)) == 20
    assert len(found(client, "?limit=100000")) == 100
    assert len(found(client, "?limit=-1&offset=a")) == 20
    assert found(client, f"?offset={'9' * 40}") == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("rest", ["", "1/"])
def test_it_only_reads(client: Client, event: NecLocalPage, method: str, rest: str) -> None:
    assert client.generic(method, f"{API}{rest}", "{}", content_type="application/json").status_code == 405
    assert NecLocalPage.objects.count() == 1


@pytest.mark.parametrize("query", ["?format=api", "?format=html", "?format=json"])
def test_it_speaks_json_alone(client: Client, event: NecLocalPage, query: str) -> None:
    response = client.get(f"{API}{query}")

    assert response.status_code in {400, 404}
    assert response.headers["Content-Type"] == "application/json"
    browser = client.get(API, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert browser.headers["Content-Type"] == "application/json"


def test_any_site_may_read_it_and_caches_keep_it(client: Client, event: NecLocalPage) -> None:
    response = client.get(API)

    names = ("Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Cache-Control")
    assert {name: response.headers[name] for name in names} == {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "public, max-age=60, s-maxage=600",
    }
    assert "public" not in client.get(f"{API}?order=x").headers["Cache-Control"]
    assert client.get(API, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("rest", ["find/?html_path=/", "find/?id=1", "0/", f"{'9' * 10}/", f"{'9' * 40}/", "a/", "-1/"])
def test_other_addresses_are_not_found(client: Client, event: NecLocalPage, rest: str) -> None:
    assert client.get(f"{API}{rest}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["search=a", "type=wagtailcore.Page", "child_of=root", "fields=a(b", "fields=-*", f"fields={'a(' * 900}", "x=1"],
)
def test_what_it_does_not_do_is_refused(client: Client, event: NecLocalPage, query: str) -> None:
    assert set(ask(client, f"?{query}", 400)) == {"message"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    name=st.sampled_from([*sorted(NecLocauxAPIViewSet.known_query_parameters), "search", "format", "_"]),
    value=st.text(st.characters(exclude_categories=["Cs"])),
    accept=st.text(st.characters(min_codepoint=32, max_codepoint=126)),
)
def test_no_junk_gives_an_error(client: Client, event: NecLocalPage, name: str, value: str, accept: str) -> None:
    address = f"{API}?{urlencode({name: value})}"

    assert client.get(address).status_code in {200, 400, 404}
    assert client.get(API, headers={"accept": accept}).status_code in {200, 406}
    assert client.get(f"{API}{quote(value, safe='')}/").status_code in {200, 400, 404}


def test_queries_are_the_same_for_few_and_many(client: Client, index: NecLocauxIndexPage, moselle: Territoire) -> None:
    thematiques = ThematiqueFactory.create_batch(2)
    bulk_nec_locaux(index, 3, [moselle], thematiques)
    few = count_queries(client, f"{API}?fields=*&limit=100")
    bulk_nec_locaux(index, 300, [moselle], thematiques)

    assert count_queries(client, f"{API}?fields=*&limit=100") == few
    assert few <= 10
