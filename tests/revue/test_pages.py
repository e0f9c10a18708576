"""The revue, its issues and their articles."""

from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from revue.models.article import count_words
from tests.factories import (
    ArticlePageFactory,
    NecDocumentFactory,
    NumeroPageFactory,
    PersonneFactory,
    RevueIndexPageFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, text, texts, titles


@pytest.fixture
def revue(home_page: HomePage) -> RevueIndexPage:
    page: RevueIndexPage = RevueIndexPageFactory(parent=home_page, title="La revue")
    return page


@pytest.fixture
def numero(revue: RevueIndexPage) -> NumeroPage:
    page: NumeroPage = NumeroPageFactory(
        parent=revue, number=3, title="Illettrisme et inclusion", colour="mediation", summary="Un numéro."
    )
    return page


def add_article(numero: NumeroPage, title: str, *authors: Any, **fields: Any) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(parent=numero, title=title, **fields)
    for order, author in enumerate(authors):
        article.author_links.create(personne=author, sort_order=order)
    article.save()
    return article


def test_an_empty_revue_says_so(client: Client, revue: RevueIndexPage) -> None:
    soup = read(client, revue)

    assert titles(soup) == ["h1 La revue"]
    assert "Aucun numéro n’est encore en ligne." in main_text(soup)


def test_the_revue_opens_with_its_latest_issue(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    NumeroPageFactory(parent=revue, number=2, title="Santé et numérique", season="3-automne", year=2023)
    add_article(numero, "Lire l’écran", PersonneFactory(first_name="Élise", last_name="Marchand"))

    soup = read(client, revue)

    assert titles(soup) == [
        "h1 La revue",
        "h2 Illettrisme et inclusion",
        "h2 Tous les numéros",
        "h2 Articles récents",
        "h3 Lire l’écran",
    ]
    assert texts(soup, ".latest-issue .strong") == ["Numéro 3, été 2024"]
    assert [link["href"] for link in soup.select(".latest-issue a.button")] == [numero.url]
    assert texts(soup, ".cover-title") == ["Illettrisme et inclusion", "Santé et numérique"]
    assert texts(soup, ".covers > li > p") == ["Été 2024", "Automne 2023"]
    assert "Élise Marchand, 1 min" in main_text(soup)


def test_the_second_page_of_articles_leaves_the_latest_issue_out(
    client: Client, revue: RevueIndexPage, numero: NumeroPage
) -> None:
    for number in range(13):
        add_article(numero, f"Article {number}")

    assert len(read(client, revue).select(".latest-issue")) == 1
    second = read(client, f"{revue.url}?page=2")
    assert second.select(".latest-issue") == []
    assert len(second.select(".page-card")) == 1


def test_an_issue_gives_its_contents_in_their_order(client: Client, numero: NumeroPage) -> None:
    elise, karim = PersonneFactory(first_name="Élise"), PersonneFactory(first_name="Karim")
    elise.last_name, karim.last_name = "Marchand", "Lavigne"
    elise.save()
    karim.save()
    add_article(numero, "Lire l’écran", elise, summary="Une enquête.", kind="enquete")
    add_article(numero, "Le formulaire", karim, elise, summary="", kind="entretien")

    soup = read(client, numero)

    assert titles(soup) == [
        "h1 Illettrisme et inclusion",
        "h2 Sommaire",
        "h3 Lire l’écran",
        "h3 Le formulaire",
        "h2 Dans ce numéro",
    ]
    assert texts(soup, ".issue-contents .small:not(.muted)") == ["Enquête. Une enquête.", "Entretien."]
    assert texts(soup, ".issue-contents .muted") == ["Élise Marchand", "Karim Lavigne, Élise Marchand"]
    assert texts(soup, ".people .person-name") == ["Élise Marchand", "Karim Lavigne"]


def test_an_issue_without_article_or_file_says_so(client: Client, numero: NumeroPage) -> None:
    soup = read(client, numero)

    assert titles(soup) == ["h1 Illettrisme et inclusion", "h2 Sommaire"]
    assert "Les articles de ce numéro ne sont pas encore en ligne." in main_text(soup)
    assert soup.select("main a.button") == []


def test_an_issue_gives_its_file_with_its_size(client: Client, numero: NumeroPage) -> None:
    document = NecDocumentFactory(page_count=64)
    document.file_size = 4_100_000
    document.save()
    numero.document = document
    numero.save()

    soup = read(client, numero)

    assert [link["href"] for link in soup.select("main a.button")] == [document.url]
    assert texts(soup, ".issue-cover .muted") == ["PDF, 64 pages, 4,1 Mo"]
    assert "Il se lit en PDF." in main_text(soup)


def test_an_issue_leads_to_those_beside_it(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    for number, title in ((1, "Empreinte"), (2, "Santé"), (4, "Jeux"), (5, "Migrations")):
        NumeroPageFactory(parent=revue, number=number, title=title)

    assert texts(read(client, numero), "nav[aria-label='Autres numéros'] a") == ["n° 2, Santé", "n° 4, Jeux"]


def test_an_article_gives_what_one_needs_to_read_and_cite_it(client: Client, numero: NumeroPage) -> None:
    author = PersonneFactory(first_name="Élise", last_name="Marchand", role="Journaliste")
    article = add_article(
        numero,
        "Lire l’écran",
        author,
        kind="enquete",
        body=[("paragraph", f"<p>{'mot ' * 441}</p>"), ("heading", {"text": "Un guichet", "level": "h2"})],
    )
    add_thematiques(article, ThematiqueFactory(title="Médiation & compétences", colour="mediation"))

    soup = read(client, article)

    assert titles(soup) == ["h1 Lire l’écran", "h2 Un guichet", "h2 Citer cet article", "h2 Qui signe"]
    assert texts(soup, ".breadcrumb li") == ["Accueil", "La revue", "Illettrisme et inclusion", "Lire l’écran"]
    assert texts(soup, ".article-head .tag") == ["Médiation & compétences"]
    assert texts(soup, ".article-head .format-word") == ["enquête"]
    facts = text(soup.select_one(".article-facts"))
    assert facts.startswith("Élise MarchandJournaliste 3 min de lecture Revue n° 3, été 2024")
    assert texts(soup, "#citer .small")[0] == (
        "Élise Marchand, « Lire l’écran », La revue NEC, n° 3, été 2024. Licence CC BY-SA 4.0 FR."
    )


def test_an_article_leads_to_those_that_follow_round_the_issue(client: Client, numero: NumeroPage) -> None:
    articles = [add_article(numero, f"Article {letter}") for letter in "ABCDE"]

    assert texts(read(client, articles[3]), ".page-card h3") == ["Article E", "Article A", "Article B"]


def test_an_article_alone_and_bare_breaks_nothing(client: Client, numero: NumeroPage) -> None:
    article = add_article(numero, "Seul", summary="")

    soup = read(client, article)

    assert titles(soup) == ["h1 Seul", "h2 Citer cet article"]
    assert [header["data-t"] for header in soup.select(".article-head")] == ["mediation"]
    assert "Cet article se lit dans le numéro en PDF." in main_text(soup)
    assert texts(soup, "#citer .small")[0].startswith("« Seul », La revue NEC, n° 3, été 2024.")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], 0),
        ([{"type": "paragraph", "value": "<p>Deux <b>mots</b></p>", "id": "a-b-c"}], 2),
        ([{"type": "quote", "value": {"text": "Trois mots ici", "author": "", "source": None}, "id": "x"}], 3),
        ([{"type": "list", "value": [{"type": "item", "value": "un", "id": "y"}, 7, None], "id": "z"}], 1),
    ],
)
def test_words_are_counted_without_what_readers_never_see(data: Any, expected: int) -> None:
    assert count_words(data) == expected


def test_lists_of_articles_cost_the_same_for_few_and_many(
    client: Client, revue: RevueIndexPage, numero: NumeroPage
) -> None:
    thematique = ThematiqueFactory()

    def add(number: int) -> None:
        for rank in range(number):
            article = add_article(numero, f"Article {rank}", PersonneFactory(), slug=f"a-{PersonneFactory().pk}")
            add_thematiques(article, thematique)

    add(3)
    few = count_queries(client, revue), count_queries(client, numero)
    add(9)

    assert (count_queries(client, revue), count_queries(client, numero)) == few
    assert max(few) <= 15
