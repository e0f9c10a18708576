"""The plan du site: the tree of the public pages."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home.models import HomePage, SitemapPage
from home.sitemap import MAX_CHILDREN, MAX_DEPTH, Node, site_tree
from socle.enums import ThematiqueFamily
from tests.factories import (
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    SitemapPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
    ThematiqueIndexPageFactory,
)

MAXIMUM_QUERIES = 15


@pytest.fixture
def sitemap_page(home_page: HomePage) -> SitemapPage:
    page: SitemapPage = SitemapPageFactory(parent=home_page)
    return page


def outline(node: Node) -> dict[str, object]:
    return {child.title: outline(child) for child in node.children}


def test_pages_stand_where_the_tree_has_them(home_page: HomePage) -> None:
    about = StandardPageFactory(parent=home_page, title="La démarche")
    StandardPageFactory(parent=about, title="Les partenaires")
    StandardPageFactory(parent=home_page, title="Contact")

    tree = site_tree(home_page)

    assert (tree.title, tree.url) == ("Numérique en Commun[s]", "/")
    assert outline(tree) == {"La démarche": {"Les partenaires": {}}, "Contact": {}}
    assert [node.title for node in tree.sections] == ["La démarche"]
    assert [node.title for node in tree.single_pages] == ["Contact"]
    assert tree.children[0].children[0].url == "/la-demarche/les-partenaires/"


def test_what_is_not_public_is_left_out(home_page: HomePage) -> None:
    StandardPageFactory(parent=home_page, title="Brouillon", live=False)
    StandardPageFactory(parent=home_page, title="Non référencée", noindex=True)
    private = StandardPageFactory(parent=home_page, title="Privée")
    StandardPageFactory(parent=private, title="Sous une page privée")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert outline(site_tree(home_page)) == {}


def test_a_page_under_one_that_is_left_out_goes_to_the_nearest_one(home_page: HomePage) -> None:
    hidden = StandardPageFactory(parent=home_page, title="Non référencée", noindex=True)
    StandardPageFactory(parent=hidden, title="Référencée")

    assert outline(site_tree(home_page)) == {"Référencée": {}}


def test_long_lists_are_counted_with_all_that_is_below_them(home_page: HomePage) -> None:
    index = NecLocauxIndexPageFactory(parent=home_page)
    for _ in range(MAX_CHILDREN + 1):
        child = NecLocalPageFactory(parent=index)
    StandardPageFactory(parent=child, title="Plus bas")

    [node] = site_tree(home_page).sections

    assert (node.title, node.hidden_count, node.children) == ("NEC locaux", MAX_CHILDREN + 1, [])


def test_the_home_page_may_have_many_children(home_page: HomePage) -> None:
    for _ in range(MAX_CHILDREN + 1):
        StandardPageFactory(parent=home_page)

    assert len(site_tree(home_page).children) == MAX_CHILDREN + 1


def test_the_tree_stops_at_its_last_level(home_page: HomePage) -> None:
    parent = home_page
    for level in range(1, MAX_DEPTH + 2):
        parent = StandardPageFactory(parent=parent, title=f"Niveau {level}")

    assert outline(site_tree(home_page)) == {"Niveau 1": {"Niveau 2": {"Niveau 3": {"Niveau 4": {}}}}}


def test_thematiques_stand_under_their_page(home_page: HomePage) -> None:
    ThematiqueIndexPageFactory(parent=home_page)
    ThematiqueFactory(title="Éthique", slug="ethique")
    ThematiqueFactory(title="Éthique de 2018", family=ThematiqueFamily.PASSEE)

    [node] = site_tree(home_page).sections

    assert [(child.title, child.url) for child in node.children] == [("Éthique", "/thematiques/ethique/")]
    assert node.hidden_count == 1


def test_the_page_shows_the_tree(client: Client, home_page: HomePage, sitemap_page: SitemapPage) -> None:
    about = StandardPageFactory(parent=home_page, title="Pourquoi & comment ?")
    StandardPageFactory(parent=about, title="Les partenaires")

    html = BeautifulSoup(client.get(sitemap_page.url).content, "html.parser")

    headings = [heading.text for heading in html.select("#contenu h1, #contenu h2")]
    assert headings == ["Plan du site", "Pourquoi & comment\u202f?", "Autres pages"]
    links = {link.text: link["href"] for link in html.select("nav.sitemap a")}
    assert links == {
        "Accueil": "/",
        headings[1]: "/pourquoi-comment/",
        "Les partenaires": "/pourquoi-comment/les-partenaires/",
        "Plan du site": "/plan-du-site/",
    }


def test_the_page_costs_the_same_for_few_and_many(
    client: Client, home_page: HomePage, sitemap_page: SitemapPage
) -> None:
    index = NecLocauxIndexPageFactory(parent=home_page)
    ThematiqueIndexPageFactory(parent=home_page)
    ThematiqueFactory()

    def count(number: int) -> int:
        for _ in range(number):
            NecLocalPageFactory(parent=index)
        cache.clear()
        client.get(sitemap_page.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(sitemap_page.url).status_code == 200
        return len(queries)

    few = count(3)

    assert count(60) == few
    assert few <= MAXIMUM_QUERIES
