"""The public search, on the database the tests run with: both must give the same answers."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from home.models import HomePage, SearchPage
from home.search import DOCUMENT, PAGE, RESULTS_PER_PAGE, Search
from socle.enums import ThematiqueFamily
from socle.matching import Words
from socle.models import BasePage, PageThematique
from tests.factories import (
    ArticlePageFactory,
    EditionNationalePageFactory,
    EditionsIndexPageFactory,
    NecDocumentFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    NumeroPageFactory,
    RevueIndexPageFactory,
    SearchPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
)

MAXIMUM_QUERIES = 15


@pytest.fixture
def search_page(home_page: HomePage) -> SearchPage:
    page: SearchPage = SearchPageFactory(parent=home_page, slug="recherche")
    return page


@pytest.fixture
def add(home_page: HomePage) -> Callable[..., Page]:
    """Makes a plain page with a title, and maybe a summary and a body."""

    def make(title: str, summary: str = "", body: str = "", **fields: Any) -> Page:
        blocks = [("paragraph", f"<p>{body}</p>")] if body else []
        return StandardPageFactory(parent=home_page, title=title, summary=summary, body=blocks, **fields)

    return make


def ask(q: str = "", **others: Any) -> Search:
    """A search below the home page, whose own title would be found too."""
    return Search(
        QueryDict(urlencode({"q": q, **others}, doseq=True)), BasePage.objects.indexable().filter(depth__gt=2)
    )


def read(client: Client, page: Page, **parameters: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url, parameters).content, "html.parser")


def one(html: BeautifulSoup | Tag, selector: str) -> Tag:
    found = html.select_one(selector)
    assert found is not None, selector
    return found


def titles(search: Search) -> list[str]:
    return [row.title.replace("<mark>", "").replace("</mark>", "") for row in search.page_obj]


# What is found


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("Numériques", "numerique"),
        ("Le numerique", "NUMÉRIQUE"),
        ("Un territoire", "territoires"),
        ("Les écoles", "ecole"),
        ("Une œuvre", "oeuvres"),
        ("L’accessibilité", "accessible"),
        ("Des médiateurs", "médiation"),
        ("Le bilan de 2022", "2022"),
        ("La revue, numéro 3", "3"),
        ("Une jauge de 12\u202f300 places", "12 300"),
        ("Commun[s]", "communs"),
        ("D’où vient l’eau", "l'eau"),
    ],
)
def test_forms_and_accents_do_not_matter(add: Callable[..., Page], written: str, query: str) -> None:
    add(written)
    add("Tout autre chose")

    assert titles(ask(query)) == [written]


def test_words_are_found_in_titles_summaries_and_bodies(add: Callable[..., Page]) -> None:
    add("Titre avec boussole")
    add("Chapô", summary="Une boussole pour tous")
    add("Corps", body="Où trouver une <b>boussole</b> ?")
    add("Rien")

    assert titles(ask("boussoles")) == ["Titre avec boussole", "Chapô", "Corps"]


def test_all_words_must_be_found(add: Callable[..., Page]) -> None:
    add("Données ouvertes", body="dans les territoires")
    add("Données fermées")
    add("Territoires")

    search = ask("les données des territoires")

    assert titles(search) == ["Données ouvertes"]
    assert not search.is_partial


def test_some_words_do_where_no_text_holds_all(add: Callable[..., Page]) -> None:
    add("Boussole")
    add("Cartographie et sextant")
    add("Boussole et sextant")
    add("Rien")

    search = ask("boussole sextant astrolabe")

    assert search.is_partial
    assert titles(search) == ["Boussole et sextant", "Cartographie et sextant", "Boussole"]


def test_a_phrase_between_quotation_marks_is_found_as_written(add: Callable[..., Page]) -> None:
    add("Une boussole pour un sextant")
    add("Sextant", body="La boussole pour le sextant n’est pas ici. Un sextant, une boussole.")

    assert titles(ask('"boussole pour un sextant"')) == ["Une boussole pour un sextant"]
    assert titles(ask("« un sextant une boussole »")) == ["Sextant"]
    nowhere = ask("“sextant une boussole pour”")
    assert (nowhere.is_partial, sorted(titles(nowhere))) == (True, ["Sextant", "Une boussole pour un sextant"])


def test_small_words_count_only_alone(add: Callable[..., Page]) -> None:
    add("La vie")
    add("Sans article")

    assert titles(ask("la")) == ["La vie"]
    assert titles(ask("le la les article")) == ["Sans article"]


def test_titles_come_first_then_summaries_then_the_most_recent(add: Callable[..., Page]) -> None:
    for title, year in [("Corps ancien", 2020), ("Corps récent", 2024), ("Corps du milieu", 2022)]:
        add(title, body="boussole", first_published_at=f"{year}-01-01T00:00:00Z")
    add("Sans date", body="boussole", first_published_at=None)
    add("Chapô", summary="boussole", first_published_at="2019-01-01T00:00:00Z")
    add("Boussole", first_published_at="2018-01-01T00:00:00Z")

    assert titles(ask("boussole")) == [
        "Boussole",
        "Chapô",
        "Corps récent",
        "Corps du milieu",
        "Corps ancien",
        "Sans date",
    ]


def test_words_side_by_side_come_before_scattered_ones(add: Callable[..., Page]) -> None:
    add("Sextant et boussole", first_published_at="2024-01-01T00:00:00Z")
    add("Boussole sextant", first_published_at="2018-01-01T00:00:00Z")

    assert titles(ask("boussole sextant")) == ["Boussole sextant", "Sextant et boussole"]


def test_documents_follow_pages(add: Callable[..., Page]) -> None:
    NecDocumentFactory(title="Guide", description="La boussole des organisateurs")
    add("Page", body="boussole")

    search = ask("boussole")

    assert titles(search) == ["Page", "Guide"]
    assert [row.kind for row in search.page_obj] == ["Page", "Document"]
    assert search.page_obj[1].document is not None


def test_documents_are_found_by_their_type(home_page: HomePage) -> None:
    NecDocumentFactory(title="Guide")

    assert titles(ask("pdf")) == ["Guide"]


# What is not shown


def test_only_public_indexable_live_pages_are_shown(add: Callable[..., Page]) -> None:
    add("Boussole publique")
    add("Boussole en brouillon", live=False)
    add("Boussole non référencée", noindex=True)
    private = add("Boussole privée")
    StandardPageFactory(parent=private, title="Boussole sous une page privée")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    search = ask("boussole")

    assert titles(search) == ["Boussole publique"]
    assert search.total == 1


def test_documents_of_private_collections_are_not_shown(home_page: HomePage) -> None:
    root = Collection.get_first_root_node()
    private = root.add_child(name="Interne")
    NecDocumentFactory(title="Boussole publique")
    NecDocumentFactory(title="Boussole interne", collection=private)
    NecDocumentFactory(title="Boussole très interne", collection=private.add_child(name="Plus interne"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)

    assert titles(ask("boussole")) == ["Boussole publique"]


def test_what_an_unpublished_draft_says_is_not_found(add: Callable[..., Page]) -> None:
    page = add("Boussole")
    page.title = "Astrolabe"
    page.save_revision()

    assert titles(ask("astrolabe")) == []
    assert titles(ask("boussole")) == ["Boussole"]


def test_publishing_and_unpublishing_change_what_is_found(add: Callable[..., Page]) -> None:
    page = add("Boussole")
    page.title = "Astrolabe"
    page.save_revision().publish()
    assert (titles(ask("astrolabe")), titles(ask("boussole"))) == (["Astrolabe"], [])

    page.refresh_from_db()
    page.unpublish()
    assert titles(ask("astrolabe")) == []


def test_the_index_can_be_made_anew(add: Callable[..., Page]) -> None:
    add("Boussole")
    NecDocumentFactory(title="Boussole")
    call_command("update_index", verbosity=0)

    assert titles(ask("boussoles")) == ["Boussole", "Boussole"]


# Filters


@pytest.fixture
def library(home_page: HomePage) -> None:
    """Pages and a document about one word, of several kinds and thématiques."""
    data = ThematiqueFactory(title="Données & territoire", slug="donnees")
    local_data = ThematiqueFactory(title="Données ouvertes", slug="ouvertes", family=ThematiqueFamily.NEC_LOCAUX)
    local_data.parents.add(data)
    ethics = ThematiqueFactory(title="Éthique", slug="ethique")
    ThematiqueFactory(title="Sans page", slug="vide")
    issue = NumeroPageFactory(parent=RevueIndexPageFactory(parent=home_page))
    events = NecLocauxIndexPageFactory(parent=home_page)
    for title, thematiques in [
        ("Boussole A", [data, local_data]),
        ("Boussole B", [local_data]),
        ("Boussole C", [ethics]),
    ]:
        article = ArticlePageFactory(parent=issue, title=title)
        for thematique in thematiques:
            PageThematique.objects.create(page=article, thematique=thematique)
    event = NecLocalPageFactory(parent=events, title="Boussole locale", start_date=date(2024, 10, 3))
    PageThematique.objects.create(page=event, thematique=ethics)
    StandardPageFactory(parent=home_page, title="Boussole simple")
    NecDocumentFactory(title="Boussole en PDF")


@pytest.mark.usefixtures("library")
def test_choices_have_the_count_of_their_results() -> None:
    search = ask("boussole")

    assert {choice.value: (choice.label, choice.count) for choice in search.kind_choices} == {
        "article": ("Article", 3),
        "nec-local": ("NEC local", 1),
        PAGE: ("Page", 1),
        DOCUMENT: ("Document", 1),
    }
    assert {choice.value: choice.count for choice in search.thematique_choices} == {"donnees": 2, "ethique": 2}
    assert search.total == 6


@pytest.mark.usefixtures("library")
def test_filters_combine() -> None:
    both = ask("boussole", type=["article", "nec-local"], thematique="ethique")

    assert sorted(titles(both)) == ["Boussole C", "Boussole locale"]
    assert {choice.value: choice.count for choice in both.kind_choices} == {"article": 1, "nec-local": 1}
    assert {choice.value: choice.count for choice in both.thematique_choices} == {"donnees": 2, "ethique": 2}
    assert [(item.name, item.value) for item in both.active_filters] == [
        ("type", "article"),
        ("type", "nec-local"),
        ("thematique", "ethique"),
    ]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"type": "document"}, ["Boussole en PDF"]),
        ({"type": "page"}, ["Boussole simple"]),
        ({"type": ["page", "document"]}, ["Boussole simple", "Boussole en PDF"]),
        ({"thematique": "donnees", "type": "document"}, []),
        ({"thematique": ["donnees", "inconnue"], "type": "inconnu"}, ["Boussole B", "Boussole A"]),
    ],
)
def test_filters_and_unknown_ones(filters: dict[str, Any], expected: list[str]) -> None:
    assert titles(ask("boussole", **filters)) == expected


@pytest.mark.usefixtures("library")
def test_filters_alone_list_everything_they_keep() -> None:
    assert sorted(titles(ask(type="article"))) == ["Boussole A", "Boussole B", "Boussole C"]


@pytest.mark.usefixtures("library")
def test_events_show_when_they_happen() -> None:
    [row] = ask("locale", type="nec-local").page_obj

    assert (row.kind, row.start, row.end, row.precision) == ("NEC local", date(2024, 10, 3), None, "day")
    assert [thematique.slug for thematique in row.thematiques] == ["ethique"]


def test_editions_show_when_they_happen(home_page: HomePage) -> None:
    EditionNationalePageFactory(
        parent=EditionsIndexPageFactory(parent=home_page),
        city="Lens",
        year=2022,
        start_date=date(2022, 9, 28),
        end_date=date(2022, 9, 29),
    )

    [row] = ask("lens").page_obj

    assert (row.kind, row.start, row.end) == ("Édition nationale", date(2022, 9, 28), date(2022, 9, 29))


def test_pages_of_results_run_from_pages_to_documents(add: Callable[..., Page]) -> None:
    for number in range(RESULTS_PER_PAGE + 2):
        add(f"Boussole {number}")
    for number in range(RESULTS_PER_PAGE):
        NecDocumentFactory(title=f"Boussole {number}")

    pages = [ask("boussole", page=number) for number in (1, 2, 3, 99)]

    assert [len(list(search.page_obj)) for search in pages] == [20, 20, 2, 2]
    kinds = [[row.kind for row in search.page_obj] for search in pages]
    assert kinds[1] == ["Page"] * 2 + ["Document"] * 18
    everything = [row.url for search in pages[:3] for row in search.page_obj]
    assert len(set(everything)) == len(everything) == 42


# What helps


def test_an_unknown_word_is_spelled_as_the_titles_spell_it(add: Callable[..., Page]) -> None:
    add("La médiation numérique")
    add("Médiation en cours")

    assert ask("mediaton numérique").suggestion == "médiation numérique"
    assert ask("xylophone").suggestion == ""
    assert ask("numériques").suggestion == ""


def test_private_titles_are_never_suggested(add: Callable[..., Page]) -> None:
    add("Astrolabe", live=False)

    assert ask("astrolab").suggestion == ""


def test_the_thematique_that_bears_the_words_is_named(home_page: HomePage) -> None:
    ThematiqueFactory(title="Médiation & compétences", slug="mediation")

    assert [item.slug for item in ask("mediateur").named_thematiques] == ["mediation"]
    assert ask("mediation sextant").named_thematiques == []
    assert ask("").named_thematiques == []


def test_the_team_answers_first_whatever_the_form_of_the_words(add: Callable[..., Page]) -> None:
    page = add("Le guide")
    draft = add("Brouillon", live=False)
    query = Query.get("organiser un NEC")
    SearchPromotion.objects.create(query=query, page=page, description="Pas à pas", sort_order=0)
    SearchPromotion.objects.create(query=query, page=draft, sort_order=1)
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.org/", external_link_text="Ailleurs", sort_order=2
    )

    promotions = ask("organisation de mon nec à Metz").promotions

    assert [(item.title, item.url, item.description) for item in promotions] == [
        ("Le guide", page.url, "Pas à pas"),
        ("Ailleurs", "https://example.org/", ""),
    ]
    assert ask("organiser").promotions == []
    assert ask("organiser nec", page=2).promotions == []


# The page


def test_queries_are_kept_nowhere(client: Client, search_page: SearchPage) -> None:
    client.get(search_page.url, {"q": "boussole"})

    assert Query.objects.count() == 0


def test_the_page_says_how_many_and_shows_them(
    client: Client, search_page: SearchPage, add: Callable[..., Page]
) -> None:
    add("Les écoles & le numérique", summary="Une école <ouverte>")

    html = read(client, search_page, q="ecole")

    assert one(html, "[role=status]").text.strip() == "1 résultat pour «\u202fecole\u202f»."
    assert one(html, "title").text.startswith("ecole, 1 résultat – Recherche")
    [result] = html.select(".search-results > li")
    assert one(result, "h3 a").decode_contents() == "Les <mark>écoles</mark> &amp; le numérique"
    assert one(result, "h3 a")["href"] == "/les-ecoles-le-numerique/"
    assert "Une <mark>école</mark> &lt;ouverte&gt;" in result.decode_contents()
    assert one(html, "meta[name=robots]")["content"] == "noindex"
    assert one(html, "input[name=q]")["value"] == "ecole"


def test_the_empty_page_is_a_form_and_ways_to_go_on(client: Client, search_page: SearchPage) -> None:
    html = read(client, search_page)

    assert one(html, "h1").text.strip() == "Recherche"
    assert one(html, "form[role=search][method=get] input[name=q]")["value"] == ""
    assert html.select("[role=status]") == []
    assert html.select("meta[name=robots]") == []


def test_a_search_without_result_offers_another_spelling(
    client: Client, search_page: SearchPage, add: Callable[..., Page]
) -> None:
    add("Médiation")

    html = read(client, search_page, q="medaition")

    assert one(html, "[role=status]").text.strip() == "Aucun résultat pour «\u202fmedaition\u202f»."
    assert one(html, "#contenu a[href^='?q=m']").decode() == '<a href="?q=m%C3%A9diation">médiation</a>'


@pytest.mark.parametrize("q", ["???", "«»", '"', "' -- *"])
def test_signs_without_words_ask_for_words(client: Client, search_page: SearchPage, q: str) -> None:
    assert one(read(client, search_page, q=q), "[role=status]").text == "Écrivez au moins un mot ou un nombre."


def test_results_are_kept_in_no_shared_cache(client: Client, search_page: SearchPage) -> None:
    assert client.get(search_page.url, {"q": "boussole"})["Cache-Control"] == "private, max-age=0"


@pytest.mark.parametrize(
    "q",
    [
        'guillemet " seul',
        "tabulation\tici",
        "NEAR(a b, 3) AND OR NOT *",
        "title:nec body : {a b}",
        "^nec + (nec",
        "a' OR 1=1; --",
        "é" * 10_000,
        "mot " * 3_000,
        "\ud7ff\ufffd\U0001f600",
        "%00%09",
        "zqtnec zqxnec",
        "\\",
        "!&|:*<->",
    ],
)
def test_any_query_gives_a_page(client: Client, search_page: SearchPage, q: str) -> None:
    assert client.get(search_page.url, {"q": q, "page": "9" * 30, "type": q, "thematique": q}).status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=80), page=st.text(max_size=5), kind=st.text(max_size=10))
def test_any_text_gives_a_page(client: Client, search_page: SearchPage, q: str, page: str, kind: str) -> None:
    response = client.get(search_page.url, {"q": q, "page": page, "type": kind})

    assert response.status_code == (400 if "\x00" in q + page + kind else 200)


@given(st.text(max_size=300))
def test_words_are_few_and_never_empty(text: str) -> None:
    words = Words.read(text)

    assert len(words.stems) <= len(words.sentence) <= 12
    assert "" not in {*words.stems, *words.sentence}


def test_a_search_costs_the_same_for_few_and_many(client: Client, search_page: SearchPage, home_page: HomePage) -> None:
    events = NecLocauxIndexPageFactory(parent=home_page)
    thematiques = ThematiqueFactory.create_batch(5)

    def count(number: int, query: str) -> int:
        for _ in range(number):
            event = NecLocalPageFactory(parent=events, summary="boussole")
            PageThematique.objects.create(page=event, thematique=thematiques[number % 5])
        cache.clear()
        client.get(search_page.url, {"q": query})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(search_page.url, {"q": query}).status_code == 200
        return len(queries)

    few = {query: count(3, query) for query in ("boussole", "boussole inconnue")}
    many = {query: count(40, query) for query in few}

    assert many == few
    assert max(few.values()) <= MAXIMUM_QUERIES


def test_editors_get_no_error_either(admin_client: Client, search_page: SearchPage) -> None:
    assert get_user_model().objects.count() == 1
    assert admin_client.get(search_page.url, {"q": "boussole"}).status_code == 200
