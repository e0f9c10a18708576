"""The calendar of the NEC locaux and the page of each."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import (
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, texts, titles

TODAY = date(2024, 9, 20)


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def index(home_page: HomePage) -> NecLocauxIndexPage:
    page: NecLocauxIndexPage = NecLocauxIndexPageFactory(parent=home_page)
    return page


@pytest.fixture
def metz(db: None) -> Territoire:
    moselle = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="57", name="Moselle")
    commune: Territoire = TerritoireFactory(name="Metz", code="57463", parent=moselle)
    return commune


def test_an_empty_calendar_says_so(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, index)

    assert titles(soup) == ["h1 NEC locaux", "h2 À venir"]
    assert "Aucun rendez-vous n’est annoncé pour le moment." in main_text(soup)
    assert soup.select(".figures, .event-list, .pagination") == []


def test_events_to_come_stand_under_their_month(client: Client, index: NecLocauxIndexPage) -> None:
    NecLocalPageFactory(parent=index, title="NEC 974", start_date=date(2024, 11, 19), end_date=date(2024, 11, 20))
    NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2024, 10, 3), status=Status.OPEN)
    NecLocalPageFactory(parent=index, title="NEC Occitanie", start_date=date(2024, 9, 30))
    NecLocalPageFactory(
        parent=index, title="NEC Vosges", start_date=date(2025, 1, 1), date_precision=DatePrecision.YEAR
    )

    soup = read(client, index)

    assert titles(soup) == [
        "h1 NEC locaux",
        "h2 4 rendez-vous à venir",
        "h3 Septembre 2024",
        "h4 NEC Occitanie",
        "h3 Octobre 2024",
        "h4 NEC Metz",
        "h3 Novembre 2024",
        "h4 NEC 974",
        "h3 2025",
        "h4 NEC Vosges",
    ]
    assert texts(soup, ".event-row time .visually-hidden") == [
        "30 septembre 2024",
        "3 octobre 2024",
        "19 et 20 novembre 2024",
        "2025",
    ]
    assert texts(soup, ".state") == ["Annoncé", "Inscriptions ouvertes", "Annoncé", "Annoncé"]


def test_events_held_stand_under_their_year_the_latest_first(client: Client, index: NecLocauxIndexPage) -> None:
    for number in range(25):
        NecLocalPageFactory(
            parent=index, title=f"NEC {number}", start_date=date(2021 + number // 10, 1, 1 + number % 10)
        )

    soup = read(client, index)
    second = read(client, f"{index.url}?page=2")

    assert titles(soup)[:5] == [
        "h1 NEC locaux",
        "h2 À venir",
        "h2 Ceux qui se sont tenus",
        "h3 2023",
        "h4 NEC 24",
    ]
    assert "25 rencontres, les plus récentes d’abord" in main_text(soup)
    assert texts(second, "h3, h4") == ["2021", "NEC 4", "NEC 3", "NEC 2", "NEC 1", "NEC 0"]
    assert texts(second, ".pagination [aria-current]") == ["Page 2"]


@pytest.mark.parametrize("number", ["", "0", "-1", "a", "9" * 4000, "1'"])
def test_any_page_number_gives_a_page(client: Client, index: NecLocauxIndexPage, number: str) -> None:
    NecLocalPageFactory(parent=index, title="NEC Metz 2023")

    response = client.get(index.url, {"page": number})

    assert response.status_code == 200
    assert "NEC Metz 2023" in response.content.decode()


def test_the_official_numbers_say_what_they_count(client: Client, index: NecLocauxIndexPage) -> None:
    index.official_count = 45
    index.official_definition = "depuis janvier 2021"
    index.save()

    soup = read(client, index)

    assert texts(soup, ".figures dd") == ["45"]
    assert texts(soup, ".figures dt") == ["NEC locaux"]
    assert texts(soup, ".counters .source") == ["depuis janvier 2021"]


def test_a_list_costs_the_same_for_few_and_many(client: Client, index: NecLocauxIndexPage, metz: Territoire) -> None:
    thematiques = ThematiqueFactory.create_batch(2)

    def add(number: int) -> None:
        for rank in range(number):
            day = date(2024, 10, 1) if rank % 2 else date(2023, 10, 1)
            add_thematiques(NecLocalPageFactory(parent=index, start_date=day, territoires=[metz]), *thematiques)

    add(4)
    few = count_queries(client, index)
    add(30)

    assert count_queries(client, index) == few
    assert few <= 15


def test_a_private_event_is_not_listed(client: Client, index: NecLocauxIndexPage) -> None:
    NecLocalPageFactory(parent=index, title="NEC ouvert", start_date=date(2024, 10, 3))
    private = NecLocalPageFactory(parent=index, title="NEC fermé", start_date=date(2024, 10, 3))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert texts(read(client, index), "h4") == ["NEC ouvert"]


def test_nearest_first_puts_those_to_come_before_those_held(index: NecLocauxIndexPage) -> None:
    for title, start in [
        ("tenu, ancien", date(2021, 1, 1)),
        ("à venir, loin", date(2025, 1, 1)),
        ("tenu, récent", date(2024, 9, 19)),
        ("à venir, proche", date(2024, 9, 21)),
    ]:
        NecLocalPageFactory(parent=index, title=title, start_date=start)
    NecLocalPageFactory(parent=index, title="en cours", start_date=date(2024, 9, 19), end_date=date(2024, 9, 20))

    found = list(NecLocalPage.objects.nearest_first(TODAY).values_list("title", flat=True))

    assert found == ["en cours", "à venir, proche", "à venir, loin", "tenu, récent", "tenu, ancien"]
    assert list(NecLocalPage.objects.past(TODAY).values_list("title", flat=True)) == found[3:]
    assert list(NecLocalPage.objects.upcoming(TODAY).values_list("title", flat=True)) == found[:3]
