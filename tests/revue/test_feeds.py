"""The feeds of the revue, read back by another program: full texts, pages, selections, what is asked again."""

import calendar
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from home.models import HomePage
from revue import feeds
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from socle.models import MotCle
from tests.events import publish
from tests.factories import (
    ArticlePageFactory,
    NecDocumentFactory,
    NecImageFactory,
    NumeroPageFactory,
    PersonneFactory,
    StandardPageFactory,
    ThematiqueFactory,
    ThematiqueIndexPageFactory,
)
from tests.reading import add_thematiques, count_queries, queries_of, read
from tests.revues import FIRST_NOTE, add_notes, rich_article

FORMATS = ["atom", "rss"]
JUNE = datetime(2024, 6, 1, 8, 30, tzinfo=UTC)


def add_article(numero: NumeroPage, rank: int = 0, *authors: Any, **fields: Any) -> ArticlePage:
    """An article, published `rank` days after the first of June 2024."""
    article = ArticlePageFactory(parent=numero, **fields)
    for order, author in enumerate(authors):
        article.author_links.create(personne=author, sort_order=order)
    published: ArticlePage = publish(article, JUNE + timedelta(days=rank))
    return published


def get_feed(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def moment_of(parsed: Any) -> datetime:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC)


def titles(feed: Any) -> list[str]:
    return [entry.title for entry in feed.entries]


@pytest.mark.parametrize("name", FORMATS)
def test_an_entry_holds_the_article_in_full(client: Client, home_page: HomePage, numero: NumeroPage, name: str) -> None:
    page = StandardPageFactory(parent=home_page, title="La démarche")
    image = NecImageFactory(title="Une salle")
    body = [
        {"type": "paragraph", "value": f'<p>Lire <a linktype="page" id="{page.pk}">la démarche</a>.</p>'},
        {"type": "paragraph", "value": f'<p>Un mot<footnote id="{FIRST_NOTE}">[1111]</footnote>.</p>'},
        {
            "type": "image",
            "value": {
                "image": {"image": image.pk, "decorative": False, "alt_text": "Une salle pleine"},
                "caption": "",
                "credit": "",
                "rendering": "photo",
            },
        },
    ]
    article = ArticlePageFactory(
        parent=numero, title="Lire & l’écran\x0b", summary="Une <enquête>.", body=body, audio=NecDocumentFactory()
    )
    add_notes(article)
    for order, first_name in enumerate(["Élise", "Karim"]):
        article.author_links.create(personne=PersonneFactory(first_name=first_name, last_name="M"), sort_order=order)
    article.mots_cles.add(MotCle.objects.create(name="guichet"))
    add_thematiques(article, ThematiqueFactory(title="Communs & libres"))
    publish(article, JUNE)
    article = publish(article, JUNE + timedelta(days=2))

    (entry,) = get_feed(client, numero.subpage_url(name)).entries

    assert entry.title_detail.value in {"Lire & l’écran", "Lire &amp; l’écran"}
    assert entry.link == article.full_url
    assert entry.id == f"urn:uuid:{article.translation_key}"
    assert moment_of(entry.published_parsed) == JUNE
    assert moment_of(entry.updated_parsed) == JUNE + timedelta(days=2)
    assert entry.summary == "<p>Une &lt;enquête&gt;.</p>"
    assert [tag.term for tag in entry.tags] == ["Communs & libres", "guichet"]
    assert [author.name for author in entry.authors] == ["Élise M", "Karim M"]
    assert entry.rights == "CC BY-SA 4.0 FR"
    assert [(link.href, link.type) for link in entry.links if link.rel == "enclosure"] == [
        (f"http://localhost{article.audio.url}", article.audio_type)
    ]
    content = BeautifulSoup(entry.content[-1].value, "html.parser")
    assert [link["href"] for link in content.select("p > a")] == [
        "http://localhost/la-demarche/",
        f"{article.full_url}#note-1",
    ]
    (picture,) = content.select("img")
    assert str(picture["src"]).startswith("http://localhost/medias/images/")
    assert picture["alt"] == "Une salle pleine"
    assert content.find_all(True)[-1].get_text() == "La charte"
    assert [item.get_text() for item in content.select("ol > li")] == ["Voir La charte."]


