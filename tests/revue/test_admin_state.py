"""What each article of an issue lacks: in the issue's form, in the lists, at a cost that does not grow."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.rich_text import RichText

from home.models import HomePage
from revue.enums import AuthorRole
from revue.models import ArticlePage, ExportFile, NumeroPage, Rubrique
from revue.services.state import ANCHORS, ArticleDraft, Lack, missing_label, missing_of
from tests.admin_forms import empty_form_data
from tests.factories import (
    ArticlePageFactory,
    NecImageFactory,
    NumeroPageFactory,
    PersonneFactory,
    RevueIndexPageFactory,
)
from tests.reading import count_queries, texts

PARAGRAPH = ("paragraph", RichText("<p>Un texte.</p>"))


@pytest.fixture
def numero(home_page: HomePage) -> NumeroPage:
    page: NumeroPage = NumeroPageFactory(parent=RevueIndexPageFactory(parent=home_page), number=3)
    return page


def complete_article(numero: NumeroPage, **fields: Any) -> ArticlePage:
    rubrique, _is_new = Rubrique.objects.get_or_create(title="Enquêtes")
    given = {"rubrique": rubrique, "listing_image": NecImageFactory(), "body": [PARAGRAPH], **fields}
    article: ArticlePage = ArticlePageFactory(parent=numero, **given)
    article.author_links.create(personne=PersonneFactory(), role=AuthorRole.TEXTE)
    article.save()
    return article


def lacks(article: ArticlePage) -> list[Lack]:
    """What is missing, which must be the same in the row and in its draft."""
    in_row = [part.lack for part in ArticleDraft.of(ArticlePage.objects.get(pk=article.pk)).missing()]
    article.save_revision(clean=False)
    in_draft = [part.lack for part in missing_of([article.pk])[article.pk]]
    assert in_row == in_draft
    return in_draft


def image(alt_text: str = "", *, decorative: bool = False) -> dict[str, Any]:
    return {"image": {"image": NecImageFactory().pk, "alt_text": alt_text, "decorative": decorative}}


def raw_body(*blocks: tuple[str, Any]) -> str:
    return json.dumps([{"type": name, "value": value, "id": str(uuid4())} for name, value in blocks])


def test_a_complete_article_lacks_nothing(numero: NumeroPage) -> None:
    assert lacks(complete_article(numero)) == []


def test_an_empty_article_lacks_all(numero: NumeroPage) -> None:
    article = ArticlePageFactory(parent=numero, summary=" ")

    assert lacks(article) == [Lack.TEXT, Lack.SUMMARY, Lack.RUBRIQUE, Lack.AUTHOR, Lack.IMAGE]


def test_photographs_sign_no_text(numero: NumeroPage) -> None:
    article = complete_article(numero)
    article.author_links.set([article.author_links.model(personne=PersonneFactory(), role=AuthorRole.PHOTO)])
    article.save()

    assert lacks(article) == [Lack.AUTHOR]


def test_an_image_of_the_text_is_one(numero: NumeroPage) -> None:
    body = raw_body(("paragraph", "<p>Un texte.</p>"), ("image", image("Une salle.")))

    assert lacks(complete_article(numero, listing_image=None, body=body)) == []


def test_every_image_tells_what_it_shows_or_is_decorative(numero: NumeroPage) -> None:
    body = raw_body(
        ("paragraph", "<p>Un texte.</p>"),
        ("image", image()),
        ("gallery", {"title": "", "figures": [image("Une salle."), image(" "), image(decorative=True)]}),
    )
    article = complete_article(numero, body=body)

    assert lacks(article) == [Lack.ALTERNATIVE]
    assert missing_label(missing_of([article.pk])[article.pk]) == "2 textes de remplacement"


def test_sounds_and_videos_want_a_transcript(numero: NumeroPage) -> None:
    body = raw_body(
        ("paragraph", "<p>Un texte.</p>"),
        ("audio", {"title": "Sans", "transcript": ""}),
        ("video", {"title": "Avec", "transcript": "<p>Bonjour.</p>"}),
    )

    assert lacks(complete_article(numero, body=body)) == [Lack.TRANSCRIPT]


def test_notes_and_calls_go_together(numero: NumeroPage) -> None:
    called, uncalled, lost = (str(uuid4()) for _number in range(3))
    calls = "".join(f'<footnote id="{note}">{note[:6]}</footnote>' for note in (called, lost, called))
    article = complete_article(numero, body=raw_body(("paragraph", f"<p>Un texte{calls}.</p>")))
    for note in (called, uncalled):
        article.footnotes.create(uuid=note, text="<p>Une note.</p>")
    article.save()

    assert lacks(article) == [Lack.LOST_NOTE, Lack.UNCALLED_NOTE]


def test_the_form_of_the_issue_lists_its_articles(admin_client: Client, numero: NumeroPage) -> None:
    complete = complete_article(numero, title="Complet")
    draft = ArticlePageFactory(parent=numero, title="Commencé", live=False)

    soup = BeautifulSoup(admin_client.get(f"/admin/pages/{numero.pk}/edit/").content, "html.parser")

    assert [row.split() for row in texts(soup, ".nec-state tbody tr")] == [
        ["Complet", "Enquêtes", "Publiée", "Complet"],
        ["Commencé", "Brouillon", "Texte,", "Rubrique,", "Signature,", "Image"],
    ]
    addresses = [link["href"] for link in soup.select(".nec-state a, .nec-actions a")]
    assert addresses[:3] == [
        f"/admin/pages/add/nec_revue/articlepage/{numero.pk}/",
        f"/admin/pages/{numero.pk}/",
        f"/admin/revue/numeros/{numero.pk}/publier/",
    ]
    assert f"/admin/pages/{complete.pk}/edit/" in addresses
    assert f"/admin/pages/{draft.pk}/edit/#{ANCHORS[Lack.RUBRIQUE]}" in addresses


def test_what_is_missing_leads_to_a_field_of_the_form(admin_client: Client, numero: NumeroPage) -> None:
    article = complete_article(numero)

    soup = BeautifulSoup(admin_client.get(f"/admin/pages/{article.pk}/edit/").content, "html.parser")

    assert [anchor for anchor in ANCHORS.values() if soup.find(id=anchor) is None] == []
    assert set(ANCHORS) == set(Lack)


def test_a_new_issue_says_where_articles_go(admin_client: Client, numero: NumeroPage) -> None:
    response = admin_client.get(f"/admin/pages/add/nec_revue/numeropage/{numero.get_parent().pk}/")

    assert "Les articles s’écrivent sous le numéro" in response.content.decode()


def test_lists_say_what_is_missing(admin_client: Client, numero: NumeroPage) -> None:
    complete_article(numero, title="Complet")
    ArticlePageFactory(parent=numero, title="Commencé", body=[PARAGRAPH])

    for address in (f"/admin/pages/{numero.pk}/", "/admin/articles/?ordering=title"):
        table = admin_client.get(address).context["table"]
        columns = {column.name: column for column in table.columns.values()}
        found = {row.title: columns["missing"].get_value(row) for row in table.data}
        assert found == {"Complet": "", "Commencé": "rubrique, signature, image"}, address


def test_issues_count_their_articles(admin_client: Client, numero: NumeroPage) -> None:
    ArticlePageFactory(parent=numero)
    ArticlePageFactory(parent=numero, live=False)
    NumeroPageFactory(parent=numero.get_parent(), number=4)

    table = admin_client.get(f"/admin/pages/{numero.get_parent().pk}/?ordering=number").context["table"]
    column = next(column for column in table.columns.values() if column.name == "articles")

    assert [column.get_value(row) for row in table.data] == ["1 en ligne sur 2", "Aucun"]


@pytest.mark.parametrize("address", ["/admin/pages/{pk}/edit/", "/admin/pages/{pk}/", "/admin/articles/"])
def test_the_state_costs_the_same_for_more_articles(admin_client: Client, numero: NumeroPage, address: str) -> None:
    for number in range(3):
        complete_article(numero, title=f"Article {number}").save_revision(clean=False)
    few = count_queries(admin_client, address.format(pk=numero.pk))
    for number in range(3, 9):
        complete_article(numero, title=f"Article {number}")

    assert count_queries(admin_client, address.format(pk=numero.pk)) == few


def test_articles_are_explored_in_the_order_of_the_contents(admin_client: Client, numero: NumeroPage) -> None:
    first, _second, third = (ArticlePageFactory(parent=numero, title=title) for title in ("Alpha", "Bravo", "Charlie"))

    admin_client.post(f"/admin/pages/{third.pk}/set_position/?position=0")

    response = admin_client.get(f"/admin/pages/{numero.pk}/")
    assert [page.title for page in response.context["pages"]] == ["Charlie", "Alpha", "Bravo"]
    assert f"/admin/pages/{first.pk}/" in response.content.decode()
    public = BeautifulSoup(admin_client.get(numero.url).content, "html.parser")
    assert public.main is not None
    shown = public.main.get_text()
    assert shown.index("Charlie") < shown.index("Alpha") < shown.index("Bravo")


def test_creating_an_issue_leads_to_its_articles(admin_client: Client, numero: NumeroPage) -> None:
    address = f"/admin/pages/add/nec_revue/numeropage/{numero.get_parent().pk}/"
    data = empty_form_data(admin_client, address) | {
        "title": "Communs",
        "slug": "communs",
        "number": "9",
        "year": "2027",
    }

    response = admin_client.post(address, data | {"season": "1-printemps"}, follow=True)

    created = NumeroPage.objects.get(number=9)
    assert "Le numéro est créé." in response.content.decode()
    assert f"/admin/pages/add/nec_revue/articlepage/{created.pk}/" in response.content.decode()


@pytest.mark.parametrize("is_article", [True, False], ids=["article", "numero"])
def test_editors_read_why_a_file_could_not_be_made(
    admin_client: Client, numero: NumeroPage, *, is_article: bool
) -> None:
    page = complete_article(numero) if is_article else numero
    made_at = datetime(2026, 11, 28, 8, 5, tzinfo=UTC)
    ExportFile.objects.filter(page=page).delete()
    ExportFile.objects.create(page=page, format="pdf", failure="L’image « A » ne se lit pas.", made_at=made_at)

    soup = BeautifulSoup(admin_client.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser")

    said = [" ".join(words.split()) for words in texts(soup, ".nec-list li")]
    assert said == ["PDF, échec, 28 novembre 2026, 9 h 05 : L’image « A » ne se lit pas."]
