"""The page of the revue: its latest issue, all of them, its articles, who makes it and how to get it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from revue.models import NumeroPage, RevueIndexPage, RevueMember
from tests.articles import add_article
from tests.factories import (
    CarnetsIndexPageFactory,
    NecDocumentFactory,
    NecImageFactory,
    NumeroPageFactory,
    PersonneFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, texts, titles


def test_an_empty_revue_says_so(client: Client, revue: RevueIndexPage) -> None:
    soup = read(client, revue)

    assert titles(soup) == ["h1 La revue", "h2 Tous les numéros"]
    assert "Aucun numéro n’est encore en ligne." in main_text(soup)


def test_the_revue_opens_with_its_latest_issue(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    NumeroPageFactory(parent=revue, number=2, title="Santé et numérique", season="3-automne", year=2023)
    NumeroPageFactory(parent=revue, number=4, title="Jeux vidéo", season="3-automne", year=2024, is_to_appear=True)
    add_article(numero, "Lire l’écran", PersonneFactory(first_name="Élise", last_name="Marchand"))

    soup = read(client, revue)

    assert titles(soup) == [
        "h1 La revue",
        "h2 Illettrisme et inclusion",
        "h2 Tous les numéros",
        "h3 2024",
        "h3 2023",
        "h2 Articles récents",
        "h3 Lire l’écran",
        "h2 Qui la fait",
        "h2 La suivre",
    ]
    assert texts(soup, ".latest-issue .strong") == ["Numéro 3, été 2024"]
    assert [link["href"] for link in soup.select(".latest-issue a.button")] == [numero.url]
    assert "Élise Marchand, 1 min" in main_text(soup)


def test_issues_stand_by_year_with_their_covers(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    NumeroPageFactory(parent=revue, number=2, title="Santé", season="3-automne", year=2023, colour="ethique")
    NumeroPageFactory(parent=revue, number=4, title="Jeux vidéo", season="3-automne", year=2024, is_to_appear=True)

    soup = read(client, revue)

    years = soup.select(".covers-of-year")
    assert [texts(year, ".cover-title") for year in years] == [["Jeux vidéo", "Illettrisme et inclusion"], ["Santé"]]
    assert [texts(year, "li > p") for year in years] == [["Automne 2024, à paraître", "Été 2024"], ["Automne 2023"]]
    covers = soup.select(".cover")
    assert [cover.get("data-t") for cover in covers] == [None, "mediation", "ethique"]
    assert ["cover-upcoming" in cover["class"] for cover in covers] == [True, False, False]


def test_an_image_takes_the_place_of_the_drawing(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    assert read(client, revue).select(".cover img, .latest-issue img") == []
    numero.cover_image = NecImageFactory()
    numero.save()

    soup = read(client, revue)

    assert [image["alt"] for image in soup.select(".cover img, .latest-issue img")] == ["", ""]
    assert soup.select(".cover-drawing") == []


def test_the_latest_articles_lead_to_the_search(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    for rank in range(8):
        first_published = datetime(2024, 7, rank + 1, tzinfo=UTC)
        add_article(numero, f"Article {rank}", first_published_at=first_published)

    soup = read(client, revue)

    assert texts(soup, ".page-card h3") == [f"Article {rank}" for rank in (7, 6, 5, 4, 3, 2)]
    assert [link["href"] for link in soup.select(".section-title a")] == [f"{revue.url}recherche/"]


def test_its_themes_are_those_of_its_issues(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    mediation, sante = ThematiqueFactory(title="Médiation"), ThematiqueFactory(title="Santé")
    add_thematiques(numero, mediation)
    add_thematiques(NumeroPageFactory(parent=revue, number=2, year=2023), sante, mediation)

    assert texts(read(client, revue), ".revue-themes .tag") == ["Médiation", "Santé"]


def test_it_says_what_it_is_and_who_makes_it(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    writer, maker = PersonneFactory(first_name="Élise"), PersonneFactory(first_name="Karim")
    add_article(numero, "Lire l’écran", writer)
    revue.editorial = "<p>Prendre le temps d’enquêter.</p>"
    revue.paper_copy = "<p>Écrivez-nous.</p>"
    revue.publisher, revue.frequency, revue.issn = "Vives voies", "Trois numéros par an", "2049-3630"
    revue.team_links.add(RevueMember(personne=maker, role="Rédaction en chef", sort_order=0))
    revue.team_links.add(RevueMember(personne=writer, role="Direction", sort_order=1))
    revue.save()
    CarnetsIndexPageFactory(parent=revue, title="Les carnets", summary="Quatorze sont parus.")

    soup = read(client, revue)

    assert titles(soup)[-5:] == [
        "h2 Avant la revue, les carnets",
        "h2 Projet éditorial",
        "h2 Qui la fait",
        "h2 La recevoir sur papier",
        "h2 La suivre",
    ]
    assert "Quatorze sont parus. Feuilleter les carnets" in main_text(soup)
    assert texts(soup, ".facts dt") == ["Rythme", "Édition", "ISSN imprimé"]
    assert texts(soup, ".facts dd") == ["Trois numéros par an", "Vives voies", "2049-3630"]
    assert texts(soup, ".people p.small") == ["Rédaction en chef", "Direction"]
    assert [link["href"] for link in soup.select(".people a")] == [f"{revue.url}signatures/{writer.slug}/"]
    assert texts(soup, "#exemplaire-papier .prose") == ["Écrivez-nous."]


def test_an_issn_that_does_not_add_up_is_refused(revue: RevueIndexPage) -> None:
    revue.issn = "2049-3631"

    with pytest.raises(ValidationError, match="le dernier vérifie les autres"):
        revue.full_clean()


def test_what_is_not_public_shows_nowhere(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    author = PersonneFactory(first_name="Élise", last_name="Marchand")
    add_article(numero, "Un brouillon", author, live=False)
    NumeroPageFactory(parent=revue, number=9, title="Un numéro caché", live=False)

    words = main_text(read(client, revue))

    assert "brouillon" not in words
    assert "caché" not in words


def test_the_sitemap_gives_signatures_with_their_day(revue: RevueIndexPage, numero: NumeroPage) -> None:
    assert [entry["location"] for entry in revue.get_sitemap_urls()] == [
        revue.full_url,
        f"{revue.full_url}recherche/",
    ]
    author = PersonneFactory(first_name="Élise", last_name="Marchand")
    last = datetime(2024, 7, 2, tzinfo=UTC)
    add_article(numero, "Premier", author, last_published_at=datetime(2024, 7, 1, tzinfo=UTC))
    add_article(numero, "Second", author, last_published_at=last)

    entries = {entry["location"].removeprefix(revue.full_url): entry for entry in revue.get_sitemap_urls()}

    assert list(entries) == ["", "recherche/", "signatures/", "signatures/elise-marchand/"]
    assert entries["signatures/elise-marchand/"]["lastmod"] == last
    revue.noindex = True
    assert revue.get_sitemap_urls() == []


def test_its_cost_does_not_grow(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    thematique = ThematiqueFactory()
    CarnetsIndexPageFactory(parent=revue)

    def add(number: int) -> None:
        for _ in range(number):
            personne: Any = PersonneFactory(portrait=NecImageFactory())
            other = NumeroPageFactory(parent=revue, cover_image=NecImageFactory(), document=NecDocumentFactory())
            add_thematiques(other, thematique)
            article = add_article(other, f"Article {personne.pk}", personne)
            add_thematiques(article, thematique)
            revue.team_links.add(RevueMember(personne=personne))
        revue.save()

    add(2)
    few = count_queries(client, revue)
    add(3)

    assert count_queries(client, revue) == few
    assert few <= 15
