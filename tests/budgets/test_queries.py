"""How many queries a page takes, whatever it lists."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from wagtail.models import Page

from home.models import HomePage
from socle.models import PageThematique
from tests.budgets.conftest import CountQueries
from tests.demo import every_address
from tests.factories import (
    ArticlePageFactory,
    EditionNationalePageFactory,
    EditionsIndexPageFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    NumeroPageFactory,
    RessourcePageFactory,
    RessourcesIndexPageFactory,
    RevueIndexPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
)
from tests.factories.bulk import multiply

MAXIMUM = 15
FEW, MANY = 3, 300
#: There is one national edition a year, and the field ends in 2100.
MANY_EDITIONS = 80


@pytest.mark.usefixtures("demo_site")
def test_every_public_page_takes_few_queries(count_queries: CountQueries) -> None:
    counts = {address.path: count_queries(address.path) for address in every_address()}

    assert {path: count for path, count in counts.items() if count > MAXIMUM} == {}
    assert len(counts) > 20


def make_revue(home_page: HomePage) -> Page:
    return NumeroPageFactory(parent=RevueIndexPageFactory(parent=home_page))


LISTS: dict[str, tuple[Callable[[HomePage], Page], Callable[..., Page]]] = {
    "editions": (lambda home: EditionsIndexPageFactory(parent=home), EditionNationalePageFactory),
    "nec_locaux": (lambda home: NecLocauxIndexPageFactory(parent=home), NecLocalPageFactory),
    "numero": (make_revue, ArticlePageFactory),
    "ressources": (lambda home: RessourcesIndexPageFactory(parent=home), RessourcePageFactory),
    "revue": (lambda home: RevueIndexPageFactory(parent=home), NumeroPageFactory),
    "standard": (lambda home: StandardPageFactory(parent=home, show_children=True), StandardPageFactory),
}
#: What two pages of a list may not share.
COUNTED = {"editions": ["year"], "revue": ["number"]}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_few_and_many(home_page: HomePage, count_queries: CountQueries, name: str) -> None:
    make_parent, make_child = LISTS[name]
    parent = make_parent(home_page)
    thematiques = ThematiqueFactory.create_batch(2)

    child = make_child(parent=parent)

    def show(*children: Page) -> None:
        PageThematique.objects.bulk_create(
            PageThematique(page=child, thematique=thematique, sort_order=order)
            for child in children
            for order, thematique in enumerate(thematiques)
        )
        cache.clear()

    show(child, *multiply(child, FEW - 1, counted=COUNTED.get(name, ())))
    few = count_queries(parent.url)
    show(*multiply(child, (MANY_EDITIONS if name == "editions" else MANY) - FEW, counted=COUNTED.get(name, ())))
    many = count_queries(parent.url)

    assert many == few
    assert many <= MAXIMUM
