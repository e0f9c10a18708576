"""The page of an article."""

from typing import Any

import pytest
from django.test import Client

from revue.models import NumeroPage
from revue.models.article import count_words
from tests.articles import add_article
from tests.factories import PersonneFactory, ThematiqueFactory
from tests.reading import add_thematiques, main_text, read, text, texts, titles


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
        "Élise Marchand, « Lire l’écran », La revue, n° 3, été 2024. Licence CC BY-SA 4.0 FR."
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
    assert texts(soup, "#citer .small")[0].startswith("« Seul », La revue, n° 3, été 2024.")


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
