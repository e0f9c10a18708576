"""An event which is cancelled or postponed says so first, wherever the site lists it."""

from datetime import date
from typing import Any

import pytest
import time_machine
from bs4 import Tag
from django.test import Client

from home.blocks import PagesSectionBlock
from home.models import HomePage
from nec_locaux.enums import Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.blocks.latest_pages import LatestPagesBlock
from socle.blocks.page_cards import PageCardsBlock
from socle.models import BasePage, Thematique
from tests.factories import (
    NecLocalPageFactory,
    SearchPageFactory,
    SitemapPageFactory,
    ThematiqueFactory,
    ThematiqueIndexPageFactory,
)
from tests.reading import add_thematiques, read, texts

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 20)
STATED = "Reporté : NEC Metz"


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def theme(db: None) -> Thematique:
    thematique: Thematique = ThematiqueFactory()
    return thematique


@pytest.fixture
def metz(index: NecLocauxIndexPage, theme: Thematique) -> NecLocalPage:
    page: NecLocalPage = NecLocalPageFactory(
        parent=index, title="NEC Metz", start_date=date(2026, 11, 3), status=Status.POSTPONED
    )
    add_thematiques(page, theme)
    return page


def words_of_link(soup: Tag, page: NecLocalPage) -> str:
    """The words of the one link to `page`."""
    (words,) = texts(soup, f'a[href="{page.url}"]')
    return words


@pytest.fixture
def cards(metz: NecLocalPage) -> dict[str, Any]:
    """A card for each block that makes cards of pages."""
    return {
        "chosen": PageCardsBlock().get_context(PageCardsBlock().to_python({"pages": [metz.pk]})),
        "automatic": LatestPagesBlock().get_context({"page_type": "nec_locaux.NecLocalPage"}),
        "home": PagesSectionBlock().get_context({"count": 1}),
    }


@pytest.mark.parametrize("block", ["chosen", "automatic", "home"])
def test_the_cards_of_every_block_say_it_first(block: str, cards: dict[str, Any]) -> None:
    assert [page.first_words for page in cards[block]["pages"]] == ["Reporté"]


def test_the_page_of_a_thematique_says_it_first(
    client: Client, home_page: HomePage, metz: NecLocalPage, theme: Thematique
) -> None:
    ThematiqueIndexPageFactory(parent=home_page)

    assert words_of_link(read(client, theme.url), metz) == STATED


def test_the_search_says_it_first(client: Client, home_page: HomePage, metz: NecLocalPage) -> None:
    search = SearchPageFactory(parent=home_page)

    assert words_of_link(read(client, f"{search.url}?q=metz"), metz) == STATED


def test_the_plan_du_site_says_it_first(client: Client, home_page: HomePage, metz: NecLocalPage) -> None:
    plan = SitemapPageFactory(parent=home_page)

    assert words_of_link(read(client, plan), metz) == STATED


def test_an_event_held_as_announced_has_nothing_to_say_first(index: NecLocauxIndexPage) -> None:
    held = NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2026, 11, 3), status=Status.FULL)

    page = BasePage.objects.with_first_words().get(pk=held.pk)

    assert page.first_words == ""
