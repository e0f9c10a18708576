"""Who writes in the revue, and the addresses of their pages."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from home.models import HomePage
from revue.addresses import signature_url
from revue.models import NumeroPage, RevueIndexPage
from socle.models import Personne
from tests.articles import add_article
from tests.factories import NecImageFactory, NumeroPageFactory, PersonneFactory, ThematiqueFactory
from tests.reading import add_thematiques, count_queries, main_text, read, texts, titles


@pytest.fixture
def elise(numero: NumeroPage) -> Personne:
    """Someone who signs an article."""
    personne: Personne = PersonneFactory(first_name="Élise", last_name="Marchand", role="Journaliste")
    add_article(numero, "Lire l’écran", personne)
    return personne


def test_those_who_sign_are_listed_by_name(
    client: Client, revue: RevueIndexPage, numero: NumeroPage, elise: Personne
) -> None:
    karim = PersonneFactory(first_name="Karim", last_name="Lavigne", organisation="vives voies")
    add_article(numero, "Le formulaire", karim, elise)
    PersonneFactory(first_name="Qui", last_name="N’écrit pas")
    hidden = PersonneFactory(first_name="Qui", last_name="N’a rien publié")
    add_article(numero, "Un brouillon", hidden, live=False)
    opener = PersonneFactory(first_name="Zoé", last_name="Aegerter")
    numero.editorial_author = opener
    numero.save()

    soup = read(client, f"{revue.url}signatures/")

    assert titles(soup) == ["h1 Qui écrit dans la revue", "h2 Zoé Aegerter", "h2 Karim Lavigne", "h2 Élise Marchand"]
    assert texts(soup, ".person p:not(.muted)") == ["Éditorial", "1 article", "2 articles"]
    assert [link["href"] for link in soup.select(".person a")] == [
        f"{revue.url}signatures/{slug}/" for slug in ("zoe-aegerter", "karim-lavigne", "elise-marchand")
    ]


def test_a_page_gives_who_one_is_and_what_one_did(
    client: Client, revue: RevueIndexPage, numero: NumeroPage, elise: Personne
) -> None:
    elise.organisation, elise.orcid, elise.biography = "Média local", "0000-0002-1825-0097", "<p>Elle enquête.</p>"
    elise.links = [("link", {"label": "Son site", "external_url": "https://exemple.fr/"})]  # type: ignore[assignment]
    elise.save()
    other = NumeroPageFactory(parent=revue, number=2, season="3-automne", year=2023, editorial_author=elise)
    article = add_article(other, "Le soin", PersonneFactory(), elise)
    article.author_links.filter(personne=elise).update(role="photo")

    soup = read(client, signature_url(elise))

    assert titles(soup) == [
        "h1 Élise Marchand",
        "h2 Éditoriaux",
        "h3 Numéro 2",
        "h2 2 articles",
        "h3 Le soin",
        "h3 Lire l’écran",
    ]
    assert texts(soup, ".page-card .muted") == ["Numéro 2, automne 2023. Photographies", "Numéro 3, été 2024. Texte"]
    assert texts(soup, ".page-header .lead") == ["Journaliste, Média local"]
    assert [link["href"] for link in soup.select(".signature-facts a[rel=me]")] == [
        "https://orcid.org/0000-0002-1825-0097",
        "https://exemple.fr/",
    ]
    assert "Elle enquête." in main_text(soup)
    assert texts(soup, ".breadcrumb li") == ["Accueil", "La revue", "Élise Marchand"]
    assert [link["href"] for link in soup.select("link[rel=canonical]")] == [
        f"{revue.full_url}signatures/elise-marchand/"
    ]


@pytest.mark.parametrize("slug", ["personne-inconnue", "a" * 300, "é"])
def test_nobody_else_has_a_page(client: Client, revue: RevueIndexPage, slug: str) -> None:
    PersonneFactory(first_name="Personne", last_name="Inconnue")

    assert client.get(f"{revue.url}signatures/{slug}/").status_code == 404


def test_former_addresses_lead_to_the_present_one(client: Client, revue: RevueIndexPage, elise: Personne) -> None:
    for slug in ("elise-m", "marchand"):
        elise.slug = slug
        elise.save()

    for former in ("elise-marchand", "elise-m"):
        response = client.get(f"{revue.url}signatures/{former}/?page=1")
        assert (response.status_code, response["Location"]) == (301, f"{revue.url}signatures/marchand/")
    assert client.get(f"{revue.url}signatures/marchand/").status_code == 200


def test_an_address_taken_back_is_redirected_no_more(client: Client, revue: RevueIndexPage, elise: Personne) -> None:
    for slug in ("marchand", "elise-marchand"):
        elise.slug = slug
        elise.save()

    assert client.get(f"{revue.url}signatures/elise-marchand/").status_code == 200
    assert client.get(f"{revue.url}signatures/marchand/")["Location"] == f"{revue.url}signatures/elise-marchand/"
    assert Redirect.objects.count() == 1


def test_a_slug_changes_where_there_is_no_revue(home_page: HomePage) -> None:
    personne = PersonneFactory()
    personne.slug = "autre"
    personne.save()

    assert signature_url(personne) == ""
    assert not Redirect.objects.exists()


def test_the_cost_of_both_pages_does_not_grow(
    client: Client, revue: RevueIndexPage, numero: NumeroPage, elise: Personne
) -> None:
    thematique = ThematiqueFactory()

    def add(number: int) -> None:
        for _ in range(number):
            other: Any = PersonneFactory(portrait=NecImageFactory())
            add_thematiques(add_article(numero, f"Article {other.pk}", elise, other), thematique)

    add(2)
    addresses = [f"{revue.url}signatures/", signature_url(elise)]
    few = [count_queries(client, address) for address in addresses]
    add(4)

    assert [count_queries(client, address) for address in addresses] == few
    assert max(few) <= 15
