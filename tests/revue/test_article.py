"""The public page of an article, around its text."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from revue.models import ArticleAuthor, ArticleRelatedPage, NumeroPage
from tests.articles import noted_article
from tests.factories import (
    ArticlePageFactory,
    NecDocumentFactory,
    NecImageFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    PersonneFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, text, texts, titles

LONG_TEXT = ("paragraph", f"<p>{'mot ' * 500}</p>")


def heading(words: str, level: str = "h2") -> tuple[str, dict[str, str]]:
    return ("heading", {"text": words, "level": level})


def contents(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """The table of contents made by the page: words and addresses."""
    return [(text(link), str(link["href"])) for link in soup.select(".article-side .contents a")]


def test_the_margin_gives_who_made_it_when_and_how(client: Client, numero: NumeroPage) -> None:
    corrections = [
        ("correction", {"day": date(2025, 3, 12), "text": 'Un "nombre" a été corrigé.'}),
        ("correction", {"day": date(2025, 4, 1), "text": "Un lien a été réparé."}),
    ]
    published_at = datetime(2024, 7, 1, 12, tzinfo=UTC)
    article = noted_article(
        numero, "<p>Un</p>", first_page=8, last_page=21, first_published_at=published_at, corrections=corrections
    )
    for order, (name, role) in enumerate((("Marchand", "texte"), ("Lavigne", "photo"), ("Petit", "texte"))):
        personne = PersonneFactory(first_name="Élise", last_name=name, role="Journaliste" if name == "Marchand" else "")
        article.author_links.create(personne=personne, role=role, sort_order=order)
    article.save()

    soup = read(client, article)

    assert texts(soup, ".article-facts li:not(.share li)") == [
        "Élise MarchandJournaliste",
        "Élise LavignePhotographies",
        "Élise Petit",
    ]
    facts = text(soup.select_one(".article-facts"))
    assert "1 min de lecture Revue n° 3, été 2024Pages 8 à 21" in facts
    assert "Mis en ligne le 1er juillet 2024" in facts
    assert "Corrigé le 1er avril 2025" in facts
    assert "Licence CC BY-SA 4.0 FR" in facts
    assert texts(soup, "#corrections + ul li") == [
        "1er avril 2025 : Un lien a été réparé.",
        "12 mars 2025 : Un « nombre » a été corrigé.",
    ]
    assert texts(soup, ".people .person-name") == ["Élise Marchand", "Élise Lavigne", "Élise Petit"]


def test_a_first_publication_elsewhere_is_the_one_that_counts(client: Client, numero: NumeroPage) -> None:
    facts = text(read(client, noted_article(numero, published_on=date(2023, 5, 1))).select_one(".article-facts"))

    assert "Première parution le 1er mai 2023" in facts
    assert "Mis en ligne" not in facts


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(None, None, ""), (8, None, "Page 8"), (8, 8, "Page 8"), (8, 21, "Pages 8 à 21")],
)
def test_pages_of_the_printed_issue(numero: NumeroPage, first: int | None, last: int | None, expected: str) -> None:
    assert ArticlePageFactory.build(first_page=first, last_page=last).pages_label == expected


def test_sharing_takes_no_script_of_others(client: Client, numero: NumeroPage) -> None:
    article = noted_article(numero, title='Lire "l’écran" & le monde')

    soup = read(client, article)

    mail = soup.select_one(".share a[href^='mailto:']")
    assert mail is not None
    assert "subject=Lire%20%22l%E2%80%99%C3%A9cran%22%20%26%20le%20monde&body=http" in str(mail["href"])
    assert [link["href"] for link in soup.select(".share a:not([href^='mailto:'])")] == ["#citer"]


def test_a_long_article_opens_with_its_contents(client: Client, numero: NumeroPage) -> None:
    parts = [heading("Un guichet"), LONG_TEXT, heading("Une file", "h3"), LONG_TEXT, heading("Notes"), LONG_TEXT]
    long = noted_article(numero, body=parts)
    short = noted_article(numero, body=[part for part in parts if part != LONG_TEXT], slug="court")
    flat = noted_article(numero, body=[heading("Un guichet"), LONG_TEXT, LONG_TEXT, LONG_TEXT], slug="plat")
    own = noted_article(numero, body=[("contents", {"title": "Parties"}), *parts], slug="le-sien")

    soup = read(client, long)

    # The page keeps the anchor of its own notes.
    assert contents(soup) == [("Un guichet", "#un-guichet"), ("Une file", "#une-file"), ("Notes", "#notes-2")]
    assert [title["id"] for title in soup.select(".article-body :is(h2, h3)")] == ["un-guichet", "une-file", "notes-2"]
    assert contents(read(client, short)) == []
    assert contents(read(client, flat)) == []
    assert contents(read(client, own)) == []
    assert texts(read(client, own), ".article-body .contents a") == ["Un guichet", "Une file", "Notes"]


def test_a_version_to_listen_to_has_its_player_type_and_size(client: Client, numero: NumeroPage) -> None:
    sound = NecDocumentFactory(file__filename="article.mp3", file__data=b"ID3", title="Lu par Élise")
    sound.file_size = 4_100_000
    sound.save()

    soup = read(client, noted_article(numero, "<p>Un</p>", audio=sound))

    source = soup.select_one("audio[controls][preload='none'] > source")
    assert source is not None
    assert (source["src"], source["type"]) == (sound.url, "audio/mpeg")
    assert "4,1 Mo" in text(soup.select_one(".article-body .download"))
    assert read(client, noted_article(numero, slug="sans")).select("audio") == []


def test_the_end_gives_what_the_article_rests_on(client: Client, numero: NumeroPage) -> None:
    reference = '<p>Ostrom, <i>Governing the "Commons"</i>, <a href="https://exemple.fr/">1990</a></p>'
    article = noted_article(numero, "<p>Un</p>", bibliography=[("reference", reference)])
    article.mots_cles.add("illettrisme", "médiation")
    article.save()

    soup = read(client, article)

    assert texts(soup, "#bibliographie + ul li") == ["Ostrom, Governing the « Commons », 1990"]
    assert texts(soup, ".article-end .format-word") == ["illettrisme", "médiation"]
    assert titles(soup)[:4] == ["h1 Lire l’écran", "h2 Bibliographie", "h2 Mots-clés", "h2 Citer cet article"]


def test_the_pages_it_speaks_of_are_public_ones(client: Client, home_page: HomePage, numero: NumeroPage) -> None:
    index = NecLocauxIndexPageFactory(parent=home_page)
    events = [NecLocalPageFactory(parent=index, title=f"NEC {name}") for name in ("Metz", "Lens", "Caché", "Privé")]
    events[1].status = "annule"
    events[1].save()
    events[2].unpublish()
    PageViewRestriction.objects.create(page=events[3], restriction_type="login")
    article = noted_article(numero)
    for event in events:
        article.related_links.create(page=event)
    article.save()

    related = read(client, article).select(".article-end .list-lines a")

    assert [link["href"] for link in related] == [events[0].url, events[1].url]
    assert [text(link) for link in related] == ["NEC Metz", "Annulé : NEC Lens"]


def test_previous_and_next_are_those_of_the_issue(client: Client, numero: NumeroPage) -> None:
    articles = [noted_article(numero, title=f"Article {letter}", slug=f"article-{letter}") for letter in "abcde"]
    articles[2].unpublish()

    def neighbours(rank: int) -> list[str]:
        soup = read(client, articles[rank])
        return [f"{link['rel'][0]} {text(link)}" for link in soup.select(".neighbours a")]

    assert neighbours(0) == ["next Article b"]
    assert neighbours(1) == ["prev Article a", "next Article d"]
    assert neighbours(4) == ["prev Article d"]
    assert texts(read(client, articles[3]), ".page-card h3") == ["Article e", "Article a", "Article b"]
    assert neighbours(3) == ["prev Article b", "next Article e"]


def test_an_article_alone_has_no_neighbour(client: Client, numero: NumeroPage) -> None:
    soup = read(client, noted_article(numero))

    assert soup.select(".neighbours, .page-card") == []
    assert "À lire ensuite" not in main_text(soup)


def test_a_page_costs_the_same_in_a_short_issue_and_in_a_long_one(client: Client, numero: NumeroPage) -> None:
    thematique, personne = ThematiqueFactory(), PersonneFactory(portrait=NecImageFactory())

    def add(number: int) -> list[str]:
        found = []
        for _rank in range(number):
            article = ArticlePageFactory(parent=numero)
            article.author_links.create(personne=PersonneFactory(portrait=NecImageFactory()), sort_order=1)
            article.author_links.create(personne=personne, sort_order=2)
            add_thematiques(article, thematique)
            found.append(article.url)
        return found

    first, *_others = add(3)
    few = count_queries(client, first)
    add(12)
    cache.clear()

    assert count_queries(client, first) == few <= 15


def test_names_lead_to_what_else_they_sign(client: Client, numero: NumeroPage) -> None:
    article, personne = noted_article(numero), PersonneFactory()
    article.author_links.create(personne=personne)
    article.save()

    links = [
        link["href"] for link in read(client, article).select(":is(.article-facts, .people) a[href*='signatures']")
    ]

    assert len(links) == 2
    assert read(client, links[0]).h1 is not None
    assert {text(read(client, link).h1) for link in links} == {personne.name}


def test_the_preview_of_a_draft_shows_what_it_adds(home_page: HomePage, numero: NumeroPage) -> None:
    event = NecLocalPageFactory(parent=NecLocauxIndexPageFactory(parent=home_page), title="NEC Metz")
    corrections = [("correction", {"day": date(2025, 4, 1), "text": "Un lien."})]
    article = noted_article(numero, "<p>Un</p>", corrections=corrections)
    article.related_links.add(ArticleRelatedPage(page=event))
    article.author_links.add(ArticleAuthor(personne=PersonneFactory(first_name="Élise", last_name="Marchand")))
    article.mots_cles.add("lecture")
    draft = article.save_revision().as_object()
    # The form of a draft accepts a correction without its day.
    draft.corrections.append(("correction", {"day": None, "text": "Sans date."}))

    soup = BeautifulSoup(draft.make_preview_request().content, "html.parser")

    assert texts(soup, ".article-end .list-lines a") == ["NEC Metz"]
    assert texts(soup, ".article-end .format-word") == ["lecture"]
    assert texts(soup, "#corrections + ul li") == ["1er avril 2025 : Un lien."]
    assert texts(soup, ".article-facts li:not(.share li)")[0].startswith("Élise Marchand")
