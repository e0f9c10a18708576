"""The library and its resources."""

import pytest
from django.test import Client

from home.models import HomePage
from ressources.models import RessourcePage, RessourcesIndexPage
from socle.models import NecDocument
from tests.factories import (
    NecDocumentFactory,
    RessourcePageFactory,
    RessourcesIndexPageFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, count_queries, main_text, read, texts, titles


@pytest.fixture
def library(home_page: HomePage) -> RessourcesIndexPage:
    page: RessourcesIndexPage = RessourcesIndexPageFactory(parent=home_page)
    return page


@pytest.fixture
def document(db: None) -> NecDocument:
    made: NecDocument = NecDocumentFactory(title="Le guide", page_count=28, is_accessible=True)
    made.file_size = 2_300_000
    made.save()
    return made


def test_an_empty_library_says_so(client: Client, library: RessourcesIndexPage) -> None:
    soup = read(client, library)

    assert titles(soup) == ["h1 Ressources", "h2 La bibliothèque"]
    assert "Aucune ressource n’est encore en ligne." in main_text(soup)


def test_a_line_says_what_a_resource_is(client: Client, library: RessourcesIndexPage, document: NecDocument) -> None:
    video = RessourcePageFactory(
        parent=library, title="Se prémunir", kind="video", origin="Masterclass", year=2022, duration="1 h 02"
    )
    add_thematiques(video, ThematiqueFactory(title="Communs & souveraineté", colour="communs"))
    RessourcePageFactory(parent=library, title="Guide", kind="guide", document=document)

    soup = read(client, library)

    assert "2 ressources, les plus récentes d’abord" in main_text(soup)
    assert texts(soup, ".resource-row h3") == ["Guide", "Se prémunir"]
    assert texts(soup, ".resource-row .format-word") == ["guide", "vidéo"]
    assert texts(soup, ".resource-details") == ["PDF, 28 pages, 2,3 Mo, document accessible", "1 h 02"]
    assert [mark["data-t"] for mark in soup.select(".resource-mark")] == ["", "communs"]
    assert "Masterclass, 2022" in main_text(soup)


def test_the_year_is_said_once() -> None:
    assert RessourcePage(origin="Édition nationale de Lens, 2022", year=2022).provenance == (
        "Édition nationale de Lens, 2022"
    )
    assert RessourcePage(origin="ANCT", year=2022).provenance == "ANCT, 2022"
    assert RessourcePage(origin="", year=2022).provenance == "2022"
    assert RessourcePage(origin="ANCT").provenance == "ANCT"


def test_the_library_goes_by_pages(client: Client, library: RessourcesIndexPage) -> None:
    for number in range(21):
        RessourcePageFactory(parent=library, title=f"Ressource {number}")

    assert len(read(client, library).select(".resource-row")) == 20
    second = read(client, f"{library.url}?page=2")
    assert texts(second, ".resource-row h3") == ["Ressource 0"]


def test_the_library_costs_the_same_for_few_and_many(
    client: Client, library: RessourcesIndexPage, document: NecDocument
) -> None:
    thematique = ThematiqueFactory()

    def add(number: int) -> None:
        for _ in range(number):
            add_thematiques(RessourcePageFactory(parent=library, document=document), thematique)

    add(3)
    few = count_queries(client, library)
    add(20)

    assert count_queries(client, library) == few
    assert few <= 15


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("guide", "Lire le guide"),
        ("video", "Voir la vidéo"),
        ("podcast", "Écouter le podcast"),
        ("fiche", "Lire la fiche"),
        ("fichier", "Ouvrir le fichier"),
        ("site", "Voir le site"),
    ],
)
def test_the_link_says_what_one_will_do(kind: str, label: str) -> None:
    assert RessourcePage(kind=kind).action_label == label


def test_a_resource_gives_its_link_its_file_and_its_facts(
    client: Client, library: RessourcesIndexPage, document: NecDocument
) -> None:
    page = RessourcePageFactory(
        parent=library,
        title="Guide d’organisation",
        kind="guide",
        origin="ANCT",
        year=2024,
        duration="40 min",
        licence="etalab-2.0",
        external_url="https://exemple.fr/guide",
        document=document,
    )

    soup = read(client, page)

    assert titles(soup) == ["h1 Guide d’organisation", "h2 L’essentiel"]
    assert [link["href"] for link in soup.select("main a.button")] == ["https://exemple.fr/guide"]
    assert texts(soup, ".download a.strong") == ["Le guide"]
    assert dict(zip(texts(soup, ".facts dt"), texts(soup, ".facts dd"), strict=True)) == {
        "Origine": "ANCT",
        "Année": "2024",
        "Durée": "40 min",
        "Licence": "Licence ouverte 2.0",
    }


def test_a_bare_resource_says_it_is_not_there_yet(client: Client, library: RessourcesIndexPage) -> None:
    soup = read(client, RessourcePageFactory(parent=library, title="À venir"))

    assert titles(soup) == ["h1 À venir", "h2 L’essentiel"]
    assert "Cette ressource n’est pas encore en ligne." in main_text(soup)
    assert soup.select("main a.button, .download") == []