@pytest.mark.parametrize("name", FORMATS)
def test_every_block_is_told_and_every_address_is_full(
    client: Client, home_page: HomePage, numero: NumeroPage, name: str
) -> None:
    publish(rich_article(home_page, numero), JUNE)

    (entry,) = get_feed(client, numero.subpage_url(name)).entries

    content = BeautifulSoup(entry.content[-1].value, "html.parser")
    addresses = [str(tag.get("href") or tag.get("src")) for tag in content.select("[href], [src]")]
    assert addresses
    assert [address for address in addresses if not address.startswith(("http://", "https://", "mailto:"))] == []
    assert content.select("[style], script") == []


def test_each_selection_is_a_feed_of_its_own(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    elise, ecologie = PersonneFactory(last_name="Marchand"), ThematiqueFactory(slug="ecologie", title="Écologie")
    finer = ThematiqueFactory(slug="cop")
    finer.parents.add(ecologie)
    other = NumeroPageFactory(parent=revue, number=4)
    first = add_article(numero, 0, elise, title="Un")
    second = add_article(numero, 1, title="Deux")
    add_article(other, 2, elise, title="Trois")
    for article, thematique in ((first, finer), (second, ecologie)):
        add_thematiques(article, thematique)
        publish(article, JUNE + timedelta(days=3 + article.pk))

    found = {
        address: get_feed(client, f"{revue.url}{address}atom/")
        for address in ("", f"{numero.slug}/", f"signatures/{elise.slug}/", "thematiques/ecologie/")
    }

    assert {address: titles(feed) for address, feed in found.items()} == {
        "": ["Deux", "Un", "Trois"],
        f"{numero.slug}/": ["Deux", "Un"],
        f"signatures/{elise.slug}/": ["Un", "Trois"],
        "thematiques/ecologie/": ["Deux", "Un"],
    }
    assert [feed.feed.title for feed in found.values()] == [
        "La revue – Numérique en Commun[s]",
        "Illettrisme et inclusion, Numéro 3, été 2024 – Numérique en Commun[s]",
        f"{elise.name}, La revue – Numérique en Commun[s]",
        "Écologie, La revue – Numérique en Commun[s]",
    ]
    assert len({feed.feed.id for feed in found.values()}) == 4
    assert get_feed(client, f"{revue.url}rss/").feed.get("id") is None
    assert client.get(f"{revue.url}signatures/{PersonneFactory().slug}/atom/").status_code == 404
    assert client.get(f"{revue.url}thematiques/inconnue/rss/").status_code == 404


@pytest.mark.parametrize("name", FORMATS)
def test_a_feed_describes_itself_and_what_it_comes_from(
    client: Client, revue: RevueIndexPage, numero: NumeroPage, name: str
) -> None:
    add_article(numero)

    feed = get_feed(client, numero.subpage_url(name))

    assert feed.version == {"atom": "atom10", "rss": "rss20"}[name]
    assert feed.feed.language == "fr"
    assert feed.feed.link == numero.full_url
    assert feed.feed.subtitle == "Un numéro."
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"{numero.full_url}{name}/"]
    assert moment_of(feed.feed.updated_parsed) == JUNE
    response = client.get(numero.subpage_url(name))
    assert response["Content-Type"] == f"application/{name}+xml; charset=utf-8"


