"""The page of the call."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from candidatures.models import AppelPage
from home.models import HomePage
from tests.factories import AppelPageFactory
from tests.reading import main_text, read, texts, titles

TODAY = date(2024, 9, 20)
FORM = "https://www.demarches-simplifiees.fr/commencer/nec"


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def test_the_call_shows_its_rules_with_their_source(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(
        parent=home_page,
        minimum_public=1500,
        delay_months=3,
        grant_share=Decimal("62.50"),
        grant_minimum=1000,
        grant_maximum=20000,
        minimum_collectivites=2,
        rules_source="règlement du 1er septembre 2024",
        external_form_url=FORM,
    )

    soup = read(client, call)

    assert titles(soup) == [
        "h1 L’appel à NEC locaux",
        "h2 Ce qu’il faut savoir d’abord",
        "h2 Votre projet est prêt ?",
    ]
    assert texts(soup, ".figures dd") == ["1 500", "3 mois", "62,5 %", "20 000 €"]
    assert texts(soup, ".figures dt")[3] == "de subvention au plus, et 1 000 € au moins"
    assert "le soutien de 2 collectivités au moins." in main_text(soup)
    assert texts(soup, ".source") == ["Source : règlement du 1er septembre 2024"]
    assert [link["href"] for link in soup.select("main a.button")] == [FORM, FORM]


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "is_open", "label"),
    [
        (None, None, True, "Ouvert toute l’année"),
        (date(2024, 9, 20), None, True, "Ouvert toute l’année"),
        (None, date(2024, 9, 20), True, "Ouvert jusqu’au 20 septembre 2024"),
        (None, date(2024, 9, 19), False, "Clos depuis le 19 septembre 2024"),
        (date(2024, 10, 1), None, False, "Ouvre le 1er octobre 2024"),
        (date(2024, 10, 1), date(2024, 12, 1), False, "Ouvre le 1er octobre 2024"),
    ],
)
def test_the_call_says_when_it_is_open(
    opens_on: date | None, closes_on: date | None, is_open: bool, label: str
) -> None:
    call = AppelPage(opens_on=opens_on, closes_on=closes_on)

    assert call.is_open is is_open
    assert call.status_label.replace("\u00a0", " ") == label


def test_a_closed_call_takes_no_application(client: Client, home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, closes_on=date(2024, 9, 19), external_form_url=FORM)

    soup = read(client, call)

    assert soup.select("main a.button, .call-foot") == []
    assert "Clos depuis le 19 septembre 2024" in main_text(soup)


def test_a_call_with_the_least_breaks_nothing(client: Client, home_page: HomePage) -> None:
    soup = read(client, AppelPageFactory(parent=home_page, summary=""))

    assert titles(soup) == ["h1 L’appel à NEC locaux", "h2 Ce qu’il faut savoir d’abord"]
    assert texts(soup, ".figures dd") == ["150", "4 mois", "80 %", "5 000 €"]
    assert "le soutien d’une collectivité au moins." in main_text(soup)
    assert soup.select(".source, .page-body") == []
