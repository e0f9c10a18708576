"""Addresses of the revue never die: what changes its address is found at the former ones, and all below it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from tests.articles import add_article
from tests.factories import PersonneFactory, RevueIndexPageFactory
from tests.reading import count_queries

ChangeSlug = Callable[[Any, str], None]


@pytest.fixture
def article(numero: NumeroPage) -> ArticlePage:
    return add_article(numero, "Lire l’écran", PersonneFactory(first_name="Élise", last_name="Marchand"))


@pytest.fixture
def change_slug(django_capture_on_commit_callbacks: Callable[..., Any]) -> ChangeSlug:
    """Publishes a page at another address, as an editor would."""

    def change(page: Any, slug: str) -> None:
        page.slug = slug
        # Redirections are written, and what is remembered is forgotten, once the transaction is done.
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        page.refresh_from_db()

    return change


def location(client: Client, address: str) -> str:
    """Where an address that moved for good leads."""
    response = client.get(address)
    assert response.status_code == 301, address
    return response["Location"]


def test_an_article_is_found_at_each_of_its_former_addresses(
    client: Client, article: ArticlePage, change_slug: ChangeSlug
) -> None:
    former = article.url
    change_slug(article, "lire")
    second = article.url
    change_slug(article, "lire-un-ecran")

    assert location(client, former) == location(client, second) == article.url
    assert client.get(article.url).status_code == 200


def test_the_articles_of_an_issue_move_with_it(
    client: Client, numero: NumeroPage, article: ArticlePage, change_slug: ChangeSlug
) -> None:
    former_issue, former_article = numero.url, article.url
    change_slug(numero, "numero-3")
    article.refresh_from_db()

    assert location(client, former_issue) == numero.url
    assert location(client, former_article) == f"{numero.url}lire-lecran/" == article.url


def test_what_lies_below_a_page_moves_with_it(
    client: Client, revue: RevueIndexPage, article: ArticlePage, change_slug: ChangeSlug
) -> None:
    former_revue, former_article = revue.url, article.url
    change_slug(revue, "le-magazine")

    assert location(client, f"{former_revue}recherche/?q=l%C3%A9cran&genre=enquete") == (
        f"{revue.url}recherche/?q=l%C3%A9cran&genre=enquete"
    )
    assert location(client, f"{former_revue}signatures/elise-marchand/") == f"{revue.url}signatures/elise-marchand/"
    article.refresh_from_db()
    assert location(client, former_article) == article.url


def test_a_person_and_the_revue_may_both_have_moved(
    client: Client, revue: RevueIndexPage, article: ArticlePage, change_slug: ChangeSlug
) -> None:
    author = article.authors[0]
    former = f"{revue.url}signatures/{author.slug}/"
    author.slug = "elise-m"
    author.save()
    change_slug(revue, "le-magazine")

    assert location(client, former) == f"{revue.url}signatures/elise-m/"


def test_what_was_below_no_page_stays_unknown(
    client: Client, revue: RevueIndexPage, article: ArticlePage, change_slug: ChangeSlug
) -> None:
    former_revue, former_article = revue.url, article.url
    change_slug(revue, "le-magazine")

    for address in (f"{former_revue}rien/", f"{former_article}rien/", "/rien/du/tout/", f"{former_revue}{'a/' * 400}"):
        assert client.get(address).status_code == 404


def test_a_redirection_to_a_page_out_of_line_leads_nowhere(
    client: Client, revue: RevueIndexPage, change_slug: ChangeSlug
) -> None:
    former = revue.url
    change_slug(revue, "le-magazine")
    revue.unpublish()

    assert client.get(f"{former}recherche/").status_code == 404


def test_a_route_is_found_with_its_page_in_one_query(client: Client, home_page: HomePage) -> None:
    revue = RevueIndexPageFactory(parent=home_page)

    assert count_queries(client, f"{revue.url}signatures/") <= count_queries(client, revue)