def test_a_long_feed_comes_in_pages_that_lead_to_one_another(
    client: Client, numero: NumeroPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "LENGTH", 2)
    for rank in range(5):
        add_article(numero, rank, title=f"Article {rank}", slug=f"article-{rank}")
    address = numero.full_subpage_url("atom")

    gathered, ids, following = [], set(), address
    while following:
        feed = get_feed(client, following)
        gathered += titles(feed)
        ids.add(feed.feed.id)
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == following
        assert (links["first"], links["last"]) == (address, f"{address}?page=3")
        following = links.get("next", "")

    assert gathered == ["Article 4", "Article 3", "Article 2", "Article 1", "Article 0"]
    assert len(ids) == 1
    assert links["previous"] == f"{address}?page=2"
    # Any other page is the first one or the last one, as on the site.
    assert titles(get_feed(client, f"{address}?page=%22x")) == ["Article 4", "Article 3"]
    assert titles(get_feed(client, f"{address}?page=999999999999")) == ["Article 4", "Article 3"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_reader_that_has_it_already_gets_nothing_new(client: Client, numero: NumeroPage, name: str) -> None:
    personne = PersonneFactory(last_name="Marchand")
    article = add_article(numero, 0, personne, body=[("paragraph", "<p>Un mot.</p>")])
    address = numero.subpage_url(name)
    first = client.get(address)
    assert first["Last-Modified"] == "Sat, 01 Jun 2024 08:30:00 GMT"
    assert first["Cache-Control"] == "public, max-age=60, s-maxage=600"

    for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")

    personne.last_name = "Martin"
    personne.save()
    renamed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert renamed.status_code == 200
    article.unpublish()
    gone = client.get(address, headers={"if-none-match": renamed["ETag"]})
    assert gone.status_code == 200
    assert get_feed(client, address).entries == []


def test_pages_lead_to_the_feeds_of_what_they_show(
    client: Client, home_page: HomePage, revue: RevueIndexPage, numero: NumeroPage
) -> None:
    elise = PersonneFactory(last_name="Marchand")
    article = add_article(numero, 0, elise)
    signature = revue.full_subpage_url("signature", elise.slug)

    def linked(address: str) -> list[str]:
        return [str(link["href"]) for link in read(client, address).select('link[rel="alternate"]')]

    whole = [f"{revue.full_url}atom/", f"{revue.full_url}rss/"]
    assert linked(revue.url) == whole
    assert linked(numero.url) == [f"{numero.full_url}atom/", f"{numero.full_url}rss/", *whole]
    assert linked(article.url) == whole
    assert linked(signature) == [f"{signature}atom/", f"{signature}rss/"]
    thematiques, thematique = ThematiqueIndexPageFactory(parent=home_page), ThematiqueFactory(slug="ecologie")
    cache.clear()
    shown = linked(f"{thematiques.url}{thematique.slug}/")
    assert shown == [f"{revue.url}thematiques/ecologie/atom/"]
    for address in (*linked(numero.url), *linked(signature), *shown):
        get_feed(client, address)


def test_feeds_cost_the_same_for_few_and_many(
    client: Client, home_page: HomePage, revue: RevueIndexPage, numero: NumeroPage
) -> None:
    image, linked = NecImageFactory(), StandardPageFactory(parent=home_page)
    personne, thematique, word = PersonneFactory(), ThematiqueFactory(slug="t"), MotCle.objects.create(name="mot")

    def add(number: int, numero: NumeroPage) -> None:
        for rank in range(number):
            picture = {"image": {"image": image.pk, "decorative": True, "alt_text": ""}, "rendering": "photo"}
            body = [
                {"type": "paragraph", "value": f'<p><a linktype="page" id="{linked.pk}">Mot</a></p>'},
                {"type": "image", "value": {**picture, "caption": "", "credit": ""}},
            ]
            article = ArticlePageFactory(parent=numero, slug=f"a-{numero.numchild}-{rank}", body=body)
            article.author_links.create(personne=personne)
            article.mots_cles.add(word)
            add_notes(article)
            add_thematiques(article, thematique)
            numero.refresh_from_db()

    def measure() -> list[int]:
        addresses = [revue.url, numero.url, f"{revue.url}signatures/{personne.slug}/", f"{revue.url}thematiques/t/"]
        for address in addresses:
            # The rendition is made once, the chrome is warm, as once a minute or so on the site.
            client.get(f"{address}atom/")
        return [queries_of(client, f"{address}atom/") for address in addresses]

    add(3, numero)
    few = measure()
    add(6, numero)
    add(3, NumeroPageFactory(parent=revue, number=4))

    assert measure() == few
    assert max(few) <= 15, few
    assert count_queries(client, f"{numero.url}rss/") == few[1]
