"""The carnets: the older series, and what each tells."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from home.models import HomePage
from revue.models import CarnetsIndexPage, RevueIndexPage
from tests.factories import (
    CarnetPageFactory,
    CarnetsIndexPageFactory,
    NecDocumentFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, texts, titles


@pytest.fixture
def carnets(revue: RevueIndexPage) -> CarnetsIndexPage:
    page: CarnetsIndexPage = CarnetsIndexPageFactory(
        parent=revue, title="Les carnets", summary="Quatorze sont parus, d’après l’équipe."
    )
    return page


def test_known_carnets_are_listed_with_their_dates(client: Client, carnets: CarnetsIndexPage) -> None:
    CarnetPageFactory(parent=carnets, title="Bordeaux", start_date=date(2020, 8, 24), end_date=date(2020, 8, 28))
    CarnetPageFactory(
        parent=carnets,
        title="Haute-Savoie",
        start_date=date(2021, 11, 1),
        date_precision="month",
        is_announced_only=True,
    )

    soup = read(client, carnets)

    assert titles(soup) == ["h1 Les carnets", "h2 Les carnets connus", "h3 Haute-Savoie", "h3 Bordeaux"]
    assert texts(soup, ".page-card .muted") == [
        "Novembre 2021. Annoncé, sans trace de parution",
        "Du 24 au 28 août 2020",
    ]


def test_an_empty_series_says_so(client: Client, carnets: CarnetsIndexPage) -> None:
    assert "Aucun carnet n’est encore en ligne." in main_text(read(client, carnets))


def test_a_carnet_leads_to_its_file_and_to_its_event(
    client: Client, home_page: HomePage, carnets: CarnetsIndexPage
) -> None:
    event = NecLocalPageFactory(parent=NecLocauxIndexPageFactory(parent=home_page), title="NEC Bordeaux Métropole")
    document = NecDocumentFactory(title="Carnet de Bordeaux")
    carnet = CarnetPageFactory(
        parent=carnets,
        title="Bordeaux",
        event_page=event,
        document=document,
        external_url="https://exemple.fr/carnet",
    )

    soup = read(client, carnet)

    assert texts(soup, ".facts dd") == ["24 août 2020", "NEC Bordeaux Métropole"]
    assert [link["href"] for link in soup.select(".facts a, .download a.strong, a.button")] == [
        event.url,
        document.url,
        "https://exemple.fr/carnet",
    ]
    event.live = False
    event.save()
    assert texts(read(client, carnet), ".facts dd") == ["24 août 2020"]


def test_a_carnet_that_is_nowhere_says_so(client: Client, carnets: CarnetsIndexPage) -> None:
    carnet = CarnetPageFactory(
        parent=carnets, start_date=date(2021, 11, 1), date_precision="month", is_announced_only=True
    )

    soup = read(client, carnet)

    assert texts(soup, ".facts dd") == ["novembre 2021", "Annoncé, sans trace de parution"]
    assert "Ce carnet n’est pas en ligne, à notre connaissance." in main_text(soup)


def test_a_carnet_does_not_end_before_it_starts(carnets: CarnetsIndexPage) -> None:
    with pytest.raises(ValidationError, match="ne précède pas"):
        CarnetPageFactory(parent=carnets, end_date=date(2020, 8, 1))


def test_the_cost_of_the_series_does_not_grow(client: Client, carnets: CarnetsIndexPage) -> None:
    thematique = ThematiqueFactory()

    def add(number: int) -> None:
        for _ in range(number):
            carnet: Any = CarnetPageFactory(parent=carnets, document=NecDocumentFactory())
            add_thematiques(carnet, thematique)

    add(2)
    few = count_queries(client, carnets)
    add(4)

    assert count_queries(client, carnets) == few
    assert few <= 15
